"""How many days a leave takes: whole and half days, by the calendar (HOL-07, LV-01, LV-14)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from township_office.workdays.calendar import Calendar
from township_office.workdays.models import DayKind

HALF = Decimal("0.5")


class Half(StrEnum):
    """Which half of a day something begins or ends with."""

    MORNING = "am"
    AFTERNOON = "pm"


class Counts(StrEnum):
    """What counts as a day of leave: a day that is worked, or every day of the calendar (LV-09, LV-14)."""

    WORKDAYS = "workdays"
    CALENDAR = "calendar"


@dataclass(frozen=True, order=True)
class Edge:
    """A half day as the point where an absence begins or ends."""

    day: date
    half: Half = Half.MORNING


@dataclass(frozen=True)
class Span:
    """From the beginning of one half day to the end of another, both included."""

    first: Edge
    last: Edge

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("an absence ends before it begins")

    def dates(self) -> Iterator[date]:
        for number in range((self.last.day - self.first.day).days + 1):
            yield self.first.day + timedelta(days=number)

    def share(self, day: date) -> Decimal:
        """How much of this day it takes: 1, ½, nothing outside."""
        if not self.first.day <= day <= self.last.day:
            return Decimal(0)
        late = day == self.first.day and self.first.half is Half.AFTERNOON
        early = day == self.last.day and self.last.half is Half.MORNING
        return 1 - HALF * late - HALF * early


@dataclass(frozen=True)
class Counted:
    """So many days, which days of the span were not counted and why, and whether that is sure."""

    days: Decimal
    left_out: Mapping[date, str]
    provisional: bool


def count(span: Span, counts: Counts, calendar: Calendar) -> Counted:
    """The days a leave takes.

    ``provisional`` (未核定): it touches a year whose holidays are not announced yet.
    """
    taken = {day: span.share(day) for day in span.dates()}
    if counts is Counts.CALENDAR:
        return Counted(sum(taken.values(), Decimal(0)), {}, provisional=False)
    worked = [share for day, share in taken.items() if calendar.is_workday(day)]
    left_out = {day: _why(day, calendar) for day in taken if not calendar.is_workday(day)}
    provisional = calendar.is_provisional(span.first.day, span.last.day)
    return Counted(sum(worked, Decimal(0)), left_out, provisional)


def _why(day: date, calendar: Calendar) -> str:
    return "放假" if calendar.days.get(day) == DayKind.HOLIDAY else "周末"
