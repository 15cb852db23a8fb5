from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from township_office.numbers.models import Counter
from township_office.people.models import Organ


@pytest.fixture
def enter_organs(house) -> Callable[..., list[Organ]]:
    """Enter organs 01, 02 … of the township in one go, all with the same further fields."""

    def _enter_organs(count: int, first: int = 1, **fields: Any) -> list[Organ]:
        names = [f"单位{number:02}" for number in range(first, first + count)]
        return Organ.objects.bulk_create(
            Organ(township=house.township, name=name, **fields) for name in names
        )

    return _enter_organs


@pytest.fixture
def enter_counter(house) -> Callable[..., Counter]:
    def _enter_counter(series: str, value: int, year: int = 2026, **fields: Any) -> Counter:
        return Counter.objects.create(
            township=house.township, series=series, value=value, year=year, **fields
        )

    return _enter_counter


@pytest.fixture
def in_november(monkeypatch) -> date:
    """The office lives on 23 November 2026."""
    today = date(2026, 11, 23)
    monkeypatch.setattr("township_office.clock.today", lambda: today)
    return today
