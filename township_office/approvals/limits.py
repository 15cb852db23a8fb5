"""By when a task is due, and when its holder is reminded: in working hours, or day and night."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from township_office import clock
from township_office.approvals.definition import StageSpec
from township_office.approvals.models import Case, Task
from township_office.approvals.registry import Matter
from township_office.jobs.outbox import enqueue_each
from township_office.townships.settings import declare, settings_of
from township_office.workdays.hours import Deadline, add_clock_hours, add_working_hours, calendar_of

URGENT_HOURS = {
    "特急": declare("approvals.hours.most_urgent", "特急件每环节时限（小时，昼夜计）", default=1),
    "加急": declare("approvals.hours.urgent", "加急件每环节时限（小时，昼夜计）", default=4),
}
REMIND = "approvals.remind"
SHARE_BEFORE_REMINDING = 0.8


@dataclass(frozen=True)
class Limit:
    """Until when, and when to remind for the first time."""

    due: Deadline
    remind_at: datetime


def limit_of(stage: StageSpec, matter: Matter, subject: Any, case: Case) -> Limit | None:
    """The limit of a task that somebody can begin with now; none where the stage has none."""
    now = clock.now()
    if stage.kind in matter.due_of:
        agreed = matter.due_of[stage.kind](subject)
        return _until(agreed, now) if agreed is not None else None
    if stage.limit is None:
        return None
    if case.urgency in URGENT_HOURS:
        hours = settings_of(case.township_id)[URGENT_HOURS[case.urgency].key]
        return _clock_hours(now, hours)
    return _working_hours(now, stage.limit, case.township_id)


def remind_later(rows: list[Task], limit: Limit, township_id: int) -> None:
    """Let each holder be reminded when four fifths of his time are over; one insert."""
    each = [
        {"task_id": row.pk, "level": 1, "due": row.due_at.isoformat()}
        for row in rows
        if row.due_at is not None
    ]
    enqueue_each(REMIND, each, township_id=township_id, run_at=limit.remind_at)


def escalate_at(task: Task, due: datetime, stage: StageSpec) -> datetime:
    """When the limit is over by half as much again."""
    if task.case.urgency in URGENT_HOURS:
        hours = settings_of(task.township_id)[URGENT_HOURS[task.case.urgency].key]
        return add_clock_hours(due, hours / 2).at
    if stage.limit is None:
        return due + (due - task.opened_at) / 2
    return add_working_hours(due, stage.limit / 2, task.township_id).at


def _until(agreed: datetime, now: datetime) -> Limit:
    """A date that was agreed upon; four fifths of the time there is."""
    left = max(agreed - now, agreed - agreed)
    return Limit(Deadline(agreed, provisional=False), now + left * SHARE_BEFORE_REMINDING)


def _clock_hours(now: datetime, hours: float) -> Limit:
    first = add_clock_hours(now, hours * SHARE_BEFORE_REMINDING)
    return Limit(add_clock_hours(now, hours), first.at)


def _working_hours(now: datetime, hours: float, township_id: int) -> Limit:
    calendar = calendar_of(township_id, now)
    first = calendar.add(now, hours * SHARE_BEFORE_REMINDING)
    return Limit(calendar.add(now, hours), first.at)
