"""How a case comes to a stage: whom it asks there, who has said it all already, what was left open."""

from dataclasses import replace

from township_office.approvals.core.changes import closed, dropped, ended, next_number, opened
from township_office.approvals.core.resuming import left_open
from township_office.approvals.core.state import (
    Mode,
    Outcome,
    State,
    Step,
    Task,
    Unlawful,
    Verdict,
    Way,
    Why,
)


def enter(
    way: Way, state: State, stage: int, *, agreed: frozenset[int] = frozenset(), digest: str = ""
) -> State:
    """Open the tasks of the first stage there is from here on; none left ends the case.

    ``agreed`` are those who have just agreed to the same content one stage before; where a plain
    stage asks one of them, he has said it all.
    """
    step = way.from_stage(stage)
    if step is None:
        return ended(state, Outcome.CONCLUDED)
    if not step.seats:
        raise Unlawful(Why.NOBODY)
    state = _asked(replace(state, stage=step.stage), step)
    if step.plain:
        state = _in_passing(way, state, step, agreed, digest)
    if state.blocked():
        return state
    return onward(way, state, step.stage, digest)


def onward(way: Way, state: State, stage: int, digest: str, *, in_passing: bool = True) -> State:
    """To the next stage; or straight back to who returned it, where nothing has changed since."""
    back_to = state.resume_at if digest == state.resume_digest else None
    state = replace(state, resume_at=None, resume_digest="")
    if back_to is not None:
        return _resume(way, state, back_to, digest)
    agreed = _who_agreed(way, state, stage, digest) if in_passing else frozenset()
    return enter(way, state, stage + 1, agreed=agreed, digest=digest)


def _asked(state: State, step: Step) -> State:
    number = next_number(state)
    tasks = (
        Task(
            number=number + place,
            stage=step.stage,
            round=state.round,
            seat=seat,
            root=number + place,
            waits_for=number + place - 1 if place and step.mode is Mode.ORDER else None,
        )
        for place, seat in enumerate(step.seats)
    )
    return opened(state, *tasks)


def _who_agreed(way: Way, state: State, stage: int, digest: str) -> frozenset[int]:
    """Who agreed here, from a seat of his own, to the very content the case leaves with."""
    return frozenset(
        task.done_by
        for task in state.here(stage)
        if task.verdict is Verdict.AGREE
        and task.digest == digest
        and task.done_by is not None
        and way.holds(task.seat, task.done_by)
    )


def _in_passing(way: Way, state: State, step: Step, agreed: frozenset[int], digest: str) -> State:
    for task in state.here(step.stage):
        same = agreed & way.able(task.seat, step.stage)
        if same and not state.waiting(task):
            state = closed(state, task, Verdict.AGREE, min(same), digest)
    left = [task for task in state.open_tasks() if task.blocks]
    if step.mode is Mode.ANY and len(left) < len(step.seats):
        return dropped(state, left)
    return state


def _resume(way: Way, state: State, stage: int, digest: str) -> State:
    """Straight back: only those are asked who have not agreed to the very same content."""
    step = way.step(stage)
    tasks = left_open(way, state, step, digest) if step is not None else ()
    if not tasks:
        return enter(way, state, stage)
    return opened(replace(state, stage=stage), *tasks)
