"""The navigation: each app enters its places at start-up; the shell shows what one may see."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.urls import reverse

GROUPS = ("", "办文", "印章", "办会", "办事", "查看")
AT_THE_THUMB = 4  # places in a phone's bar; the fifth is 更多


class Count(NamedTuple):
    """How many wait at a place, and whether one of them is overdue."""

    number: int
    late: bool = False


def _everybody(officer: Any) -> bool:
    return True


@dataclass(frozen=True)
class Place:
    """A place in the navigation.

    ``first`` puts it into the phone's bar, where the first four stand; ``may_see`` is asked with
    the officer; ``count`` says how many wait there and must cost one query at the most.
    """

    group: str
    label: str
    url_name: str
    icon: str
    first: bool = False
    order: int = 100
    may_see: Callable[[Any], bool] = _everybody
    count: Callable[[HttpRequest], int | Count | None] | None = None

    def __post_init__(self) -> None:
        if self.group not in GROUPS:
            raise ValueError(f"{self.group} is not a group of the navigation: {GROUPS}")

    @property
    def namespace(self) -> str:
        return self.url_name.rpartition(":")[0]


_entered: dict[str, Place] = {}


def enter(place: Place) -> None:
    """Called once per place in AppConfig.ready(); the url may be written later than that."""
    if _entered.setdefault(place.url_name, place) != place:
        raise ValueError(f"{place.url_name} is entered twice, differently")


_bell: list[Place] = []


def hang_bell(place: Place) -> None:
    """The one place that stands in the bar at the top of every page, with what is unread there."""
    if _bell and _bell != [place]:
        raise ValueError("there is one bell")
    _bell[:] = [place]


def bell() -> Place | None:
    return _bell[0] if _bell else None


_lines: dict[str, Callable[[Any], str]] = {}


def speak_above(name: str, line: Callable[[Any], str]) -> None:
    """Enter a line that stands above every page while it has words; asked with the officer."""
    _lines[name] = line


def spoken_above(officer: Any) -> list[str]:
    return [words for line in _lines.values() if (words := line(officer))]


def places() -> list[Place]:
    """Every place in the order of the navigation."""
    return sorted(_entered.values(), key=lambda place: (GROUPS.index(place.group), place.order))


def here(request: HttpRequest) -> tuple[Place | None, str]:
    """The place one is at, and how: ``page`` on its own page, ``true`` somewhere within it."""
    match = request.resolver_match
    if match is None:
        return None, ""
    for place in places():
        if place.url_name == match.view_name:
            return place, "page"
    within = [each for each in places() if each.namespace and each.namespace == match.namespace]
    above = [each for each in within if request.path.startswith(reverse(each.url_name))]
    found = next(iter([*above, *within]), None)
    return found, "true" if found else ""
