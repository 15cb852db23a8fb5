"""Two versions of a text compared: what an author took out, put in and left (花脸稿, 清稿)."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, groupby
from typing import Literal

from township_office.writing.aligning import runs
from township_office.writing.blocks import BODY, Block, Cell, Paragraph, blocks_of

Fate = Literal["kept", "removed", "added"]
ALIKE = (
    0.45  # share of neighbouring characters in common, above which one paragraph became the other
)
AHEAD = 6  # paragraphs one looks ahead for the one that a changed paragraph became
CONFETTI = 2  # characters; what was kept between two changes and is no longer is read with them
LONG = 500  # words of a paragraph, beyond which it is compared clause by clause first
WORD = re.compile(r"[A-Za-z0-9.%]+|.", re.DOTALL)
CLAUSE = re.compile(r"[^。；，、！？\n]*[。；，、！？\n]?")
LEVELS = ("正文", "一级标题", "二级标题", "三级标题", "四级标题")


@dataclass(frozen=True)
class Span:
    text: str
    fate: Fate


@dataclass(frozen=True)
class Line:
    """A paragraph, or a row of a table: the spans of each cell. ``note`` is what words do not show."""

    cells: tuple[tuple[Span, ...], ...]
    row: bool = False
    level: int = BODY
    fate: Literal["kept", "removed", "added", "changed"] = "kept"
    note: str = ""
    place: int = 0  # which changed place of the text is the first in it, from 1; 0 where none is

    @property
    def places(self) -> int:
        """How many places changed: spans beside one another are one, so is a paragraph that came or went."""
        if self.fate != "changed":
            return int(self.fate != "kept")
        runs_of_spans = (groupby(cell, key=_is_kept) for cell in self.cells)
        return sum(not kept for kept, _ in chain.from_iterable(runs_of_spans)) or 1

    @property
    def which(self) -> str:
        """第 3 处, 第 3—5 处."""
        last = self.place + self.places - 1
        return f"第 {self.place} 处" if last == self.place else f"第 {self.place}—{last} 处"

    @property
    def before(self) -> tuple[str, ...]:
        """The cells as they were."""
        return tuple(_without("added", cell) for cell in self.cells)

    @property
    def after(self) -> tuple[str, ...]:
        """The cells as they are."""
        return tuple(_without("removed", cell) for cell in self.cells)


@dataclass(frozen=True)
class Comparison:
    """Two versions line by line. ``places`` counts changed places, the rest characters."""

    lines: tuple[Line, ...]
    same: bool
    places: int
    removed: int
    added: int

    @property
    def changed(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.place)


@dataclass(frozen=True)
class _Unit:
    """What is compared as a whole first."""

    cells: tuple[Cell, ...]
    row: bool
    level: int = BODY

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(cell.text for cell in self.cells)


def compare(before: str, after: str) -> Comparison:
    """Two clean bodies, paragraph by paragraph and row by row; within a changed one, word by word."""
    old, new = blocks_of(before), blocks_of(after)
    lines = tuple(_placed(_lines(_units(old), _units(new))))
    spans = [span for line in lines for cell in line.cells for span in cell]
    return Comparison(
        lines=lines,
        same=old == new,
        places=sum(line.places for line in lines),
        removed=_characters("removed", spans),
        added=_characters("added", spans),
    )


def _units(blocks: Iterable[Block]) -> tuple[_Unit, ...]:
    return tuple(
        unit
        for block in blocks
        for unit in (
            [_Unit((Cell(block.text),), row=False, level=block.level)]
            if isinstance(block, Paragraph)
            else [_Unit(row, row=True) for row in block.rows]
        )
    )


def _lines(before: Sequence[_Unit], after: Sequence[_Unit]) -> Iterator[Line]:
    for run in runs(before, after):
        old, new = before[run.a : run.b], after[run.c : run.d]
        if run.kept:
            yield from (_whole(unit, "kept") for unit in new)
        else:
            yield from _changed(old, new)


def _changed(before: Sequence[_Unit], after: Sequence[_Unit]) -> Iterator[Line]:
    """Each paragraph beside the one it became; what became of none is removed, the rest added."""
    old, new = [_neighbours(unit) for unit in before], [_neighbours(unit) for unit in after]
    at = 0
    for place, unit in enumerate(before):
        ahead = range(at, min(at + AHEAD, len(after)))
        alike = (to for to in ahead if _same_shape(unit, after[to]) and _alike(old[place], new[to]))
        if (found := next(alike, None)) is None:
            yield _whole(unit, "removed")
            continue
        yield from (_whole(each, "added") for each in after[at:found])
        yield _rewritten(unit, after[found])
        at = found + 1
    yield from (_whole(each, "added") for each in after[at:])


def _same_shape(before: _Unit, after: _Unit) -> bool:
    return before.row == after.row and len(before.cells) == len(after.cells)


def _neighbours(unit: _Unit) -> frozenset[str]:
    text = f"\n{' '.join(unit.words)}\n"
    return frozenset(text[at : at + 2] for at in range(len(text) - 1))


def _alike(before: frozenset[str], after: frozenset[str]) -> bool:
    return 2 * len(before & after) >= ALIKE * (len(before) + len(after))


def _whole(unit: _Unit, fate: Fate) -> Line:
    cells = tuple((Span(text, fate),) if text else () for text in unit.words)
    return Line(cells, unit.row, unit.level, fate)


def _rewritten(before: _Unit, after: _Unit) -> Line:
    pairs = zip(before.words, after.words, strict=True)
    cells = tuple(tuple(_spans(old, new)) for old, new in pairs)
    return Line(cells, after.row, after.level, "changed", _note(before, after))


def _note(before: _Unit, after: _Unit) -> str:
    if before.level != after.level:
        return f"由{LEVELS[before.level]}改为{LEVELS[after.level]}"
    return "只改了单元格的合并或表头" if before.words == after.words else ""


def _spans(before: str, after: str) -> Iterator[Span]:
    """The words of one cell or paragraph; what two changes leave between them is not torn apart."""
    return _joined(_mended(list(_torn(before, after))))


def _torn(before: str, after: str) -> Iterator[Span]:
    old, new = WORD.findall(before), WORD.findall(after)
    if max(len(old), len(new)) <= LONG:
        yield from _told(old, new)
        return
    old, new = CLAUSE.findall(before), CLAUSE.findall(after)
    for run in runs(old, new):
        was, is_now = old[run.a : run.b], new[run.c : run.d]
        if run.kept:
            yield Span("".join(was), "kept")
        else:
            yield from _told(WORD.findall("".join(was)), WORD.findall("".join(is_now)))


def _told(before: list[str], after: list[str]) -> Iterator[Span]:
    for run in runs(before, after):
        was, is_now = "".join(before[run.a : run.b]), "".join(after[run.c : run.d])
        if run.kept:
            yield Span(was, "kept")
        else:
            yield from (Span(was, "removed"), Span(is_now, "added"))


def _mended(spans: list[Span]) -> Iterator[Span]:
    for at, span in enumerate(spans):
        between = 0 < at < len(spans) - 1
        if span.fate == "kept" and between and len(span.text) < CONFETTI:
            yield from (Span(span.text, "removed"), Span(span.text, "added"))
        else:
            yield span


def _joined(spans: Iterable[Span]) -> Iterator[Span]:
    """Neighbours of one fate are one; within a changed place the removed stand before the added."""
    for kept, group in groupby(spans, key=_is_kept):
        place = list(group)
        fates: tuple[Fate, ...] = ("kept",) if kept else ("removed", "added")
        for fate in fates:
            if text := "".join(span.text for span in place if span.fate == fate):
                yield Span(text, fate)


def _placed(lines: Iterable[Line]) -> Iterator[Line]:
    count = 0
    for line in lines:
        yield replace(line, place=count + 1) if line.places else line
        count += line.places


def _is_kept(span: Span) -> bool:
    return span.fate == "kept"


def _characters(fate: Fate, spans: Iterable[Span]) -> int:
    return sum(len("".join(span.text.split())) for span in spans if span.fate == fate)


def _without(fate: Fate, cell: Iterable[Span]) -> str:
    return "".join(span.text for span in cell if span.fate != fate)
