"""What becomes of a leave or a trip once it is decided: who is away stands in the bookings."""

from leave.acts import Act
from leave.models import Absence, Change, Extension, Leave, Lengthening
from leave.rules import counting
from leave.rules.abroad import check_permit
from leave.rules.beside import ON_LEAVE, OUT, as_taken
from township_office import clock
from township_office.audit.capacity import Capacity
from township_office.audit.trail import record
from township_office.bookings import actions as bookings
from township_office.bookings.models import Booking
from township_office.bookings.spans import Span
from township_office.web.once import together


@together
def approve(absence: Absence, *, by: Capacity) -> None:
    """准假: from now on everybody can see that he is away, and nobody why.

    Raises Refused for a leave abroad that the county has not allowed yet (LV-20).
    """
    if isinstance(absence, Leave):
        check_permit(absence)
    absence.approved_on = clock.today()
    absence.save(update_fields=["approved_on"])
    book(absence, by)
    record(Act.APPROVED, absence, by=by, after={"时间": absence.from_to})


@together
def report(absence: Absence, *, answer: str, why_both: str, by: Capacity) -> None:
    """报县: a principal leader's own leave, with the county's answer (LV-19)."""
    after = {"县里答复": answer, "两位主要领导同时不在的理由": why_both}
    told = {label: words for label, words in after.items() if words}
    record(Act.REPORTED, absence, by=by, after=told)


@together
def file_slip(absence: Absence, *, by: Capacity) -> None:
    """报备: the office has its copy (A2.5)."""
    record(Act.FILED, absence, by=by, after={"时间": absence.from_to})


def count_days(leave: Leave) -> None:
    """The days by the calendar as it is known now."""
    found = counting.counted(leave.kind, leave.span, leave.officer.township_id)
    leave.days, leave.provisional = found.days, found.provisional


def settle(change: Change) -> None:
    """What was asked has come about."""
    change.settled_on = clock.today()
    change.save(update_fields=["settled_on"])


def move_end(longer: Extension | Lengthening, absence: Absence) -> None:
    """It ends as was asked; the end there was is kept with what was asked."""
    longer.was_until, longer.was_half = absence.last_day, absence.last_half
    absence.last_day, absence.last_half = longer.until, longer.until_half
    longer.save(update_fields=["was_until", "was_half"])
    settle(longer)


def book(absence: Absence, by: Capacity) -> None:
    what = ON_LEAVE if isinstance(absence, Leave) else OUT
    bookings.take(absence.officer, as_taken(absence.span), what=what, source=absence, by=by)


def rebook(absence: Absence, span: Span, by: Capacity) -> None:
    """He is away longer, or not so long."""
    for booking in Booking.objects.by(absence):
        bookings.move(booking, span, by=by)


def let_go(absence: Absence, by: Capacity) -> None:
    """He is here from now on."""
    for booking in Booking.objects.by(absence):
        bookings.release(booking, by=by)
