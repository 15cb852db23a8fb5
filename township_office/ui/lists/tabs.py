"""The tabs above a register: its years, and what else one often looks for in it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.utils import timezone

from township_office import clock

Rows = QuerySet[Any]


def _all(rows: Rows) -> Rows:
    return rows


@dataclass(frozen=True)
class Tab:
    """One tab, and the rows it shows.

    ``counted`` puts the number of its rows beside the title, at the cost of a query; ``year`` is
    the one whose dates go without it; ``href`` makes it lead to another page instead.
    """

    key: str
    title: str
    only: Callable[[Rows], Rows] = _all
    counted: bool = False
    year: int | None = None
    href: Any = ""


Tabs = Iterable[Tab | Callable[[Rows], Iterable[Tab]]]


def years(field: str) -> Callable[[Rows], list[Tab]]:
    """A tab for each year, the latest first, by a date or by the number of the year.

    This year has one from its first day; rows without a date are in none.
    """

    def tabs(rows: Rows) -> list[Tab]:
        dated = isinstance(rows.model._meta.get_field(field), models.DateField)
        lookup = f"{field}__year" if dated else field
        return [_of_year(lookup, year) for year in _years(rows, field)]

    return tabs


def _of_year(lookup: str, year: int) -> Tab:
    return Tab(str(year), f"{year} 年", lambda rows: rows.filter(**{lookup: year}), year=year)


def _years(rows: Rows, field: str) -> range:
    """From the latest to the first; two looks into the index, where MIN and MAX may read it all."""
    values = rows.filter(**{f"{field}__isnull": False}).values_list(field, flat=True)
    this = clock.today().year
    first = _year_of(values.order_by(field).first(), this)
    last = _year_of(values.order_by(f"-{field}").first(), this)
    return range(max(last, this), min(first, this) - 1, -1)


def _year_of(value: Any, otherwise: int) -> int:
    if isinstance(value, datetime):
        value = timezone.localtime(value)
    return getattr(value, "year", value) or otherwise


def laid_out(tabs: Tabs, rows: Rows) -> Iterator[Tab]:
    for tab in tabs:
        if isinstance(tab, Tab):
            yield tab
        else:
            yield from tab(rows)
