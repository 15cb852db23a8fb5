from datetime import date
from pathlib import Path

import pytest

from documents.incoming.models import Incoming
from township_office.people.capacity import capacity_of
from township_office.people.models import Organ


@pytest.fixture
def store(settings) -> Path:
    """The folder in which contents are kept, empty."""
    return settings.STORAGES["default"]["OPTIONS"]["location"]


@pytest.fixture
def by(house):
    return capacity_of(house["文书"], house.posts["文书"])


def paper_of(house) -> Incoming:
    source = Organ.objects.create(township=house.township, name="市应急管理局")
    return Incoming.objects.create(
        township=house.township,
        year=2026,
        number=318,
        source=source,
        source_number="榆应急〔2026〕87号",
        title="关于做好强降温天气防范应对工作的紧急通知",
        received_on=date(2026, 11, 23),
        registered_by=house["文书"],
    )


@pytest.fixture
def paper(house) -> Incoming:
    return paper_of(house)
