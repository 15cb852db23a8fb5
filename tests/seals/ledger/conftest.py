import pytest

from tests.documents.walk import published
from tests.house import House
from tests.seals.ledger.desk import Desk


@pytest.fixture
def desk(house: House) -> Desk:
    """The office with its flows published, and the seals' keeper at her desk."""
    return Desk(published(house))
