"""docs/layout.md: each sample as a picture and as the ruler sees it."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image, ImageOps

from township_office.paper.official.expecting import expected_of
from township_office.paper.official.layout import official_pdf
from township_office.paper.official.samples import SAMPLES
from township_office.paper.official.values import Official
from township_office.paper.ruler import Finding, measure

DPI = 60
PICTURED = 4  # pages of each sample
INTRODUCTION = """# The layout, measured

Written by `manage.py measure_layout --samples`; do not edit. Each sample is laid out, rendered at
254 dpi and measured by its ink alone. Lengths are millimetres; their last decimals depend on the
fonts of the machine, where others may stand in for the official ones. Only an 应当 fails a document.
"""


def write_gallery(docs: Path) -> None:
    """Lay out every sample anew: ``layout.md``, and its pictures beside it."""
    pictures = docs / "pictures" / "layout"
    pictures.mkdir(parents=True, exist_ok=True)
    parts = [INTRODUCTION]
    for key, (title, official) in SAMPLES.items():
        pdf = official_pdf(official)
        (pictures / f"{key}.png").write_bytes(picture(pdf))
        parts.append("\n".join(chapter(key, title, official, pdf)))
    (docs / "layout.md").write_text("\n".join(parts) + "\n", encoding="utf-8")


def chapter(key: str, title: str, official: Official, pdf: bytes) -> Iterator[str]:
    """The lines of one sample: its picture and its table."""
    yield f"## {title}\n\n![{title}](pictures/layout/{key}.png)\n"
    yield "| 规则 | | 量的是 | 要求 | 实测 | |\n|---|---|---|---|---|---|"
    yield from map(row, measure(pdf, expected_of(official)))


def row(finding: Finding) -> str:
    """One line of a table."""
    verdict = "合格" if finding.passed else "**不合格**"
    said = (finding.rule, finding.force, finding.what, finding.wanted, finding.measured, verdict)
    return f"| {' | '.join(said)} |"


def picture(pdf: bytes) -> bytes:
    """The first pages side by side, small."""
    document = pdfium.PdfDocument(pdf)
    count = min(len(document), PICTURED)
    pages = [document[index].render(scale=DPI / 72).to_pil() for index in range(count)]
    document.close()
    framed = [ImageOps.expand(page.convert("RGB"), 1, "#bbb") for page in pages]
    strip = Image.new(
        "RGB",
        (sum(page.width + 8 for page in framed) - 8, max(page.height for page in framed)),
        "white",
    )
    left = 0
    for page in framed:
        strip.paste(page, (left, 0))
        left += page.width + 8
    written = BytesIO()
    strip.quantize(32).save(written, "PNG", optimize=True)
    return written.getvalue()
