import pytest

from tests.people.conftest import administrator, by, quick_hashes
from township_office.setup.actions import Administrator, found_township
from township_office.townships.models import Township

__all__ = ["administrator", "by", "quick_hashes"]

PASSWORD = "Xiang-zhen-2026"


@pytest.fixture
def chief() -> Administrator:
    return Administrator("郭晓东", "gxd", PASSWORD)


@pytest.fixture
def township(db, chief) -> Township:
    return found_township(name="宁条梁镇", administrator=chief)
