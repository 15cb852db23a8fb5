"""What a letter says: how many of which kind, and where to look. Nothing of any matter."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse

from township_office.notices.models import Mail, MailWish, Notice
from township_office.notices.rules import TITLES_BY_MAIL, mail_is_connected
from township_office.townships.models import Township
from township_office.townships.settings import settings_of
from township_office.ui.titles import in_marks


def send(*, township_id: int, officer: int, notices: list[int]) -> Mail:
    """Send these notices as one letter, where it is still wanted; what has become of them."""
    wish = MailWish.objects.filter(officer=officer, on=True, officer__is_active=True).first()
    if wish is None or not mail_is_connected():
        return Mail.NONE
    told = list(Notice.objects.of(officer).filter(pk__in=notices).order_by("pk"))
    letter(wish.address, Township.objects.get(pk=township_id), told).send()
    return Mail.SENT


def letter(address: str, township: Township, notices: list[Notice]) -> EmailMessage:
    titles = settings_of(township)[TITLES_BY_MAIL.key]
    return EmailMessage(
        subject=f"{township.short_office}：您有 {len(notices)} 条新消息",
        body="\n".join(_lines(notices, titles=titles)),
        to=[address],
        headers={"Message-ID": _known_as(notices)},
    )


def _lines(notices: list[Notice], *, titles: bool) -> Iterable[str]:
    for title, number in Counter(notice.title for notice in notices).items():
        yield f"{title} {number} 条"
    if titles:
        yield ""
        yield from dict.fromkeys(in_marks(notice.about) for notice in notices)
    yield ""
    yield f"请登录办公系统查看：{_address()}{reverse('notices:list')}"
    yield "这封邮件由系统自动发出，请勿回复。"


def _address() -> str:
    return settings.OFFICE_URL.geturl().rstrip("/")


def _known_as(notices: list[Notice]) -> str:
    """The same letter has the same name, should it ever go out twice."""
    host: Any = settings.OFFICE_URL.hostname
    return f"<notices-{notices[0].pk}-{notices[-1].pk}@{host or 'localhost'}>"
