"""A page as pixels, and the ink on it, black and red apart."""

from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
from PIL import Image, ImageChops

PX = 10  # pixels a millimetre: 254 dpi
DPI = PX * 25.4
INKED = 96  # of 255: from here on a pixel counts as ink


@dataclass(frozen=True)
class Sheet:
    """One page, upright. ``across`` is one whose text runs across the paper (FMT-088)."""

    number: int
    black: Image.Image
    red: Image.Image
    coloured: Image.Image
    shade: Image.Image
    across: bool

    @property
    def size(self) -> tuple[float, float]:
        return self.black.width / PX, self.black.height / PX


def sheets(pdf: bytes) -> Iterator[Sheet]:
    """The pages of a PDF, one at a time: forty of them would fill the memory."""
    document = pdfium.PdfDocument(pdf)
    try:
        for index in range(len(document)):
            yield _sheet(document[index].render(scale=DPI / 72).to_pil().convert("RGB"), index + 1)
    finally:
        document.close()


def _sheet(image: Image.Image, number: int) -> Sheet:
    across = image.width > image.height
    if across:
        image = image.transpose(Image.Transpose.ROTATE_90)
    red, green, blue = image.split()
    chroma = ImageChops.lighter(
        ImageChops.difference(red, green), ImageChops.difference(green, blue)
    )
    shade = ImageChops.invert(red)
    return Sheet(
        number,
        _ink(shade),
        _ink(ImageChops.subtract(red, green)),
        _ink(chroma),
        ImageChops.invert(green),
        across,
    )


def _ink(strength: Image.Image) -> Image.Image:
    return strength.point([255 if value >= INKED else 0 for value in range(256)])
