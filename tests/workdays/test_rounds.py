"""When a working day and a working week have begun."""

from datetime import datetime

import pytest

from tests.house import House
from township_office import clock
from township_office.workdays.actions import seed_calendar
from township_office.workdays.rounds import day_of_work, week_of_work


def at(words: str) -> datetime:
    return clock.local(datetime.fromisoformat(f"2026-{words}:00+08:00"))


@pytest.mark.parametrize(
    ("moment", "day", "week"),
    [
        ("11-23T07:59", "", ""),  # a Monday
        ("11-23T08:00", "2026-11-23", "2026-W48"),
        ("11-28T10:00", "", "2026-W48"),  # a Saturday
        ("10-05T10:00", "", ""),  # Monday of the National Day's week
        ("10-08T08:00", "2026-10-08", "2026-W41"),  # its first working day
    ],
)
def test_a_day_and_a_week_begin_with_the_work(house: House, moment, day, week):
    seed_calendar()
    township = house.township.pk
    assert (day_of_work(township, at(moment)), week_of_work(township, at(moment))) == (day, week)
