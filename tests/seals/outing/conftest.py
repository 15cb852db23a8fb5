from collections.abc import Iterator

import pytest

from tests.house import House, build_house
from tests.seals.outing.desk import THURSDAY, Office, opened
from township_office import clock
from township_office.workdays.actions import seed_calendar


@pytest.fixture
def office(house: House) -> Iterator[Office]:
    """Thursday, half past eight."""
    seed_calendar()
    with clock.moved_to(THURSDAY):
        yield opened(house)


@pytest.fixture
def town_office(db: None) -> Iterator[Office]:
    """The same by the town's own regulation (profile B)."""
    seed_calendar()
    with clock.moved_to(THURSDAY):
        yield opened(build_house(profile="B"))
