"""The procedure itself, pure: what a verb makes of the state of a case.

Nothing here knows the database, the clock or the words on a page. ``begin`` opens a case,
``apply`` lets a verb act on it, ``effects`` says what must be written down.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

FIRST = 1  # the order of the stage that submitting itself does (拟稿, 登记)


class Mode(StrEnum):
    """How the seats of one stage decide together."""

    ALL = "all"
    ANY = "any"
    ORDER = "order"


class Status(StrEnum):
    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class Outcome(StrEnum):
    """How a case ended; an open case has none."""

    CONCLUDED = "concluded"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    VOID = "void"


class Why(StrEnum):
    """Why a verb is not lawful now."""

    ENDED = "ended"
    NOT_OPEN = "not_open"
    NOT_YOURS = "not_yours"
    OWN_REQUEST = "own_request"
    WAITS = "waits"
    NOT_EARLIER = "not_earlier"
    TOO_LATE = "too_late"
    NOBODY = "nobody"


class Unlawful(Exception):
    """The verb may not act; the state is as it was."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True, order=True)
class Seat:
    """Where a task lies: one post or one named person, never both."""

    post: int | None = None
    officer: int | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A stage that a rule led to, with the seats it led to."""

    stage: int
    seats: tuple[Seat, ...]
    mode: Mode = Mode.ALL
    deciding: bool = True


@dataclass(frozen=True)
class Way:
    """The whole way of a case as it stands now, from the first stage, and who holds which post."""

    applicant: int
    steps: tuple[Step, ...]
    holders: Mapping[int, frozenset[int]]

    def step(self, stage: int) -> Step | None:
        return next((step for step in self.steps if step.stage == stage), None)

    def from_stage(self, stage: int) -> Step | None:
        """The step at this stage or, where the stage is left out, the next one there is."""
        return next((step for step in self.steps if step.stage >= stage), None)

    def holds(self, seat: Seat, officer: int) -> bool:
        if seat.post is None:
            return officer == seat.officer
        return officer in self.holders.get(seat.post, frozenset())

    def may_act(self, task: "Task", officer: int) -> bool:
        return self.holds(task.seat, officer)

    def may_take_back(self, officer: int) -> bool:
        """Whether it was he who sent it, and he still sits where he sent it from."""
        first = self.step(FIRST)
        sits = first is None or any(self.holds(seat, officer) for seat in first.seats)
        return officer == self.applicant and sits

    def decides(self, stage: int) -> bool:
        step = self.step(stage)
        return step is None or step.deciding


@dataclass(frozen=True, slots=True)
class Task:
    number: int
    stage: int
    round: int
    seat: Seat
    waits_for: int | None = None
    blocks: bool = True
    status: Status = Status.OPEN
    verdict: str = ""
    done_by: int | None = None
    digest: str = ""


@dataclass(frozen=True, slots=True)
class State:
    stage: int = FIRST
    round: int = 1
    resume_at: int | None = None
    resume_digest: str = ""
    outcome: Outcome | None = None
    tasks: tuple[Task, ...] = ()

    def task(self, number: int) -> Task | None:
        return next((task for task in self.tasks if task.number == number), None)

    def open_tasks(self) -> tuple[Task, ...]:
        return tuple(task for task in self.tasks if task.status is Status.OPEN)

    def waiting(self, task: Task) -> bool:
        """Whether the task must wait for another that is still open."""
        other = self.task(task.waits_for) if task.waits_for is not None else None
        return other is not None and other.status is Status.OPEN


@dataclass(frozen=True, slots=True)
class Agree:
    """``digest`` stands for all that is agreed to, and for every fact that leads its way."""

    task: int
    by: int
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Refuse:
    task: int
    by: int
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Return:
    """Back to an earlier stage; ``straight`` skips the stages between on the way here again."""

    task: int
    by: int
    to: int
    straight: bool = False
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Withdraw:
    by: int


@dataclass(frozen=True, slots=True)
class Annul:
    """The record itself was a mistake (误登作废); whoever may say so, the case ends with it."""

    by: int


Verb = Agree | Refuse | Return | Withdraw | Annul


@dataclass(frozen=True, slots=True)
class Effects:
    """What changed between two states, for writing it down."""

    opened: tuple[Task, ...] = ()
    changed: tuple[Task, ...] = ()
    outcome: Outcome | None = None


def begin(way: Way) -> State:
    """Submitting does the first stage; the case stands at the next one. Raises Unlawful."""
    return _enter(way, State(), FIRST + 1)


def apply(way: Way, state: State, verb: Verb) -> State:
    """What the verb makes of the state. Raises Unlawful, and then nothing has changed."""
    if state.outcome is not None:
        raise Unlawful(Why.ENDED)
    return _VERBS[type(verb)](way, state, verb)


def effects(before: State, after: State) -> Effects:
    known = {task.number: task for task in before.tasks}
    return Effects(
        opened=tuple(task for task in after.tasks if task.number not in known),
        changed=tuple(
            task for task in after.tasks if task.number in known and known[task.number] != task
        ),
        outcome=after.outcome if before.outcome is None else None,
    )


def _agree(way: Way, state: State, verb: Agree) -> State:
    mine = actable(way, state, verb.task, verb.by)
    state = _close_all_held(way, state, mine, verb)
    step = way.step(mine.stage)
    if step is not None and step.mode is Mode.ANY:
        state = _drop(state, stage=mine.stage)
    if any(task.blocks for task in state.open_tasks()):
        return state
    return _onward(way, state, mine.stage, verb.digest)


def _refuse(way: Way, state: State, verb: Refuse) -> State:
    mine = actable(way, state, verb.task, verb.by)
    return _end(_close(state, mine, "refuse", verb.by, verb.digest), Outcome.REFUSED)


def _return(way: Way, state: State, verb: Return) -> State:
    mine = actable(way, state, verb.task, verb.by)
    if verb.to >= mine.stage or way.step(verb.to) is None:
        raise Unlawful(Why.NOT_EARLIER)
    state = _drop(_close(state, mine, "return", verb.by, verb.digest))
    state = replace(
        state,
        round=state.round + 1,
        resume_at=mine.stage if verb.straight else None,
        resume_digest=verb.digest if verb.straight else "",
    )
    return _enter(way, state, verb.to)


def _withdraw(way: Way, state: State, verb: Withdraw) -> State:
    if not way.may_take_back(verb.by):
        raise Unlawful(Why.NOT_YOURS)
    acted = (task for task in state.tasks if task.round == state.round and task.done_by is not None)
    if any(task.done_by != way.applicant for task in acted):
        raise Unlawful(Why.TOO_LATE)
    return _end(state, Outcome.WITHDRAWN)


def _annul(way: Way, state: State, verb: Annul) -> State:
    return _end(state, Outcome.VOID)


_VERBS: dict[type, Callable[[Way, State, Any], State]] = {
    Agree: _agree,
    Refuse: _refuse,
    Return: _return,
    Withdraw: _withdraw,
    Annul: _annul,
}


def actable(way: Way, state: State, number: int, officer: int) -> Task:
    """The task, if this officer may end it now. Raises Unlawful otherwise."""
    task = state.task(number)
    if task is None or task.status is not Status.OPEN:
        raise Unlawful(Why.NOT_OPEN)
    if not way.may_act(task, officer):
        raise Unlawful(Why.NOT_YOURS)
    if officer == way.applicant and way.decides(task.stage):
        raise Unlawful(Why.OWN_REQUEST)
    if state.waiting(task):
        raise Unlawful(Why.WAITS)
    return task


def _close_all_held(way: Way, state: State, mine: Task, verb: Agree) -> State:
    """One person in several seats of a stage decides once, and it is recorded in each."""
    state = _close(state, mine, "agree", verb.by, verb.digest)
    for task in state.open_tasks():
        beside = task.blocks and task.stage == mine.stage
        if beside and way.may_act(task, verb.by) and not state.waiting(task):
            state = _close(state, task, "agree", verb.by, verb.digest)
    return state


def _onward(way: Way, state: State, stage: int, digest: str) -> State:
    """To the next stage; or straight back to who returned it, where nothing has changed since."""
    back_to = state.resume_at if digest == state.resume_digest else None
    state = replace(state, resume_at=None, resume_digest="")
    if back_to is None:
        return _enter(way, state, stage + 1)
    return _enter(way, state, back_to, spare=_agreed_to(state, back_to, digest))


def _enter(
    way: Way, state: State, stage: int, *, spare: frozenset[tuple[int, Seat]] = frozenset()
) -> State:
    """Open the tasks of the first stage there is from here on; none left ends the case."""
    step = way.from_stage(stage)
    if step is None:
        return _end(state, Outcome.CONCLUDED)
    if not step.seats:
        raise Unlawful(Why.NOBODY)
    asked = [seat for seat in step.seats if (step.stage, seat) not in spare]
    return _open(replace(state, stage=step.stage), step, asked or list(step.seats))


def _agreed_to(state: State, stage: int, digest: str) -> frozenset[tuple[int, Seat]]:
    """Whose last word at this stage was to agree to the very same thing."""
    last = {task.seat: task for task in state.tasks if task.stage == stage}
    return frozenset(
        (stage, seat)
        for seat, task in last.items()
        if task.verdict == "agree" and task.digest == digest
    )


def _open(state: State, step: Step, seats: list[Seat]) -> State:
    number = max((task.number for task in state.tasks), default=0) + 1
    opened = tuple(
        Task(
            number=number + place,
            stage=step.stage,
            round=state.round,
            seat=seat,
            waits_for=number + place - 1 if place and step.mode is Mode.ORDER else None,
        )
        for place, seat in enumerate(seats)
    )
    return replace(state, tasks=state.tasks + opened)


def _close(state: State, task: Task, verdict: str, by: int, digest: str) -> State:
    done = replace(task, status=Status.DONE, verdict=verdict, done_by=by, digest=digest)
    return _replaced(state, lambda other: done if other.number == task.number else other)


def _drop(state: State, *, stage: int | None = None) -> State:
    return _replaced(
        state,
        lambda task: (
            replace(task, status=Status.DROPPED)
            if task.status is Status.OPEN and task.blocks and stage in (None, task.stage)
            else task
        ),
    )


def _end(state: State, outcome: Outcome) -> State:
    return replace(_drop(state), outcome=outcome, resume_at=None, resume_digest="")


def _replaced(state: State, change: Callable[[Task], Task]) -> State:
    return replace(state, tasks=tuple(change(task) for task in state.tasks))
