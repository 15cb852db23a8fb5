"""Readers who are late are reminded, once a step; a list that is late is reported, once.

Each step is a row changed on a condition, in the transaction that also tells and marks the job done:
a job done twice, or by two workers, says nothing a second time.
"""

from collections.abc import Iterator
from datetime import datetime

from township_office import clock
from township_office.approvals.circulation.actions import WHOLE_JOB
from township_office.approvals.circulation.models import Circulation, Reader, Reminded
from township_office.approvals.circulation.rules import PRINCIPALS
from township_office.approvals.circulation.turns import (
    DUE,
    REMIND_JOB,
    SOON,
    People,
    holders,
    message,
    remind_at,
)
from township_office.jobs.registry import job
from township_office.notices.actions import Message, tell_many
from township_office.notices.registry import declare
from township_office.people.models import Appointment, Officer

REPORTED = declare("circulation.reported", "传阅逾期")


@job(REMIND_JOB, title="提醒传阅")
def remind(*, township_id: int, circulation: int, opened: str) -> None:
    """Remind those to whom it came at that moment and who have not read it; then look again."""
    moment, now = datetime.fromisoformat(opened), clock.now()
    came = Reader.objects.unread().filter(circulation=circulation, opened_at=moment)
    rows = list(came.select_related("circulation", "post", "officer"))
    people = holders(rows)
    tell_many(told for row in rows for told in _reminder(row, people, now))
    ahead = [at for row in rows for at in (row.due_at, row.late_at) if at is not None and at > now]
    if ahead:
        remind_at(rows[0].circulation, min(ahead), opened=moment)


@job(WHOLE_JOB, title="报告传阅逾期")
def report(*, township_id: int, circulation: int) -> None:
    """The whole time is over: the office director hears who has not read it; of the leaders nothing."""
    late = Circulation.objects.filter(pk=circulation, closed_at=None, reported_at=None)
    rows = Reader.objects.unread().reached().filter(circulation=circulation)
    names = [str(row) for row in rows.select_related("post", "officer") if not _is_principal(row)]
    if names and late.update(reported_at=clock.now()):
        about = Circulation.objects.get(pk=circulation)
        words = f"已超总时限，未阅：{'、'.join(names)}。"
        tell_many([message(REPORTED, about, _directors(township_id), words)])


def _reminder(row: Reader, people: People, now: datetime) -> Iterator[Message]:
    step = Reminded(row.stage_at(now))
    behind = Reader.objects.unread().filter(pk=row.pk, reminded__lt=step)
    if not behind.update(reminded=step):
        return
    if step == Reminded.SOON:
        yield message(SOON, row.circulation, people[row.pk], "将到期，请抓紧阅。")
        return
    yield message(DUE, row.circulation, people[row.pk], "已到期，请即阅。")
    if step == Reminded.ESCALATED and not _is_principal(row):
        words = f"{row}逾期未阅，请催阅。"
        told = _directors(row.circulation.township_id)
        yield message(REPORTED, row.circulation, told, words)


def _is_principal(row: Reader) -> bool:
    """Nobody is told that a principal leader is late."""
    if row.post is not None:
        return row.post.role in PRINCIPALS
    held = Appointment.objects.on().filter(officer=row.officer, post__role__in=PRINCIPALS)
    return held.exists()


def _directors(township_id: int) -> list[Officer]:
    held = Appointment.objects.on().filter(
        post__township=township_id, post__role="office_director", officer__is_active=True
    )
    return [appointment.officer for appointment in held.select_related("officer")]
