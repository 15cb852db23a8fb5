"""The package around the text: page, page numbers, settings, and nothing of the template's own."""

from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from township_office import clock
from township_office.paper.official.docx.footers import FOOT, number, turned_number
from township_office.paper.official.docx.markup import blank, printable
from township_office.paper.official.docx.measures import BOTTOM, LEFT, PAGE, RIGHT, TOP
from township_office.paper.official.docx.sections import Part, joined
from township_office.paper.official.docx.styles import styles_xml
from township_office.paper.official.values import Official

EMU = 635  # in a twip
KEPT = ("/styles", "/settings", "/officeDocument", "/core-properties")


def packed(parts: list[Part], official: Official) -> bytes:
    """The parts, each on its own paper, as a file that Word, WPS and LibreOffice open."""
    made = Document()
    _drop_the_template(made)
    _say_what_it_is(made, official)
    body = made.element.body
    for element in parse_xml(f"<w:body {nsdecls('w')}>{joined(parts)}</w:body>"):
        body.insert(len(body) - 1, element)
    for section, part in zip(made.sections, parts, strict=True):
        _lay_out(section, part)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def _drop_the_template(made: Any) -> None:
    made.styles.element[:] = list(styles_xml())
    made.settings.element[:] = list(_settings())
    for relations in (made.part.rels, made.part.package.rels):
        for key, relation in list(relations.items()):
            if not relation.reltype.endswith(KEPT):
                del relations[key]


def _settings() -> Any:
    """Odd and even page numbers; characters of their full width; the ways of Word 2013 and later."""
    return parse_xml(
        f'<w:settings {nsdecls("w")}><w:zoom w:percent="100"/>'
        "<w:bordersDoNotSurroundHeader/><w:bordersDoNotSurroundFooter/>"
        '<w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
        '<w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    )


def _say_what_it_is(made: Any, official: Official) -> None:
    about = made.core_properties
    about.title = printable(official.title)
    about.author = printable("、".join(official.organs))
    about.comments = about.last_modified_by = about.keywords = ""
    about.language = "zh-CN"
    about.created = about.modified = clock.now()


def _lay_out(section: Any, part: Part) -> None:
    """A4 with its margins, which turn with the paper: the upright page's left is the top (FMT-088)."""
    upright = (TOP, RIGHT, BOTTOM, LEFT)
    top, right, bottom, left = (LEFT, TOP, RIGHT, BOTTOM) if part.across else upright
    across, down = PAGE[::-1] if part.across else PAGE
    section.orientation = WD_ORIENT.LANDSCAPE if part.across else WD_ORIENT.PORTRAIT
    section.start_type = WD_SECTION.CONTINUOUS if part.flows else WD_SECTION.NEW_PAGE
    section.page_width, section.page_height = across * EMU, down * EMU
    section.top_margin, section.bottom_margin = top * EMU, bottom * EMU
    section.left_margin, section.right_margin = left * EMU, right * EMU
    section.footer_distance = section.header_distance = FOOT * EMU
    section.gutter = 0
    for grid in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(grid)
    _number(section, part)


def _number(section: Any, part: Part) -> None:
    """On the outer side of the upright page, however the paper lies; or nothing."""
    said = turned_number if part.across else number
    for footer, odd in ((section.footer, True), (section.even_page_footer, False)):
        footer.is_linked_to_previous = False
        content = said(odd=odd) if part.numbered else blank()
        footer._element[:] = list(parse_xml(f"<w:ftr {nsdecls('w')}>{content}</w:ftr>"))
