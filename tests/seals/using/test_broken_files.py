"""Files that are not what they say, or not whole: a sentence, never a page of error."""

from contextlib import suppress
from io import BytesIO
from uuid import uuid4
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pypdf import PdfWriter

from seals.using.checks.blank import MOST_PAGES, is_blank
from tests.seals.using.desk import APPLICANT, matter_of, seal_of
from tests.seals.using.test_pages import browser_of

JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01"


def cut_short() -> bytes:
    drawn = BytesIO()
    Image.effect_noise((600, 600), 90).save(drawn, "PNG")
    return drawn.getvalue()[:3000]


def spoilt_word() -> bytes:
    """A part whose bytes are not those it was packed with."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w:t>合同</w:t>" * 50)
    data = bytearray(packed.getvalue())
    at = data.index(b"word/document.xml") + len(b"word/document.xml") + 4
    data[at : at + 6] = b"\x00" * 6
    return bytes(data)


def spoilt_pdf() -> bytes:
    written, sheet = PdfWriter(), BytesIO()
    written.add_blank_page(595, 842)
    written.write(sheet)
    return sheet.getvalue().replace(b"/Page\n", b"/Pagx\n")[:-60]


@pytest.mark.parametrize("data", [JPEG + b"x" * 500, cut_short(), spoilt_word()])
def test_what_is_broken_is_said_to_be(data):
    with pytest.raises(ValueError, match="opened"):
        is_blank(ContentFile(data))


def test_a_pdf_that_is_half_there_breaks_nothing():
    with suppress(ValueError):
        is_blank(ContentFile(spoilt_pdf()))


def test_of_a_thousand_white_pages_not_all_are_drawn(monkeypatch):
    written, sheet = PdfWriter(), BytesIO()
    for _ in range(MOST_PAGES * 3):
        written.add_blank_page(595, 842)
    written.write(sheet)
    drawn = []
    monkeypatch.setattr("seals.using.checks.blank._is_even", lambda page: drawn.append(1) or True)
    assert is_blank(ContentFile(sheet.getvalue()))
    assert len(drawn) == MOST_PAGES


def test_a_list_is_looked_at_as_every_upload_before_it_is_read(office):
    """A sheet that would grow a thousandfold when it is unpacked is not unpacked."""
    bomb = BytesIO()
    with ZipFile(bomb, "w", ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", " " * 300_000_000)
    said = {
        "seals": seal_of(office, "government").pk,
        "matter": matter_of(office, "证明").pk,
        "title": "居住证明",
        "side": "government",
        "once-key": str(uuid4()),
        "sheet": SimpleUploadedFile("清单.xlsx", bomb.getvalue()),
    }
    page = browser_of(office, APPLICANT).post("/seals/requests/new/", said)
    assert page.status_code == 200
    assert page.context["form"].errors["sheet"]
