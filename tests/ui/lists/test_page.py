"""A register on the screen."""

from datetime import date

import pytest

from tests.ui.lists.ledgers import COUNTERS, ORGANS
from tests.ui.lists.reading import Reading
from township_office.numbers.models import Counter
from township_office.people.models import Line, Organ
from township_office.ui.lists import Column, Register

pytestmark = pytest.mark.urls("tests.ui.lists.ledgers")


@pytest.fixture
def read(clerk):
    """What 刘芳 sees at an address."""

    def _read(address: str) -> Reading:
        response = clerk.get(address)
        assert response.status_code == 200
        return Reading(response.text)

    return _read


def follow(read, page: Reading, words: str) -> Reading:
    """Click a link of the organs' register."""
    return read(f"/organs/{page.link(words)}")


def test_the_columns_are_those_of_the_ledger(read, enter_organs):
    enter_organs(1)
    assert read("/organs/").heads == ["全称 ↑", "层级", "乡镇", "最近来往", "来往"]


def test_a_row_says_what_the_ledger_asks(read, enter_organs, in_november):
    enter_organs(1, last_used=date(2026, 11, 20), short_name="县委办")
    assert read("/organs/").rows == [["单位01县委办", "上级", "宁条梁镇", "11-20", "常来往"]]


def test_the_subject_leads_to_the_record_and_has_a_second_line(clerk, enter_organs):
    (organ,) = enter_organs(1, short_name="县委办")
    subject = f'<a href="/organs/{organ.pk}/">单位01</a><span class="sub">县委办</span>'
    assert f'<td class="subject">{subject}</td>' in clerk.get("/organs/").text


def test_dates_of_another_year_carry_it(read, enter_organs, in_november):
    enter_organs(1, last_used=date(2025, 11, 20))
    assert read("/organs/").column(3) == ["2025-11-20"]


def test_a_blank_cell_is_empty_so_that_a_phone_leaves_it_out(read, enter_organs):
    enter_organs(1)
    (line,) = read("/organs/").lines
    blank = line.findall("td")[3]
    assert (blank.text, blank.get("data-label")) == (None, None)


def test_a_phone_is_told_what_a_value_means(read, enter_organs):
    enter_organs(1, last_used=date(2026, 11, 20))
    (line,) = read("/organs/").lines
    assert [cell.get("data-label") for cell in line.iterfind("td")] == [None] * 3 + ["来往", None]


def test_a_row_is_marked_and_can_be_pointed_at(read, enter_organs):
    party, government = enter_organs(1, line=Line.PARTY) + enter_organs(1, first=2)
    lines = read("/organs/").lines
    assert [line.get("class") for line in lines] == ["void", None]
    assert [line.get("id") for line in lines] == [f"row-{party.pk}", f"row-{government.pk}"]


def test_what_people_wrote_is_never_markup(clerk, house):
    Organ.objects.create(township=house.township, name="<b>县</b>", short_name="<i>县</i>")
    page = clerk.get("/organs/").text
    assert "&lt;b&gt;县&lt;/b&gt;" in page
    assert "&lt;i&gt;县&lt;/i&gt;" in page


def test_next_and_previous_turn_the_pages(read, enter_organs):
    enter_organs(12)
    first = read("/organs/")
    second = follow(read, first, "下一页")
    third = follow(read, second, "下一页")
    assert first.column(0) == ["单位01", "单位02", "单位03", "单位04", "单位05"]
    assert third.column(0) == ["单位11", "单位12"]
    assert follow(read, third, "上一页").rows == second.rows
    assert follow(read, follow(read, third, "上一页"), "上一页").rows == first.rows


def test_the_ends_lead_nowhere(read, enter_organs):
    enter_organs(6)
    first = read("/organs/")
    assert first.link("上一页") is None
    assert follow(read, first, "下一页").link("下一页") is None


def test_the_pager_says_how_many_there_are(read, enter_organs):
    enter_organs(12)
    assert read("/organs/").pager == "共 12 个，本页 5 个"


@pytest.mark.parametrize(("count", "said"), [(1000, "1,000"), (1001, "1000+")])
def test_counting_stops_at_a_thousand(read, house, count, said):
    Organ.objects.bulk_create(
        Organ(township=house.township, name=f"单位{number}") for number in range(count)
    )
    assert read("/organs/").pager == f"共 {said} 个，本页 5 个"


def test_rows_entered_meanwhile_shift_nothing(read, enter_organs):
    enter_organs(10, first=11)
    second = read("/organs/").link("下一页")
    enter_organs(9)
    assert read(f"/organs/{second}").column(0) == [f"单位{number}" for number in range(16, 21)]


