import pytest

from tests.circulation.ring import Ring, ring_of
from tests.documents.walk import published
from tests.house import House
from township_office.workdays.actions import seed_calendar


@pytest.fixture
def office(house) -> House:
    seed_calendar()
    return published(house)


@pytest.fixture
def ring(office) -> Ring:
    """A paper that the mayor has sent to two leaders and a head of department, at once."""
    return ring_of(office, "应急办主任", "党委书记", "副镇长（农业）")
