"""Imprints of the demonstration's seals, drawn by a program and of no use as seals: they say so."""

from __future__ import annotations

import logging
import math
import subprocess
from io import BytesIO

from django.core.files.base import ContentFile, File
from PIL import Image, ImageDraw, ImageFont

from township_office.paper.marking import font

SIZE = 496  # pixels: 42 mm at 300 to the inch
RED, WHITE = (200, 22, 29), (255, 255, 255)
ARC = 200  # degrees that the name takes; it ends above the words across
WORDS = "演示"

log = logging.getLogger(__name__)


def drawn_imprint(name: str) -> File[bytes] | None:
    """A red ring of 42 mm with a star, the name around it and 「演示」 right across; a PNG.

    Nothing where this machine has no fonts.
    """
    try:
        picture = _drawn(name)
    except (OSError, subprocess.SubprocessError) as trouble:
        log.warning("%s has no imprint: %s", name, trouble)
        return None
    written = BytesIO()
    picture.save(written, "PNG")
    return ContentFile(written.getvalue(), f"{name}印模（{WORDS}）.png")


def _drawn(name: str) -> Image.Image:
    seal = Image.new("RGB", (SIZE, SIZE), WHITE)
    pen = ImageDraw.Draw(seal)
    pen.ellipse((6, 6, SIZE - 6, SIZE - 6), outline=RED, width=12)
    pen.polygon(_star(SIZE / 2, SIZE * 0.43, SIZE * 0.14), fill=RED)
    _write_around(seal, name)
    _write_across(pen)
    return seal


def _star(x: float, y: float, radius: float) -> list[tuple[float, float]]:
    """Ten corners, five out and five in, the first on top."""
    inner = radius * math.sin(math.radians(18)) / math.sin(math.radians(54))
    turns = [(math.radians(36 * corner), corner % 2) for corner in range(10)]
    return [
        (x + (inner if dent else radius) * math.sin(turn), y - (inner if dent else radius) * math.cos(turn))
        for turn, dent in turns
    ]  # fmt: skip


def _write_around(seal: Image.Image, name: str) -> None:
    """Along the inside of the ring, from the left over the top to the right, each character upright to it."""
    step = ARC / max(len(name), 2)
    size = int(min(SIZE * 0.13, SIZE * 0.36 * math.radians(step)))
    for place, character in enumerate(name):
        turn = (place - (len(name) - 1) / 2) * step
        glyph = _turned(character, font(size), turn)
        x = SIZE / 2 + SIZE * 0.385 * math.sin(math.radians(turn)) - glyph.width / 2
        y = SIZE / 2 - SIZE * 0.385 * math.cos(math.radians(turn)) - glyph.height / 2
        seal.paste(Image.new("RGB", glyph.size, RED), (round(x), round(y)), glyph)


def _turned(character: str, face: ImageFont.FreeTypeFont, turn: float) -> Image.Image:
    square = Image.new("L", (2 * int(face.size), 2 * int(face.size)))
    middle = (square.width / 2, square.height / 2)
    ImageDraw.Draw(square).text(middle, character, font=face, fill=255, anchor="mm")
    return square.rotate(-turn, Image.Resampling.BICUBIC)


def _write_across(pen: ImageDraw.ImageDraw) -> None:
    """A white band through ring and all, that nobody can take away without spoiling the picture."""
    top, foot = SIZE * 0.6, SIZE * 0.79
    pen.rectangle((0, top, SIZE, foot), fill=WHITE)
    words = f"{WORDS}　无效"
    pen.text(
        (SIZE / 2, (top + foot) / 2), words, font=font(int(SIZE * 0.15)), fill=RED, anchor="mm"
    )
