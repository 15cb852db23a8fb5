"""How the PDF ends, by its words: the DOCX ends likewise, whatever program lays it out."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise, takewhile
from typing import Any

import pypdfium2

from township_office.paper.official.docx.tables import tied
from township_office.paper.official.values import End, Ending, Official
from township_office.writing.blocks import Block, Cell, Paragraph, Table

FOLIO = 90.0  # points from the page's lower edge; below stands the page number alone
FEW = 3  # rows
FULL = 118.0  # the last line of a page without room for another stands lower


@dataclass(frozen=True)
class Page:
    """What a page says, without any white, and whether another line had room on it."""

    words: str
    room: bool


Turn = tuple[Page, Page]  # a page and the one before it
_NOTHING = Page("", room=False)


def ending_of(pdf: bytes, official: Official) -> Ending:
    """What a .docx must be told of the pages that this document has as a PDF."""
    pages = _pages(pdf)
    turns = list(pairwise([_NOTHING, *pages]))
    bound = [annex.body for annex in official.annexes if annex.body]
    return Ending(
        alone=f"—{len(pages)}—" not in pages[-1].words,
        text=End()
        if bound and not official.signed
        else _end(official.body, _signed(official, turns)),
        annex=_end(bound[-1], turns[-1:]) if bound else End(),
    )


def _pages(pdf: bytes) -> list[Page]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [_page(page.get_textpage()) for page in document]


def _page(text: Any) -> Page:
    feet = [text.get_rect(at)[1] for at in range(text.count_rects())]
    lowest = min((foot for foot in feet if foot > FOLIO), default=FOLIO)
    return Page(_bare(text.get_text_bounded()), lowest > FULL)


def _signed(official: Official, turns: list[Turn]) -> list[Turn]:
    """Where the text ends: on the dated page, or above the 版记."""
    if not official.signed:
        return turns[-1:]
    dated = _bare(official.day)
    return [turn for turn in turns if dated in turn[1].words]


def _end(body: tuple[Block, ...], turns: list[Turn]) -> End:
    """Of its last block as much is carried as begins the page, where the one before had room for it.

    A few rows are in any case, for other programs have room for one more on each page.
    """
    if not body:
        return End()
    last = body[-1]
    begun, room = _begun(last, turns)
    whole = isinstance(last, Paragraph) and any(_bare(last.text) in page.words for _, page in turns)
    return End(begun if room or isinstance(last, Table) else 0, whole)


def _begun(last: Block, turns: list[Turn]) -> tuple[int, bool]:
    """How much of it begins a page, and whether the page before had room."""
    ends = _rows(last) if isinstance(last, Table) else _characters(last)
    found = (
        (size, before.room)
        for size, said in ends
        for before, page in turns
        if said and page.words.startswith(said)
    )
    return next(found, (0, False))


def _rows(last: Table) -> Iterable[tuple[int, str]]:
    """The few rows that can end a table under its heads; those that a cell ties to them go with them,
    which no PDF minds."""
    heads = tuple(takewhile(lambda row: all(cell.heads for cell in row), last.rows))
    rows, least = last.rows[len(heads) :], tied(last)
    for count in range(min(max(least, FEW), len(rows) - 1), 0, -1):
        yield max(count, least), _said(heads + rows[-count:])


def _characters(last: Paragraph) -> Iterable[tuple[int, str]]:
    """All that the end of a parted paragraph can be, the longest first."""
    line = (last.text.splitlines() or [""])[-1]
    return ((size, _bare(line[-size:])) for size in range(len(line) - 1, 1, -1))


def _said(rows: Iterable[tuple[Cell, ...]]) -> str:
    return "".join(_bare(cell.text) for row in rows for cell in row)


def _bare(words: str) -> str:
    return "".join(words.split())
