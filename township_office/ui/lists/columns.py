"""A column of a register: what stands in it on the screen, on paper and in Excel."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from html import unescape
from typing import Any, Literal, NamedTuple

from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.safestring import SafeString

OfRow = Callable[[Any], Any]
Css = Literal["", "code", "date", "subject", "figure", "status"]


class Cell(NamedTuple):
    """What a row has in one column, ready to be drawn."""

    css: str
    label: str
    words: Any
    href: str
    sub: Any


@dataclass(frozen=True)
class Column:
    """One column, asked of each row.

    ``value`` is a function of the row or a dotted path (``"source.name"``), the key itself where
    none is given. It may answer a component of the house (``state("done", "已办结")``): Excel gets
    its words. ``sort`` names the model fields that the column sorts by, most important first.
    ``sub`` is the second line, which Excel keeps in a column of its own under ``sub_title``, where
    that is given; ``link`` the address the words lead to, ``excel`` the typed value
    where the cell shows something else, ``label`` what stands before the value on a phone, where
    the columns' titles are gone. ``sum`` adds up the model field that the key names.
    """

    key: str
    title: str
    value: OfRow | str = ""
    sort: tuple[str, ...] = ()
    css: Css = ""
    sub: OfRow | None = None
    sub_title: str = ""
    link: OfRow | None = None
    excel: OfRow | None = None
    label: str = ""
    sum: bool = False

    def value_of(self, row: Any) -> Any:
        if callable(self.value):
            return self.value(row)
        return _follow(row, self.value or self.key)

    def cell(self, row: Any, year: int) -> Cell:
        """The cell on screen and paper; dates of that year go without it."""
        words = _words(self.value_of(row), year, grouped=self.css == "figure")
        return Cell(
            css=self.css,
            label=self.label if words != "" else "",
            words=words,
            href=self.link(row) or "" if self.link else "",
            sub=self.sub(row) or "" if self.sub else "",
        )

    def typed(self, row: Any) -> Any:
        """The value for Excel: a date stays a date, a number a number, all else is text."""
        return _plain(self.excel(row) if self.excel else self.value_of(row))


def _follow(row: Any, path: str) -> Any:
    """A dotted path; where something is missing on the way, the cell stays empty."""
    value = row
    for name in path.split("."):
        if value is None:
            return None
        value = getattr(value, name)
        if callable(value):
            value = value()
    return value


def _words(value: Any, year: int, *, grouped: bool) -> Any:
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case datetime():
            local = _on_the_wall(value)
            return f"{_day(local, year)} {local:%H:%M}"
        case date():
            return _day(value, year)
        case int() | float() | Decimal() if grouped:
            return f"{value:,}"
    return value


def _day(day: date, year: int) -> str:
    return f"{day:%m-%d}" if day.year == year else f"{day:%Y-%m-%d}"


def _on_the_wall(moment: datetime) -> datetime:
    return timezone.make_naive(moment) if timezone.is_aware(moment) else moment


def _plain(value: Any) -> Any:
    match value:
        case None:
            return None
        case bool():
            return "是" if value else "否"
        case datetime():
            return _on_the_wall(value)
        case date() | int() | float() | Decimal():
            return value
        case SafeString():
            return unescape(strip_tags(value))
    return str(value)
