"""Whose turn it is to read: a list opens to its next readers, and closes behind the last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime

from django.db.models import Exists, OuterRef
from django.urls import reverse

from township_office import clock
from township_office.approvals.circulation import rules
from township_office.approvals.circulation.models import Circulation, Reader
from township_office.approvals.models import Task
from township_office.approvals.registry import matter
from township_office.audit.capacity import Capacity
from township_office.jobs.outbox import enqueue
from township_office.notices.actions import Message, tell_many
from township_office.notices.models import Notice
from township_office.notices.registry import declare
from township_office.people.grants import let_read, take_back
from township_office.people.models import Appointment, Officer

ARRIVED = declare("circulation.arrived", "传阅")
URGED = declare("circulation.urged", "催阅")
SOON = declare("circulation.soon", "传阅将到期")
DUE = declare("circulation.due", "传阅到期")
KINDS = (ARRIVED, URGED, SOON, DUE)  # what a reader is told
REMIND_JOB = "circulation.remind"

People = Mapping[int, list[Officer]]


def holders(rows: Iterable[Reader]) -> People:
    """Who may circle at each place today; nobody at a vacant one. One query."""
    rows = list(rows)
    posts = {row.post_id for row in rows if row.post_id}
    held = Appointment.objects.on().filter(post__in=posts, officer__is_active=True)
    people: dict[int | None, list[Officer]] = {}
    for appointment in held.select_related("officer").order_by("id"):
        people.setdefault(appointment.post_id, []).append(appointment.officer)
    return {row.pk: [row.officer] if row.officer else people.get(row.post_id, []) for row in rows}


def reach(circulation: Circulation, *, by: Capacity) -> None:
    """Let it reach whoever's turn it is: he may read it, is told, and his time begins."""
    rows = list(circulation.readers.unread().select_related("post", "officer"))
    people = holders(rows)
    turn = _turn(circulation, rows, people)
    if turn:
        _open(circulation, turn)
        tell_many(message(ARRIVED, circulation, people[row.pk], "请您阅。", by=by) for row in turn)


def _turn(circulation: Circulation, rows: Sequence[Reader], people: People) -> list[Reader]:
    """At once everybody; in order the next, past posts that nobody holds: they hold nobody up."""
    ahead = [row for row in rows if row.opened_at is None]
    if not circulation.in_order:
        return ahead
    if any(row.opened_at is not None and people[row.pk] for row in rows):
        return []
    held = (number for number, row in enumerate(ahead, start=1) if people[row.pk])
    return ahead[: next(held, len(ahead))]


def _open(circulation: Circulation, turn: list[Reader]) -> None:
    now, limits = clock.now(), rules.limits(circulation)
    fields = {"opened_at": now, **asdict(limits)}
    Reader.objects.filter(pk__in=[row.pk for row in turn]).update(**fields)
    let_read(
        circulation.subject,
        posts=[row.post for row in turn if row.post],
        officers=[row.officer for row in turn if row.officer],
    )
    remind_at(circulation, limits.warn_at, opened=now)


def remind_at(circulation: Circulation, moment: datetime, *, opened: datetime) -> None:
    """Look again at that moment at those to whom it came then."""
    enqueue(
        REMIND_JOB,
        township_id=circulation.township_id,
        run_at=moment,
        circulation=circulation.pk,
        opened=opened.isoformat(),
    )


def close(circulations: Iterable[Circulation]) -> None:
    """阅毕, where nobody is left to read."""
    left = Reader.objects.unread().filter(circulation=OuterRef("pk"))
    lists = Circulation.objects.filter(pk__in=[each.pk for each in circulations])
    lists.filter(~Exists(left)).update(closed_at=clock.now())


def heard(officer_id: int, circulations: Iterable[Circulation]) -> None:
    """He has circled it: what he was told of its reading need not call him any more."""
    groups = {each.group for each in circulations}
    told = Notice.objects.of(officer_id).unread().filter(group__in=groups, kind__in=KINDS)
    told.update(read_at=clock.now())


def shut(reader: Reader) -> None:
    """Take the reading back that the list gave; not what he has by a task of his own."""
    circulation = reader.circulation
    asked = Task.objects.filter(
        case__subject_type=circulation.subject_type_id, case__subject_id=circulation.subject_id
    )
    if reader.post is not None and not asked.filter(post=reader.post).exists():
        take_back(circulation.subject, posts=[reader.post])
    if reader.officer is not None and not asked.filter(officer=reader.officer).exists():
        take_back(circulation.subject, officers=[reader.officer])


def url_of(circulation: Circulation) -> str:
    """The page of what circulates, without reading it."""
    return reverse(matter(circulation.matter).url_name, args=[circulation.subject_id])


def message(
    kind: str,
    circulation: Circulation,
    people: Iterable[Officer],
    words: str,
    *,
    by: Capacity | None = None,
) -> Message:
    return Message(
        kind=kind,
        township_id=circulation.township_id,
        officers=[officer.pk for officer in people],
        words=words,
        url=url_of(circulation),
        about=circulation.title,
        group=circulation.group,
        by=by,
    )
