"""What somebody asks a register for: a tab of it, filtered and sorted."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.http import urlencode
from django_filters import FilterSet

from township_office import clock
from township_office.ui.context import Shell
from township_office.ui.lists.filters import Control, conditions, controls
from township_office.ui.lists.keyset import Order
from township_office.ui.lists.registers import Register, Sort, Table
from township_office.ui.lists.tabs import Tab, laid_out
from township_office.ui.lists.totals import Total, total


class Excerpt(NamedTuple):
    """All the rows asked for, up to a limit; ``cut`` where there would be more."""

    rows: list[Any]
    total: Total
    cut: bool


@dataclass(frozen=True)
class Asked:
    """One register, the rows its reader may see, and what the address asks of them."""

    request: HttpRequest
    register: Register
    visible: QuerySet[Any]
    filterset: type[FilterSet] | None = None

    @cached_property
    def tabs(self) -> list[Tab]:
        return list(laid_out(self.register.tabs, self.visible))

    @cached_property
    def tab(self) -> Tab | None:
        """The tab one is on: the one asked for, or the first."""
        here = [tab for tab in self.tabs if not tab.href]
        wanted = [tab for tab in here if tab.key == self.request.GET.get("tab")]
        return next(iter(wanted or here), None)

    @property
    def counted_tabs(self) -> Iterator[tuple[Tab, Total | None]]:
        for tab in self.tabs:
            yield tab, total(tab.only(self.visible)) if tab.counted else None

    @cached_property
    def filters(self) -> FilterSet | None:
        if self.filterset is None:
            return None
        return self.filterset(self.request.GET, queryset=self._under_the_tab, request=self.request)

    @property
    def controls(self) -> list[Control]:
        return list(controls(self.filters.form)) if self.filters else []

    @cached_property
    def conditions(self) -> list[str]:
        return conditions(self.filters.form) if self.filters else []

    @property
    def kept(self) -> dict[str, str]:
        """What a search leaves as it was."""
        return {
            name: self.request.GET[name] for name in ("tab", "sort") if name in self.request.GET
        }

    @property
    def bare(self) -> str:
        """The same tab in the same order without the filters."""
        return f"?{urlencode(self.kept)}"

    @cached_property
    def rows(self) -> QuerySet[Any]:
        return self.filters.qs if self.filters else self._under_the_tab

    @property
    def _under_the_tab(self) -> QuerySet[Any]:
        return self.tab.only(self.visible) if self.tab else self.visible

    @property
    def sort(self) -> Sort:
        return self.register.sort(self.request)

    def table(self, rows: Iterable[Any], numbers: Total, *, year: int = 0) -> Table:
        """The rows as drawn; dates of the tab's year, or else of this one, go without it."""
        if self.tab and self.tab.year:
            year = self.tab.year
        return self.register.table(rows, numbers, self.sort, year)

    def excerpt(self, limit: int) -> Excerpt:
        """What goes into the workbook or on paper."""
        found = list(Order(self.rows, self.sort.fields).rows()[: limit + 1])
        rows, cut = found[:limit], len(found) > limit
        summed = self.register.summed
        numbers = total(self.rows, summed) if summed else Total(len(rows), capped=cut)
        return Excerpt(rows, numbers, cut)

    @property
    def title(self) -> str:
        """用印登记簿 2026 年"""
        return f"{self.register.printed_title} {self.tab.title if self.tab else ''}".strip()

    def said(self, done: str) -> str:
        """Whose register, what was asked for, who had it 导出 or 打印, and when."""
        office, tab = Shell(self.request).office, [self.tab.title] if self.tab else []
        when = f"{clock.today()} {self.request.user} {done}"
        return "　".join([office, *tab, *self.conditions, when])
