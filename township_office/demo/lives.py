"""Time: when each step of each document is taken, and all of them in their order."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from heapq import heapify, heappop, heappush
from random import Random
from uuid import UUID

from township_office import click, clock
from township_office.approvals.models import Task
from township_office.demo.cards import register_card, take_card
from township_office.demo.cast import Cast
from township_office.demo.letters import Letters
from township_office.demo.papers import Card
from township_office.demo.passage import HANDLE, Passage
from township_office.demo.span import Span

Life = Iterator[datetime]

# Working hours until a step is taken, at least and at most.
PACE = {
    "documents.register": (0.4, 2.0),
    "documents.check": (0.1, 0.9),
    "documents.propose": (0.3, 3.2),
    "documents.instruct": (0.4, 6.5),
    "documents.close": (0.5, 5.5),
    "documents.file": (3.0, 26.0),
}
LATE = (8.5, 14.0)  # now and then a leader is out for a day
SWIFT = {"documents.check", "documents.propose", "documents.instruct"}
BEDTIME = 22


def paper_life(passage: Passage, letters: Letters, span: Span, dice: Random) -> Life:
    """Yields when the next step is taken, and takes it when resumed."""
    paper = passage.arrival.paper
    told = iter([_about(span.ago(age), dice) for age in paper.ages[1:]])
    yield passage.arrival.at
    passage.register(letters)
    while task := passage.next_task():
        moment = next(told, None) if paper.ages else _pace(passage, task, span, dice)
        if moment is None:
            return
        yield moment
        passage.take(task)


def card_life(card: Card, cast: Cast, span: Span) -> Life:
    yield span.ago(card.age)
    incoming = register_card(card, cast)
    for step, post, age in card.steps:
        yield span.ago(age)
        take_card(incoming, step, post, cast)


def play(lives: Sequence[Life], dice: Random, until: datetime) -> None:
    """Let all lives go on side by side, each step at its moment, none at the same as another."""
    coming = [(next(life), place, life) for place, life in enumerate(lives)]
    heapify(coming)
    last = coming[0][0]
    while coming and coming[0][0] < until:
        moment, place, life = heappop(coming)
        last = max(moment, last + timedelta(seconds=dice.randint(7, 40)))
        with clock.moved_to(last), click.served(str(UUID(int=dice.getrandbits(128), version=4))):
            following = next(life, None)
        if following is not None:
            heappush(coming, (max(following, last), place, life))


def _about(moment: datetime, dice: Random) -> datetime:
    """Nobody works to the minute of a plan."""
    return moment + timedelta(seconds=dice.randint(0, 299))


def _pace(passage: Passage, task: Task, span: Span, dice: Random) -> datetime:
    moment = _hurried(passage, task, dice) or span.after(clock.now(), _hours(task, span, dice))
    return moment.replace(second=dice.randint(0, 59))


def _hurried(passage: Passage, task: Task, dice: Random) -> datetime | None:
    """Urgent papers are taken up at once, in the evening too."""
    now = clock.local(clock.now())
    if task.kind in SWIFT and passage.arrival.urgent and now.hour < BEDTIME:
        return now + timedelta(minutes=dice.randint(5, 28))
    return None


def _hours(task: Task, span: Span, dice: Random) -> float:
    if task.kind == HANDLE:
        return _handling(task, span, dice)
    late = task.kind == "documents.instruct" and dice.random() < 0.06
    return dice.uniform(*(LATE if late else PACE[task.kind]))


def _handling(task: Task, span: Span, dice: Random) -> float:
    """Most hand in their results in the second half of the time they have."""
    left = span.between(clock.now(), task.due_at) if task.due_at else 0.0
    return dice.uniform(0.3, 0.95) * left if left > 2 else dice.uniform(0.5, 5.0)
