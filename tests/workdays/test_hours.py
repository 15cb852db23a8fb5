"""Limits counted with the calendar as installed (HOL-09)."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from township_office.townships.models import Setting
from township_office.workdays.hours import (
    add_clock_hours,
    add_working_hours,
    calendar_of,
    day_of,
    is_workday,
    working_time_between,
)

pytestmark = pytest.mark.usefixtures("seeded")


def at(text: str) -> datetime:
    return timezone.make_aware(datetime.fromisoformat(text))


def test_hol_09_a_saturday_before_the_spring_festival_is_worked():
    assert is_workday(date(2026, 2, 14))


@pytest.mark.parametrize("day", [date(2026, 2, day) for day in range(15, 24)])
def test_hol_09_the_spring_festival_is_off(day):
    assert not is_workday(day)


@pytest.mark.parametrize("day", [date(2026, 10, day) for day in range(1, 8)])
def test_hol_09_the_national_day_is_off(day):
    assert not is_workday(day)


def test_hol_09_nothing_is_known_of_2027(township):
    calendar = calendar_of(township, at("2026-12-01"))
    assert calendar.is_provisional(date(2027, 1, 1), date(2027, 1, 1))
    assert not calendar.is_provisional(date(2026, 12, 1), date(2026, 12, 31))


def test_hol_06_the_makeup_days_of_2026():
    days = [date(2026, 1, 1) + timedelta(n) for n in range(365)]
    weekends = [day for day in days if day.weekday() >= 5]
    calendar = calendar_of(0, at("2026-01-01"))
    assert [f"{day:%m-%d}" for day in weekends if calendar.is_workday(day)] == [
        "01-04",
        "02-14",
        "02-28",
        "05-09",
        "09-20",
        "10-10",
    ]


def test_a_limit_steps_over_the_national_day(township):
    deadline = add_working_hours(at("2026-09-30 17:00"), 4, township)
    assert (deadline.at, deadline.provisional) == (at("2026-10-08 11:00"), False)


def test_a_limit_into_a_year_without_notice_counts_the_week_and_says_so(township):
    deadline = add_working_hours(at("2026-12-31 17:00"), 2, township)
    assert (deadline.at, deadline.provisional) == (at("2027-01-01 09:00"), True)


def test_urgent_items_run_day_and_night():
    deadline = add_clock_hours(at("2026-09-30 22:15:20"), 4)
    assert (deadline.at, deadline.provisional) == (at("2026-10-01 02:16"), False)


def test_how_late_something_is_leaves_out_nights_and_holidays(township):
    late = working_time_between(at("2026-09-30 17:00"), at("2026-10-08 09:30"), township)
    assert late == timedelta(hours=2, minutes=30)


def test_a_township_works_by_its_own_timetable_from_a_day_on(township):
    Setting.objects.create(
        township=township,
        key="workdays.hours",
        value=[["09:00", "13:00"], ["15:00", "19:00"]],
        valid_from=date(2026, 5, 6),
    )
    assert add_working_hours(at("2026-04-30 17:00"), 2, township).at == at("2026-05-06 10:00")


def test_the_timetable_of_one_township_is_not_anothers(township):
    Setting.objects.create(
        township=township, key="workdays.hours", value=[["10:00", "11:00"]], valid_from=date.min
    )
    somewhere_else = township.pk + 1
    assert add_working_hours(at("2026-03-02 08:00"), 2, somewhere_else).at == at("2026-03-02 10:00")


def test_a_limit_costs_one_small_query_where_the_calendar_is_known(
    township, django_assert_num_queries
):
    add_working_hours(at("2026-12-30 17:00"), 80, township)
    with django_assert_num_queries(1):
        add_working_hours(at("2026-12-30 17:00"), 80, township)


def test_a_start_in_utc_counts_on_the_office_clock(township):
    start = datetime.fromisoformat("2026-03-02T01:00:00+00:00")
    assert add_working_hours(start, 2, township).at == at("2026-03-02 11:00")


@pytest.mark.parametrize(
    ("day", "kind", "name", "works", "provisional"),
    [
        (date(2026, 2, 13), "工作日", "", True, False),
        (date(2026, 2, 14), "上班", "春节", True, False),
        (date(2026, 2, 16), "放假", "春节", False, False),
        (date(2026, 3, 7), "周末", "", False, False),
        (date(2027, 1, 1), "工作日", "", True, True),
    ],
)
def test_what_a_day_is_to_the_office(day, kind, name, works, provisional):
    found = day_of(day)
    assert (found.kind.label, found.name) == (kind, name)
    assert (found.works, found.provisional) == (works, provisional)
