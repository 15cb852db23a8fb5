"""How the PDF ends, by its words: the DOCX ends likewise, whatever program lays it out."""

from collections.abc import Iterable
from itertools import takewhile

import pypdfium2

from township_office.paper.official.docx.tables import tied
from township_office.paper.official.values import Ending, Official
from township_office.writing.blocks import Block, Cell, Table

Rows = Iterable[tuple[Cell, ...]]


def ending_of(pdf: bytes, official: Official) -> Ending:
    """What a .docx must be told of the pages that this document has as a PDF."""
    pages = _words_of(pdf)
    parted = official.signed and _is_parted(official.body[-1], pages[1:])
    return Ending(alone=f"—{len(pages)}—" not in pages[-1], parted=parted)


def _words_of(pdf: bytes) -> list[str]:
    """What each page says, without any white."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [_bare(page.get_textpage().get_text_bounded()) for page in document]


def _is_parted(last: Block, pages: list[str]) -> bool:
    """Whether a page begins with the heads of this table and the end of it."""
    if not isinstance(last, Table):
        return False
    heads = tuple(takewhile(lambda row: all(cell.heads for cell in row), last.rows))
    rows = last.rows[len(heads) :]
    if len(rows) <= tied(last):
        return False
    begins = _said(heads) + _said(rows[-tied(last) :])
    return any(page.startswith(begins) for page in pages)


def _said(rows: Rows) -> str:
    return "".join(_bare(cell.text) for row in rows for cell in row)


def _bare(words: str) -> str:
    return "".join(words.split())