@pytest.mark.parametrize("nonsense", ["", "2", "'; --", "a:b", "👀", "W10:abc", "%00"])
def test_a_page_that_makes_no_sense_is_page_one(read, enter_organs, nonsense):
    enter_organs(6)
    assert read(f"/organs/?page={nonsense}").rows == read("/organs/").rows


def test_a_page_of_another_order_is_page_one(read, enter_organs):
    enter_organs(12)
    cursor = read("/organs/").link("下一页")
    falling = read("/organs/?sort=-name")
    assert read(f"/organs/{cursor}&sort=-name").rows == falling.rows


def test_a_page_that_has_emptied_is_page_one(read, enter_organs):
    enter_organs(6)
    second = read("/organs/").link("下一页")
    Organ.objects.filter(name="单位06").delete()
    assert len(read(f"/organs/{second}").rows) == 5


def test_the_head_of_a_column_sorts_and_sorts_back(read, enter_organs):
    enter_organs(3)
    rising = read("/organs/")
    falling = follow(read, rising, "全称 ↑")
    assert rising.sorted == {"全称 ↑": "ascending"}
    assert falling.sorted == {"全称 ↓": "descending"}
    assert falling.column(0) == rising.column(0)[::-1]
    assert follow(read, falling, "全称 ↓").rows == rising.rows


def test_a_column_may_sort_by_several_fields_against_each_other(read, enter_organs):
    enter_organs(2, level=Organ.Level.BELOW)
    enter_organs(2, first=3, level=Organ.Level.ABOVE)
    assert read("/organs/?sort=level").column(0) == ["单位04", "单位03", "单位02", "单位01"]
    assert read("/organs/?sort=-level").column(0) == ["单位01", "单位02", "单位03", "单位04"]


@pytest.mark.parametrize("nonsense", ["", "-", "township", "--name", "password", "name; drop"])
def test_a_sort_that_makes_no_sense_is_the_registers_own(read, enter_organs, nonsense):
    enter_organs(3)
    assert read(f"/organs/?sort={nonsense}").sorted == {"全称 ↑": "ascending"}


def test_only_columns_with_an_order_of_their_own_can_be_clicked(read, enter_organs):
    enter_organs(1)
    page = read("/organs/")
    assert page.link("层级") == "?sort=level"
    assert not [link for link in page.tree.iterfind(".//th/a") if link.text == "乡镇"]


def test_filters_narrow_the_rows_and_stay_filled_in(read, enter_organs):
    enter_organs(12)
    page = read("/organs/?words=单位1&sort=-name")
    assert page.column(0) == ["单位12", "单位11", "单位10"]
    (words,) = page.tree.iterfind(".//input[@type='search'][@name='words']")
    assert words.get("value") == "单位1"
    assert "grow" in words.get("class", "")


def test_filters_and_sort_hold_while_turning_pages(read, enter_organs):
    enter_organs(8, line=Line.PARTY)
    enter_organs(8, first=9)
    second = follow(read, read("/organs/?line=party&sort=-name"), "下一页")
    assert second.column(0) == ["单位03", "单位02", "单位01"]


def test_a_search_begins_on_page_one_and_keeps_the_order(read, enter_organs):
    enter_organs(12)
    page = follow(read, read("/organs/?sort=-name"), "下一页")
    hidden = page.tree.findall(".//form[@class='filters']/input[@type='hidden']")
    assert [(field.get("name"), field.get("value")) for field in hidden] == [("sort", "-name")]


def test_every_filter_has_a_name_to_be_read_aloud(read, enter_organs):
    enter_organs(1)
    form = read("/organs/").tree.find(".//form[@class='filters']")
    labelled = {label.get("for") for label in form.iter("label")}
    fields = [*form.iter("input"), *form.iter("select")]
    assert len(fields) == 6
    for field in fields:
        assert field.get("id") in labelled or field.get("aria-label")


def test_a_filter_that_does_not_say_what_it_is_has_its_name_beside_it(read, enter_organs):
    form = read("/organs/").tree.find(".//form[@class='filters']")
    beside = [each[0].text for each in form.iterfind("span[@class='row small']")]
    assert beside == ["来往不早于", "来往日期"]


def test_a_day_is_picked_from_the_calendar(read, enter_organs):
    enter_organs(1, last_used=date(2026, 11, 20))
    enter_organs(1, first=2, last_used=date(2026, 11, 22))
    page = read("/organs/?since=2026-11-21")
    assert page.column(0) == ["单位02"]
    since = page.tree.find(".//input[@name='since']")
    assert (since.get("type"), since.get("value")) == ("date", "2026-11-21")


