"""Reminders: at four fifths of the limit, when it is over, and half as long again after that.

Each is a job that tells people and enqueues the next in one transaction, so that a worker killed at
any moment neither loses one nor sends it twice.
"""

from datetime import datetime

from django.utils.formats import date_format

from township_office import clock
from township_office.approvals.definition import published
from township_office.approvals.limits import REMIND, escalate_at
from township_office.approvals.models import Task
from township_office.approvals.registry import matter
from township_office.approvals.rules import DIRECTOR
from township_office.approvals.run import route_of, seat_of, value_of
from township_office.approvals.telling import REMINDED
from township_office.approvals.way import Staff, staff_of
from township_office.jobs.outbox import enqueue
from township_office.notices.actions import tell

SOON, OVER, LONG_OVER = 1, 2, 3


def remind(task_id: int, level: int, due: str) -> None:
    """Tell who may do it, and when it is long over the director too; then see to the next reminder.

    A task that is done, or whose time was set anew since, is not spoken of.
    """
    task = Task.objects.open().select_related("case").filter(pk=task_id).first()
    if task is None or task.due_at != datetime.fromisoformat(due) or task.due_at is None:
        return
    _tell(task, level, task.due_at)
    later = _next(task, level)
    if later is not None:
        args = {"task_id": task_id, "level": level + 1, "due": due}
        enqueue(REMIND, township_id=task.township_id, run_at=later, **args)


def _next(task: Task, level: int) -> datetime | None:
    if level == SOON:
        return task.due_at
    if level == OVER:
        return escalate_at(task, published(task.case.version_id).stage(task.stage))
    return None


def _tell(task: Task, level: int, due: datetime) -> None:
    case = task.case
    staff = staff_of(case.township_id, case.matter)
    officers = route_of(case, staff).way.acting(value_of(task))
    if level == LONG_OVER:
        officers |= staff.in_roles(DIRECTOR)
    its = matter(case.matter)
    tell(
        REMINDED,
        township_id=case.township_id,
        officers=sorted(officers),
        words=_words(task, level, due, staff),
        url=its.url_of(case),
        about=case.title,
        group=f"{its.key}:{case.subject_id}",
        by=None,
    )


def _words(task: Task, level: int, due: datetime, staff: Staff) -> str:
    """「批示」限11月23日 18:00办结，还没有办。"""
    until = date_format(clock.local(due), "n月j日 H:i")
    if level == SOON:
        return f"「{task.stage_name}」限{until}办结，请抓紧。"
    holders = "、".join(each.name for each in staff.named(seat_of(task))) or "职务空缺"
    return f"「{task.stage_name}」限{until}办结，已超时，现在{holders}处。"
