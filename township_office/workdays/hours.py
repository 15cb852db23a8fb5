"""Limits in working hours and in clock hours, counted with the calendar and the township's day."""

from datetime import date, datetime, time, timedelta

from township_office.townships.known import known_from
from township_office.townships.models import Setting, Township
from township_office.townships.settings import declare
from township_office.workdays.calendar import (
    Calendar,
    Day,
    Deadline,
    Shift,
    Timetable,
    full_minute,
    in_minutes,
    kind_by_the_week,
)
from township_office.workdays.models import CalendarDay, CalendarYear, DayKind

__all__ = [
    "Calendar",
    "Day",
    "Deadline",
    "add_clock_hours",
    "add_working_hours",
    "calendar_of",
    "day_of",
    "is_workday",
    "working_time_between",
]

HOURS = declare(
    "workdays.hours", "工作时间（各段起止）", default=[["08:00", "12:00"], ["14:30", "18:00"]]
)


def add_working_hours(start: datetime, hours: float, township: Township | int) -> Deadline:
    """When so many working hours from ``start`` are over (flows.md, Limits)."""
    return calendar_of(township, start).add(start, hours)


def add_clock_hours(start: datetime, hours: float) -> Deadline:
    """The same for urgent items, which run day and night; no calendar is asked."""
    return Deadline(full_minute(start) + in_minutes(hours), provisional=False)


def working_time_between(start: datetime, end: datetime, township: Township | int) -> timedelta:
    """How much working time lies between two moments, e.g. how long something took or is late."""
    return calendar_of(township, start).between(start, end)


def is_workday(day: date) -> bool:
    """Whether offices work that day; by the week alone where no notice speaks of it."""
    return day_of(day).works


def day_of(day: date) -> Day:
    """What that day is to an office: 工作日, 周末, 放假 or 上班, with the holiday's name."""
    named = CalendarDay.objects.filter(date=day).first()
    return Day(
        date=day,
        kind=DayKind(named.kind) if named else kind_by_the_week(day),
        name=named.name if named else "",
        provisional=not CalendarYear.objects.filter(year=day.year).exists(),
    )


def calendar_of(township: Township | int, start: datetime) -> Calendar:
    """Everything needed to count from ``start`` on, for any number of limits; known from before."""
    township_id = township if isinstance(township, int) else township.pk
    return _calendar(township_id, full_minute(start).year)


@known_from(CalendarYear, CalendarDay, Setting)
def _calendar(township_id: int, first_year: int) -> Calendar:
    years = CalendarYear.objects.filter(year__gte=first_year)
    rows = list(years.values_list("year", "days__date", "days__kind"))
    return Calendar(
        days={day: DayKind(kind) for _, day, kind in rows if day},
        known=frozenset(year for year, _, _ in rows),
        timetables=_timetables(township_id),
    )


def _timetables(township_id: int) -> tuple[Timetable, ...]:
    rows = Setting.objects.filter(township=township_id, key=HOURS.key).order_by("valid_from")
    dated = rows.values_list("valid_from", "value")
    return tuple(timetable(day, value) for day, value in [(date.min, HOURS.default), *dated])


def timetable(valid_from: date, value: list[list[str]]) -> Timetable:
    """The working day as the setting writes it: ``[["08:00", "12:00"], …]``; ValueError otherwise."""
    return Timetable(
        valid_from,
        tuple(
            Shift(time.fromisoformat(begins), time.fromisoformat(ends)) for begins, ends in value
        ),
    )
