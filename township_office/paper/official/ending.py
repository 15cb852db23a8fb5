"""How the PDF ends, by its words: the DOCX ends likewise, whatever program lays it out."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise, takewhile
from typing import Any

import pypdfium2

from township_office.paper.official.docx.signing import day
from township_office.paper.official.docx.tables import tied
from township_office.paper.official.values import Ending, Official
from township_office.writing.blocks import Cell, Paragraph, Table

FOLIO = 90.0  # points from the page's lower edge; below stands the page number alone
FULL = 118.0  # the last line of a page without room for another stands lower


@dataclass(frozen=True)
class Page:
    """What a page says, without any white, and whether another line had room on it."""

    words: str
    room: bool


def ending_of(pdf: bytes, official: Official) -> Ending:
    """What a .docx must be told of the pages that this document has as a PDF."""
    pages = _pages(pdf)
    return Ending(
        alone=f"—{len(pages)}—" not in pages[-1].words,
        carried=_carried(official, pages) if official.signed and official.body else 0,
    )


def _pages(pdf: bytes) -> list[Page]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [_page(page.get_textpage()) for page in document]


def _page(text: Any) -> Page:
    feet = [text.get_rect(at)[1] for at in range(text.count_rects())]
    lowest = min((foot for foot in feet if foot > FOLIO), default=FOLIO)
    return Page(_bare(text.get_text_bounded()), lowest > FULL)


def _carried(official: Official, pages: list[Page]) -> int:
    """How much of the last block begins the dated page, where the one before had room for it."""
    last, dated = official.body[-1], day(official.dated)
    begun = [page.words for before, page in pairwise(pages) if before.room and dated in page.words]
    ends = _rows(last) if isinstance(last, Table) else _characters(last)
    return next((size for size, said in ends if said and _begins(begun, said)), 0)


def _begins(pages: list[str], said: str) -> bool:
    return any(page.startswith(said) for page in pages)


def _rows(last: Table) -> Iterable[tuple[int, str]]:
    """The row that ends a table under its heads; those it is tied to go with it, which no PDF minds."""
    heads = tuple(takewhile(lambda row: all(cell.heads for cell in row), last.rows))
    rows, size = last.rows[len(heads) :], tied(last)
    if size < len(rows):
        yield from ((size, _said(heads + rows[-count:])) for count in range(size, 0, -1))


def _characters(last: Paragraph) -> Iterable[tuple[int, str]]:
    """All that the end of a paragraph can be, the longest first."""
    line = (last.text.splitlines() or [""])[-1]
    return ((size, _bare(line[-size:])) for size in range(len(line), 1, -1))


def _said(rows: Iterable[tuple[Cell, ...]]) -> str:
    return "".join(_bare(cell.text) for row in rows for cell in row)


def _bare(words: str) -> str:
    return "".join(words.split())
