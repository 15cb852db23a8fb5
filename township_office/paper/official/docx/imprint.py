"""The 版记, held to the bottom of the last page's type area (FMT-080 to 083)."""

from township_office.paper.official.docx.body import listed
from township_office.paper.official.docx.markup import (
    cell,
    exact,
    indent,
    paragraph,
    row,
    run,
    table,
    tabs,
)
from township_office.paper.official.docx.measures import ACROSS, LEFT, PT, eighths
from township_office.paper.official.docx.styles import IMPRINT, SPACE
from township_office.paper.official.values import Official, day

EM = 14 * PT  # a 4号 character
OUTER, INNER = 0.35, 0.25  # mm of the first and last line, and of those between
# Held to the page from side to side: LibreOffice lets a table of the full width that is held to the
# margins stand where it is written.
BOTTOM = (
    '<w:tblpPr w:leftFromText="0" w:rightFromText="0" w:topFromText="0" w:vertAnchor="margin" '
    f'w:horzAnchor="page" w:tblpX="{LEFT}" w:tblpYSpec="bottom"/><w:tblOverlap w:val="never"/>'
)


def imprint(official: Official, *, main_moved: bool) -> str:
    """Its rows between their lines, and a hair of a paragraph to hold them; nothing where none is.

    Recipients that had no room on page 1 stand above the copied ones, no line between (FMT-082).
    """
    main = _row("主送", official.main) if main_moved else ""
    written_to = main + _row("抄送", official.copied)
    said = [content for content in (written_to, _printed(official)) if content]
    if not said:
        return ""
    drawn = (
        row(cell(ACROSS, content, _lines(at == 0, at == len(said) - 1)))
        for at, content in enumerate(said)
    )
    return table([ACROSS], "".join(drawn), floats=BOTTOM) + paragraph(SPACE, properties=exact(PT))


def _row(label: str, names: tuple[str, ...]) -> str:
    if not names:
        return ""
    hung = indent(left=4 * EM, right=EM, hanging=3 * EM)
    return paragraph(IMPRINT, run(f"{label}：{listed(names)}。"), hung)


def _printed(official: Official) -> str:
    if not official.printed_by:
        return ""
    when = f"\t{day(official.printed_on)}印发" if official.printed_on else ""
    ends = tabs(("right", ACROSS - EM)) + indent(left=EM)
    return paragraph(IMPRINT, run(f"{official.printed_by}{when}"), ends)


def _lines(first: bool, last: bool) -> str:
    above, below = OUTER if first else INNER, OUTER if last else INNER
    return "<w:tcBorders>{}</w:tcBorders>".format(
        "".join(
            f'<w:{side} w:val="single" w:sz="{eighths(mm)}" w:space="0" w:color="000000"/>'
            for side, mm in (("top", above), ("bottom", below))
        )
    )
