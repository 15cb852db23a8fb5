"""Official documents printed in this process: the tests lay out dozens, and a child starts slowly."""

import pypdfium2

from township_office.paper import fonts
from township_office.paper.official import Official, official_html
from township_office.paper.official.expecting import expected_of
from township_office.paper.parcel import Attachment, Parcel
from township_office.paper.press import print_parcel
from township_office.paper.ruler import Finding, measure

SEAL = (
    ".seal { display: block; position: absolute; left: -21mm; top: 6.3mm; width: 42mm; height: 42mm;"
    " box-sizing: border-box; border: 1mm solid #f00; border-radius: 50% }"
)


def printed(official: Official, css: str = "") -> bytes:
    """The document as the child would print it, with something of the stylesheet changed."""
    page = official_html(official).replace("</head>", f"<style>{css}</style></head>")
    faces = Attachment("faces.css", "text/css", fonts.stylesheet().encode())
    return print_parcel(Parcel(page, (faces,)))


def words_of(pdf: bytes) -> list[str]:
    """What each page says, without any white."""
    with pypdfium2.PdfDocument(pdf) as document:
        return ["".join(page.get_textpage().get_text_bounded().split()) for page in document]


def measured(official: Official, css: str = "", *, seals: int = 0) -> list[Finding]:
    return measure(printed(official, css), expected_of(official, seals=seals))


def failing(findings: list[Finding]) -> list[str]:
    """The rules of MUST that the document breaks, each with what was measured."""
    return [
        f"{each.rule} {each.what} {each.wanted} {each.measured}" for each in findings if each.fails
    ]
