"""The stretch of office life that the demonstration tells: three months, up to this moment."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property

from township_office import clock
from township_office.townships.models import Township
from township_office.workdays.hours import Calendar, calendar_of

WEEKS = 12
DAY_LONG = 7.5  # working hours
DAY = timedelta(days=1)


def opening_day() -> datetime:
    """The morning on which the demonstration's office began to work with the system."""
    return _at(clock.today() - timedelta(weeks=WEEKS), time(8))


@dataclass(frozen=True)
class Span:
    """Working time from the opening day to now; hours are working hours."""

    first: datetime
    now: datetime
    calendar: Calendar

    @classmethod
    def of(cls, township: Township) -> "Span":
        first = opening_day()
        return cls(first, clock.local(clock.now()), calendar_of(township, first))

    def after(self, moment: datetime, hours: float) -> datetime:
        """When so many hours more are worked."""
        return self.calendar.add(moment, hours).at

    def ago(self, hours: float) -> datetime:
        """The moment since which so many hours were worked."""
        return self.after(self.first, max(self._whole - hours, 0))

    def between(self, earlier: datetime, later: datetime) -> float:
        """Hours worked from one moment to another."""
        return self.calendar.between(earlier, later) / timedelta(hours=1)

    def morning(self, day: date) -> datetime:
        """When work begins on that day."""
        return self.after(_at(day, time.min), 0)

    def workdays(self) -> list[date]:
        """Every day worked, to the last one on which nothing lies open that is not told on purpose."""
        days = (self.first.date() + DAY * count for count in range(WEEKS * 7))
        return [day for day in days if self.calendar.is_workday(day)][:-4]

    @cached_property
    def _whole(self) -> float:
        return self.between(self.first, self.now)


def _at(day: date, hour: time) -> datetime:
    local = clock.local(clock.now())
    return datetime.combine(day, hour, local.tzinfo)
