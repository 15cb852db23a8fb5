"""Files with something on them, and with nothing."""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from tests.files.samples import docx


def pdf(*inked: bool) -> bytes:
    """A PDF of as many pages; those that are inked have a line on them."""
    pages = []
    for ink in inked:
        page = Image.new("RGB", (595, 842), "white")
        if ink:
            ImageDraw.Draw(page).line((60, 100, 500, 100), fill="black", width=4)
        pages.append(page)
    written = BytesIO()
    pages[0].save(written, "PDF", save_all=True, append_images=pages[1:])
    return written.getvalue()


def word(text: str) -> bytes:
    body = f"<w:document><w:body><w:p><w:t>{text}</w:t></w:p></w:body></w:document>"
    return docx(**{"word/document.xml": body})


def white_picture() -> bytes:
    written = BytesIO()
    Image.new("RGB", (40, 60), "white").save(written, "PNG")
    return written.getvalue()


def upload(name: str, data: bytes | str) -> Any:
    return SimpleUploadedFile(name, data.encode() if isinstance(data, str) else data)
