"""消息, by the matter they speak of: the matter last spoken of first."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.http import HttpRequest

from township_office.notices.models import Notice, NoticeQuerySet
from township_office.ui.lists.keyset import Order

MATTERS, LINES = 20, 5  # on a page; of one matter
TABS = {"unread": "未读", "all": "全部"}


@dataclass(frozen=True)
class Matter:
    """What one was told of one matter, the newest first."""

    notices: list[Any]  # each annotated by last_few_of

    @property
    def newest(self) -> Any:
        return self.notices[0]

    @property
    def unread(self) -> int:
        return int(self.newest.unread_of_group)

    @property
    def more(self) -> int:
        """How many there are beyond those shown."""
        return int(self.newest.of_group) - len(self.notices)


@dataclass(frozen=True)
class Page:
    """One page of matters; ``previous`` and ``next`` are what the address asks for."""

    tab: str
    matters: list[Matter]
    previous: str
    next: str


def page_of(request: HttpRequest, own: NoticeQuerySet) -> Page:
    """The page asked for, of one person's own notices; two queries."""
    tab = request.GET.get("tab", "")
    if tab not in TABS:
        tab = next(iter(TABS))
    shown = own.unread() if tab == "unread" else own
    order = Order(shown.newest_of_each_group(), ["-id"])
    heads, previous, following = order.slice(order.read(request.GET.get("page", "")), MATTERS)
    matters = list(_matters(shown, heads))
    return Page(tab, matters, order.sign(previous), order.sign(following))


def _matters(shown: NoticeQuerySet, heads: list[Notice]) -> Iterator[Matter]:
    if not heads:
        return
    place = {head.group: number for number, head in enumerate(heads)}
    lines = shown.last_few_of(place, LINES)
    in_order = sorted(lines, key=lambda notice: (place[notice.group], -notice.pk))
    for _, notices in groupby(in_order, key=lambda notice: notice.group):
        yield Matter(list(notices))
