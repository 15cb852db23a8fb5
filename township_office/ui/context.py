from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any, cast

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property

from township_office.townships.models import Township
from township_office.ui.nav import AT_THE_THUMB, Count, Place, bell, here, places, spoken_above


@dataclass(frozen=True)
class Entry:
    """A place as this officer sees it now."""

    place: Place
    first: bool
    current: str
    count: Count | None

    @property
    def url(self) -> str:
        return reverse(self.place.url_name)


class Shell:
    """What the frame of a page asks for; nothing is fetched before a template asks."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def officer(self) -> Any | None:
        """Who is signed in; None on the login page and where the request died before it."""
        user = getattr(self.request, "user", None)
        return user if user is not None and user.is_authenticated else None

    @property
    def large(self) -> bool:
        """大字版: as the officer keeps it, or as the login page was asked for it."""
        if self.officer is not None:
            return bool(self.officer.large_print)
        return self.request.GET.get("size") == "large"

    @cached_property
    def township(self) -> Township | None:
        """The officer's own; before the login, the only one there is."""
        if self.officer is not None:
            return cast("Township", self.officer.township)
        known = Township.objects.all()[:2]
        return known[0] if len(known) == 1 else None

    @property
    def office(self) -> str:
        """宁条梁镇党政办, for titles and the navigation."""
        return self.township.short_office if self.township else "乡镇党政办"

    @property
    def letterhead(self) -> str:
        """宁条梁镇党政办公室, as on its paper."""
        return f"{self.township.name}{self.township.office_name}" if self.township else "党政办公室"

    @cached_property
    def groups(self) -> list[tuple[str, list[Entry]]]:
        """The navigation by group, with what waits at each place."""
        if self.officer is None:
            return []
        by_group = groupby(self._entries(), key=lambda entry: entry.place.group)
        return [(group, list(entries)) for group, entries in by_group]

    @property
    def beyond(self) -> Count:
        """What waits at the places that a phone shows only under 更多."""
        entries = (entry for _, entries in self.groups for entry in entries if not entry.first)
        counts = [entry.count for entry in entries if entry.count is not None]
        return Count(sum(each.number for each in counts), any(each.late for each in counts))

    @cached_property
    def bell(self) -> Entry | None:
        """The place in the bar at the top, with how many are unread."""
        place = bell()
        if self.officer is None or place is None:
            return None
        match = self.request.resolver_match
        current = "page" if match and match.view_name == place.url_name else ""
        return Entry(place, False, current, self._count(place))

    @property
    def lines(self) -> list[str]:
        """What must be known on every page, e.g. that both principal leaders are away."""
        return spoken_above(self.officer) if self.officer is not None else []

    @property
    def here(self) -> Entry | None:
        """The place one is at, with what waits there."""
        entries = (entry for _, entries in self.groups for entry in entries)
        return next((entry for entry in entries if entry.current), None)

    def _entries(self) -> Iterator[Entry]:
        at, how = here(self.request)
        room = AT_THE_THUMB
        for place in places():
            if not place.may_see(self.officer):
                continue
            first = place.first and room > 0
            room -= first
            yield Entry(place, first, how if place is at else "", self._count(place))

    def _count(self, place: Place) -> Count | None:
        waiting = place.count(self.request) if place.count else None
        if not waiting:
            return None
        return waiting if isinstance(waiting, Count) else Count(waiting)


def shell(request: HttpRequest) -> dict[str, Any]:
    """What every page's frame needs: the township, the navigation, who is here."""
    return {"shell": Shell(request)}
