"""Automatic numbers become typed ones: what Word counts, a clean body says."""

import re
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from township_office.writing.levels import DIGITS
from township_office.writing.word.looks import Styles, value
from township_office.writing.word.package import w

CHINESE = {
    "chineseCounting",
    "chineseCountingThousand",
    "japaneseCounting",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
    "ideographTraditional",
    "koreanCounting",
}
SILENT = {"none", "bullet"}
PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True)
class Level:
    start: int
    kind: str
    words: str


@dataclass
class Counters:
    """The lists of a document and how far each has been counted.

    Lists (``num``) that share a definition count on from one another, unless one starts anew.
    """

    definitions: dict[str, dict[int, Level]]
    numbers: dict[str, str]
    anew: dict[str, dict[int, int]]
    counted: dict[str, dict[int, int]] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, numbering: Any) -> "Counters":
        linked = {
            value(each, "styleLink"): each.get(w("abstractNumId"), "")
            for each in numbering.iter(w("abstractNum"))
        }
        numbers, anew = {}, {}
        for num in numbering.iter(w("num")):
            key = num.get(w("numId"), "")
            numbers[key] = value(num, "abstractNumId")
            anew[key] = _starts(num)
        definitions = {
            each.get(w("abstractNumId"), ""): _levels(each)
            for each in numbering.iter(w("abstractNum"))
        }
        for each in numbering.iter(w("abstractNum")):
            link = linked.get(value(each, "numStyleLink") or "-")
            if link:
                definitions[each.get(w("abstractNumId"), "")] = definitions[link]
        return cls(definitions, numbers, anew)

    def next(self, number: str, depth: int) -> str:
        """The words before the next paragraph of this list, as Word would show them."""
        definition = self.numbers.get(number, "")
        levels = self.definitions.get(definition, {})
        if depth not in levels:
            return ""
        counted = self._counted(number, definition, depth, levels)
        level = levels[depth]
        if level.kind in SILENT:
            return ""
        return PLACE.sub(lambda place: _shown(int(place[1]) - 1, levels, counted), level.words)

    def _counted(
        self, number: str, definition: str, depth: int, levels: dict[int, Level]
    ) -> dict[int, int]:
        counted = self.counted.setdefault(definition, {})
        if number not in self.used:
            self.used.add(number)
            for at, start in self.anew.get(number, {}).items():
                counted[at] = start - 1
        for above in range(depth):
            counted.setdefault(above, levels[above].start if above in levels else 1)
        counted[depth] = counted.get(depth, levels[depth].start - 1) + 1
        for below in [at for at in counted if at > depth]:
            del counted[below]
        return counted


def type_numbers(body: Any, counters: Counters, styles: Styles) -> None:
    """Put each automatic number before its paragraph's words and take the numbering away."""
    for paragraph in body.iter(w("p")):
        number, depth = _place(paragraph, styles)
        words = counters.next(number, depth) if number not in ("", "0") else ""
        if words and any((text.text or "").strip() for text in paragraph.iter(w("t"))):
            _type(words, paragraph)


def shown(count: int, kind: str) -> str:
    """A number as a list of this kind writes it: 12 → 十二, 12, １２, xii …"""
    if kind in CHINESE:
        return _chinese(count)
    if kind == "decimalFullWidth":
        return str(count).translate({ord("0") + digit: ord("０") + digit for digit in range(10)})
    if kind == "decimalEnclosedParen":
        return f"（{count}）"
    if kind.startswith("decimalEnclosedCircle") and 1 <= count <= 20:
        return chr(ord("①") + count - 1)
    if kind in ("upperLetter", "lowerLetter") and 1 <= count <= 26:
        return chr(ord("A" if kind == "upperLetter" else "a") + count - 1)
    return str(count)


def _shown(depth: int, levels: dict[int, Level], counted: dict[int, int]) -> str:
    return shown(counted.get(depth, 1), levels[depth].kind) if depth in levels else ""


def _chinese(count: int) -> str:
    if not 0 < count < 100:
        return str(count)
    tens, ones = divmod(count, 10)
    if not tens:
        return DIGITS[ones]
    return (DIGITS[tens] if tens > 1 else "") + "十" + (DIGITS[ones] if ones else "")


def _levels(element: Any) -> dict[int, Level]:
    return {
        _count(each.get(w("ilvl"))): Level(
            start=_count(value(each, "start"), usual=1),
            kind=value(each, "numFmt") or "decimal",
            words=value(each, "lvlText"),
        )
        for each in element.iter(w("lvl"))
    }


def _starts(num: Any) -> dict[int, int]:
    return {
        _count(each.get(w("ilvl"))): _count(value(each, "startOverride"))
        for each in num.iter(w("lvlOverride"))
        if value(each, "startOverride")
    }


def _place(paragraph: Any, styles: Styles) -> tuple[str, int]:
    """Which list the paragraph stands in and how deep, by itself or by its style."""
    return (
        styles.first(paragraph, "pPr", "numPr", "numId"),
        _count(styles.first(paragraph, "pPr", "numPr", "ilvl")),
    )


def _count(said: str | None, usual: int = 0) -> int:
    return int(said) if said and said.isdecimal() and len(said) < 6 else usual


def _type(words: str, paragraph: Any) -> None:
    run = etree.Element(w("r"))
    text = etree.SubElement(run, w("t"))
    text.text = words
    properties = paragraph.find(w("pPr"))
    paragraph.insert(0 if properties is None else 1, run)
