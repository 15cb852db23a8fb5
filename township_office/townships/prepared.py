"""Queries that are asked so often that to word them costs more than to answer them.

``@prepared`` and ``@prepared_records`` word a query once a process; from then on only the keys it is
asked for are put in. The arguments are keys that the query compares with, and all in it that may
differ from one time to the next.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Self

from django.db import connection, models

Build = Callable[..., models.QuerySet[Any, Any]]
Keys = tuple[int, ...]
Rows = list[tuple[Any, ...]]

# Keys that stand for the arguments while the text is worked out: the last an integer column holds.
_LAST_KEY = 2**31 - 1


def prepared(build: Build) -> Callable[..., Rows]:
    """Plain rows as the database gives them: ask for keys, numbers and words."""
    worded = _worded(build)

    @wraps(build)
    def ask(*keys: int) -> Rows:
        query = worded(keys)
        with connection.cursor() as cursor:
            cursor.execute(query.sql, query.filled(keys))
            rows: Rows = cursor.fetchall()
        return rows

    return ask


def prepared_records(build: Build) -> Callable[..., list[Any]]:
    """Whole records of one table, with what the query annotates; nothing is joined to them."""
    worded = _worded(build)

    @wraps(build)
    def ask(*keys: int) -> list[Any]:
        query = worded(keys)
        return list(query.model._base_manager.raw(query.sql, query.filled(keys)))

    return ask


@dataclass(frozen=True)
class _Query:
    """The text, and of each of its values what it is, or which of the keys stands there."""

    model: type[models.Model]
    sql: str
    values: list[tuple[int | None, Any]]

    @classmethod
    def of(cls, built: models.QuerySet[Any, Any], marks: dict[int, int]) -> Self:
        sql, values = built.query.get_compiler(connection=connection).as_sql()
        places = [marks.get(each) if isinstance(each, int) else None for each in values]
        return cls(built.model, sql, list(zip(places, values, strict=True)))

    def filled(self, keys: Keys) -> list[Any]:
        return [value if place is None else keys[place] for place, value in self.values]


def _worded(build: Build) -> Callable[[Keys], _Query]:
    kept: dict[str, _Query] = {}

    def worded(keys: Keys) -> _Query:
        if connection.vendor not in kept:
            marks = {_LAST_KEY - place: place for place in range(len(keys))}
            kept[connection.vendor] = _Query.of(build(*marks), marks)
        return kept[connection.vendor]

    return worded
