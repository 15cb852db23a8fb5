"""Asking for an outing, mending what came back, the leader's word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.core.files.uploadedfile import UploadedFile

from seals.outing import rules
from seals.outing.acts import Act
from seals.outing.models import Outing, Sheet
from township_office import clock
from township_office.approvals.actions import open_case, resubmit
from township_office.approvals.core import Status
from township_office.approvals.models import Case
from township_office.audit.capacity import Capacity
from township_office.audit.trail import record
from township_office.bookings.actions import move, release, take
from township_office.bookings.models import Booking
from township_office.files.actions import keep
from township_office.numbers import counters
from township_office.numbers.series import declare
from township_office.people.grants import let_read
from township_office.people.rules import department_of
from township_office.web.once import together
from township_office.web.refusals import Refused

SERIES = declare("seals.outing", "外带登记号")
TAKEN_OUT = "外带"


class Line(NamedTuple):
    """What is to be stamped, or was: a name and so many copies."""

    what: str
    copies: int


@together
def ask_outing(
    outing: Outing,
    lines: Sequence[Line],
    *,
    files: Iterable[UploadedFile[Any]] = (),
    by: Capacity,
) -> Case:
    """Ask to take a seal out, with scope, place and time, and send it to be approved (A4.5, SEAL-09).

    Raises Refused for one person alone, a time that is over or too long, a seal that is not in use
    or promised to another.
    """
    outing.township_id, outing.applicant_id = by.township_id, by.person_id
    outing.department = department_of(outing.applicant, "申请外带印章")
    outing.asked_at = clock.now()
    _check_asked(outing, lines)
    outing.year = clock.local(outing.asked_at).year
    outing.number = counters.take(by.township_id, SERIES, outing.year)
    outing.save()
    _write(outing, lines, files, by)
    record(Act.ASKED, outing, by=by, after=_said(outing))
    return open_case(outing, by=by)


@together
def amend_outing(
    outing: Outing,
    lines: Sequence[Line],
    *,
    files: Iterable[UploadedFile[Any]] = (),
    by: Capacity,
) -> Outing:
    """Mend what was taken back or returned; the number stays, what was booked for it is let go."""
    rules.check_can_amend(outing, by=by)
    _check_asked(outing, lines)
    before = _said(Outing.objects.get(pk=outing.pk))
    let_go(outing, by=by)
    outing.save()
    outing.sheets.all().delete()
    _write(outing, lines, files, by)
    record(Act.AMENDED, outing, by=by, before=before, after=_said(outing))
    return outing


@together
def send_outing(outing: Outing, *, by: Capacity) -> Case:
    """Send a mended outing on again."""
    case = rules.check_can_amend(outing, by=by)
    record(Act.SENT, outing, by=by)
    if case is None:
        return open_case(outing, by=by)
    return resubmit(case.tasks.get(status=Status.OPEN, blocks=True), by=by)


@together
def approve_outing(outing: Outing, *, by: Capacity) -> None:
    """The leader agrees, and from now on the seal is promised for that time to nobody else.

    Raises Refused for who asked, carries or escorts himself, and where another has it then. Of a
    seal that is out already only the promise is renewed.
    """
    if not outing.is_out:
        rules.check_approves(outing, by=by)
    booking = booking_of(outing)
    if booking is None:
        take(outing.seal, outing.span, what=TAKEN_OUT, source=outing, by=by)
    elif booking.span != outing.span:
        move(booking, outing.span, by=by)
    record(Act.APPROVED, outing, by=by, after={"时间": str(outing.span)})


def let_go(outing: Outing, *, by: Capacity) -> None:
    """What the outing had booked is free again."""
    booking = booking_of(outing)
    if booking is not None:
        release(booking, by=by)


def booking_of(outing: Outing) -> Booking | None:
    """What it has booked and not let go."""
    return Booking.objects.by(outing).first()


def upcoming_label(township_id: int) -> str:
    """The number the next outing will take, for display only."""
    year = clock.today().year
    return f"〔{year}〕{counters.upcoming(township_id, SERIES, year)}号"


def _check_asked(outing: Outing, lines: Sequence[Line]) -> None:
    if not lines:
        raise Refused("请写明要盖哪些文件、各几份（A4.5）。")
    rules.check_request(outing)


def _write(
    outing: Outing, lines: Sequence[Line], files: Iterable[UploadedFile[Any]], by: Capacity
) -> None:
    Sheet.objects.bulk_create(
        Sheet(outing=outing, order=order, what=line.what, copies=line.copies)
        for order, line in enumerate(lines)
    )
    for order, file in enumerate(files):
        keep(file, attached_to=outing, by=by, role="content", order=order)
    let_read(outing, officers=[outing.carrier_id, outing.escort_id, outing.applicant_id])


def _said(outing: Outing) -> dict[str, Any]:
    sheets = "；".join(f"{each.what} {each.copies} 份" for each in outing.sheets.all())
    return {
        "印章": str(outing.seal),
        "事由": outing.purpose,
        "清单": sheets,
        "地点": outing.place,
        "时间": str(outing.span),
        "带印人": str(outing.carrier),
        "随行人": str(outing.escort),
    }
