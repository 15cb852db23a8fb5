"""The years whose notices come with the package chinesecalendar (HOL-02): the truth at install."""

from datetime import date
from importlib.metadata import version

from chinese_calendar import constants
from django.db import transaction

from township_office.workdays.models import CalendarDay, CalendarYear, DayKind


@transaction.atomic
def seed_calendar() -> list[int]:
    """Enter every year the package knows and the calendar does not; the years entered.

    A year that somebody imported stays as it is, so this may run at every start.
    """
    known = set(CalendarYear.objects.values_list("year", flat=True))
    days = [day for day in _published() if day.year_id not in known]
    years = sorted({day.year_id for day in days})
    source = f"国务院办公厅通知（chinesecalendar {version('chinesecalendar')}）"
    CalendarYear.objects.bulk_create(CalendarYear(year=year, source=source) for year in years)
    CalendarDay.objects.bulk_create(days)
    return years


def _published() -> list[CalendarDay]:
    listed = [(DayKind.HOLIDAY, constants.holidays), (DayKind.MAKEUP, constants.workdays)]
    return [
        CalendarDay(
            year_id=_notice_year(day, holiday),
            date=day,
            kind=kind,
            name=constants.Holiday(holiday).chinese,
        )
        for kind, named in listed
        for day, holiday in named.items()
    ]


def _notice_year(day: date, holiday: str) -> int:
    """New Year's days off in December stand in the notice of the year that begins."""
    new_year = constants.Holiday.new_years_day.value
    return day.year + 1 if day.month == 12 and holiday == new_year else day.year
