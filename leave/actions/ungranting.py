"""What was granted came back and is mended, was refused after all, or taken back: nobody is away."""

from leave.actions.deciding import let_go
from leave.acts import Act
from leave.models import Absence
from township_office.audit.capacity import Capacity
from township_office.audit.trail import record
from township_office.web.once import together


@together
def ungrant(absence: Absence, *, by: Capacity) -> None:
    """收回准假: until it is granted anew he is here; nothing, where it was not granted."""
    if absence.approved_on is None:
        return
    absence.approved_on = None
    absence.save(update_fields=["approved_on"])
    let_go(absence, by)
    record(Act.UNGRANTED, absence, by=by, before={"时间": absence.from_to})
