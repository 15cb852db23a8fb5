"""From–to as the office says it: hours, whole days and half days, always up to and without the end."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.formats import date_format

from township_office import clock

NOON = time(12)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """From ``since`` until just before ``until``. Raises ValueError where it does not last."""

    since: datetime
    until: datetime

    def __post_init__(self) -> None:
        if self.since >= self.until:
            raise ValueError(f"{self.since} is not before {self.until}")

    def overlaps(self, other: "Span") -> bool:
        return self.since < other.until and other.since < self.until

    def __str__(self) -> str:
        """11月26日 9:00—17:30; of two days both are named."""
        since, until = clock.local(self.since), clock.local(self.until)
        same_day = since.date() == until.date()
        return f"{date_format(since, 'n月j日 G:i')}—{date_format(until, 'G:i' if same_day else 'n月j日 G:i')}"


def days(first: date, last: date, *, from_noon: bool = False, to_noon: bool = False) -> Span:
    """Whole days, both included; a half day begins or ends at noon (请半天假)."""
    since = _noon(first) if from_noon else clock.midnight(first)
    until = _noon(last) if to_noon else clock.midnight(last + DAY)
    return Span(since, until)


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, NOON))
