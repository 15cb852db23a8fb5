"""年休假: the days due in a year, and what of them may be taken a year later (LV-01, LV-03, LV-05)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

NOTHING = Decimal(0)
STEPS = ((20, Decimal(15)), (10, Decimal(10)), (1, Decimal(5)))
DAYS_A_YEAR = 365


def seniority(began_on: date, on: date) -> int:
    """Full years of work on that day."""
    return on.year - began_on.year - ((on.month, on.day) < (began_on.month, began_on.day))


def annual_days(began_on: date, on: date) -> Decimal:
    """LV-01: from one year 5 days, from ten 10, from twenty 15."""
    years = seniority(began_on, on)
    return next((days for least, days in STEPS if years >= least), NOTHING)


def pro_rata(days: Decimal, joined_on: date) -> Decimal:
    """LV-05: of a year's days what falls to a new entrant, by the calendar days that were left of the
    year; a fraction of a day is dropped."""
    left = (date(joined_on.year, 12, 31) - joined_on).days + 1
    return min(days, days * left // DAYS_A_YEAR)


@dataclass(frozen=True)
class AnnualYear:
    """One year of one person's annual leave, in days.

    ``gone`` is what was taken of it or is reserved, ``brought`` what somebody entered as carried
    into it (None: nobody did), ``most`` what may go from it into the next one.
    """

    due: Decimal
    gone: Decimal
    most: Decimal
    brought: Decimal | None = None


def carried_over(years: Iterable[AnnualYear]) -> Decimal:
    """What goes from the last of these years into the one that follows (LV-03).

    What was carried into a year is taken first and goes no further; what was entered by hand stands
    instead of what is reckoned, never beside it.
    """
    carried = NOTHING
    for year in years:
        into = carried if year.brought is None else year.brought
        own = min(year.due, year.due + into - year.gone)
        carried = max(NOTHING, min(own, year.most))
    return carried
