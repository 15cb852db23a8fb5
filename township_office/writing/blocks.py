"""The body of an official text as values: paragraphs on five levels and tables, nothing else.

A body is stored as clean HTML: ``p``, ``h2`` … ``h5`` for 一、（一）1.（1）, and ``table`` (``h1`` is
the title's, which is a field of its own). Numbers of headings are typed, never counted by a program.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from lxml import html as markup

BODY = 0
LEVELS = {"p": BODY, "h2": 1, "h3": 2, "h4": 3, "h5": 4}
TAGS = {level: tag for tag, level in LEVELS.items()}


@dataclass(frozen=True)
class Paragraph:
    """One paragraph; ``level`` 1 to 4 is a heading 一、（一）1.（1）, 0 is text (FMT-047)."""

    text: str
    level: int = BODY


@dataclass(frozen=True)
class Cell:
    """One cell of a table; a line break within it is a newline."""

    text: str
    columns: int = 1
    rows: int = 1
    heads: bool = False


@dataclass(frozen=True)
class Table:
    rows: tuple[tuple[Cell, ...], ...]


Block = Paragraph | Table


def blocks_of(body: str) -> tuple[Block, ...]:
    """What a clean body consists of, in order; what is empty is left out."""
    if not body.strip():
        return ()
    found = (
        _block(element) for element in markup.fragments_fromstring(body, no_leading_text=False)
    )
    return tuple(block for block in found if block is not None)


def html_of(blocks: Iterable[Block]) -> str:
    """The blocks as a clean body; ``blocks_of`` reads the same from it again."""
    return "".join(_table(each) if isinstance(each, Table) else _line(each) for each in blocks)


def text_of(body: str) -> str:
    """The words alone, a paragraph or row a line: what is searched, counted and compared."""
    return "\n".join(line for block in blocks_of(body) for line in _lines(block))


def _lines(block: Block) -> list[str]:
    if isinstance(block, Paragraph):
        return [block.text]
    return ["\t".join(cell.text.replace("\n", " ") for cell in row) for row in block.rows]


def _block(element: "markup.HtmlElement | str") -> Block | None:
    if isinstance(element, str):
        return Paragraph(element.strip()) if element.strip() else None
    if element.tag == "table":
        rows = tuple(_row(row) for row in element.iter("tr"))
        return Table(rows) if any(rows) else None
    text = _text(element)
    return Paragraph(text, LEVELS.get(element.tag, BODY)) if text.strip() else None


def _row(row: "markup.HtmlElement") -> tuple[Cell, ...]:
    return tuple(
        Cell(
            _text(cell),
            columns=int(cell.get("colspan") or 1),
            rows=int(cell.get("rowspan") or 1),
            heads=cell.tag == "th",
        )
        for cell in row.iterchildren("td", "th")
    )


def _text(element: "markup.HtmlElement") -> str:
    """The words of an element; a break, or a paragraph within a cell, is a new line."""
    parts = [element.text or ""]
    for child in element.iterchildren():
        broken = child.tag in ("br", "p") and (
            child.tag == "br" or any(part.strip() for part in parts)
        )
        parts += ["\n" if broken else "", _text(child), child.tail or ""]
    return "".join(parts).strip()


def _line(paragraph: Paragraph) -> str:
    tag = TAGS[paragraph.level]
    return f"<{tag}>{_escaped(paragraph.text)}</{tag}>"


def _table(table: Table) -> str:
    rows = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in table.rows)
    return f"<table><tbody>{rows}</tbody></table>"


def _cell(cell: Cell) -> str:
    tag = "th" if cell.heads else "td"
    spans = (("colspan", cell.columns), ("rowspan", cell.rows))
    said = "".join(f' {name}="{count}"' for name, count in spans if count > 1)
    return f"<{tag}{said}>{_escaped(cell.text)}</{tag}>"


def _escaped(text: str) -> str:
    return escape(text, quote=False).replace("\n", "<br>")
