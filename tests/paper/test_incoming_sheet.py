from io import BytesIO, StringIO

import pytest
from django.core.management import call_command
from pypdf import PageObject, PdfReader

from tests.paper.conftest import at
from township_office.paper.render import render_pdf

TEMPLATE = "paper/incoming_sheet.html"
MM = 72 / 25.4


def printed(context) -> list[PageObject]:
    return list(PdfReader(BytesIO(render_pdf(TEMPLATE, context))).pages)


def words(pages: list[PageObject]) -> str:
    return "".join("".join(page.extract_text().split()) for page in pages)


@pytest.fixture(scope="module")
def _printed_once() -> dict[str, list[PageObject]]:
    return {}


@pytest.fixture
def pages(sheet, _printed_once) -> list[PageObject]:
    """The sheet, printed once for all tests that only look at it."""
    if not _printed_once:
        _printed_once["pages"] = printed(sheet)
    return _printed_once["pages"]


def test_the_sheet_is_one_page(pages):
    assert len(pages) == 1


def test_the_sheet_says_what_the_paper_one_says(pages, sheet):
    said = words(pages)
    for key in ("office_name", "title", "number", "urgency", "source_number", "doc_title"):
        assert sheet[key] in said
    for line in ("收文日期：2026年11月23日", "11月24日18:00前", "2026年11月24日17:00打印"):
        assert line in said


def test_opinions_stand_in_their_boxes_signed_and_dated(pages):
    said = words(pages)
    order = [
        "拟请志强同志牵头。",
        "办公室主任李秀英2026年11月23日08:42",
        "同意拟办意见。",
        "镇长王建国2026年11月23日10:18",
        "陈志远",
        "11.23阅",
        "已通知各村。",
        "应急办主任赵磊2026年11月24日16:05",
    ]
    places = [said.index(each) for each in order]
    assert places == sorted(places)


def test_its_fonts_are_chinese_and_go_with_the_file(pages):
    fonts = [font.get_object() for font in pages[0]["/Resources"]["/Font"].values()]
    chinese = [font for font in fonts if font["/Subtype"] == "/Type0"]
    assert len(chinese) >= 2
    for font in chinese:
        descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        assert {"/FontFile2", "/FontFile3"} & descriptor.keys()


def test_the_archive_stamp_finds_its_place_at_the_top(pages):
    tops = []
    pages[0].extract_text(
        visitor_text=lambda text, cm, tm, *_: tops.append(height(cm, tm)) if text.strip() else None
    )
    free = (float(pages[0].mediabox.height) - max(tops)) / MM
    assert free > 12 + 16  # the margin and the height of the stamp


def height(cm, tm) -> float:
    """Where the text's line stands on the page, from below, in points."""
    return tm[4] * cm[1] + tm[5] * cm[3] + cm[5]


def test_an_empty_sheet_is_a_form_to_write_on(sheet):
    for box in sheet["boxes"]:
        box["entries"] = []
    pages = printed({**sheet, "readers": [], "deadline": None})
    assert len(pages) == 1
    for label in ("拟办意见", "领导批示", "传阅", "承办结果"):
        assert label in words(pages)


def test_many_opinions_go_on_overleaf_and_none_is_lost(sheet):
    said = sheet["boxes"][1]["entries"][0]
    sheet["boxes"][1]["entries"] = [
        {**said, "words": f"第{number}次批示，请抓好落实。"} for number in range(1, 25)
    ]
    pages = printed(sheet)
    assert 2 <= len(pages) <= 3
    assert [f"第{number}次批示" in words(pages) for number in range(1, 25)] == [True] * 24
    assert "已通知各村" in words(pages[-1:])


def test_the_way_is_printed_where_it_is_asked_for(sheet, pages):
    way = [{"stage": "登记", "name": "文书 刘芳", "at": at(23, 8, 20), "words": ""}]
    assert "办理过程登记" not in words(pages)
    assert "登记文书刘芳11月23日08:20" in words(printed({**sheet, "way": way}))


def test_what_people_write_is_never_markup(sheet):
    sheet["doc_title"] = '<img src="file:///etc/passwd"> & <b>紧急</b>'
    assert '<imgsrc="file:///etc/passwd">&<b>紧急</b>' in words(printed(sheet))


def test_warming_up_prints_a_page_and_says_how_long_it_took():
    out = StringIO()
    call_command("warm_up", stdout=out)
    assert "试排一页，用时" in out.getvalue()
