"""The arithmetic of working time. Knows nothing of the database: what it counts with is handed to it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import takewhile

from township_office import clock
from township_office.workdays.models import DayKind

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
NOTHING = timedelta()

Period = tuple[datetime, datetime]


@dataclass(frozen=True)
class Deadline:
    """By when something is due. ``provisional`` (未核定): it counts days of a year without a notice."""

    at: datetime
    provisional: bool


@dataclass(frozen=True)
class Day:
    """What one day is to an office, and what the notice calls it; ``provisional`` as in Deadline."""

    date: date
    kind: DayKind
    name: str
    provisional: bool

    @property
    def works(self) -> bool:
        return self.kind.works


@dataclass(frozen=True)
class Shift:
    """A stretch of the working day on the wall clock, e.g. 08:00–12:00."""

    begins: time
    ends: time

    def __post_init__(self) -> None:
        if self.begins >= self.ends:
            raise ValueError(f"工作时间 {self} 的起止颠倒了")

    def __str__(self) -> str:
        return f"{self.begins:%H:%M}–{self.ends:%H:%M}"


@dataclass(frozen=True)
class Timetable:
    """The working day as it is from a date on; summer and winter often differ."""

    valid_from: date
    shifts: tuple[Shift, ...]

    def __post_init__(self) -> None:
        if not self.shifts:
            raise ValueError("工作时间至少要有一段")
        for before, after in zip(self.shifts, self.shifts[1:], strict=False):
            if before.ends > after.begins:
                raise ValueError(f"工作时间 {before} 与 {after} 重叠了")


@dataclass(frozen=True)
class Calendar:
    """Which days are worked and from when to when, in one township.

    ``days`` are those that differ from Monday–Friday, ``known`` the years whose notice is out,
    ``timetables`` the working days by date, oldest first. Moments are rounded up to full minutes,
    in favour of whoever has to act.
    """

    days: Mapping[date, DayKind]
    known: frozenset[int]
    timetables: tuple[Timetable, ...]

    def is_workday(self, day: date) -> bool:
        return self.days.get(day, kind_by_the_week(day)).works

    def is_provisional(self, first: date, last: date) -> bool:
        """Whether any day from the one to the other lies in a year without a notice (HOL-07)."""
        return any(year not in self.known for year in range(first.year, last.year + 1))

    def add(self, start: datetime, hours: float) -> Deadline:
        """The end of so many working hours. It never lies outside them; none are over at the next
        moment that is worked. Raises ValueError below zero."""
        if hours < 0:
            raise ValueError(f"{hours} working hours cannot be added")
        left, moment = in_minutes(hours), full_minute(start)
        for begins, ends in self._periods_from(moment):
            if left <= ends - begins:
                at = begins + left
                break
            left -= ends - begins
        return Deadline(at, self.is_provisional(moment.date(), at.date()))

    def between(self, start: datetime, end: datetime) -> timedelta:
        """How much was worked from the one to the other; nothing when the end comes first."""
        last = full_minute(end)
        periods = takewhile(lambda period: period[0] < last, self._periods_from(full_minute(start)))
        return sum((min(ends, last) - begins for begins, ends in periods), NOTHING)

    def _periods_from(self, moment: datetime) -> Iterator[Period]:
        """What is worked from this moment on, without end; the first period is cut to begin there."""
        day = moment.date()
        while True:
            for shift in self._shifts(day):
                ends = datetime.combine(day, shift.ends, moment.tzinfo)
                if ends >= moment:
                    yield max(datetime.combine(day, shift.begins, moment.tzinfo), moment), ends
            day += DAY

    def _shifts(self, day: date) -> tuple[Shift, ...]:
        if not self.is_workday(day):
            return ()
        return next(table.shifts for table in reversed(self.timetables) if table.valid_from <= day)


def kind_by_the_week(day: date) -> DayKind:
    return DayKind.WORKDAY if day.weekday() < 5 else DayKind.WEEKEND


def full_minute(moment: datetime) -> datetime:
    """The moment on the office's clock, rounded up; ValueError for one without a time zone."""
    local = clock.local(moment)
    whole = local.replace(second=0, microsecond=0)
    return whole if whole == local else whole + MINUTE


def in_minutes(hours: float) -> timedelta:
    return timedelta(minutes=round(hours * 60))
