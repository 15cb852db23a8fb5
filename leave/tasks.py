"""What the worker does for leaves: slips drawn, stand-ins ended, who is late reminded, old proofs let go."""

from leave import actions, prints
from leave.actions import rounds
from leave.actions.slips import SLIP
from leave.actions.stand_ins import STAND_INS_JOB, end_stand_ins
from leave.models import Leave
from township_office.approvals.prints import on_paper
from township_office.approvals.registry import case_of
from township_office.approvals.story import Story
from township_office.jobs.periods import periodically
from township_office.jobs.registry import job
from township_office.paper.render import render_pdf
from township_office.people.capacity import capacity_of
from township_office.people.models import Officer
from township_office.workdays.rounds import day_of_work, week_of_work


def draw_slip(*, township_id: int, leave_id: int, officer_id: int) -> bytes:
    """The 请假条 of a leave as it stands now."""
    leave = Leave.objects.select_related(
        "township", "kind", "officer", "post", "department", "substitute", "entered_by"
    ).get(pk=leave_id)
    case = case_of(leave.backfills.first() or leave)
    if case is None:
        raise LookupError(f"{leave} has no case to print")
    story = Story(case)
    return render_pdf("paper/leave_slip.html", prints.slip(leave, story) | on_paper(story))


@job(SLIP.job, title="生成请假条", prepare=draw_slip)
def keep_slip(pdf: bytes, *, township_id: int, leave_id: int, officer_id: int) -> None:
    leave = Leave.objects.get(pk=leave_id)
    actions.keep_slip(leave, pdf, by=capacity_of(Officer.objects.get(pk=officer_id)))


@job(STAND_INS_JOB, title="结束请假期间的委托")
def end_stand_ins_of_who_is_back(*, township_id: int, leave_id: int) -> None:
    leave = Leave.objects.select_related("officer", "post").get(pk=leave_id)
    end_stand_ins(leave, by=capacity_of(leave.officer))


@job(periodically("leave.overdue", day_of_work), title="催销假")
def remind_who_is_not_back(*, township_id: int) -> None:
    rounds.remind_of_returns(township_id)


@job(periodically("leave.missing", day_of_work), title="提醒缺岗、逾期未归")
def tell_who_is_long_missing(*, township_id: int) -> None:
    rounds.tell_of_the_missing(township_id)


@job(periodically("leave.proofs", week_of_work), title="删除到期的请假证明")
def let_old_proofs_go(*, township_id: int) -> None:
    rounds.erase_old_proofs(township_id)
