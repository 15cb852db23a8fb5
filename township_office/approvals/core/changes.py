"""The small changes a verb is made of; each answers a new state."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from township_office.approvals.core.state import (
    Outcome,
    Reason,
    Seat,
    State,
    Status,
    Task,
    Verdict,
)


def opened(state: State, *tasks: Task) -> State:
    return replace(state, tasks=state.tasks + tasks)


def next_number(state: State) -> int:
    return max((task.number for task in state.tasks), default=0) + 1


def descendant(state: State, of: Task, seat: Seat, reason: Reason, **fields: object) -> Task:
    """A new task in the place of, or beside, another; what an added signer had stays added."""
    new = replace(
        of,
        number=next_number(state),
        round=state.round,
        seat=seat,
        reason=Reason.ADDED if of.reason is Reason.ADDED else reason,
        status=Status.OPEN,
        verdict=None,
        done_by=None,
        digest="",
    )
    return replace(new, **fields)  # type: ignore[arg-type]


def closed(state: State, task: Task, verdict: Verdict, by: int, digest: str = "") -> State:
    return _changed(state, [task], status=Status.DONE, verdict=verdict, done_by=by, digest=digest)


def dropped(
    state: State,
    tasks: Iterable[Task] | None = None,
    *,
    verdict: Verdict | None = None,
    by: int | None = None,
) -> State:
    """Take tasks off their desks; without a list, all that still block the case."""
    if tasks is None:
        tasks = [task for task in state.open_tasks() if task.blocks]
    return _changed(state, tasks, status=Status.DROPPED, verdict=verdict, done_by=by)


def waiting_for(state: State, old: int, new: int | None) -> State:
    """Whoever waited for one task waits for another from now on."""
    waiting = [task for task in state.open_tasks() if task.waits_for == old]
    return _changed(state, waiting, waits_for=new)


def made_to_wait(state: State, task: Task, number: int) -> State:
    return _changed(state, [task], waits_for=number)


def ended(state: State, outcome: Outcome) -> State:
    return replace(dropped(state), outcome=outcome, resume_at=None, resume_digest="")


def _changed(state: State, tasks: Iterable[Task], **fields: object) -> State:
    numbers = {task.number for task in tasks}
    change: Callable[[Task], Task] = lambda task: (  # noqa: E731
        replace(task, **fields) if task.number in numbers else task  # type: ignore[arg-type]
    )
    return replace(state, tasks=tuple(change(task) for task in state.tasks))
