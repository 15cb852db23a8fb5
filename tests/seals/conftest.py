import pytest

from tests.house import House, build_house
from tests.seals.using.desk import staffed


@pytest.fixture
def office(house: House) -> House:
    """By the general regulation (profile A)."""
    return staffed(house)


@pytest.fixture
def town(db: None) -> House:
    """By the rules of the town (profile B)."""
    return staffed(build_house(profile="B"))
