"""The words of the document as markup: paragraphs on their levels, tables, lists of recipients."""

import re
from collections.abc import Iterable

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from township_office.writing.blocks import Block, Cell, Paragraph, Table
from township_office.writing.levels import lead_of

FACES = {1: "hei", 2: "kai"}  # 1. and （1） are 仿宋 like the text
WIDE = 8  # columns; a table with more stands across the paper (FMT-088)
WORDY = 12  # characters; a cell with more is set from the left


def body(blocks: Iterable[Block], *, signed: bool = False) -> SafeString:
    """The text with 黑体 for 一、 and 楷体 for （一） (FMT-046/047).

    Where it is ``signed``, a table that ends it stands upright however wide it is: the signature
    stands on the page of its last rows (FMT-069).
    """
    listed = list(blocks)
    return _joined(
        table(each, upright=signed and each is listed[-1])
        if isinstance(each, Table)
        else paragraph(each, last=each is listed[-1])
        for each in listed
    )


def paragraph(block: Paragraph, *, last: bool = False) -> SafeString:
    """One paragraph; a line typed within it becomes one of its own."""
    kind = ("heading" if _is_heading(block) else "") + (" last" if last else "")
    lines = ((kind, _faced(line, block.level)) for line in block.text.splitlines())
    return format_html_join("", '<p class="{}">{}</p>', lines)


def _is_heading(block: Paragraph) -> bool:
    """Whether it stands alone on its line, so that a page must not end with it."""
    return block.level in FACES and not lead_of(block.text)[1]


def _faced(line: str, level: int) -> SafeString:
    """A heading's face ends with its first sentence, where text follows on the same line (FMT-047)."""
    if level not in FACES:
        return escape(line)
    return format_html('<span class="{}">{}</span>{}', FACES[level], *lead_of(line))


def table(block: Table, *, upright: bool = False) -> SafeString:
    """Thin black lines; rows that consist of headings are repeated on every page."""
    heads = 0
    while heads < len(block.rows) and all(cell.heads for cell in block.rows[heads]):
        heads += 1
    edge = format_html('<tr class="edge"><td colspan="{}"></td></tr>', _columns(block))
    return format_html(
        '<table class="{0}"><thead>{3}{1}</thead><tfoot>{3}</tfoot><tbody>{2}</tbody></table>',
        "wide" if is_wide(block) and not upright else "",
        _joined(map(_row, block.rows[:heads])),
        _joined(map(_row, block.rows[heads:])),
        edge,
    )


def is_wide(block: Block) -> bool:
    """Whether this is a table that stands across the paper."""
    return isinstance(block, Table) and _columns(block) > WIDE


def _columns(block: Table) -> int:
    return sum(cell.columns for cell in block.rows[0])


def _row(cells: tuple[Cell, ...]) -> SafeString:
    return format_html("<tr>{}</tr>", _joined(map(_cell, cells)))


def _cell(cell: Cell) -> SafeString:
    """Said as shortly as can be: a ledger has thousands, and each attribute costs time."""
    words = format_html_join(mark_safe("<br>"), "{}", ((line,) for line in cell.text.splitlines()))
    if cell.heads:
        return format_html("<th{}>{}</th>", _spans(cell), words)
    kind = mark_safe(' class="words"') if len(cell.text) > WORDY else ""
    return format_html("<td{}{}>{}</td>", _spans(cell), kind, words)


def _spans(cell: Cell) -> SafeString:
    spans = (("colspan", cell.columns), ("rowspan", cell.rows))
    return format_html_join("", ' {}="{}"', (span for span in spans if span[1] > 1))


def listed(names: Iterable[str]) -> str:
    """Recipients in a row: 、 between equals, ， where a name is itself a list of such."""
    told = list(names)
    return ("，" if any(re.search("[、，]", name) for name in told) else "、").join(told)


def _joined(parts: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))
