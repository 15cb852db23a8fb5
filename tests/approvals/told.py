"""A case of the pure procedure, told verb by verb."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from township_office.approvals.core import (
    FIRST,
    Add,
    Agree,
    Intervene,
    Mode,
    Phone,
    Refuse,
    Return,
    Seat,
    Step,
    Task,
    Transfer,
    Unlawful,
    Verb,
    Way,
    Why,
    apply,
    begin,
)

# Everybody holds the post of his own number.
APPLICANT, DIRECTOR, DEPUTY, MAYOR, SECRETARY, CLERK = everybody = range(1, 7)
HOLDERS = {number: frozenset({number}) for number in everybody}


def stage(
    order: int,
    *posts: int,
    mode: Mode = Mode.ALL,
    deciding: bool = True,
    person: int | None = None,
    plain: bool = False,
    united: bool = False,
) -> Step:
    seats = [Seat(post=post) for post in posts] + ([Seat(officer=person)] if person else [])
    return Step(order, tuple(seats), mode, deciding, plain, united)


def way(*steps: Step, holders: dict[int, frozenset[int]] | None = None) -> Way:
    first = stage(FIRST, person=APPLICANT, deciding=False)
    return Way(APPLICANT, (first, *steps), HOLDERS | (holders or {}))


class Walk:
    """A case told verb by verb; whoever acts, acts on the task that lies with him."""

    def __init__(self, *steps: Step, holders: dict[int, frozenset[int]] | None = None) -> None:
        self.way = way(*steps, holders=holders)
        self.state = begin(self.way)

    def task_of(self, officer: int) -> Task:
        return next(task for task in self.state.open_tasks() if self.way.holds(task.seat, officer))

    def act(self, verb: Verb) -> None:
        self.state = apply(self.way, self.state, verb)

    def agree(self, *officers: int, to: str = "v1") -> None:
        for officer in officers:
            self.act(Agree(self.task_of(officer).number, officer, to))

    def refuse(self, officer: int) -> None:
        self.act(Refuse(self.task_of(officer).number, officer))

    def transfer(self, officer: int, to: int) -> None:
        self.act(Transfer(self.task_of(officer).number, officer, Seat(post=to)))

    def add(self, officer: int, whom: int, *, before: bool) -> None:
        self.act(Add(self.task_of(officer).number, officer, Seat(post=whom), before))

    def phone(self, officer: int, to: str = "v1") -> None:
        self.act(Phone(self.task_of(officer).number, CLERK, officer, to))

    def intervene(self, post: int, at: str = "v1") -> None:
        stuck = next(task for task in self.state.open_tasks() if task.seat.post == post)
        self.act(Intervene(stuck.number, at))

    def vacate(self, post: int, *steps: Step) -> None:
        """Nobody holds the post from now on; the rules lead where these steps say."""
        first = self.way.steps[0]
        holders = dict(self.way.holders) | {post: frozenset()}
        self.way = replace(self.way, steps=(first, *steps), holders=holders)

    def stands_in(self, deputy: int, principal: int) -> None:
        self.way = replace(self.way, stand_ins={principal: frozenset({deputy})})

    def send_back(self, officer: int, to: int, *, straight: bool = False, at: str = "v1") -> None:
        self.act(Return(self.task_of(officer).number, officer, to, straight, at))

    @property
    def lies_with(self) -> set[int | None]:
        """The posts and persons who can go on with it now."""
        ready = (task for task in self.state.open_tasks() if not self.state.waiting(task))
        return {task.seat.post or task.seat.officer for task in ready}

    @property
    def verdicts(self) -> list[tuple[int | None, str]]:
        return [(task.seat.post, task.verdict or task.status) for task in self.state.tasks]


@contextmanager
def refused(walk: Walk, why: Why) -> Iterator[None]:
    before = walk.state
    with pytest.raises(Unlawful) as unlawful:
        yield
    assert unlawful.value.why is why
    assert walk.state == before


def sent_in_a_post() -> Walk:
    """The applicant sent it as one of the two who hold the director's post, the deputy the other."""
    both = {DIRECTOR: frozenset({APPLICANT, DEPUTY})}
    first = stage(FIRST, DIRECTOR, deciding=False)
    walk = Walk()
    walk.way = Way(APPLICANT, (first, stage(2, MAYOR)), HOLDERS | both)
    walk.state = begin(walk.way)
    return walk
