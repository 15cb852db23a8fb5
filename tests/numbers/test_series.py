"""The names that the series of numbers have in the office."""

import pytest

from township_office.numbers import series
from township_office.numbers.models import Counter


@pytest.fixture(autouse=True)
def nothing_declared(monkeypatch):
    monkeypatch.setattr(series, "_titles", {})


def test_a_declared_series_is_called_by_its_name():
    series.declare("documents.incoming", "收文编号")
    assert str(Counter(series="documents.incoming", year=2026)) == "收文编号 2026 年"


def test_a_series_nobody_declares_any_more_keeps_its_key():
    assert series.title_of("documents.telegrams") == "documents.telegrams"


def test_declaring_twice_the_same_is_harmless_and_returns_the_key():
    assert series.declare("seals.use", "用印编号") == series.declare("seals.use", "用印编号")


def test_a_series_has_one_name():
    series.declare("seals.use", "用印编号")
    with pytest.raises(ValueError, match=r"seals\.use"):
        series.declare("seals.use", "用章编号")
