"""What the worker does for the procedure: reminders in time, what comes round, the list as a PDF."""

from township_office.approvals import actions, consents
from township_office.approvals.actions.weekly import LIST
from township_office.approvals.chasing import CHASE, EVERY_WEEK, chase, list_for_the_director
from township_office.approvals.limits import REMIND
from township_office.approvals.models import PaperList
from township_office.approvals.reminding import remind
from township_office.approvals.stuck import EVERY_MORNING, tell_of_the_stuck
from township_office.jobs.periods import periodically
from township_office.jobs.registry import job
from township_office.paper.render import render_pdf
from township_office.people.capacity import capacity_of
from township_office.people.models import Officer
from township_office.workdays.rounds import day_of_work, week_of_work


@job(REMIND, title="催办提醒")
def send_reminder(*, township_id: int, task_id: int, level: int, due: str) -> None:
    remind(task_id, level, due)


@job(CHASE, title="催补签")
def chase_consent(*, township_id: int, owed_id: int) -> None:
    chase(owed_id)


@job(periodically(EVERY_WEEK, week_of_work), title="每周补签清单")
def list_owed(*, township_id: int) -> None:
    list_for_the_director(township_id)


@job(periodically(EVERY_MORNING, day_of_work), title="每日查看无人可办")
def look_for_stuck(*, township_id: int) -> None:
    tell_of_the_stuck(township_id)


def draw_list(*, township_id: int, list_id: int, officer_id: int) -> bytes:
    paper_list = PaperList.objects.select_related("leader", "township").get(pk=list_id)
    return render_pdf("paper/paper_list.html", consents.sheet(paper_list))


@job(LIST.job, title="生成代录清单", prepare=draw_list)
def keep_list(pdf: bytes, *, township_id: int, list_id: int, officer_id: int) -> None:
    paper_list = PaperList.objects.select_related("leader").get(pk=list_id)
    actions.keep_list(paper_list, pdf, by=capacity_of(Officer.objects.get(pk=officer_id)))
