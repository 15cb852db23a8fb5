from datetime import date, time

import pytest

from township_office.townships.models import Township
from township_office.workdays.calendar import Calendar, Shift, Timetable
from township_office.workdays.models import DayKind
from township_office.workdays.seed import seed_calendar

SHIFTS = (Shift(time(8), time(12)), Shift(time(14, 30), time(18)))
SPRING_FESTIVAL = {date(2026, 2, day): DayKind.HOLIDAY for day in range(15, 24)}


@pytest.fixture
def seeded(db) -> None:
    """The calendar as it is at install."""
    seed_calendar()


@pytest.fixture
def township(db) -> Township:
    return Township.objects.create(name="宁条梁镇")


@pytest.fixture(scope="session")
def published() -> Calendar:
    """The calendar of the years that are known, without a database."""
    return Calendar(
        days={date(2026, 2, 14): DayKind.MAKEUP, **SPRING_FESTIVAL},
        known=frozenset({2025, 2026}),
        timetables=(Timetable(date.min, SHIFTS),),
    )
