"""Away without a slip, not back in time, much other leave: added up for people to look at (LV-16, LV-17)."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from leave.actions import rounds, withdraw_unexcused
from leave.models import Leave, Unexcused
from leave.rules.hints import not_graded, workdays_of
from leave.rules.missing import halves, longest, missing_of
from tests.leave.desk import CLERK, DIRECTOR, HEAD, STAFF, asked, back, on, travelling, who
from tests.leave.test_pages import browser
from township_office.notices.models import Notice
from township_office.workdays.calendar import Calendar
from township_office.workdays.hours import is_workday
from township_office.workdays.spans import Edge, Half

DAY = timedelta(days=1)
THIRTEENTH = date(2026, 11, 13)  # a Friday; ten days of work on is Thursday, the 26th
BY_THE_WEEK = Calendar({}, frozenset(), ())
NOVEMBER = list(halves(Edge(date(2026, 11, 2)), Edge(date(2026, 11, 30), Half.AFTERNOON)))
WORKED = [half for half in NOVEMBER if half.day.weekday() < 5]


@given(st.sets(st.sampled_from(WORKED)))
def test_the_longest_stretch_is_one_of_worked_half_days_that_follow_one_another(missed):
    signs = "".join("x" if half in missed else " " for half in WORKED)
    assert longest(missed, 2026, BY_THE_WEEK) == max(map(len, signs.split(" ")))


@given(st.sets(st.sampled_from(WORKED)), st.sampled_from(WORKED))
def test_one_more_half_day_makes_no_stretch_shorter(missed, more):
    assert longest(missed, 2026, BY_THE_WEEK) <= longest(missed | {more}, 2026, BY_THE_WEEK)


def test_a_stretch_over_the_new_year_is_told_in_the_year_it_ends_in():
    missed = set(halves(Edge(date(2025, 12, 30)), Edge(date(2026, 1, 1), Half.AFTERNOON)))
    assert longest(missed, 2026, BY_THE_WEEK) == 6
    assert longest(missed, 2025, BY_THE_WEEK) == 4


def note(office, first: date, days: int, half: str = "") -> None:
    """Noted on so many days of work."""
    worked = [day for day in (first + number * DAY for number in range(75)) if is_workday(day)]
    Unexcused.objects.bulk_create(
        Unexcused(
            officer=office[STAFF], day=day, half=half, heard="没有说明", noted_by=office[DIRECTOR]
        )
        for day in worked[:days]
    )


def missing(office):
    return missing_of(office[STAFF], 2026)


def told(office) -> list[str]:
    rows = Notice.objects.filter(kind="leave.missing")
    return sorted(rows.values_list("officer__name", flat=True))


def test_ten_days_in_a_row_are_told_to_the_director_and_the_clerk_once(office):
    note(office, THIRTEENTH, 9)
    assert rounds.tell_of_the_missing(office.township.pk) == 0
    note(office, date(2026, 11, 26), 1)
    assert (missing(office).in_a_row, missing(office).level) == (10, 1)
    assert rounds.tell_of_the_missing(office.township.pk) == 1
    assert told(office) == sorted(["刘芳", "李秀英"])
    assert rounds.tell_of_the_missing(office.township.pk) == 0
    assert told(office) == sorted(["刘芳", "李秀英"])


def test_beyond_what_the_law_bears_it_is_told_again(office):
    note(office, date(2026, 11, 6), 15)
    assert rounds.tell_of_the_missing(office.township.pk) == 1
    assert missing(office).level == 1
    note(office, date(2026, 11, 5), 1)
    assert (missing(office).in_a_row, missing(office).level) == (16, 2)
    assert rounds.tell_of_the_missing(office.township.pk) == 1
    assert len(told(office)) == 4


def test_twenty_days_of_a_year_are_told_however_they_lie(office):
    note(office, date(2026, 9, 7), 38, half="am")
    assert (missing(office).in_a_row, missing(office).in_year) == (Decimal("0.5"), 19)
    assert missing(office).level == 0
    note(office, THIRTEENTH, 1)
    assert missing(office).level == 1


def test_the_card_shows_it_to_himself_and_to_whoever_keeps_the_register(office):
    note(office, THIRTEENTH, 10)
    page = f"/leave/card/{office[STAFF].pk}/"
    for post in (STAFF, CLERK, DIRECTOR):
        assert "最长连续 10 天，累计 10 天" in browser(office, post).get(page).content.decode(), (
            post
        )
    assert "缺岗" not in browser(office, HEAD).get("/leave/card/").content.decode().split("main")[1]


def test_what_was_withdrawn_is_nothing(office):
    note(office, THIRTEENTH, 10)
    first = Unexcused.objects.order_by("day").first()
    withdraw_unexcused(first, reason="在县里开会。", by=who(office, DIRECTOR))
    assert (missing(office).in_a_row, missing(office).level) == (9, 0)


def overdue(office):
    """On leave on Monday, the 9th, and never back since."""
    with on(date(2026, 11, 6)):
        return asked(office, first_day=date(2026, 11, 9), last_day=date(2026, 11, 9)).filed()


def test_who_is_not_back_is_missing_from_the_end_of_his_leave_until_yesterday(office):
    overdue(office)
    assert (missing(office).in_a_row, missing(office).level) == (12, 1)
    assert rounds.tell_of_the_missing(office.township.pk) == 1


def test_who_came_back_late_was_missing_so_long_and_no_longer(office):
    desk = overdue(office)
    with on(date(2026, 11, 12)):
        back(desk, date(2026, 11, 12), "pm", late_reason="大雪封路").agree(CLERK, "已登记。")
    assert (missing(office).in_a_row, missing(office).in_year) == (Decimal("2.5"), Decimal("2.5"))


def test_a_half_day_is_counted_once_and_not_where_a_slip_or_a_trip_covers_it(office):
    overdue(office)
    note(office, date(2026, 11, 10), 2)
    assert missing(office).in_year == 12
    with on(date(2026, 11, 10)):
        days = {"first_day": date(2026, 11, 16), "last_day": date(2026, 11, 16)}
        asked(office, **days).granted()
        days = {"first_day": date(2026, 11, 18), "last_day": date(2026, 11, 18)}
        travelling(office, **days, first_half="pm").granted()
    assert (missing(office).in_year, missing(office).in_a_row) == (Decimal("10.5"), 5)


def test_sick_and_personal_leave_of_more_than_half_the_years_workdays_is_a_flag(office):
    leave = asked(office, days=1).granted().fresh()
    half = workdays_of(office.township.pk, 2026) / 2
    assert 120 < half < 127
    for days, flagged in ((half, False), (half + Decimal("0.5"), True)):
        Leave.objects.filter(pk=leave.pk).update(taken=days)
        assert bool(not_graded(office[STAFF], 2026)) is flagged
    card = browser(office, STAFF).get("/leave/card/").content.decode()
    assert "只参加、不定等次，请核对（LV-17）" in card
