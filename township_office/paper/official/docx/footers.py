"""— 1 —, counted by Word (FMT-085 to 088)."""

from township_office.paper.official.docx.markup import cell, exact, paragraph, row, run, table
from township_office.paper.official.docx.measures import ACROSS, LEFT, MM, PT, chars
from township_office.paper.official.docx.styles import FOLIO, SPACE

DASH = 28 * MM  # from the page's lower edge to the dashes, 7 mm below the type area (FMT-086)
FOOT = round(DASH - FOLIO.pitch / 2)
FIELD = "".join(
    f"<w:r>{part}</w:r>"
    for part in (
        '<w:fldChar w:fldCharType="begin"/>',
        '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>1</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    )
)
# What is the foot of the upright page is the left of the turned one, its left the top.
TURNED = (
    '<w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="page" w:horzAnchor="page" '
    f'w:tblpX="{FOOT}" w:tblpY="{LEFT}"/><w:tblOverlap w:val="never"/>'
)


def number(*, odd: bool) -> str:
    """On the outer side, one character in."""
    side = "right" if odd else "left"
    place = f'<w:ind w:{side}="{chars(1)}"/><w:jc w:val="{side}"/>'
    return paragraph(FOLIO, run("— ") + FIELD + run(" —"), place)


def turned_number(*, odd: bool) -> str:
    """Where the upright pages have it, to be read as they are: down the left of the turned page."""
    down = cell(FOLIO.pitch, number(odd=odd), '<w:textDirection w:val="tbRl"/>')
    hair = paragraph(SPACE, properties=exact(PT))
    return table([FOLIO.pitch], row(down, height=ACROSS), floats=TURNED) + hair
