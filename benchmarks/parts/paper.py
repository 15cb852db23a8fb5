"""The two papers that are timed, and the two ways of printing them."""

import gc
from dataclasses import replace
from io import BytesIO

from pypdf import PdfReader

from township_office.paper import fonts
from township_office.paper.official import official_html
from township_office.paper.official.samples import NOTICE, table, text
from township_office.paper.parcel import Attachment, Parcel
from township_office.paper.press import print_parcel
from township_office.paper.render import render_html_to_pdf
from township_office.writing.blocks import Paragraph

ROWS = 300


def letter() -> tuple[int, str]:
    """One page with its head, text, seal's room and 版记."""
    words = (Paragraph("汛期已到，请各村安排专人昼夜值班，有险情立即上报。"),)
    title = "宁条梁镇人民政府关于加强防汛值班的通知"
    short = replace(NOTICE, title=title, body=words, annexes=(), note="", copied=())
    return _with_pages(official_html(short))


def ledger() -> tuple[int, str]:
    """A text with a ledger of 300 rows in six columns."""
    rows = replace(NOTICE, body=(*text(0), table(6, ROWS)), annexes=(), note="")
    return _with_pages(official_html(rows))


def warm(html: str) -> bytes:
    """In a process that has printed before: WeasyPrint is imported, the fonts are known.

    Like the child it collects no garbage while it prints.
    """
    faces = Attachment("faces.css", "text/css", fonts.stylesheet().encode())
    gc.disable()
    try:
        return print_parcel(Parcel(html, (faces,)))
    finally:
        gc.enable()


def new_child(html: str) -> bytes:
    """As the office prints: a child that starts, imports, prints this one page and ends."""
    return render_html_to_pdf(html)


def _with_pages(html: str) -> tuple[int, str]:
    return len(PdfReader(BytesIO(warm(html))).pages), html
