"""Paragraphs, runs and tables as WordprocessingML text; children stand in the order of its schema."""

import re
from collections.abc import Iterable
from html import escape

from township_office.paper.official.docx.styles import SPACE, Style

NO_BORDERS = "".join(
    f'<w:{side} w:val="nil"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)

KEPT = "<w:keepNext/>"  # on the page of what follows
NEXT_PAGE = '<w:r><w:br w:type="page"/></w:r>'

NEVER_IN_XML = re.compile(r"[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Said for each table, since LibreOffice takes the usual 1.9 mm off the place of one that floats.
NO_MARGINS = '<w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>'


def run(text: str, properties: str = "") -> str:
    """Words in one look; a tab and a new line in them are what they are on paper."""
    said = escape(printable(text))
    for character, tag in (("\t", "<w:tab/>"), ("\n", "<w:br/>")):
        said = said.replace(character, f'</w:t>{tag}<w:t xml:space="preserve">')
    shaped = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{shaped}<w:t xml:space="preserve">{said}</w:t></w:r>'.replace(
        '<w:t xml:space="preserve"></w:t>', ""
    )


def in_style(key: str) -> str:
    """The property that gives a run its character style."""
    return f'<w:rStyle w:val="{key}"/>'


def paragraph(style: Style, content: str = "", properties: str = "") -> str:
    """``properties`` differ from the style's; ``content`` is runs."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style.key}"/>{properties}</w:pPr>{content}</w:p>'


def blank(lines: int = 1, *, kept: bool = False) -> str:
    """Empty lines (空行); kept ones stay with what follows."""
    return paragraph(SPACE, properties=KEPT if kept else "") * lines


def exact(twips: float) -> str:
    """A line of just this height."""
    return f'<w:spacing w:line="{round(twips)}" w:lineRule="exact"/>'


def indent(*, left: float = 0, right: float = 0, hanging: float = 0, first: float = 0) -> str:
    """Indents in twips; what hangs out begins so much before the left one."""
    start = f'w:hanging="{round(hanging)}"' if hanging else f'w:firstLine="{round(first)}"'
    return f'<w:ind w:left="{round(left)}" w:right="{round(right)}" {start}/>'


def apart(*, before: float = 0, after: float = 0) -> str:
    """White beside a paragraph, in twips; its line stays as high as the style says."""
    return f'<w:spacing w:before="{round(before)}" w:after="{round(after)}"/>'


def tabs(*stops: tuple[str, float]) -> str:
    """Tab stops: their kind and where they stand, in twips."""
    return "<w:tabs>{}</w:tabs>".format(
        "".join(f'<w:tab w:val="{kind}" w:pos="{round(at)}"/>' for kind, at in stops)
    )


def table(
    widths: Iterable[float], rows: str, *, floats: str = "", place: str = "", borders: str = ""
) -> str:
    """A table of fixed columns, in twips; without ``borders`` nobody sees that it is one.

    ``floats`` holds it to the page; ``place`` is its alignment or indent.
    """
    columns = [round(width) for width in widths]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    return (
        f'<w:tbl><w:tblPr>{floats}<w:tblW w:w="{sum(columns)}" w:type="dxa"/>{place}'
        f"<w:tblBorders>{borders or NO_BORDERS}</w:tblBorders>"
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{NO_MARGINS}</w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def row(cells: str, *, height: float = 0, rule: str = "exact", heads: bool = False) -> str:
    """A row that no page divides; a head is repeated on every page."""
    tall = f'<w:trHeight w:val="{round(height)}" w:hRule="{rule}"/>' if height else ""
    repeated = "<w:tblHeader/>" if heads else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{tall}{repeated}</w:trPr>{cells}</w:tr>"


def cell(width: float, content: str, properties: str = "") -> str:
    """A cell; ``properties`` are those behind the width: spans, borders, margins, alignment."""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{round(width)}" w:type="dxa"/>{properties}</w:tcPr>'
        f"{content}</w:tc>"
    )


def printable(text: str) -> str:
    """Control characters and halves of characters have no place in XML, not even escaped."""
    return NEVER_IN_XML.sub("", text)
