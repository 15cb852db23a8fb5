"""The calendar at install (HOL-02)."""

import pytest
from chinese_calendar import is_workday as published_workday

from township_office.workdays.models import CalendarDay, CalendarYear, DayKind
from township_office.workdays.seed import seed_calendar

pytestmark = pytest.mark.django_db


def test_every_published_year_is_entered_with_its_source():
    assert seed_calendar() == list(range(2004, 2027))
    assert "国务院办公厅" in CalendarYear.objects.get(year=2026).source


def test_every_named_day_is_what_the_package_says():
    seed_calendar()
    wrong = [
        day
        for day in CalendarDay.objects.all()
        if DayKind(day.kind).works != published_workday(day.date)
    ]
    assert wrong == []


def test_seeding_again_changes_nothing():
    seed_calendar()
    days = list(CalendarDay.objects.values())
    assert seed_calendar() == []
    assert list(CalendarDay.objects.values()) == days


def test_a_year_that_was_imported_stays():
    CalendarYear.objects.create(year=2026, source="本县通知")
    assert 2026 not in seed_calendar()
    assert not CalendarDay.objects.filter(year=2026).exists()


def test_new_years_days_in_december_stand_in_the_notice_of_the_new_year():
    seed_calendar()
    assert CalendarDay.objects.get(date="2023-12-30").year_id == 2024


def test_days_have_chinese_names():
    seed_calendar()
    assert CalendarDay.objects.get(date="2026-02-15").name == "春节"
