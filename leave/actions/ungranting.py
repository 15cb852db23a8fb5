"""What was granted came back and is mended, was refused after all, or taken back: it does not stand."""

from leave.actions.deciding import count_days, let_go, rebook
from leave.acts import Act
from leave.models import Absence, Backfill, Change, Extension, Leave, Lengthening
from leave.rules.beside import as_taken
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


@together
def ungrant_longer(longer: Extension | Lengthening, *, by: Capacity) -> None:
    """收回延长: it ends when it did before; nothing, where it was not granted or all is over."""
    absence = longer.absence
    if longer.was_until is None or absence.back_on or absence.cancelled_on:
        return
    before = {"时间": absence.from_to}
    absence.last_day, absence.last_half = longer.was_until, longer.was_half
    if isinstance(absence, Leave):
        count_days(absence)
    absence.save()
    longer.was_until, longer.was_half = None, ""
    longer.save(update_fields=["was_until", "was_half"])
    _unsettle(longer)
    rebook(absence, as_taken(absence.span), by)
    record(Act.LONGER_UNGRANTED, absence, by=by, before=before, after={"时间": absence.from_to})


@together
def ungrant_backfill(given: Backfill, *, by: Capacity) -> None:
    """收回补假: he was away without leave, as before; nothing, where it was not granted."""
    if given.settled_on is None:
        return
    leave = given.leave
    leave.taken = leave.back_on = None
    leave.save(update_fields=["taken", "back_on"])
    _unsettle(given)
    ungrant(leave, by=by)


def _unsettle(change: Change) -> None:
    change.settled_on = None
    change.save(update_fields=["settled_on"])
