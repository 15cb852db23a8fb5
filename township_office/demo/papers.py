"""The documents that the data files tell of: what each says, who handles it, what came of it."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent
_TOPICS = sorted((_HERE / "papers").glob("*.toml"))


@dataclass(frozen=True)
class Turn:
    """What somebody does at a stage instead of agreeing: send back, refuse, withdraw, void."""

    to: str = ""
    reason: str = ""
    refuse: str = ""
    void: str = ""
    withdraw: bool = False


@dataclass(frozen=True)
class Paper:
    """One document of the data files. ``days`` is the time to handle it, in working days.

    ``ages`` are the working hours since each step was taken; a paper without them goes its way at
    the pace of the office, to the end. ``turn`` is by the name of the stage where it happens.
    """

    source: str
    title: str
    lead: str
    helpers: tuple[str, ...] = ()
    alone: bool = False
    read: bool = False
    answer: bool = False
    kind: str = ""
    urgency: str = "平件"
    secrecy: str = "none"
    days: int = 6
    did: str = ""
    propose: str = ""
    instruct: str = ""
    relead: str = ""
    months: tuple[int, ...] = ()
    ages: tuple[float, ...] = ()
    turn: dict[str, Turn] = field(default_factory=dict)

    def fits(self, month: int) -> bool:
        """Whether such a paper is written in that month of the year."""
        return not self.months or month in self.months


@dataclass(frozen=True)
class Card:
    """The register card of a classified paper; ``steps`` are (step, post, hours ago)."""

    source: str
    secrecy: str
    kind: str
    age: float
    steps: tuple[tuple[str, str, float], ...]


def ordinary() -> list[Paper]:
    """What comes in from week to week (papers/)."""
    return [paper for topic in _TOPICS for paper in _topic(topic)]


def present() -> list[Paper]:
    """What lies on the desks now (now.toml)."""
    return [_paper({"with": ()} | _heads()[raw["topic"]] | raw) for raw in _now()["paper"]]


def cards() -> list[Card]:
    return [
        Card(raw["from"], raw["secrecy"], raw["kind"], raw["age"], tuple(map(tuple, raw["steps"])))
        for raw in _now()["card"]
    ]


@cache
def phrases() -> dict[str, Any]:
    """How the people of this office write (phrases.toml)."""
    return tomllib.loads((_HERE / "phrases.toml").read_text())


@cache
def _now() -> dict[str, Any]:
    return tomllib.loads((_HERE / "now.toml").read_text())


def _topic(path: Path) -> Iterator[Paper]:
    topic = tomllib.loads(path.read_text())
    for raw in topic["paper"]:
        yield _paper({"lead": topic["lead"], "with": topic["with"]} | raw)


@cache
def _heads() -> dict[str, dict[str, Any]]:
    """Who leads in each topic; whom a present paper takes along it says itself."""
    return {path.stem: {"lead": tomllib.loads(path.read_text())["lead"]} for path in _TOPICS}


def _paper(raw: dict[str, Any]) -> Paper:
    said = {key: value for key, value in raw.items() if key not in ("from", "with", "topic")}
    said |= {key: tuple(said[key]) for key in ("months", "ages") if key in said}
    said["turn"] = {stage: Turn(**turn) for stage, turn in said.get("turn", {}).items()}
    return Paper(source=raw["from"], helpers=tuple(raw["with"]), **said)
