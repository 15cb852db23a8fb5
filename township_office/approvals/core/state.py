"""The values the procedure works on: seats, the way, tasks, the state of a case."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

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


class Verdict(StrEnum):
    """How a task ended; one that was dropped for another's sake has none."""

    AGREE = "agree"
    REFUSE = "refuse"
    RETURN = "return"
    TRANSFER = "transfer"
    RESOLVE = "resolve"
    CONFIRM = "confirm"
    DISOWN = "disown"
    SETTLE = "settle"


class Reason(StrEnum):
    """Why a task lies where it lies."""

    RULE = "rule"
    FALLBACK = "fallback"
    ADDED = "added"
    TRANSFERRED = "transferred"
    CONFIRM = "confirm"
    RESOLVED = "resolved"
    DIFFERS = "differs"


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
    TO_CONFIRM = "to_confirm"
    NOT_TO_CONFIRM = "not_to_confirm"
    TO_APPLICANT = "to_applicant"
    ASKED_ALREADY = "asked_already"
    NOBODY_THERE = "nobody_there"
    FOR_HIMSELF = "for_himself"
    WELL_PLACED = "well_placed"
    TO_MEND = "to_mend"


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
    """A stage that a rule led to, with the seats it led to.

    ``plain`` steps ask for agreement and an opinion only; at ``united`` ones all must end on the
    same content.
    """

    stage: int
    seats: tuple[Seat, ...]
    mode: Mode = Mode.ALL
    deciding: bool = True
    plain: bool = False
    united: bool = False


@dataclass(frozen=True, slots=True)
class Task:
    """``root`` is the number of the task, opened by the rule, that this one descends from."""

    number: int
    stage: int
    round: int
    seat: Seat
    root: int = 0
    reason: Reason = Reason.RULE
    waits_for: int | None = None
    blocks: bool = True
    status: Status = Status.OPEN
    verdict: Verdict | None = None
    done_by: int | None = None
    digest: str = ""


@dataclass(frozen=True)
class Way:
    """The whole way of a case as it stands now, who holds which post, and who stands in for whom.

    ``in_person`` are posts that nobody stands in for; ``present`` those who hold any post today,
    without it everybody is.
    """

    applicant: int
    steps: tuple[Step, ...]
    holders: Mapping[int, frozenset[int]]
    stand_ins: Mapping[int, frozenset[int]] = field(default_factory=dict)
    in_person: frozenset[int] = frozenset()
    present: frozenset[int] | None = None

    def step(self, stage: int) -> Step | None:
        return next((step for step in self.steps if step.stage == stage), None)

    def from_stage(self, stage: int) -> Step | None:
        """The step at this stage or, where the stage is left out, the next one there is."""
        return next((step for step in self.steps if step.stage >= stage), None)

    def decides(self, stage: int) -> bool:
        step = self.step(stage)
        return step is None or step.deciding

    def sitting(self, seat: Seat) -> frozenset[int]:
        """Who sits there today."""
        if seat.post is not None:
            return self.holders.get(seat.post, frozenset())
        here = self.present is None or seat.officer in self.present
        return frozenset({seat.officer} if seat.officer is not None and here else ())

    def holds(self, seat: Seat, officer: int) -> bool:
        return officer in self.sitting(seat)

    def able(self, seat: Seat, stage: int) -> frozenset[int]:
        """Who of those sitting there may decide: never the applicant on his own request."""
        own = {self.applicant} if stage > FIRST and self.decides(stage) else set()
        return self.sitting(seat) - own

    def acts_for(self, task: Task, officer: int) -> int | None:
        """For whom this officer may do the task: himself, or one he stands in for; one step only."""
        able = self.able(task.seat, task.stage)
        if officer in able:
            return officer
        stood_for = (
            each for each in sorted(able) if officer in self.stand_ins.get(each, frozenset())
        )
        barred = (
            task.stage == FIRST
            or task.seat.post in self.in_person
            or self._own(task.stage, officer)
        )
        return None if barred else next(stood_for, None)

    def acting(self, task: Task) -> frozenset[int]:
        """Everybody who may do the task today: who sits there, and who stands in for one of them."""
        able = self.able(task.seat, task.stage)
        deputies = (each for one in able for each in self.stand_ins.get(one, ()) if task.blocks)
        return able | {each for each in deputies if self.acts_for(task, each) is not None}

    def may_take_back(self, officer: int) -> bool:
        """Whether it was he who sent it, and he still sits where he sent it from."""
        first = self.step(FIRST)
        sits = first is None or any(self.holds(seat, officer) for seat in first.seats)
        return officer == self.applicant and sits

    def _own(self, stage: int, officer: int) -> bool:
        return officer == self.applicant and self.decides(stage)


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

    def blocked(self) -> bool:
        """Whether somebody must still act before the case moves on."""
        return any(task.blocks for task in self.open_tasks())

    def waiting(self, task: Task) -> bool:
        """Whether the task must wait for another that is still open."""
        other = self.task(task.waits_for) if task.waits_for is not None else None
        return other is not None and other.status is Status.OPEN

    def here(self, stage: int) -> tuple[Task, ...]:
        """What was asked at a stage in this round and still counts: open or done, never dropped."""
        return tuple(
            task
            for task in self.tasks
            if (task.stage, task.round) == (stage, self.round)
            and task.blocks
            and task.status is not Status.DROPPED
        )


@dataclass(frozen=True, slots=True)
class Effects:
    """What changed between two states, for writing it down."""

    opened: tuple[Task, ...] = ()
    changed: tuple[Task, ...] = ()
    outcome: Outcome | None = None
