import pytest

from tests.house import House
from tests.seals.blank.desk import allow
from tests.seals.using.desk import staffed


@pytest.fixture
def closed(house: House) -> House:
    """The exception as it ships: switched off."""
    return staffed(house)


@pytest.fixture
def office(closed: House) -> House:
    return allow(closed)
