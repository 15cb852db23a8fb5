"""May this be asked for now: each rule a sentence that says what to do."""

from collections.abc import Iterator
from datetime import date

from leave.models import Absence, Extension, Leave, Lengthening, Trip, keeps_leaves, spoken
from leave.rules.balance import balance_of, check_is_left
from leave.rules.counting import LONGEST, check_takes_days, counted
from township_office import clock
from township_office.approvals.core import FIRST, Outcome
from township_office.approvals.models import Case
from township_office.approvals.registry import case_of
from township_office.audit.capacity import Capacity
from township_office.people.models import Officer, Post
from township_office.web.refusals import Refused
from township_office.workdays.spans import Edge, Half, Span


def check_asks_for(officer: Officer, *, by: Capacity) -> None:
    """Everybody for himself; the clerk or the director for who is told of on the telephone."""
    if officer.township_id != by.township_id:
        raise Refused("只能办理本乡镇的人员。")
    if by.person_id != officer.pk and not keeps_leaves(Officer(pk=by.person_id)):
        raise Refused(f"假由{officer}本人请，或电话告知文书、办公室主任代填。")


def check_can_ask(absence: Absence, *, by: Capacity) -> None:
    """Everything but the days themselves, which are the leave's own."""
    check_asks_for(absence.officer, by=by)
    check_is_ahead(absence.first_day)
    check_fits(absence)


def check_fits(absence: Absence) -> None:
    """Days one can believe, beside nothing else, with somebody else to do the work."""
    if not is_believable(absence.first_day, absence.last_day):
        raise Refused("时间太长，或者太远了，请核对日期。")
    check_stands_alone(absence)
    check_substitute(absence)


def check_is_ahead(first: date) -> None:
    """A2.5: the slip comes before the leave; afterwards there is only 补假, where it is allowed."""
    if first < clock.today():
        raise Refused("已经过去的日子不能再请假。本乡镇允许补假的，请办补假。")


def is_believable(first: date, last: date) -> bool:
    """Within a year or so of today: another year is a slip of the pen, and not counted day by day."""
    today = clock.today()
    return first > today - LONGEST and last < today + LONGEST and last - first < LONGEST


def check_stands_alone(absence: Absence) -> None:
    """Nobody is away twice at once; half days may meet."""
    for name, label, span in _away_besides(absence):
        if span.first <= absence.span.last and absence.span.first <= span.last:
            words = f"{name}{label}（{spoken(span)}）"
            raise Refused(f"与{words}时间重叠。请改日期，或先办那一件的取消、销假。")


def _away_besides(absence: Absence) -> Iterator[tuple[str, str, Span]]:
    """His other leaves and trips, approved or under way, and leaves as long as he asks them to be."""
    for model in (Leave, Trip):
        rows = model.objects.counting().filter(officer=absence.officer_id)
        rows = rows.during(absence.first_day, absence.last_day)
        for other in rows.exclude(pk=absence.pk if isinstance(absence, model) else None):
            yield str(model._meta.verbose_name), other.label, other.span
    for each in _asked_to_last(absence):
        until = Edge(each.until, Half(each.until_half))
        yield each.name, each.absence.label, Span(each.absence.span.first, until)


def _asked_to_last(absence: Absence) -> Iterator[Extension | Lengthening]:
    """What is under way to make his other leaves and trips longer."""
    for model, own in ((Extension, Leave), (Lengthening, Trip)):
        asked = model.objects.open().filter(**{f"{model.about}__officer": absence.officer_id})
        mine = absence.pk if isinstance(absence, own) else None
        yield from asked.exclude(**{model.about: mine}).select_related(model.about)


def check_substitute(absence: Absence) -> None:
    other = absence.substitute
    if other is None:
        return
    if other.pk == absence.officer_id:
        raise Refused("工作不能交给本人，请另选一位。")
    if other.township_id != absence.officer.township_id or not Post.objects.held_by(other).exists():
        raise Refused(f"{other}现在没有任职，请另选一位。")


def check_leave(leave: Leave) -> None:
    """The kind is in use, abroad says where, there are days to take, and enough of them are left."""
    if not leave.kind.in_use or leave.kind.township_id != leave.officer.township_id:
        raise Refused("这种假现在不用，请另选。")
    if leave.kind.abroad and not leave.place:
        raise Refused(f"{leave.kind}请在“去向”里写明去往哪个国家或地区。")
    days = counted(leave.kind, leave.span, leave.officer.township_id)
    check_takes_days(days)
    balance = balance_of(leave.officer, leave.kind, leave.first_day, besides=leave.pk)
    check_is_left(balance, days.days)


def check_can_amend(absence: Absence, *, by: Capacity) -> Case | None:
    """While it is a draft, or has come back to who asked; the open case, where there is one."""
    case = case_of(absence)
    if absence.voided_on is not None or absence.cancelled_on is not None:
        raise Refused("这一件已经作废或取消，不能再改。请另填一张。")
    if isinstance(absence, Leave) and absence.backfills.exists():
        raise Refused("补假的假条不能改，也不能作废。写错了的，请撤回补假，另填一张。")
    if case is None or case.outcome == Outcome.WITHDRAWN:
        check_asks_for(absence.officer, by=by)
        return None
    if not came_back(case) or not case.tasks.filter(blocks=True).lying_with(by.person_id).exists():
        raise Refused("这一件已经送出，内容不能再改。需要改的，请现在审批的人退回。")
    return case


def check_can_void(absence: Absence, *, by: Capacity) -> Case | None:
    """What was withdrawn, or came back: it is not wanted any more. The open case, if there is one."""
    if absence.approved_on is not None and not came_back(case_of(absence)):
        raise Refused("已经批准的不能作废。不休了的，请办取消。")
    return check_can_amend(absence, by=by)


def came_back(case: Case | None) -> bool:
    """Whether it lies with who asked, to be mended."""
    return case is not None and case.stage == FIRST and not case.outcome


def check_has_not_come_back(absence: Absence) -> None:
    """What lies with him to be mended is not cancelled, extended or come back from meanwhile."""
    if came_back(case_of(absence)):
        raise Refused("这一件退回来了，还没有改好。请先改好再送；不要了的，请作废。")
