"""What a check is and what it finds.

A check carries the id of the rule it stands for. Its force is how strongly it speaks: a rule that
binds (MUST) but that a program can only guess at from the words speaks as a warning, because an
error that is none keeps a lawful document from being sent.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from re import Pattern, compile
from typing import NamedTuple

from documents.outgoing.checks.manuscript import Manuscript, Passage, Place


class Force(Enum):
    """What binds is an error and blocks submission, what is general a warning, practice a hint."""

    MUST = "error"
    GEN = "warning"
    PRAC = "hint"

    @property
    def label(self) -> str:
        return {"error": "错误", "warning": "提醒", "hint": "参考"}[self.value]

    @property
    def rank(self) -> int:
        return list(Force).index(self)


@dataclass(frozen=True)
class Finding:
    """What is amiss, where, by which rule, and what to do about it."""

    rule: str
    force: Force
    place: Place
    sentence: str
    quote: str = ""


class Spot(NamedTuple):
    """Where a check has found something; ``sentence`` where it can say more than it always does."""

    place: Place
    quote: str = ""
    sentence: str = ""


Look = Callable[[Manuscript], Iterable[Spot]]


@dataclass(frozen=True)
class Check:
    """One rule as a program looks for it."""

    rule: str
    force: Force
    sentence: str
    look: Look

    @property
    def name(self) -> str:
        return self.look.__name__

    @property
    def meaning(self) -> str:
        return " ".join((self.look.__doc__ or "").split())

    def __call__(self, manuscript: Manuscript) -> Iterator[Finding]:
        """What it finds; the same words in the same paragraph once."""
        for place, quote, sentence in dict.fromkeys(self.look(manuscript)):
            yield Finding(self.rule, self.force, place, sentence or self.sentence, quote)


def check(rule: str, force: Force, sentence: str) -> Callable[[Look], Check]:
    """Make a check of a function that says where its rule is not kept."""
    return lambda look: Check(rule, force, sentence, look)


def spots(pattern: Pattern[str], passages: Iterable[Passage]) -> Iterator[Spot]:
    """Every place where the pattern stands."""
    for place, text in passages:
        yield from (Spot(place, found[0]) for found in pattern.finditer(text))


def when(amiss: bool, field: str, quote: str = "") -> Iterator[Spot]:
    """The field, if something is amiss with it."""
    if amiss:
        yield Spot(Place(field), quote)


QUOTED = compile(r"《[^《》]*》|“[^“”]*”")


def unquoted(passages: Iterable[Passage]) -> Iterator[Passage]:
    """The same words without names of documents and what others have said."""
    for place, text in passages:
        yield Passage(place, QUOTED.sub("〇", text))
