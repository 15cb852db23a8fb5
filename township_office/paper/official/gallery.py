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

## The DOCX beside the PDF

The DOCX is written after the PDF and is told how that ends (`official/ending.py`); the tests lay both
out over a range of lengths and compare them page by page (`tests/paper/test_official_docx_rendered.py`).
What Word, WPS and LibreOffice do alike is left to them; where they differ the page is said in the file.

- **A lone 版记 has no number (FMT-087).** Where it is alone in the PDF it is a section of its own that
  begins a page and has empty footers. Elsewhere the last paragraph, date or row keeps with it, so that
  another program's pages do not leave it alone. Tried and left: a continuous section before it (Word
  takes a page's footer from the section that begins it, LibreOffice from the page before, and keeps
  nothing across a section); `IF` on `PAGE`, `NUMPAGES` or `PAGEREF` in the footer (LibreOffice 7.4
  prints the inner fields and asks nothing: `— 11 —`).
- **A last paragraph of more than eight lines** would be moved as a whole by LibreOffice. Where it stands
  whole above the 版记 in the PDF, it keeps with it all the same; where its end left a page with room on
  it, it is parted there by a page break. Else, and where it is all the text there is (page 1 shows text,
  FMT-045), a continuous section follows it: Word numbers no lone 版记 then, LibreOffice does if two
  lines of the paragraph that the PDF has on the last page find room on the one before.
- **Lines fall otherwise in LibreOffice 7.4** where words have digits or Latin in them: it does not read
  `autoSpaceDE` and `autoSpaceDN`, so it leaves air there, and reads `overflowPunct` the wrong way round, so
  stops hang in the margin. A page before a page break can then run over by a line or two, which stand
  on a page of their own.
- **The signature has text above it (FMT-069).** LibreOffice keeps a table's last row with what follows
  only if no page divides the table (its layout excludes any table that has or is a continuation), and
  moves a kept paragraph whole. Tried in vain: more rows kept, all rows kept, a page break in the row, a
  hair of a paragraph or a table behind it. So the last rows, three at most, begin the page that they
  begin in the PDF, under heads of their own (other programs have room for one row more on a page), and
  a paragraph is parted there by a page break. A text that is read back from such a DOCX has two tables.
- **A table turns the page behind a thread.** LibreOffice divides a long table after a few rows if it
  turns a page by itself; behind a kept paragraph of a tenth of a point it does not.
- **A short last paragraph moves whole** in LibreOffice, where the PDF and Word leave its first lines.
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
