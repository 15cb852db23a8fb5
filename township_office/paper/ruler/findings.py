"""What is expected of a document, and what was found of each rule."""

from dataclasses import dataclass
from enum import StrEnum


class Force(StrEnum):
    """How hard a rule is (standards, §0): only a MUST fails the document."""

    MUST = "应当"
    GEN = "一般"
    PRAC = "习惯"


@dataclass(frozen=True)
class Expected:
    """What pixels alone cannot know of a document in the general format."""

    organs: int = 1
    signers: int = 0  # more than none: it goes up
    urgency: bool = False
    main: bool = True  # 主送 stands above the text
    main_moved: bool = False  # or in the 版记, because page 1 had no room (FMT-044)
    annexes: int = 0  # how many are announced
    bound: int = 0  # how many of them follow on upright pages of their own
    signature: bool = True
    sealed: bool = True
    shifted: bool = False  # a signature so long that it takes the date with it (FMT-060)
    seals: int = 0  # drawn in tests only
    note: bool = False
    colophon: bool = True
    formal: bool = True


@dataclass(frozen=True)
class Finding:
    """One thing measured: its rule, what is wanted, what it is (mm where it is a length)."""

    rule: str
    what: str
    wanted: str
    measured: str
    passed: bool
    force: Force = Force.MUST

    @property
    def fails(self) -> bool:
        return not self.passed and self.force is Force.MUST


def length(
    rule: str,
    what: str,
    measured: float | None,
    wanted: float,
    within: float = 1.0,
    force: Force = Force.MUST,
) -> Finding:
    """A length in millimetres that must be so long, give or take."""
    said = "未找到" if measured is None else f"{measured:.2f}"
    passed = measured is not None and abs(measured - wanted) <= within
    return Finding(rule, what, f"{wanted:.2f}±{within:g}", said, passed, force)


def worst(
    rule: str,
    what: str,
    measured: list[float],
    wanted: float,
    within: float = 1.0,
    force: Force = Force.MUST,
) -> Finding:
    """Of several lengths the one that is furthest off."""
    off = max(measured, key=lambda each: abs(each - wanted), default=None)
    return length(rule, what, off, wanted, within, force)


def fact(
    rule: str, what: str, passed: bool, wanted: str, measured: object, force: Force = Force.MUST
) -> Finding:
    """Something that is so or is not."""
    return Finding(rule, what, wanted, str(measured), passed, force)
