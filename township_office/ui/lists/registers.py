"""A register as a module declares it, and a page of it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.http import HttpRequest

from township_office.ui.lists.columns import Cell, Column
from township_office.ui.lists.keyset import Order
from township_office.ui.lists.tabs import Tabs
from township_office.ui.lists.totals import Total, total


class Sort(NamedTuple):
    """The column by which the rows stand, and which way."""

    column: Column
    descending: bool

    @property
    def fields(self) -> list[str]:
        """The model fields in order; a field the column itself names with a minus runs against it."""
        return [_turned(field) if self.descending else field for field in self.column.sort]


class Head(NamedTuple):
    """The head of a column: which way it is sorted now, and what a click on it asks for."""

    column: Column
    aria_sort: str
    arrow: str
    asks: str


class Line(NamedTuple):
    """One row of the register, ready to be drawn."""

    pk: Any
    css: str
    cells: list[Cell]


class Foot(NamedTuple):
    """A cell of the last line: a sum under its column, or the width between two sums."""

    span: int
    words: str
    label: str


class Table(NamedTuple):
    """Rows of a register, ready to be drawn on the page or on paper."""

    title: str
    heads: list[Head]
    lines: Iterator[Line]
    foot: list[Foot]


class Page(NamedTuple):
    """One page of rows; ``previous`` and ``next`` are what the address asks for, empty at the ends."""

    rows: list[Any]
    total: Total
    previous: str
    next: str


def _plain(row: Any) -> str:
    return ""


@dataclass(frozen=True, kw_only=True)
class Register:
    """A ledger of the office: the same columns on the screen, on paper and in Excel.

    ``order`` is the key of the column by which it stands when nobody asks otherwise, with a minus
    from the last to the first. ``row`` marks a row as ``void`` or ``fresh``. ``unit`` is what one
    counts here (件, 次, 份). ``empty`` stands where nothing was entered yet; ``paper_title`` is the
    title on paper and of the workbook, where it differs from that of the page.

    Every ``sort`` of a column that is used daily is served by an index of the model; name it in a
    comment beside ``columns`` (``# sorted by documents_incoming_number``), and the register beside
    the index. Which index serves which order, the package says.
    """

    title: str
    columns: Sequence[Column]
    order: str
    size: int = 50
    row: Callable[[Any], str] = _plain
    tabs: Tabs = ()
    unit: str = "条"
    empty: str = "还没有登记"
    paper_title: str = ""

    def __post_init__(self) -> None:
        if self.order not in self.sorts:
            raise ValueError(f"{self.title} stands by {self.order}, which no column is sorted by")
        if len({column.key for column in self.columns}) < len(self.columns):
            raise ValueError(f"two columns of {self.title} have the same key")

    @property
    def printed_title(self) -> str:
        return self.paper_title or self.title

    @cached_property
    def summed(self) -> list[str]:
        return [column.key for column in self.columns if column.sum]

    @cached_property
    def spread(self) -> list[Column]:
        """The columns in Excel, where what stands in two lines stands side by side."""
        spread: list[Column] = []
        for column in self.columns:
            spread.append(column)
            if column.sub and column.sub_title:
                spread.append(Column(f"{column.key}_sub", column.sub_title, value=column.sub))
        return spread

    @cached_property
    def sorts(self) -> dict[str, Sort]:
        """Every order one may ask for: ``number`` from the first, ``-number`` from the last."""
        return {
            f"{'-' * descending}{column.key}": Sort(column, descending)
            for column in self.columns
            if column.sort
            for descending in (False, True)
        }

    def sort(self, request: HttpRequest) -> Sort:
        """The order asked for, or the register's own."""
        return self.sorts.get(request.GET.get("sort", ""), self.sorts[self.order])

    def page(self, request: HttpRequest, queryset: QuerySet[Any]) -> Page:
        """The page asked for, in two queries; page one where the address makes no sense."""
        order = Order(queryset, self.sort(request).fields)
        rows, previous, following = order.slice(order.read(request.GET.get("page", "")), self.size)
        numbers = total(queryset, self.summed)
        return Page(rows, numbers, order.sign(previous), order.sign(following))

    def table(self, rows: Iterable[Any], numbers: Total, sort: Sort, year: int) -> Table:
        """These rows with heads and sums; dates of that year go without it."""
        lines = self._lines(rows, year)
        return Table(self.title, list(self._heads(sort)), lines, list(self._foot(numbers)))

    def _heads(self, sort: Sort) -> Iterator[Head]:
        for column in self.columns:
            if column.key != sort.column.key:
                yield Head(column, "", "", column.key if column.sort else "")
            elif sort.descending:
                yield Head(column, "descending", "↓", column.key)
            else:
                yield Head(column, "ascending", "↑", f"-{column.key}")

    def _lines(self, rows: Iterable[Any], year: int) -> Iterator[Line]:
        for row in rows:
            yield Line(row.pk, self.row(row), [column.cell(row, year) for column in self.columns])

    def _foot(self, numbers: Total) -> Iterator[Foot]:
        """合计 under the first columns, each sum under its own; nothing where nothing is summed."""
        words = f"合计 {numbers} {self.unit}" if self.summed else ""
        for summed, run in groupby(self.columns, key=lambda column: column.sum):
            if summed:
                yield from (self._sum(column, numbers) for column in run)
            elif self.summed:
                yield Foot(len(list(run)), words, "")
                words = ""

    def _sum(self, column: Column, numbers: Total) -> Foot:
        return Foot(1, f"{numbers.sums[column.key]:,}", column.label or column.title)


def _turned(field: str) -> str:
    return field.removeprefix("-") if field.startswith("-") else f"-{field}"
