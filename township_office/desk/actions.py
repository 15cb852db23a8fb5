from django.db import transaction

from township_office.audit.capacity import Capacity
from township_office.audit.trail import record
from township_office.desk.acts import Act
from township_office.people.models import Officer


@transaction.atomic
def take_register(officer: Officer, title: str, said: str, how: str, *, by: Capacity) -> None:
    """Note that a register, or what was asked of it, left the house in Excel or on paper (DJ-11)."""
    record(Act.REGISTER_TAKEN, officer, by=by, words=said, after={"登记簿": title, "方式": how})
