"""The documents that the data files send out: what each says, to whom, what became of it."""

import tomllib
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from township_office.demo.arrivals import dated_words

_HERE = Path(__file__).parent / "sendings"


@dataclass(frozen=True)
class Annexed:
    title: str
    text: str


@dataclass(frozen=True)
class Aside:
    """What happens at a stage besides agreeing, the first time it is reached.

    ``amend`` changes words of the text at the re-check; ``substance`` is the reason with which it
    then goes back to be signed anew, and nothing where only the wording changed.
    """

    to: str = ""
    reason: str = ""
    void: str = ""
    withdraw: bool = False
    amend: dict[str, str] = field(default_factory=dict)
    substance: str = ""


@dataclass(frozen=True)
class After:
    """更正、收回、撤销、废止, so many working hours ago."""

    age: float
    what: str
    reason: str
    basis: str
    to_recall: int = 0
    recalled: int = 0


@dataclass(frozen=True)
class Sending:
    """One document that goes out. ``drafter`` is the post of who writes it.

    ``age`` says how many working hours ago it was drafted, to go its way to the end; ``ages`` how
    many ago each step was taken, where it lies now. ``said`` and ``turn`` are by name of the stage.
    """

    drafter: str
    title: str
    text: str
    to: tuple[str, ...] = ()
    copied: tuple[str, ...] = ()
    consulted: tuple[str, ...] = ()
    annexes: tuple[Annexed, ...] = ()
    issuer: str = "government"
    lead: str = ""
    name_of: str = ""
    kind: str = "通知"
    direction: str = "down"
    urgency: str = "平件"
    note: str = ""
    disclosure: str = "active"
    disclosure_reason: str = ""
    normative: bool = False
    important: bool = False
    answers: str = ""
    disagree: str = ""
    age: float = 0.0
    ages: tuple[float, ...] = ()
    said: dict[str, str] = field(default_factory=dict)
    turn: dict[str, Aside] = field(default_factory=dict)
    after: tuple[After, ...] = ()

    @property
    def begun(self) -> float:
        """How many working hours ago it was drafted."""
        return self.ages[0] if self.ages else self.age


def sent() -> list[Sending]:
    """What went its way to the end in these months."""
    return [_sending(raw) for raw in _read("sent")["document"]]


def lying() -> list[Sending]:
    """What lies on the desks now."""
    return [_sending(raw) for raw in _read("desks")["document"]]


def half_written() -> Sending:
    return _sending(_read("desks")["draft"])


def on_paper() -> dict[str, Any]:
    """What was signed and sent on paper before the system was there."""
    return dict(_read("desks")["paper"])


def opened() -> dict[str, int]:
    """With which number each organ's code goes on from the paper register."""
    return dict(_read("sent")["opened"])


def opinions() -> dict[str, list[str]]:
    """What is usually said, by kind of stage."""
    return dict(_read("opinions"))


def on_the_day(words: str, day: date) -> str:
    """The words with what the day makes of them; {+3} is the day three days later."""
    blanks = {f"+{days}": day + timedelta(days=days) for days in range(61)}
    blanks |= {f"-{days}": day - timedelta(days=days) for days in range(61)}
    for blank, then in blanks.items():
        words = words.replace(f"{{{blank}}}", f"{then.month}月{then.day}日")
    return dated_words(words, day)


@cache
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((_HERE / f"{name}.toml").read_text())


def _sending(raw: dict[str, Any]) -> Sending:
    said: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in raw.items()
    }
    said["annexes"] = tuple(Annexed(**each) for each in said.pop("annex", ()))
    said["after"] = tuple(After(**each) for each in said.get("after", ()))
    said["turn"] = {stage: Aside(**turn) for stage, turn in said.get("turn", {}).items()}
    return Sending(**said)
