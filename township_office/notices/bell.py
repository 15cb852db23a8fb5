"""The bell on every page: what is unread, asked once a click however many look."""

from typing import cast

from django.http import HttpRequest

from township_office.notices.actions import read_group
from township_office.notices.models import Notice
from township_office.people.models import Officer

HEARD = 100  # more than that nobody counts; the page lists them all


class Unread:
    """The matters of this person's unread notices, the newest first, each as often as it has one."""

    def __init__(self, officer: Officer) -> None:
        groups = Notice.objects.of(officer).unread().order_by("-id").values_list("group", flat=True)
        self.groups = list(groups[:HEARD])

    def may_hold(self, group: str) -> bool:
        return group in self.groups or len(self.groups) == HEARD

    def forget(self, group: str) -> None:
        self.groups = [other for other in self.groups if other != group]


def unread_of(request: HttpRequest) -> Unread:
    """Kept on the request: the page that marks as read and the frame around it ask alike."""
    heard = getattr(request, "unread_notices", None)
    if heard is None:
        heard = Unread(cast(Officer, request.user))
        request.unread_notices = heard  # type: ignore[attr-defined]
    return cast(Unread, heard)


def how_many(request: HttpRequest) -> int:
    """The number at the bell; one query."""
    return len(unread_of(request).groups)


def opened(request: HttpRequest, group: str) -> None:
    """The matter's page is shown: what was told of it is read. Costs nothing where nothing was."""
    unread = unread_of(request)
    if unread.may_hold(group):
        read_group(cast(Officer, request.user), group)
        unread.forget(group)
