"""The annexes (附件) of a document: what is announced before the signature, what stands behind it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import takewhile

from township_office.writing.levels import INDENT, mark_of
from township_office.writing.word.lines import Line, Part, words
from township_office.writing.word.titles import LONGEST_TITLE, MOST_LINES

ANNOUNCED = re.compile(r"附\s?件\s?[：:]")
BEGINS = re.compile(r"附\s?件\s?[\d一二三四五六七八九十]{0,2}$")
NUMBER = re.compile(r"\d{1,2}\s?[.．、]\s?(?!\d)")
STOPS = "。；;，, "


@dataclass
class Annex:
    """One of them; without a title nobody could tell its name, without text only its name is known."""

    title: str = ""
    rest: list[Part] = field(default_factory=list)


def announced_in(lines: Iterable[str]) -> list[str]:
    """The names in 附件：1.值班表 and the lines below; what bears no number goes on from above."""
    names: list[str] = []
    for line in lines:
        name = ANNOUNCED.sub("", line, count=1).strip(INDENT)
        numbered = NUMBER.match(name)
        if numbered or not names:
            names.append(NUMBER.sub("", name, count=1))
        else:
            names[-1] += name
    return [name.rstrip(STOPS) for name in names if name.rstrip(STOPS)]


def begins_annex(part: Part) -> bool:
    """附件1 on a line of its own."""
    return isinstance(part, Line) and BEGINS.match(part.text) is not None


def texts_in(parts: Iterable[Part]) -> list[list[Part]]:
    """What stands below each 附件1, from the first of them on."""
    texts: list[list[Part]] = []
    for part in parts:
        if begins_annex(part):
            texts.append([])
        else:
            texts[-1].append(part)
    return texts


def annexes_of(names: list[str], texts: list[list[Part]]) -> list[Annex]:
    """Both put together by their order; a title of its own goes before the announced name."""
    count = max(len(names), len(texts))
    named = [*names, *[""] * (count - len(names))]
    told = [*texts, *[[] for _ in range(count - len(texts))]]
    return [_annex(name, text) for name, text in zip(named, told, strict=True)]


def _annex(name: str, text: list[Part]) -> Annex:
    lines = list(takewhile(_titles, text))[:MOST_LINES]
    if not lines and name and text and words(text[0]) == name:
        lines = text[:1]
    return Annex("".join(map(words, lines)) or name, text[len(lines) :])


def _titles(part: Part) -> bool:
    if not isinstance(part, Line) or not (part.look.centred or part.look.titled):
        return False
    return len(part.text) <= LONGEST_TITLE and not mark_of(part.text)[0]
