"""What is due by seniority, what is used, what waits, what is left (LV-01 … LV-03)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leave.actions import ask_leave
from leave.models import Leave
from leave.rules.annual import annual_days, seniority
from leave.rules.balance import balance_of
from tests.leave.desk import (
    CLERK,
    DIRECTOR,
    HEAD,
    LEAD,
    MONDAY,
    STAFF,
    asked,
    back,
    kind,
    longer,
    on,
    slip,
    who,
    works_since,
)
from township_office.approvals.actions import withdraw
from township_office.people.capacity import capacity_of
from township_office.web.refusals import Refused

BEGAN = date(2006, 7, 1)


@pytest.mark.parametrize(
    ("day", "due"),
    [
        (date(2007, 6, 30), 0),
        (date(2007, 7, 1), 5),
        (date(2016, 6, 30), 5),
        (date(2016, 7, 1), 10),
        (date(2026, 6, 30), 10),
        (date(2026, 7, 1), 15),
        (date(2046, 7, 1), 15),
    ],
)
def test_annual_leave_grows_with_the_years_of_work(day, due):
    assert annual_days(BEGAN, day) == due


@given(
    began=st.dates(date(1970, 1, 1), date(2026, 12, 31)),
    lived=st.integers(min_value=0, max_value=20_000),
    more=st.integers(min_value=0, max_value=4_000),
)
def test_nobody_is_due_less_for_having_worked_longer(began, lived, more):
    earlier, later = began + timedelta(days=lived), began + timedelta(days=lived + more)
    assert annual_days(began, earlier) <= annual_days(began, later)
    years = seniority(began, earlier)
    assert abs(years - (earlier - began).days / 365.2425) <= 1
    assert annual_days(began, earlier) in (0, 5, 10, 15)


def annual(office, post: str = STAFF):
    return balance_of(office[post], kind(office, "年休假"), MONDAY)


def test_what_was_brought_along_counts_in(office):
    works_since(office, STAFF, 2010, carried=Decimal(2), used_before=Decimal("1.5"))
    balance = annual(office)
    assert (balance.due, balance.left) == (10, Decimal("10.5"))
    assert balance.words == "2026 年应休 10 天，结转 2 天，已休 1.5 天，还剩 10.5 天。"


def test_what_is_asked_for_is_reserved_until_it_is_decided(office):
    works_since(office, STAFF, 2010)
    desk = asked(office, days=3, name="年休假")
    assert (annual(office).pending, annual(office).left) == (3, 7)
    desk.granted()
    assert (annual(office).pending, annual(office).used, annual(office).left) == (0, 3, 7)


def test_what_is_withdrawn_or_refused_is_there_again(office):
    works_since(office, STAFF, 2010)
    desk = asked(office, days=1, name="年休假")
    withdraw(desk.case, by=capacity_of(office[STAFF]))
    assert annual(office).left == 10
    asked(office, days=1, name="年休假").refuse(HEAD, "迎检。", arranged="2026-12-14")
    assert annual(office).left == 10


def test_an_extension_under_way_is_reserved_too(office):
    works_since(office, STAFF, 2010)
    desk = asked(office, days=2, name="年休假").granted()
    longer(desk, MONDAY + timedelta(days=3))
    assert (annual(office).used, annual(office).pending, annual(office).left) == (2, 2, 6)


def test_who_is_back_early_has_the_rest_again(office):
    works_since(office, STAFF, 2010)
    desk = asked(office, days=5, name="年休假").filed()
    with on(date(2026, 12, 2)):
        back(desk, date(2026, 12, 2), "pm").agree(CLERK, "已登记。")
    assert desk.fresh().taken == Decimal("2.5")
    assert annual(office).left == Decimal("7.5")


def test_more_than_is_left_is_refused_with_the_numbers(office):
    works_since(office, STAFF, 2024)
    asked(office, days=3, name="年休假")
    again = slip(office, days=3, name="年休假", first_day=date(2026, 12, 7))
    again.last_day = date(2026, 12, 9)
    with pytest.raises(Refused) as refused:
        ask_leave(again, by=who(office, STAFF))
    assert refused.value.sentence == (
        "年休假不够：2026 年应休 5 天，待批 3 天，还剩 2 天。这次要 3 天，多 1 天。"
        "请缩短，或改请别的假。"
    )
    assert Leave.objects.count() == 1


def test_without_the_day_he_began_to_work_nothing_is_refused_but_it_is_said(office):
    asked(office, days=3, name="年休假")
    assert annual(office).left is None
    assert "参加工作时间还没有登记" in annual(office).words


def test_a_leave_for_a_cause_is_limited_each_time_and_not_by_the_year(office):
    asked(office, days=3, name="丧假").granted()
    balance = balance_of(office[STAFF], kind(office, "丧假"), MONDAY)
    assert (balance.left, balance.words) == (3, "每次最多 3 天。")


def test_of_a_leave_without_limit_only_what_was_taken_is_said(office):
    official = kind(office, "公假")
    assert balance_of(office[STAFF], official, MONDAY).words == ""
    asked(office, days=2, name="公假").granted()
    assert balance_of(office[STAFF], official, MONDAY).words == "2026 年已休 2 天。"


def test_much_other_leave_in_the_year_is_a_hint_and_no_decision(office):
    works_since(office, STAFF, 2022)
    Leave.objects.filter(pk=asked(office, days=5).granted().subject.pk).update(taken=20)
    assert "不享受年休假，请核对（LV-02）" in annual(office).hint
    assert annual(office).due == 5


def test_everybody_has_his_own(office):
    for post in (STAFF, HEAD, LEAD, DIRECTOR):
        works_since(office, post, 2010)
    asked(office, days=3, name="年休假").granted()
    assert {post: annual(office, post).left for post in (STAFF, HEAD, LEAD, DIRECTOR)} == {
        STAFF: 7,
        HEAD: 10,
        LEAD: 10,
        DIRECTOR: 10,
    }
