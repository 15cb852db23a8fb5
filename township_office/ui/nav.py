"""The navigation: each app enters its places at start-up; the shell shows what one may see."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.http import HttpRequest

GROUPS = ("", "办文", "办会", "办事", "查看")
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
    for place in places():
        if place.namespace and place.namespace == match.namespace:
            return place, "true"
    return None, ""
