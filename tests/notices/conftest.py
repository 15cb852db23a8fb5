from collections.abc import Callable

import pytest

from tests.house import House
from township_office.notices.actions import Message, tell_many
from township_office.notices.models import MailWish, Notice
from township_office.notices.registry import declare
from township_office.people.models import Officer

RETURNED, REACHED = (
    declare("tests.returned", "退回"),
    declare("tests.reached", "送达"),
)

Tell = Callable[..., list[Notice]]


@pytest.fixture
def tell(house: House) -> Tell:
    """Tells holders of posts of a paper: ``tell("镇长", "文书", paper=7, words="…")``."""

    def say(*posts: str, paper: int = 7, words: str = "", kind: str = RETURNED, by=None):
        before = list(Notice.objects.values_list("pk", flat=True))
        tell_many([message(house, *posts, paper=paper, words=words, kind=kind, by=by)])
        return list(Notice.objects.exclude(pk__in=before).order_by("pk"))

    return say


def message(house: House, *posts: str, paper=7, words="", kind=RETURNED, by=None) -> Message:
    return Message(
        kind=kind,
        township_id=house.township.pk,
        officers=[house[post].pk for post in posts],
        words=words or f"李秀英退回了第{paper}件，请补充",
        url=f"/documents/incoming/{paper}/",
        about=f"关于第{paper}件的通知",
        group=f"documents.incoming:{paper}",
        by=by,
    )


@pytest.fixture
def connected(settings) -> None:
    """The house has a mail server."""
    settings.EMAIL_HOST = "mail.example.gov.cn"


@pytest.fixture
def wishes(house: House) -> Callable[[str], Officer]:
    """Somebody who wants to be told by mail."""

    def wish(post: str, *, on: bool = True) -> Officer:
        officer = house[post]
        MailWish.objects.create(officer=officer, address=f"{officer.pk}@example.com", on=on)
        return officer

    return wish
