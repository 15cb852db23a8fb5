import pytest

from tests.house import House
from tests.seals.keeping.desk import Seals


@pytest.fixture
def seals(house: House) -> Seals:
    """The small township with its usual seals, none of them received yet."""
    return Seals(house)
