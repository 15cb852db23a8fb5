"""A page of a PDF of our own as a picture: what a leader sees on a phone, which shows no PDF in a page."""

from io import BytesIO

import pypdfium2

DPI = 120  # a page is about 1000 pixels wide: sharp on a phone, some 60 kB


def page_picture(pdf: bytes, number: int, *, dpi: int = DPI) -> bytes:
    """Page ``number``, counted from 1, as PNG. Raises IndexError where there is no such page."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        if not 1 <= number <= len(document):
            raise IndexError(f"no page {number} of {len(document)}")
        picture = document[number - 1].render(scale=dpi / 72).to_pil().quantize(64)
        drawn = BytesIO()
        picture.save(drawn, "PNG", optimize=False)
        return drawn.getvalue()
    finally:
        document.close()
