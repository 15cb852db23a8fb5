"""A register as a workbook, read back as Excel would read it."""

from datetime import date, datetime
from email.message import Message
from io import BytesIO
from urllib.parse import unquote

import pytest
from openpyxl import load_workbook

from township_office.people.models import Organ
from township_office.ui.lists import answers

pytestmark = [
    pytest.mark.urls("tests.ui.lists.ledgers"),
    pytest.mark.usefixtures("in_november"),
]


@pytest.fixture
def export(clerk):
    """The sheet that 刘芳 gets from an address."""

    def _export(address: str):
        response = clerk.get(address)
        assert response["Content-Type"] == answers.XLSX
        return load_workbook(BytesIO(response.content)).active

    return _export


def words(sheet) -> list[list]:
    """The rows below the heads."""
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]


def test_the_sheet_has_title_what_was_asked_for_and_heads(export, enter_organs):
    enter_organs(1)
    sheet = export("/organs/?as=xlsx&line=government")
    assert sheet["A1"].value == sheet.title == "通讯单位登记簿"
    assert sheet["A2"].value == "宁条梁镇党政办　归口：政务　2026-11-23 刘芳 导出"
    assert [cell.value for cell in sheet[3]] == ["全称", "层级", "乡镇", "最近来往", "来往"]


def test_the_heads_stay_while_scrolling_and_on_every_printed_sheet(export, enter_organs):
    enter_organs(2)
    sheet = export("/organs/?as=xlsx")
    assert sheet.freeze_panes == "A4"
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.auto_filter.ref == "A3:E5"
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)


def test_columns_are_as_wide_as_what_they_hold(export, enter_organs):
    enter_organs(1)
    sheet = export("/organs/?as=xlsx")
    assert sheet.column_dimensions["A"].width > sheet.column_dimensions["D"].width > 9


def test_all_rows_are_there_not_only_those_of_the_page(export, enter_organs):
    enter_organs(12)
    sheet = export("/organs/?as=xlsx&sort=-name&words=单位1")
    assert [row[0] for row in words(sheet)] == ["单位12", "单位11", "单位10"]
    assert len(words(export("/organs/?as=xlsx"))) == 12


def test_dates_are_dates_numbers_are_numbers_and_components_are_words(
    export, enter_organs, enter_counter
):
    enter_organs(1, last_used=date(2026, 11, 20))
    (organ,) = words(export("/organs/?as=xlsx"))
    assert organ == ["单位01", "上级", "宁条梁镇", datetime(2026, 11, 20), "常来往"]
    enter_counter("seals.use", 1284, opening=1000)
    (line, _) = words(export("/counters/?as=xlsx"))
    assert line == ["seals.use", 2026, 1000, 1284, None]


def test_blank_stays_blank(export, enter_organs):
    enter_organs(1)
    assert words(export("/organs/?as=xlsx"))[0][3] is None


@pytest.mark.parametrize(
    "name",
    ["=1+1", "+8613800000000", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x","y")', "#N/A"],
)
def test_text_never_becomes_a_formula(export, house, name):
    Organ.objects.create(township=house.township, name=name)
    cell = export("/organs/?as=xlsx")["A4"]
    assert (cell.value, cell.data_type) == (name, "s")
    assert cell.quotePrefix == (name != "#N/A")


def test_what_excel_cannot_hold_is_left_out(export, house):
    Organ.objects.create(township=house.township, name="县\x0b委\x1f办")
    assert words(export("/organs/?as=xlsx"))[0][0] == "县委办"


def test_sums_stand_under_the_last_row(export, enter_counter):
    enter_counter("seals.use", 12, opening=2)
    enter_counter("documents.incoming", 30)
    sheet = export("/counters/?as=xlsx")
    assert words(sheet)[-1] == ["合计 2 种", None, 2, 42, None]
    assert sheet.auto_filter.ref == "A3:E5"


def test_the_file_is_called_after_register_tab_and_day(clerk, enter_counter):
    enter_counter("seals.use", 12)
    header = Message()
    header["Content-Disposition"] = clerk.get("/counters/?as=xlsx")["Content-Disposition"]
    assert header.get_content_disposition() == "attachment"
    assert unquote(header.get_filename()) == "宁条梁镇编号簿 2026 年 2026-11-23.xlsx"


def test_too_long_a_register_is_cut_and_says_so(export, enter_organs, monkeypatch):
    monkeypatch.setattr(answers, "EXCEL_ROWS", 3)
    enter_organs(4)
    rows = words(export("/organs/?as=xlsx"))
    assert [row[0] for row in rows[:3]] == ["单位01", "单位02", "单位03"]
    assert rows[3][0].startswith("只导出了前 3 行")


def test_a_register_that_just_fits_is_not_called_cut(export, enter_organs, monkeypatch):
    monkeypatch.setattr(answers, "EXCEL_ROWS", 3)
    enter_organs(3)
    assert len(words(export("/organs/?as=xlsx"))) == 3


def test_a_register_without_rows_is_a_sheet_of_heads(export, house):
    assert words(export("/organs/?as=xlsx")) == []


def test_an_export_costs_no_query_a_row(clerk, enter_organs, django_assert_max_num_queries):
    enter_organs(90)
    with django_assert_max_num_queries(8):
        clerk.get("/organs/?as=xlsx")
