import pytest

from tests.documents.walk import published
from tests.house import House


@pytest.fixture
def office(house: House) -> House:
    return published(house)
