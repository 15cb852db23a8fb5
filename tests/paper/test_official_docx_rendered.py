"""How the .docx looks on paper, where LibreOffice lays it out: counted and measured in its pixels."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from tests.paper.official_samples import ALL, ENDS, SHIFTED
from tests.paper.printing import printed, words_of
from township_office.paper.official.docx import official_docx
from township_office.paper.official.ending import ending_of
from township_office.paper.official.titles import lines

SOFFICE = shutil.which("soffice") or ""
# OFFICE_LIBREOFFICE=wanted: a machine that is to lay them out fails without LibreOffice.
pytestmark = pytest.mark.skipif(
    not SOFFICE and os.environ.get("OFFICE_LIBREOFFICE") != "wanted",
    reason="LibreOffice is not on this machine",
)

PER_MM = 10  # pixels
INK = 128  # whatever is darker is ink
AT_THE_FOOT = ENDS | SHIFTED
Marks = list[tuple[float, float]]


class Page:
    """One page as pixels; all lengths in millimetres from its upper left corner.

    One that lies across is looked at as it is bound: its head to the left.
    """

    def __init__(self, image: Image.Image) -> None:
        self.across = image.width > image.height
        self.image = image.transpose(Image.Transpose.ROTATE_90) if self.across else image
        self.grey = self.image.convert("L").point(lambda value: 255 if value < INK else 0)

    def rows(self) -> Marks:
        """From where to where there is ink, line by line, all the way down."""
        return _runs(self.grey, lambda at: (0, at, self.grey.width, at + 1), self.grey.height)

    def columns(self, top: float, bottom: float) -> Marks:
        """The same from left to right, between two heights."""
        above, below = round(top * PER_MM), round(bottom * PER_MM)
        return _runs(self.grey, lambda at: (at, above, at + 1, below), self.grey.width)

    def red(self) -> Marks:
        """The rows that are red, and not merely dark."""
        red, green, blue = self.image.split()
        only = Image.merge("L", [red]) if red.mode != "L" else red
        mask = Image.eval(green, lambda value: 255 if value < INK else 0)
        light = Image.eval(only, lambda value: 255 if value > 200 else 0)
        both = Image.composite(light, Image.new("L", light.size), mask)
        return _runs(both, lambda at: (0, at, both.width, at + 1), both.height)


def _runs(mask: Image.Image, strip: Callable[[int], tuple[int, int, int, int]], end: int) -> Marks:
    found: list[list[float]] = []
    for at in range(end):
        if mask.crop(strip(at)).getbbox():
            if not found or found[-1][1] < at / PER_MM:
                found.append([at / PER_MM, 0])
            found[-1][1] = (at + 1) / PER_MM
    return [(start, stop) for start, stop in found]


@pytest.fixture(scope="module")
def pdfs() -> dict[str, bytes]:
    """The documents that end at the foot of a page, as the PDF way has them."""
    return {name: printed(official) for name, official in AT_THE_FOOT.items()}


@pytest.fixture(scope="module")
def folder(tmp_path_factory, pdfs) -> Path:
    """Every sample laid out, in one run of LibreOffice."""
    folder = tmp_path_factory.mktemp("docx")
    made = {name: official_docx(official) for name, official in ALL.items()}
    made |= {
        name: official_docx(official, broken=lines, ending=ending_of(pdfs[name], official))
        for name, official in AT_THE_FOOT.items()
    }
    for name, docx in made.items():
        (folder / f"{name}.docx").write_bytes(docx)
    subprocess.run(
        [
            SOFFICE,
            f"-env:UserInstallation=file://{folder}/profile",
            *("--headless", "--convert-to", "pdf", "--outdir", str(folder)),
            *(str(folder / f"{name}.docx") for name in made),
        ],
        check=True,
        capture_output=True,
        timeout=240,
    )
    return folder


@pytest.fixture(scope="module")
def pages(folder) -> dict[str, list[Page]]:
    return {name: _drawn(folder / f"{name}.pdf") for name in ALL}


@pytest.fixture(scope="module")
def said(folder) -> dict[str, list[str]]:
    """What stands on each page of those that end at the foot of one, without any white."""
    return {name: words_of((folder / f"{name}.pdf").read_bytes()) for name in AT_THE_FOOT}


def _drawn(path: Path) -> list[Page]:
    with pypdfium2.PdfDocument(path) as document:
        return [
            Page(page.render(scale=PER_MM * 25.4 / 72).to_pil().convert("RGB")) for page in document
        ]


def test_a_full_page_has_22_lines_of_28_characters(pages):
    page = pages["full"][1]
    *lines, _number = page.rows()
    assert len(lines) == 22
    assert {len(page.columns(*line)) for line in lines} == {28}


def test_a_full_page_fills_the_type_area(pages):
    page = pages["full"][1]
    *lines, _number = page.rows()
    across = page.columns(*lines[5])
    assert across[0][0] == pytest.approx(28, abs=1)
    assert across[-1][1] == pytest.approx(184, abs=1)
    assert 37 <= lines[0][0] <= 42  # margin-true: the white of the line stands above its ink
    assert 258 <= lines[-1][1] <= 262


def test_the_head_begins_72_mm_down_and_the_line_lies_4_mm_below_the_number(pages):
    for name in ("notice", "upward", "joint"):
        page = pages[name][0]
        *mark, rule = page.red()
        assert mark[0][0] == pytest.approx(72, abs=1)
        number = max(row for row in page.rows() if row[1] < rule[0])
        assert rule[0] - number[1] == pytest.approx(4, abs=0.5)
        across = page.columns(*rule)
        assert (across[0][0], across[-1][1]) == pytest.approx((28, 184), abs=1)


def test_the_last_line_of_the_imprint_is_the_bottom_of_the_type_area(pages):
    for name in ("notice", "upward", "joint", "unsealed", "short", "full"):
        *_, last, _number = pages[name][-1].rows()
        assert last[1] == pytest.approx(262, abs=1)
        assert last[1] - last[0] == pytest.approx(0.35, abs=0.15)
        across = pages[name][-1].columns(*last)
        assert (across[0][0], across[-1][1]) == pytest.approx((28, 184), abs=1)


@pytest.mark.parametrize(("name", "bare"), [("notice", 0), ("amid", 0), ("across", 1)])
def test_page_numbers_stand_outside_7_mm_below_the_text(pages, name, bare):
    for at, page in enumerate(pages[name][: len(pages[name]) - bare]):
        number = page.rows()[-1]
        assert sum(number) / 2 == pytest.approx(269.3, abs=1)
        across = page.columns(*number)
        place, edge = (across[-1][1], 178.4) if at % 2 == 0 else (across[0][0], 33.6)
        assert place == pytest.approx(edge, abs=1.2)


@pytest.mark.parametrize(
    ("name", "lies"),
    [("amid", [False, True, True, False]), ("across", [False, False, True, True, False])],
)
def test_a_wide_table_lies_across_with_its_head_to_the_left_of_the_upright_page(pages, name, lies):
    assert [page.across for page in pages[name]] == lies
    *_, filled = (page for page in pages[name] if page.across)
    assert filled.columns(37, 262)[0][0] == pytest.approx(28, abs=1)


def test_a_page_with_nothing_but_the_imprint_has_no_number(pages):
    last = pages["across"][-1]
    assert last.rows()[-1][1] == pytest.approx(262, abs=1)
    assert last.rows()[0][0] > 240


def test_an_imprint_that_a_full_page_sends_on_has_no_number_where_it_stands_alone(said):
    last = {name: found[-1] for name, found in said.items()}
    alone = {name for name, words in last.items() if words.startswith("抄送：")}
    assert {name for name, words in last.items() if "—" not in words} == alone
    assert {name.rstrip("0123456789") for name in alone} > {"signed", "unsigned", "annexed"}


def test_a_page_of_the_docx_bears_what_that_of_the_pdf_does(said, pdfs):
    for name in ENDS:
        assert said[name][1:] == words_of(pdfs[name])[1:], name


def test_its_last_page_does_also_where_the_rows_of_a_table_fall_otherwise(said, pdfs):
    for name in SHIFTED:
        assert said[name][1:-1] != words_of(pdfs[name])[1:-1], name
        assert said[name][-1] == words_of(pdfs[name])[-1], name


def test_a_signature_stands_below_words_or_rows_of_its_text(said):
    for name, found in said.items():
        assert not any(page.startswith("宁条梁镇人民政府2026年5月6日") for page in found), name


def test_a_short_notice_is_one_page_with_its_signature_and_imprint(pages):
    assert len(pages["short"]) == 1


def test_the_first_page_shows_text_below_the_recipients(pages):
    for name in ("notice", "upward", "joint", "unsealed", "short", "full"):
        assert pages[name][0].rows()[-2][1] > 205


def test_a_draft_has_no_red(pages):
    assert [page.red() for page in pages["draft"]] == [[]] * len(pages["draft"])
