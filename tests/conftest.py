import pytest

from tests.house import House, build_house


@pytest.fixture
def house(db) -> House:
    """A small township that lives by the general regulation (profile A)."""
    return build_house()


@pytest.fixture
def other_house(db) -> House:
    """A second township, to prove that walls stand between the two."""
    return build_house("红墩界镇", prefix="hdj-")
