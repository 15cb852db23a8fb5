import pytest

from tests.documents.walk import Walk, published, register
from tests.house import House


@pytest.fixture
def office(house) -> House:
    """The house with its flows published."""
    return published(house)


@pytest.fixture
def walk(office) -> Walk:
    """A paper from above, registered a moment ago."""
    return register(office)
