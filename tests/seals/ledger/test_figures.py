"""What people ask of the ledger, in figures; and what waits for the keeper."""

import pytest
from django.test import Client

from seals.ledger.actions import correct_line
from seals.ledger.lists import figures_of
from seals.using.models import Stamping
from tests.seals.ledger.desk import CLERK, Desk, on
from township_office import clock

YEAR = 2026


def figures(desk: Desk, year: int = YEAR):
    return figures_of(Stamping.objects.filter(township=desk.township), year)


def page(desk: Desk, who: str = CLERK, address: str = "figures/") -> str:
    browser = Client()
    browser.force_login(desk.house[who])
    return browser.get(f"/seals/ledger/{address}").content.decode()


@pytest.fixture
def year(desk) -> Desk:
    """Three lines of the year that count, one that was corrected, one undone, one of last year."""
    special = desk.make_seal("财政所财务专用章")
    desk.line(6, at=on(YEAR, 3, 5), year=YEAR)
    desk.line(2, at=on(YEAR, 3, 31, 23), year=YEAR, department="民政办公室", matter="一般事项")
    desk.line(4, at=on(YEAR, 7, 1, 0), year=YEAR, seal=special, department="民政办公室")
    wrong = desk.line(9, at=on(YEAR, 7, 2), year=YEAR)
    correct_line(wrong, copies=1, reason="数错了", by=desk.keeper)
    never = desk.line(5, at=on(YEAR, 8, 2), year=YEAR)
    correct_line(never, undone=True, reason="没有盖", by=desk.keeper)
    desk.line(7, at=on(YEAR - 1, 3, 9), year=YEAR - 1)
    return desk


def test_lines_that_were_corrected_or_undone_do_not_count(year):
    found = figures(year)
    assert (found.times, found.copies, found.before) == (4, 13, 7)


def test_a_month_is_the_month_on_the_wall(year):
    months = {each.month: (each.times, each.copies, each.before) for each in figures(year).months}
    assert (months[3], months[7], months[4]) == ((2, 8, 7), (2, 5, 0), (0, 0, 0))


def test_shares_stand_by_their_copies(year):
    shares = {
        title: [(share.name, share.times, share.copies, share.part) for share in rows]
        for title, rows in figures(year).shares
    }
    assert shares == {
        "按印章": [("宁条梁镇人民政府", 3, 9, 100.0), ("财政所财务专用章", 1, 4, 44.4)],
        "按用印单位": [("应急管理办公室", 2, 7, 100.0), ("民政办公室", 2, 6, 85.7)],
        "按事项": [("合同协议", 3, 11, 100.0), ("一般事项", 1, 2, 18.2)],
    }


def test_each_figure_leads_to_its_lines(year):
    browser = Client()
    browser.force_login(year.house[CLERK])
    found = figures(year)
    for rows in dict(found.shares).values():
        for share in rows:
            listed = browser.get(share.href).context["page"]
            assert listed.total.sums["counted"] == share.copies
    for month in found.months:
        assert browser.get(month.href).context["page"].total.sums["counted"] == month.copies


def test_the_chart_is_as_high_as_its_figures(year):
    chart = figures(year).chart
    bars = {bar.words: bar.height for bar in chart.bars}
    assert bars == {
        "2025 年 3 月 7 份": "70.00%",
        "2026 年 3 月 8 份": "80.00%",
        "2026 年 7 月 5 份": "50.00%",
    }
    assert [line.figure for line in chart.lines] == [0, 2, 4, 6, 8]
    assert chart.words == "每月用印份数，2026 年与 2025 年对比，3 月最多，8 份"


@pytest.mark.parametrize(("copies", "top"), [(1, 4), (5, 8), (9, 20), (81, 200), (4906, 8000)])
def test_the_chart_reaches_just_beyond_its_greatest_month(desk, copies, top):
    desk.line(copies, at=on(YEAR, 3, 5), year=YEAR)
    assert figures(desk).chart.lines[-1].figure == top


def test_an_empty_year_says_so(desk):
    assert figures(desk).chart.words.endswith("还没有用过印")
    assert "这一年没有用过印" in page(desk)


def test_no_line_counts_twice_for_who_keeps_several_seals(desk):
    """He sees a line for two reasons; it was stamped once."""
    for name in ("甲章", "乙章"):
        desk.make_seal(name, keeper="应急办干事")
    asked = desk.asked()
    desk.line(3, asked, seal=desk.make_seal("丙章", keeper="应急办干事"))
    visible = Stamping.objects.visible_to(desk.house["应急办干事"])
    assert figures_of(visible, clock.today().year).copies == 3


def test_the_page_shows_a_year_and_leads_to_the_others(year):
    with clock.moved_to(on(YEAR, 11, 23)):
        text = page(year)
        assert '<svg class="chart" role="img"' in text
        assert "?year=2025" in text
        assert "2025 年用印" in page(year, address="figures/?year=2025")
