"""Whether there is anything on what is handed in to be stamped: blank paper takes no seal (B2.5)."""

import re
import zlib
from io import BytesIO
from typing import IO, Any
from zipfile import BadZipFile, ZipFile

import pypdfium2
from PIL import Image

BLANK = (
    "空白纸、空白介绍信、空白表格不能用印（B2.5、SEAL-08）。"
    "请把要盖章的内容写好，传上定稿再申请；确有特殊需要的，先向主要领导请示。"
)
TEXT_OF_WORD = "word/document.xml"
DRAWN = (b"<w:drawing", b"<w:pict", b"<w:object")
SMALL = 0.25  # a page of some 150 by 210 pixels: a line of print still shows
MOST_PAGES = 50  # who hides a word behind so many white pages shows it to the keeper
PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")

# what the readers of PDF, zip and pictures raise over a broken or a monstrous file
_BROKEN = (
    pypdfium2.PdfiumError,
    BadZipFile,
    Image.DecompressionBombError,
    EOFError,
    OSError,
    SyntaxError,
    zlib.error,
)


def is_blank(content: IO[bytes] | Any) -> bool:
    """Whether nothing stands on it: no page, or only white ones, or not one word.

    Looks into PDF (the first pages of a long one), Word (docx), pictures and plain text; of other
    kinds it knows nothing and lets the keeper look. Leaves the content at its beginning. Raises
    ValueError where it is broken.
    """
    content.seek(0)
    data = content.read()
    content.seek(0)
    try:
        return _says_nothing(data)
    except _BROKEN as broken:
        raise ValueError("a file that cannot be opened") from broken


def _says_nothing(data: bytes) -> bool:
    if data.startswith(b"%PDF-"):
        return _is_blank_pdf(data)
    if data.startswith(b"PK\x03\x04"):
        return _is_blank_word(data)
    if data.startswith(PICTURES):
        return _is_even(Image.open(BytesIO(data)))
    return not data.strip()


def _is_blank_pdf(data: bytes) -> bool:
    document = pypdfium2.PdfDocument(data)
    try:
        pages = range(min(len(document), MOST_PAGES))
        return all(_is_even(document[page].render(scale=SMALL).to_pil()) for page in pages)
    finally:
        document.close()


def _is_even(picture: Image.Image) -> bool:
    """Whether all of it has one shade."""
    low, high = picture.convert("L").getextrema()
    return low == high


def _is_blank_word(data: bytes) -> bool:
    with ZipFile(BytesIO(data)) as archive:
        if TEXT_OF_WORD not in archive.namelist():
            return False
        text = archive.read(TEXT_OF_WORD)
    drawn = any(mark in text for mark in DRAWN)
    words = re.sub(r"<[^>]*>", "", text.decode(errors="replace"))
    return not drawn and not words.strip()
