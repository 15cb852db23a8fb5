from collections.abc import Iterator
from datetime import date

import pytest

from tests.house import House
from tests.leave.desk import at_work, on


@pytest.fixture
def office(house: House) -> Iterator[House]:
    """The house at work, on the Thursday before the week in which people are away."""
    with on(date(2026, 11, 26)):
        yield at_work(house)
