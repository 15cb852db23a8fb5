"""Working time, counted without a database."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workdays.conftest import SHIFTS
from township_office.workdays.calendar import Calendar, Shift, Timetable
from township_office.workdays.models import DayKind

SHANGHAI = ZoneInfo("Asia/Shanghai")
SUMMER = (Shift(time(8), time(12)), Shift(time(15), time(18, 30)))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("start", "hours", "due"),
    [
        ("2026-03-02 09:00", 2, "2026-03-02 11:00"),
        ("2026-03-02 09:00", 4, "2026-03-02 15:30"),
        ("2026-03-02 08:00", 4, "2026-03-02 12:00"),
        ("2026-03-02 12:40", 0.5, "2026-03-02 15:00"),
        ("2026-03-02 17:30", 1, "2026-03-03 08:30"),
        ("2026-03-06 17:00", 2, "2026-03-09 09:00"),
        ("2026-03-07 10:00", 4, "2026-03-09 12:00"),
        ("2026-03-02 05:00", 8, "2026-03-03 08:30"),
        ("2026-03-02 12:00", 0, "2026-03-02 12:00"),
        ("2026-03-02 12:01", 0, "2026-03-02 14:30"),
        ("2026-03-01 20:00", 0, "2026-03-02 08:00"),
        ("2026-03-02 09:00:01", 1, "2026-03-02 10:01"),
        ("2026-02-13 17:00", 2, "2026-02-14 09:00"),
        ("2026-02-14 17:00", 2, "2026-02-24 09:00"),
    ],
)
def test_working_hours_end_when_so_much_was_worked(published, start, hours, due):
    deadline = published.add(at(start), hours)
    assert deadline.at == at(due)
    assert not deadline.provisional


def test_a_limit_that_reaches_an_unknown_year_is_provisional(published):
    last_day = at("2026-12-31 16:00")
    assert not published.add(last_day, 2).provisional
    reaching = published.add(last_day, 4)
    assert (reaching.at, reaching.provisional) == (at("2027-01-01 10:00"), True)


def test_below_zero_nothing_is_added(published):
    with pytest.raises(ValueError, match="cannot be added"):
        published.add(at("2026-03-02 09:00"), -1)


def test_a_moment_without_time_zone_is_refused(published):
    with pytest.raises(ValueError):
        published.add(datetime(2026, 3, 2, 9), 1)


def test_between_counts_only_what_was_worked(published):
    week = published.between(at("2026-03-02 00:00"), at("2026-03-09 00:00"))
    assert week == 5 * timedelta(hours=7, minutes=30)


def test_nothing_is_worked_between_a_moment_and_an_earlier_one(published):
    assert published.between(at("2026-03-03 09:00"), at("2026-03-02 09:00")) == timedelta()


def test_a_summer_timetable_holds_from_its_day_on():
    calendar = Calendar(
        {},
        frozenset({2026}),
        (Timetable(date.min, SHIFTS), Timetable(date(2026, 6, 2), SUMMER)),
    )
    assert calendar.add(at("2026-06-01 13:00"), 1).at == at("2026-06-01 15:30")
    assert calendar.add(at("2026-06-02 13:00"), 1).at == at("2026-06-02 16:00")
    assert calendar.add(at("2026-06-01 17:00"), 5.5).at == at("2026-06-02 15:30")


@pytest.mark.parametrize(
    "shifts",
    [(), (Shift(time(8), time(12)), Shift(time(11), time(18)))],
    ids=["none", "overlapping"],
)
def test_a_timetable_has_shifts_one_after_the_other(shifts):
    with pytest.raises(ValueError):
        Timetable(date.min, shifts)


def test_a_shift_ends_after_it_begins():
    with pytest.raises(ValueError, match="颠倒"):
        Shift(time(12), time(8))


days = st.dates(date(2026, 1, 1), date(2027, 12, 31))
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(SHANGHAI))
hours = st.integers(0, 24 * 60).map(lambda minutes: minutes / 60)
calendars = st.builds(
    Calendar,
    days=st.dictionaries(days, st.sampled_from([DayKind.HOLIDAY, DayKind.MAKEUP]), max_size=40),
    known=st.frozensets(st.integers(2026, 2028)),
    timetables=st.just((Timetable(date.min, SHIFTS), Timetable(date(2026, 6, 1), SUMMER))),
)


@given(calendars, moments, hours)
def test_the_hours_added_are_the_hours_found_between(calendar, start, hours):
    due = calendar.add(start, hours).at
    assert calendar.between(start, due) == timedelta(minutes=round(hours * 60))


@given(calendars, moments, moments, hours)
def test_who_begins_later_is_not_due_earlier(calendar, one, other, hours):
    first, second = sorted([one, other])
    assert calendar.add(first, hours).at <= calendar.add(second, hours).at


@given(calendars, moments, hours, hours)
def test_more_hours_are_not_due_earlier(calendar, start, some, more):
    few, many = sorted([some, more])
    assert calendar.add(start, few).at <= calendar.add(start, many).at


@given(calendars, moments, hours)
def test_a_limit_ends_within_working_hours(calendar, start, hours):
    due = calendar.add(start, hours).at
    shifts = SUMMER if due.date() >= date(2026, 6, 1) else SHIFTS
    assert calendar.is_workday(due.date())
    assert any(shift.begins <= due.time() <= shift.ends for shift in shifts)
    assert due >= start
    assert (due.second, due.microsecond) == (0, 0)


@given(calendars, moments, moments, moments)
def test_working_time_adds_up(calendar, a, b, c):
    first, middle, last = sorted([a, b, c])
    parts = calendar.between(first, middle) + calendar.between(middle, last)
    assert parts == calendar.between(first, last)


@given(calendars, moments, hours)
def test_only_known_years_make_a_limit_certain(calendar, start, hours):
    deadline = calendar.add(start, hours)
    touched = set(range(start.year, deadline.at.year + 1))
    assert deadline.provisional == bool(touched - calendar.known)
