import pytest

from tests.house import PASSWORD, House
from township_office.audit.capacity import Capacity
from township_office.people.capacity import capacity_of
from township_office.people.models import Officer


@pytest.fixture(autouse=True)
def quick_hashes(settings) -> None:
    """The real hash is slow on purpose; nothing here depends on it."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def administrator(house: House) -> Officer:
    """An administrator holds no post; what he may do, he may do in the admin."""
    officer = Officer(
        township=house.township, username="admin", name="郭晓东", is_staff=True, is_superuser=True
    )
    officer.set_password(PASSWORD)
    officer.save()
    return officer


@pytest.fixture
def by(administrator: Officer) -> Capacity:
    return capacity_of(administrator)