def test_a_filter_that_cannot_be_read_says_so_and_keeps_what_was_typed(read, enter_organs):
    enter_organs(2)
    page = read("/organs/?used_after=昨天")
    (fault,) = page.tree.iterfind(".//form[@class='filters']/span[@class='field-error']")
    assert "来往日期" in fault.text
    assert page.tree.find(".//input[@name='used_after']").get("value") == "昨天"
    assert len(page.rows) == 2


def test_a_register_without_rows_says_so(clerk):
    page = clerk.get("/organs/").text
    assert "还没有登记通讯单位" in page
    assert "<table" not in page


def test_a_search_without_a_find_offers_the_way_back(read, enter_organs):
    enter_organs(1)
    page = read("/organs/?words=省&sort=-name")
    assert not page.rows
    assert page.link("清除条件") == "?sort=-name"


def test_each_year_has_a_tab_the_latest_first_and_this_one_from_its_first_day(
    read, enter_counter, in_november
):
    enter_counter("documents.incoming", 318, year=2024)
    page = read("/counters/")
    assert page.tabs[:3] == ["2026 年", "2025 年", "2024 年"]
    assert page.tab == "2026 年"


def test_a_year_shows_its_own_rows(read, enter_counter, in_november):
    enter_counter("documents.incoming", 318, year=2025)
    enter_counter("documents.incoming", 12, year=2026)
    assert read("/counters/").column(3) == ["12"]
    assert read("/counters/?tab=2025").column(3) == ["318"]


def test_years_are_read_from_a_date_too(read, enter_organs, in_november):
    enter_organs(1, last_used=date(2025, 12, 31))
    enter_organs(1, first=2, last_used=date(2027, 1, 1))
    enter_organs(1, first=3)
    page = read("/by-day/?tab=2025")
    assert page.tabs == ["2027 年", "2026 年", "2025 年"]
    assert page.rows == [["12-31", "单位01"]]
    assert read("/by-day/?tab=2027").rows == [["01-01", "单位02"]]


def test_a_tab_may_count_its_rows_or_lead_elsewhere(read, enter_counter, in_november):
    enter_counter("seals.use", 5, year=2025)
    enter_counter("seals.use", 0, year=2026)
    page = read("/counters/")
    assert page.tabs[2:] == ["已起用1 件", "通讯单位"]
    assert page.link("通讯单位") == "/organs/"


@pytest.mark.parametrize("nonsense", ["", "1066", "organs", "x"])
def test_a_tab_that_makes_no_sense_is_the_first(read, enter_counter, in_november, nonsense):
    enter_counter("seals.use", 5)
    assert read(f"/counters/?tab={nonsense}").tab == "2026 年"


def test_sums_stand_under_their_columns_and_cover_all_pages(read, enter_counter, in_november):
    for number in range(60):
        enter_counter(f"series-{number}", 100, opening=20)
    page = read("/counters/")
    assert len(page.rows) == 50
    assert page.foot == [("合计 60 种", 2), ("1,200", 1), ("6,000", 1), ("", 1)]


def test_a_register_without_sums_has_no_last_line(read, enter_organs):
    enter_organs(1)
    assert read("/organs/").foot == []


def test_a_list_costs_the_same_however_long_it_is(
    clerk, enter_organs, django_assert_max_num_queries
):
    enter_organs(2)
    with django_assert_max_num_queries(13) as few:
        clerk.get("/organs/")
    enter_organs(90, first=3)
    with django_assert_max_num_queries(len(few)):
        clerk.get("/organs/?words=单位")


def test_a_page_is_two_queries_with_sums_or_without(
    rf, enter_counter, enter_organs, django_assert_num_queries
):
    enter_counter("seals.use", 5)
    enter_organs(9)
    with django_assert_num_queries(2):
        ORGANS.page(rf.get("/"), Organ.objects.all())
    with django_assert_num_queries(2):
        COUNTERS.page(rf.get("/"), Counter.objects.all())


def test_a_register_must_stand_by_a_column_it_can_sort_by():
    with pytest.raises(ValueError, match="township"):
        Register(title="簿", order="township", columns=ORGANS.columns)


def test_two_columns_of_a_register_cannot_share_a_key():
    twice = [Column("name", "全称", sort=("name",)), Column("name", "又名")]
    with pytest.raises(ValueError, match="簿"):
        Register(title="簿", order="name", columns=twice)
