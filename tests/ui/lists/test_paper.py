"""A register on paper: all rows asked for, on a plain page with the ledger's columns."""

from datetime import date

import pytest

from tests.ui.lists.reading import Reading
from township_office.ui.lists import answers

pytestmark = [
    pytest.mark.urls("tests.ui.lists.ledgers"),
    pytest.mark.usefixtures("in_november"),
]


def test_all_rows_are_printed_in_the_order_asked_for(clerk, enter_organs):
    enter_organs(12)
    page = Reading(clerk.get("/organs/?as=print&sort=-name").text)
    assert page.column(0) == [f"单位{number:02}" for number in range(12, 0, -1)]


def test_paper_has_the_columns_and_nothing_to_click_in_them(clerk, enter_organs):
    enter_organs(1, last_used=date(2026, 11, 20))
    page = Reading(clerk.get("/organs/?as=print").text)
    assert page.heads == ["全称", "层级", "乡镇", "最近来往", "来往"]
    assert page.rows == [["单位01", "上级", "宁条梁镇", "2026-11-20", "常来往"]]
    assert page.tree.findall(".//table//a") == []


def test_paper_of_a_year_needs_no_year_in_its_dates(clerk, enter_organs):
    enter_organs(1, last_used=date(2025, 11, 20))
    assert Reading(clerk.get("/by-day/?as=print&tab=2025").text).column(0) == ["11-20"]


def test_paper_says_whose_register_it_is_what_was_asked_for_and_who_printed_it(
    clerk, enter_counter
):
    enter_counter("seals.use", 12, year=2025)
    page = clerk.get("/counters/?as=print&tab=2025").text
    assert "<h1>宁条梁镇编号簿</h1>" in page
    assert "宁条梁镇党政办　2025 年　2026-11-23 刘芳 打印" in page


def test_paper_carries_the_sums(clerk, enter_counter):
    enter_counter("seals.use", 1284)
    page = Reading(clerk.get("/counters/?as=print").text)
    assert page.foot == [("合计 1 种", 2), ("0", 1), ("1,284", 1), ("", 1)]


def test_paper_leads_back_to_the_list_as_it_was(clerk, enter_organs):
    enter_organs(1)
    page = Reading(clerk.get("/organs/?sort=-name&as=print").text)
    assert page.link("回到通讯单位登记簿") == "?sort=-name"


def test_the_page_offers_paper_and_workbook_of_what_it_shows(clerk, enter_organs):
    enter_organs(1)
    page = Reading(clerk.get("/organs/?sort=-name").text)
    assert page.link("打印") == "?sort=-name&as=print"
    assert page.link("导出 Excel") == "?sort=-name&as=xlsx"


@pytest.mark.parametrize(("count", "cut"), [(3, False), (4, True)])
def test_too_long_a_register_is_cut_and_says_so(clerk, enter_organs, monkeypatch, count, cut):
    monkeypatch.setattr(answers, "PRINTED_ROWS", 3)
    enter_organs(count)
    page = clerk.get("/organs/?as=print").text
    assert len(Reading(page).rows) == 3
    assert ("只打印了前 3 行" in page) == cut
