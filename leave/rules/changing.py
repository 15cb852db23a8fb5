"""What may be asked about a leave that was approved: longer, not at all, back again, afterwards."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

from leave.models import Absence, Change, Extension, Leave, Lengthening, Return, Trip
from leave.rules.asking import (
    check_asks_for,
    check_fits,
    check_has_not_come_back,
    check_leave,
)
from leave.rules.counting import after, before
from leave.rules.switches import BACKFILL, BACKFILL_DAYS, setting
from township_office import clock
from township_office.audit.capacity import Capacity
from township_office.files.models import File
from township_office.web.refusals import Refused, Stale
from township_office.workdays.hours import calendar_of
from township_office.workdays.spans import Counts, Edge, Half, Span, count

PROOF = "proof"


def is_offered(check: Callable[[], object]) -> bool:
    """Whether the way there is worth showing."""
    try:
        check()
    except Refused:
        return False
    return True


def check_runs(leave: Leave, *, by: Capacity) -> None:
    """Approved and not over with: neither cancelled nor back, and nothing else asked about it."""
    check_asks_for(leave.officer, by=by)
    if leave.approved_on is None or leave.voided_on is not None:
        raise Refused("这张假条还没有批准。")
    if leave.cancelled_on is not None:
        raise Stale("这张假条已经取消。")
    if leave.back_on is not None:
        raise Stale("这张假条已经销假。")
    for name in ("extensions", "cancellations", "returns"):
        asked: Change | None = getattr(leave, name).open().first()
        if asked is not None:
            raise Refused(f"这张假条的{asked.name}正在办理，请等它办完。")


def check_can_extend(leave: Leave, *, by: Capacity) -> None:
    """LV-18: before it is over."""
    check_runs(leave, by=by)
    if leave.last_day < clock.today():
        raise Refused("假期已满，不能再续。请先销假，写明逾期的原因；还要请的，另填一张。")


def extended(extension: Extension) -> Leave:
    """The same leave as it would be with its new end; not saved."""
    rows = Leave.objects.select_related("kind", "officer", "substitute", "department", "post")
    longer: Leave = rows.get(pk=extension.leave_id)
    longer.last_day, longer.last_half = extension.until, extension.until_half
    return longer


def check_longer(leave: Leave, longer: Leave) -> None:
    """``longer`` is the same leave until its new end: later, beside nothing else, with days left."""
    check_is_later(leave, longer, "续假")
    check_fits(longer)
    check_leave(longer)


def check_is_later(absence: Absence, longer: Absence, what: str) -> None:
    if not ends_later(longer, absence):
        raise Refused(f"原来就到{absence.from_to}，{what}要比它晚。请改日期。")


def ends_later(longer: Absence, absence: Absence) -> bool:
    """Asked of the ends alone: what was typed may lie before the absence begins."""
    return Edge(longer.last_day, Half(longer.last_half)) > absence.span.last


def check_can_cancel(leave: Leave, *, by: Capacity) -> None:
    """Before he leaves; afterwards he comes back early."""
    check_runs(leave, by=by)
    if leave.first_day < clock.today():
        raise Refused("假期已经开始，不能取消。提前回来的，请办销假。")


def check_can_return(leave: Leave, *, by: Capacity) -> None:
    check_runs(leave, by=by)
    if not leave.has_begun:
        raise Refused("假期还没有开始。不休了的，请办取消。")


def check_return(given: Return) -> None:
    """Not before he left, not in days to come; who is late says why (LV-18)."""
    leave, back = given.leave, Edge(given.back_on, Half(given.back_half))
    if back <= leave.span.first:
        raise Refused("回来的时间在假期开始之前。没有休的，请办取消。")
    if given.back_on > clock.today() + timedelta(days=1):
        raise Refused("回来上班以后，或者前一天，再办销假。")
    if is_late(given) and not given.late_reason:
        raise Refused("超过了假期，请写明逾期的原因。")


def is_late(given: Return) -> bool:
    return late_days(given) > 0


def late_days(given: Return) -> Decimal:
    """The days of work between the end of the leave and the return; days off are not counted."""
    leave = given.leave
    first, last = after(leave.span.last), before(Edge(given.back_on, Half(given.back_half)))
    if last < first:
        return Decimal(0)
    calendar = calendar_of(leave.township_id, clock.midnight(first.day))
    return count(Span(first, last), Counts.WORKDAYS, calendar).days


def check_takes_proof(leave: Leave, *, by: Capacity) -> None:
    """补交, as long as the slip is not over with (LV-06)."""
    check_asks_for(leave.officer, by=by)
    if leave.back_on is not None or leave.cancelled_on is not None or leave.voided_on is not None:
        raise Refused("这张假条已经销假、取消或作废，不能再补交证明。")


def check_proof(leave: Leave) -> None:
    """LV-06: what has to be proved is proved before the leave is over with."""
    if needs_proof(leave) and not File.objects.attached_to(leave).filter(role=PROOF).exists():
        raise Refused(f"{leave.kind}要交证明。请先在假条上补交，再登记销假。")


def needs_proof(leave: Leave) -> bool:
    least = leave.kind.proof_above
    return least is not None and leave.days > least


def check_can_backfill(leave: Leave, *, by: Capacity) -> None:
    """A2.5: there is none, unless the township allows it, and then only soon afterwards."""
    if not setting(BACKFILL, by.township_id):
        raise Refused("本乡镇不办补假：假条要在离岗之前批（A2.5）。")
    check_asks_for(leave.officer, by=by)
    if leave.last_day >= clock.today():
        raise Refused("还没有过去的日子，请办请假。")
    within = int(setting(BACKFILL_DAYS, by.township_id))
    if clock.today() - leave.last_day > timedelta(days=within):
        raise Refused(f"补假要在假期结束后 {within} 天内提出，这些日子已经过了。")
    check_fits(leave)
    check_leave(leave)


def check_can_end(trip: Trip, *, by: Capacity) -> None:
    """Granted, not ended yet, and not about to be longer."""
    check_asks_for(trip.officer, by=by)
    if trip.approved_on is None:
        raise Refused("这次外出还没有批准。")
    if trip.cancelled_on is not None or trip.back_on is not None:
        raise Stale("这次外出已经结束。")
    check_has_not_come_back(trip)
    if trip.lengthenings.open().exists():
        raise Refused("这次外出的延长正在办理，请等它办完，或先撤回。")


def check_can_lengthen(trip: Trip, *, by: Capacity) -> None:
    """Before it is over, as a leave is extended (LV-18)."""
    check_can_end(trip, by=by)
    if trip.last_day < clock.today():
        raise Refused("这次外出的时间已经过了，不能再延长。还要去的，另报一次外出。")


def lengthened(lengthening: Lengthening) -> Trip:
    """The same trip as it would be with its new end; not saved."""
    rows = Trip.objects.select_related("officer", "substitute", "department", "post")
    longer: Trip = rows.get(pk=lengthening.trip_id)
    longer.last_day, longer.last_half = lengthening.until, lengthening.until_half
    return longer


def check_longer_trip(trip: Trip, longer: Trip) -> None:
    """``longer`` is the same trip until its new end: later, and beside nothing else."""
    check_is_later(trip, longer, "延长")
    check_fits(longer)
