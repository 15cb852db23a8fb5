"""Tell people of what happened, in the transaction in which it happens.

A notice is no act of anybody's: what it tells of stands on the trail. Whoever calls sees to it that
nothing is told twice; inside ``@once`` and inside a job's transaction that is so by itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils.text import Truncator

from township_office import click, clock
from township_office.audit.capacity import Capacity
from township_office.audit.trail import record
from township_office.jobs.outbox import enqueue_each
from township_office.notices.acts import Act
from township_office.notices.models import Mail, MailWish, Notice
from township_office.notices.registry import check_declared
from township_office.notices.rules import DIGEST, check_mail_is_connected, mail_is_connected
from township_office.people.models import Officer

LONGEST = 300


@dataclass(frozen=True, kw_only=True)
class Message:
    """One sentence for several people. ``group`` is the matter's key and the subject's, so that what
    concerns one matter stands together; ``by`` is who acted, and hears nothing of his own act."""

    kind: str
    township_id: int
    officers: Iterable[int]
    words: str
    url: str
    about: str
    group: str
    by: Capacity | None = None

    def __post_init__(self) -> None:
        check_declared(self.kind)

    def listeners(self) -> list[int]:
        own = self.by.officer_id if self.by else None
        return [officer for officer in dict.fromkeys(self.officers) if officer != own]


def tell(
    kind: str,
    *,
    township_id: int,
    officers: Iterable[int],
    words: str,
    url: str,
    about: str,
    group: str,
    by: Capacity | None,
) -> None:
    """Tell these people one thing; one insert, where no mail goes out."""
    message = Message(
        kind=kind,
        township_id=township_id,
        officers=officers,
        words=words,
        url=url,
        about=about,
        group=group,
        by=by,
    )
    tell_many([message])


@transaction.atomic(savepoint=False)
def tell_many(messages: Iterable[Message]) -> None:
    """Tell several things to several people; together still one insert, where no mail goes out."""
    told = [(officer, message) for message in messages for officer in message.listeners()]
    if not told:
        return
    by_mail = _want_mail({officer for officer, _ in told})
    one_click = click.current()
    Notice.objects.bulk_create(
        _notice(message, officer, by_mail, one_click) for officer, message in told
    )
    _post({(message.township_id, officer) for officer, message in told if officer in by_mail})


def _notice(message: Message, officer: int, by_mail: set[int], one_click: str) -> Notice:
    return Notice(
        township_id=message.township_id,
        officer_id=officer,
        kind=message.kind,
        about=_cut(message.about),
        group=message.group,
        words=_cut(message.words),
        url=message.url,
        created_at=clock.now(),
        mail=Mail.WAITING if officer in by_mail else Mail.NONE,
        click=one_click,
    )


def _cut(words: str) -> str:
    """As much as a line holds; the rest stands where it leads."""
    return Truncator(words).chars(LONGEST, truncate="…")


def _want_mail(officers: set[int]) -> set[int]:
    if not mail_is_connected():
        return set()
    wishes = MailWish.objects.filter(officer__in=officers, on=True, officer__is_active=True)
    return set(wishes.values_list("officer", flat=True))


def _post(letters: set[tuple[int, int]]) -> None:
    """A minute later, so that what comes meanwhile goes out in the same letter."""
    leaves_at = clock.now() + DIGEST
    for township in {township for township, _ in letters}:
        args = [{"officer": officer} for its, officer in sorted(letters) if its == township]
        enqueue_each("notices.mail", args, township_id=township, run_at=leaves_at)


def read_group(officer: Officer | int, group: str) -> None:
    """He has opened the matter's page: what he was told of it is read."""
    unread = Notice.objects.of(officer).unread().filter(group=group)
    if unread.exists():
        unread.update(read_at=clock.now())


def read_kind(kind: str, *, officers: Iterable[int], group: str) -> None:
    """What these were told of a matter in this one way needs no looking after any more."""
    unread = Notice.objects.filter(officer__in=officers, kind=kind, group=group).unread()
    unread.update(read_at=clock.now())


def read_all(officer: Officer | int) -> None:
    """全部已读。"""
    Notice.objects.of(officer).unread().update(read_at=clock.now())


@transaction.atomic
def wish_mail(officer: Officer, *, address: str, on: bool, by: Capacity) -> None:
    """Let somebody be told by mail at this address, or no more."""
    check_mail_is_connected()
    before = MailWish.objects.filter(officer=officer).first()
    wish = MailWish(officer=officer, address=address, on=on)
    wish.save(force_insert=before is None, force_update=before is not None)
    record(Act.MAIL_WISHED, officer, by=by, before=_told(before), after=_told(wish))


def _told(wish: MailWish | None) -> dict[str, str]:
    if wish is None:
        return {}
    return {"邮件提醒": "是" if wish.on else "否", "邮箱": wish.address}
