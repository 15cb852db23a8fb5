"""Reminders: at four fifths of the limit, when it is over, and half as long again after that.

Each is a job that tells people and enqueues the next in one transaction, so that a worker killed at
any moment neither loses one nor sends it twice. Of several whose time has come only the last is told.
"""

from collections.abc import Iterator
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
from township_office.approvals.way import staff_of
from township_office.jobs.outbox import enqueue
from township_office.notices.actions import Message, tell_many

SOON, OVER, LONG_OVER = 1, 2, 3
HOW_LATE = {OVER: "已超时", LONG_OVER: "超时已久"}


def remind(task_id: int, level: int, due: str) -> None:
    """Tell who may do it, and when it is long over the director too; then see to the next reminder.

    A worker that slept over several steps tells only the last, whose words alone are still true.
    A task that is done, or whose time was set anew since, is not spoken of.
    """
    task = Task.objects.open().select_related("case").filter(pk=task_id).first()
    if task is None or task.due_at != datetime.fromisoformat(due) or task.due_at is None:
        return
    now = clock.now()
    later = [step for step in _steps(task, task.due_at) if step[0] > level]
    latest = max([level, *(step for step, at in later if at <= now)])
    tell_many(_messages(task, latest, task.due_at))
    for step, at in later:
        if step == latest + 1:
            args = {"task_id": task_id, "level": step, "due": due}
            enqueue(REMIND, township_id=task.township_id, run_at=at, **args)


def _steps(task: Task, due: datetime) -> list[tuple[int, datetime]]:
    """The steps after the first, each with its moment."""
    stage = published(task.case.version_id).stage(task.stage)
    return [(OVER, due), (LONG_OVER, escalate_at(task, due, stage))]


def _messages(task: Task, level: int, due: datetime) -> Iterator[Message]:
    """One for those with whom it lies, one for the director who is none of them."""
    staff = staff_of(task.township_id, task.case.matter)
    holders = route_of(task.case, staff).way.acting(value_of(task))
    yield _message(task, holders, _words(task, level, due, "您"))
    if level == LONG_OVER:
        names = "、".join(each.name for each in staff.named(seat_of(task)))
        told = staff.in_roles(DIRECTOR) - holders
        yield _message(task, told, _words(task, level, due, names))


def _message(task: Task, officers: frozenset[int], words: str) -> Message:
    case = task.case
    its = matter(case.matter)
    return Message(
        kind=REMINDED,
        township_id=case.township_id,
        officers=sorted(officers),
        words=words,
        url=its.url_of(case),
        about=case.title,
        group=f"{its.key}:{case.subject_id}",
    )


def _words(task: Task, level: int, due: datetime, holders: str) -> str:
    """「批示」限11月23日 18:00办结，已超时，现在您处。"""
    limit = f"「{task.stage_name}」限{date_format(clock.local(due), 'n月j日 H:i')}办结"
    if level == SOON:
        return f"{limit}，请抓紧。"
    where = f"现在{holders}处" if holders else "职务空缺"
    return f"{limit}，{HOW_LATE[level]}，{where}。"
