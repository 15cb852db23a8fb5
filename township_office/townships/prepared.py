"""Queries that are asked so often that to word them costs more than to answer them."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import connection, models

Rows = list[tuple[Any, ...]]

# Keys that stand for the arguments while the text is worked out: the last an integer column holds.
_LAST_KEY = 2**31 - 1


def prepared(build: Callable[..., models.QuerySet[Any, Any]]) -> Callable[..., Rows]:
    """Word a query once a process; from then on only the keys it is asked for are put in.

    The arguments are keys that the query compares with, and all in it that may differ from one time
    to the next. What comes back are plain rows as the database gives them: ask for keys, numbers
    and words.
    """
    worded: dict[str, tuple[str, list[Any]]] = {}

    @wraps(build)
    def ask(*keys: int) -> Rows:
        if connection.vendor not in worded:
            worded[connection.vendor] = _word(build, len(keys))
        sql, places = worded[connection.vendor]
        with connection.cursor() as cursor:
            cursor.execute(sql, [each(keys) if callable(each) else each for each in places])
            rows: Rows = cursor.fetchall()
        return rows

    return ask


def _word(build: Callable[..., Any], number: int) -> tuple[str, list[Any]]:
    """The text, and of each of its values what it is, or how it is taken from the keys."""
    marks = {_LAST_KEY - place: place for place in range(number)}
    sql, values = build(*marks).query.get_compiler(connection=connection).as_sql()
    return sql, [_taken(marks[each]) if each in marks else each for each in values]


def _taken(place: int) -> Callable[[tuple[int, ...]], int]:
    return lambda keys: keys[place]
