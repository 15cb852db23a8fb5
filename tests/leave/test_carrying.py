"""结转: annual leave left of a year is there one year longer, where the township allows it (LV-03, LV-05)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leave.models import Entitlement, Leave, Service
from leave.rules.annual import AnnualYear, carried_over, pro_rata
from leave.rules.balance import balance_of
from tests.leave.desk import CLERK, DIRECTOR, HEAD, STAFF, asked, kind, on, works_since
from tests.leave.test_pages import browser
from township_office.townships.models import Setting

JANUARY, LATER = date(2027, 1, 11), date(2028, 1, 10)

halves = st.integers(0, 40).map(lambda number: Decimal(number) / 2)
years = st.lists(
    st.builds(
        AnnualYear,
        due=st.sampled_from([Decimal(each) for each in (0, 5, 10, 15)]),
        gone=halves,
        most=halves,
        brought=st.none() | halves,
    ),
    max_size=6,
)


@given(years)
def test_never_more_goes_over_than_the_year_itself_gave_or_than_may(lived):
    carried = carried_over(lived)
    assert 0 <= carried <= min([lived[-1].due, lived[-1].most] if lived else [0])


@given(years, halves)
def test_a_day_more_taken_leaves_no_more_and_at_most_a_day_less(lived, more):
    if not lived:
        return
    *before, last = lived
    taken = AnnualYear(last.due, last.gone + more, last.most, last.brought)
    assert carried_over(lived) - more <= carried_over([*before, taken]) <= carried_over(lived)


@given(years)
def test_no_day_is_had_twice(lived):
    """Who takes all he has each year has had what was due and what was entered, and not a day more."""
    had, whole, carried = Decimal(0), [], Decimal(0)
    for year in lived:
        into = carried if year.brought is None else year.brought
        left = carried_over([*whole, AnnualYear(year.due, Decimal(0), year.most, year.brought)])
        all_of_it = AnnualYear(year.due, year.due + into - left, year.most, year.brought)
        had += all_of_it.gone
        whole.append(all_of_it)
        carried = carried_over(whole)
        assert carried <= left
    entered = sum((year.brought for year in lived if year.brought is not None), Decimal(0))
    assert had + carried <= sum((year.due for year in lived), Decimal(0)) + entered


@given(years)
def test_what_was_carried_is_gone_after_its_year(lived):
    """Nothing taken in a year: what goes on is that year's own, whatever was carried into it."""
    idle = AnnualYear(Decimal(5), Decimal(0), Decimal(40))
    assert carried_over([*lived, idle]) == 5


def test_what_was_carried_is_taken_first():
    own = Decimal(10)
    assert carried_over([AnnualYear(own, Decimal(3), own, brought=Decimal(3))]) == 10
    assert carried_over([AnnualYear(own, Decimal(4), own, brought=Decimal(3))]) == 9


@given(st.sampled_from([5, 10, 15]), st.dates(date(2020, 1, 1), date(2030, 12, 31)))
def test_a_new_entrant_has_whole_days_and_the_more_the_earlier_he_comes(days, joined):
    had = pro_rata(Decimal(days), joined)
    assert had == int(had)
    assert 0 <= had <= days
    if joined.month > 1 or joined.day > 1:
        assert had <= pro_rata(Decimal(days), joined - timedelta(days=1))


@pytest.mark.parametrize(
    ("joined", "due"),
    [(date(2026, 1, 1), 10), (date(2026, 7, 1), 5), (date(2026, 7, 3), 4), (date(2026, 12, 31), 0)],
)
def test_the_days_left_of_the_year_by_365_and_no_fraction(joined, due):
    assert pro_rata(Decimal(10), joined) == due


# On the card


def allow(office, key: str, value: object = True, since: date = date(2026, 1, 1)) -> None:
    Setting.objects.create(township=office.township, key=key, value=value, valid_from=since)


