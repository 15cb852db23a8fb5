"""What is asked about a leave that was approved, and what becomes of it."""

from leave.actions import asking
from leave.actions.deciding import book, count_days, let_go, move_end, rebook, settle
from leave.actions.stand_ins import end_stand_ins, end_stand_ins_at
from leave.acts import Act
from leave.models import Backfill, Cancellation, Extension, Leave, Return, in_days
from leave.rules import changing, counting
from leave.rules.abroad import check_permit
from leave.rules.beside import as_taken
from township_office import clock
from township_office.approvals.models import Case
from township_office.audit.capacity import Capacity
from township_office.audit.trail import record
from township_office.bookings.spans import Span
from township_office.web.once import together
from township_office.workdays.spans import Edge, Half
from township_office.workdays.spans import Span as HalfDays


@together
def ask_extension(extension: Extension, *, by: Capacity) -> Case:
    """续假: before it is over, by the way of the total (A2.7, LV-18)."""
    leave = extension.leave
    asking.hold(leave.officer)
    changing.check_can_extend(leave, by=by)
    longer = changing.extended(extension)
    changing.check_longer(leave, longer)
    extension.total = counting.counted(leave.kind, longer.span, leave.township_id).days
    extension.asked_by_id = by.person_id
    extension.save()
    after = {"到": longer.from_to, "连同原假": f"{in_days(extension.total)}"}
    record(Act.EXTENSION_ASKED, extension, by=by, after=after)
    return asking.send(extension, leave, by)


@together
def extend(extension: Extension, *, by: Capacity) -> None:
    """准续假: the leave is longer now."""
    leave = extension.leave
    before = {"时间": leave.from_to, "天数": f"{in_days(leave.days)}"}
    move_end(extension, leave)
    count_days(leave)
    leave.save()
    rebook(leave, as_taken(leave.span), by)
    after = {"时间": leave.from_to, "天数": f"{in_days(leave.days)}"}
    record(Act.EXTENDED, leave, by=by, before=before, after=after)


@together
def ask_cancellation(cancellation: Cancellation, *, by: Capacity) -> Case:
    """取消: approved and not taken."""
    asking.hold(cancellation.leave.officer)
    changing.check_can_cancel(cancellation.leave, by=by)
    cancellation.asked_by_id = by.person_id
    cancellation.save()
    record(Act.CANCELLATION_ASKED, cancellation, by=by)
    return asking.send(cancellation, cancellation.leave, by)


@together
def cancel(cancellation: Cancellation, *, by: Capacity) -> None:
    """The office notes it: nobody is away, nobody acts for him, and the days are there again."""
    leave = cancellation.leave
    leave.cancelled_on = clock.today()
    leave.save(update_fields=["cancelled_on"])
    settle(cancellation)
    let_go(leave, by)
    end_stand_ins(leave, by=by)
    record(Act.CANCELLED, leave, by=by)


@together
def ask_return(given: Return, *, by: Capacity) -> Case:
    """销假: back from this half day on, early, in time or late (LV-18)."""
    asking.hold(given.leave.officer)
    changing.check_can_return(given.leave, by=by)
    changing.check_return(given)
    given.asked_by_id = by.person_id
    given.save()
    after = {"回来上班": f"{given.back_on:%Y-%m-%d}{given.get_back_half_display()}"}
    record(Act.RETURN_ASKED, given, by=by, words=given.late_reason, after=after)
    return asking.send(given, given.leave, by)


@together
def come_back(given: Return, *, by: Capacity) -> None:
    """The office notes it: what was taken is counted anew, he is here again and acts himself."""
    leave = given.leave
    changing.check_proof(leave)
    back = Edge(given.back_on, Half(given.back_half))
    last = min(back, counting.after(leave.span.last))
    leave.taken = counting.taken_until(leave.kind, leave.span, last, leave.township_id)
    leave.back_on = given.back_on
    leave.save(update_fields=["taken", "back_on"])
    settle(given)
    away, here = as_taken(leave.span), as_taken(HalfDays(back, back)).since
    if away.since < here < away.until:
        rebook(leave, Span(away.since, here), by)
    end_stand_ins_at(here, leave, by=by)
    record(Act.RETURNED, leave, by=by, after={"实休": f"{in_days(leave.taken)}"})


@together
def ask_backfill(leave: Leave, *, reason: str, by: Capacity) -> Case:
    """补假: the slip is made out afterwards and goes the way of the leave; a switch, off (A2.5)."""
    asking.hold(leave.officer)
    changing.check_can_backfill(leave, by=by)
    asking.put_down(leave, asking.LEAVES, by)
    backfill = Backfill.objects.create(leave=leave, asked_by_id=by.person_id, reason=reason)
    record(Act.BACKFILL_ASKED, backfill, by=by, words=reason, after=asking.card(leave))
    return asking.send(backfill, leave, by)


@together
def backfill(given: Backfill, *, by: Capacity) -> None:
    """准补假: he had been away with leave, and is back."""
    leave = given.leave
    check_permit(leave)
    leave.approved_on, leave.taken = clock.today(), leave.days
    leave.back_on = counting.after(leave.span.last).day
    leave.save(update_fields=["approved_on", "taken", "back_on"])
    settle(given)
    book(leave, by)
    record(Act.BACKFILLED, leave, by=by, after={"时间": leave.from_to})
