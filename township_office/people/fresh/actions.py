from django.db import transaction

from township_office.audit.capacity import Capacity
from township_office.audit.trail import record
from township_office.people.acts import Act
from township_office.people.models import Officer


@transaction.atomic
def note_confirmed(officer: Officer, *, by: Capacity, address: str) -> None:
    """Note that he typed his password again, and from which network address."""
    record(Act.IDENTITY_CONFIRMED, officer, by=by, after={"网络地址": address})