def annual(office, day: date, post: str = STAFF):
    with on(max(day, date(2026, 11, 26))):
        return balance_of(office[post], kind(office, "年休假"), day)


@pytest.fixture
def kept(office):
    """Leave is kept here since 2026; ten days a year, seven of them left of 2026."""
    works_since(office, STAFF, 2010)
    asked(office, days=3, name="年休假").granted()
    return office


def test_nothing_is_carried_unless_the_township_wants_it(kept):
    assert (annual(kept, JANUARY).carried, annual(kept, JANUARY).left) == (0, 10)


def test_what_is_left_is_carried_one_year_up_to_the_most(kept):
    allow(kept, "leave.carry_over")
    assert (annual(kept, JANUARY).carried, annual(kept, JANUARY).left) == (5, 15)
    allow(kept, "leave.carry_over_most", 15)
    assert annual(kept, JANUARY).carried == 7
    assert annual(kept, LATER).carried == 10  # of 2027, and nothing of 2026 any more


def test_while_the_year_is_not_over_nothing_is_left_of_it_to_carry(kept):
    allow(kept, "leave.carry_over")
    with on(date(2026, 12, 31)):
        assert balance_of(kept[STAFF], kind(kept, "年休假"), JANUARY).carried == 0


def test_what_changes_in_the_old_year_changes_what_was_carried(kept):
    """Who turns out to have been back early has more left, and who took more has less."""
    allow(kept, "leave.carry_over")
    Leave.objects.update(taken=8)
    assert annual(kept, JANUARY).carried == 2


def test_what_was_entered_by_hand_stands_and_is_not_counted_twice(kept):
    allow(kept, "leave.carry_over")
    Entitlement.objects.create(
        officer=kept[STAFF], kind=kind(kept, "年休假"), year=2027, carried=2, note="党委会同意"
    )
    balance = annual(kept, JANUARY)
    assert (balance.carried, balance.left) == (2, 12)
    assert "按登记（党委会同意）" in balance.whence
    Entitlement.objects.update(carried=0)
    assert annual(kept, JANUARY).carried == 0


def test_what_was_taken_on_paper_before_is_not_left(office):
    works_since(office, STAFF, 2010, used_before=Decimal(9))
    allow(office, "leave.carry_over")
    assert annual(office, JANUARY).carried == 1


def test_nothing_is_carried_from_years_in_which_leave_was_not_kept_here(office):
    works_since(office, STAFF, 2010)
    allow(office, "leave.carry_over")
    assert annual(office, JANUARY).carried == 0
    asked(office, HEAD, days=1).granted()  # somebody's, in 2026: since then it is kept
    assert annual(office, JANUARY).carried == 5
    Service.objects.update(joined_on=date(2027, 1, 4))
    assert annual(office, JANUARY).carried == 0


def test_only_annual_leave_is_carried(kept):
    allow(kept, "leave.carry_over")
    asked(kept, CLERK, days=1).granted()
    with on(JANUARY):
        assert balance_of(kept[CLERK], kind(kept, "事假"), JANUARY).left == 15


def test_the_card_says_where_it_comes_from_and_until_when_it_is_there(kept):
    allow(kept, "leave.carry_over")
    with on(JANUARY):
        page = browser(kept, DIRECTOR).get(f"/leave/card/{kept[STAFF].pk}/").content.decode()
    assert "结转到 2027 年的 5 天按上年未休的天数和本乡镇的上限算出" in page
    assert "当年休完，不再往后转" in page


def test_a_new_entrant_has_his_part_of_the_year_where_the_township_wants_it_so(office):
    works_since(office, STAFF, 2010)
    Service.objects.update(joined_on=date(2026, 7, 3))
    assert annual(office, date(2026, 12, 1)).due == 10
    allow(office, "leave.pro_rata")
    assert annual(office, date(2026, 12, 1)).due == 4
    assert annual(office, JANUARY).due == 10
