"""A picture with words drawn into it, so that no copy of it is without them."""

import os
import subprocess
from functools import cache
from io import BytesIO

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont, UnidentifiedImageError

LARGEST = 640  # pixels along the longer side: enough to compare by eye, too few to print from
FACE = "Noto Sans CJK SC"


def marked(picture: bytes, words: str) -> bytes:
    """The picture as PNG with the words across it and below it.

    Raises ValueError for what is no picture.
    """
    try:
        drawn = Image.open(BytesIO(picture)).convert("RGB")
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError) as unknown:
        raise ValueError("no picture") from unknown
    drawn.thumbnail((LARGEST, LARGEST))
    sheet = _with_foot(_across(drawn, words), words)
    written = BytesIO()
    sheet.save(written, "PNG")
    return written.getvalue()


def _across(picture: Image.Image, words: str) -> Image.Image:
    """The words three times across the picture, faint enough to see through."""
    face = font(_fitting(picture.width, words))
    veil = Image.new("RGBA", picture.size, (255, 255, 255, 0))
    pen = ImageDraw.Draw(veil)
    for part in (0.25, 0.5, 0.75):
        place = (picture.width / 2, picture.height * part)
        pen.text(place, words, font=face, fill=(30, 30, 30, 120), anchor="mm")
    return Image.alpha_composite(picture.convert("RGBA"), veil).convert("RGB")


def _with_foot(picture: Image.Image, words: str) -> Image.Image:
    size = _fitting(picture.width, words)
    sheet = Image.new("RGB", (picture.width, picture.height + 2 * size), "white")
    sheet.paste(picture, (0, 0))
    pen = ImageDraw.Draw(sheet)
    place = (picture.width / 2, picture.height + size)
    pen.text(place, words, font=font(size), fill=(180, 20, 20), anchor="mm")
    return sheet


def _fitting(width: int, words: str) -> int:
    """The size at which the words fill a line; a Chinese character is as wide as it is high."""
    return max(6, int(width * 0.95 / len(words)))


def font(size: int) -> ImageFont.FreeTypeFont:
    """The face in which words are drawn into a picture, so many pixels high."""
    path, number = _face()
    return ImageFont.truetype(path, size, index=number)


@cache
def _face() -> tuple[str, int]:
    """Where fontconfig keeps the face, and which of its file's it is."""
    found = subprocess.run(  # noqa: S603 - a fixed command
        ["fc-match", "--format", "%{file}|%{index}", FACE],  # noqa: S607 - wherever the system keeps it
        env={**os.environ, "XDG_DATA_HOME": str(settings.VAR)},
        capture_output=True,
        timeout=20,
        check=True,
    )
    path, _, number = found.stdout.decode().partition("|")
    return path, int(number or 0)
