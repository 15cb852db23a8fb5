"""What people do with a circulation: send it, circle it, widen it, urge it, enter it from paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any, cast

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction

from township_office import clock
from township_office.approvals.circulation import rules
from township_office.approvals.circulation.acts import Act
from township_office.approvals.circulation.models import Circulation, How, Reader
from township_office.approvals.circulation.turns import (
    URGED,
    close,
    heard,
    holders,
    message,
    reach,
    shut,
)
from township_office.approvals.registry import matter_of
from township_office.audit.capacity import Capacity
from township_office.audit.capacity import How as Way
from township_office.audit.trail import record, record_each
from township_office.jobs.outbox import enqueue
from township_office.notices.actions import tell_many
from township_office.people.models import Officer, Post
from township_office.web.refusals import Refused, Stale

WHOLE_JOB = "circulation.report"
LAST = 999  # a person without a post stands behind every rank


@transaction.atomic
def circulate(
    subject: models.Model,
    *,
    posts: Iterable[Post] = (),
    officers: Iterable[Officer] = (),
    note: str = "",
    in_order: bool = False,
    leader: Capacity | None = None,
    by: Capacity,
) -> Circulation:
    """送传阅: open a subject to its readers, at once or by rank one after the other.

    Where it circulates already, whoever is not asked yet joins the others: so what was read stays
    read when a matter comes round a second time. ``leader`` is who set the readers, where
    another entered his word: the range is his (A5.3). Raises Refused where nobody is named.
    """
    posts, officers = list(posts), list(officers)
    rules.check_asks_somebody(posts, officers, by.township_id)
    circulation = _standing(subject) or _begin(subject, note, in_order, leader or by)
    if joined := _join(circulation, posts, officers, by=by):
        record(Act.CIRCULATED, subject, by=by, words=note, after={"传阅": _names(joined)})
    return circulation


@transaction.atomic
def send_round(
    subject: models.Model, *, posts: Iterable[Post], note: str, in_order: bool, by: Capacity
) -> Circulation:
    """送传阅 by hand, of what does not circulate yet. Raises Stale where it circulates already."""
    type(subject)._default_manager.select_for_update(of=("self",)).get(pk=subject.pk)
    rules.check_may_send(subject, by=by)
    if _standing(subject) is not None:
        raise Stale("这件已经在传阅了，没有再送。还要请别人看的，请用「增加传阅」。")
    posts = list(posts)
    rules.check_asks_somebody(posts, [], by.township_id)
    circulation = _begin(subject, note, in_order, by)
    joined = _join(circulation, posts, [], by=by)
    record(Act.SENT_ROUND, subject, by=by, words=note, after={"传阅": _names(joined)})
    return circulation


@transaction.atomic
def add_readers(
    circulation: Circulation,
    *,
    posts: Iterable[Post] = (),
    officers: Iterable[Officer] = (),
    by: Capacity,
) -> None:
    """增加传阅: by the leader who set the range (A5.3). Raises Refused, and Stale for nobody new."""
    posts, officers = list(posts), list(officers)
    rules.check_may_widen(circulation, by=by)
    rules.check_asks_somebody(posts, officers, by.township_id)
    joined = _join(_locked(circulation), posts, officers, by=by)
    if not joined:
        raise Stale("选的同志都已经在传阅名单上。")
    record(Act.WIDENED, circulation.subject, by=by, after={"传阅": _names(joined)})


@transaction.atomic
def recall_reader(reader: Reader, *, by: Capacity) -> None:
    """撤回传阅: take off the list who was asked by mistake and has not looked; he reads no more."""
    circulation = _locked(reader.circulation)
    standing = _now(reader)
    rules.check_may_recall(standing, by=by)
    name = str(standing)
    shut(standing)
    Reader.objects.filter(pk=standing.pk).delete()
    _go_on([circulation], by=by)
    record(Act.RECALLED, circulation.subject, by=by, before={"传阅": name})


@transaction.atomic
def mark_read(reader: Reader, *, word: str = "", by: Capacity) -> None:
    """圈阅: a circle, and a word where he has one; every place he has on this list.

    Raises Refused for a stand-in and for who is not on the list, Stale for a second circle.
    """
    circulation = _locked(reader.circulation)
    rules.check_circles_himself(_now(reader), by=by)
    rows = list(Reader.objects.lying_with(by.person_id).filter(circulation=circulation))
    _circle(rows, [circulation], word=word, by=by)
    record(Act.READ, circulation.subject, by=by, words=word)


@transaction.atomic
def mark_many_read(readers: Iterable[Reader], *, by: Capacity) -> int:
    """圈阅所选: all that are still his to circle, in a handful of queries; how many they were."""
    if by.for_name:
        raise Refused(f"圈阅要由{by.for_name}本人办理，代理人可以看，不能代为圈阅。")
    keys = [each.pk for each in readers]
    circulations = _locked_all(keys)
    rows = list(Reader.objects.lying_with(by.person_id).filter(pk__in=keys).select_related("post"))
    if not rows:
        raise Stale("这些都已经圈阅过了。请刷新页面再看。")
    models.prefetch_related_objects(circulations, "subject")
    _circle(rows, circulations, word="", by=by)
    _note_each(rows, circulations, by=by)
    himself = Officer(pk=by.person_id, name=by.officer_name)
    record(Act.READ_TOGETHER, himself, by=by, after={"件数": len(rows)})
    return len(rows)


@transaction.atomic
def enter_reading(reader: Reader, *, how: str, on: date, word: str = "", by: Capacity) -> None:
    """代录: the office enters that the reader circled it on paper, or said by telephone that he read it."""
    circulation = _locked(reader.circulation)
    rules.check_enters(_now(reader), on=on, by=by)
    people = holders([reader])[reader.pk]
    if not people:
        raise Refused(f"{reader}暂缺，没有人可以圈阅。")
    done = {"read_at": _moment(on), "read_by_id": people[0].pk, "word": word, "how": how}
    _done([reader], [circulation], by=by, entered_by_id=by.person_id, **done)
    after = {"圈阅": f"{people[0].name}（{How(how).label}）", "日期": f"{on:%Y-%m-%d}"}
    spoken = replace(by, how=cast(Way, how))
    record(Act.ENTERED, circulation.subject, by=spoken, words=word, after=after)


@transaction.atomic
def urge(circulation: Circulation, *, by: Capacity) -> int:
    """催阅: tell everybody who has it and has not read it; how many places that were."""
    circulation = _locked(circulation)
    rules.check_may_urge(circulation, by=by)
    waiting = list(circulation.readers.unread().reached().select_related("post", "officer"))
    people = holders(waiting)
    words = f"{by.officer_name}催阅，请您阅。"
    tell_many(message(URGED, circulation, people[row.pk], words, by=by) for row in waiting)
    Circulation.objects.filter(pk=circulation.pk).update(urged_at=clock.now())
    record(Act.URGED, circulation.subject, by=by, after={"催阅": _names(waiting)})
    return len(waiting)


def _standing(subject: models.Model) -> Circulation | None:
    kind = ContentType.objects.get_for_model(subject)
    lying = Circulation.objects.filter(subject_type=kind, subject_id=subject.pk)
    circulation = lying.select_for_update().first()
    if circulation is not None:
        circulation.subject = subject
    return circulation


def _begin(subject: models.Model, note: str, in_order: bool, by: Capacity) -> Circulation:
    matter = matter_of(subject)
    urgency = matter.urgency_of(subject)
    circulation = Circulation(
        township_id=by.township_id,
        matter=matter.key,
        subject=subject,
        title=str(subject)[:300],
        label=matter.label_of(subject),
        urgency=urgency,
        note=note,
        in_order=in_order,
        started_by_id=by.person_id,
        started_post_id=by.post_id,
        due_at=rules.whole_until(by.township_id, urgency),
    )
    circulation.save()
    args = {"circulation": circulation.pk}
    enqueue(WHOLE_JOB, township_id=by.township_id, run_at=circulation.due_at, **args)
    return circulation


def _locked(circulation: Circulation) -> Circulation:
    """Circles on one list come one after the other, so that the last of them closes it."""
    return Circulation.objects.select_for_update().get(pk=circulation.pk)


def _now(reader: Reader) -> Reader:
    """As it stands behind the lock. Raises Stale where it was taken off the list meanwhile."""
    row = Reader.objects.select_related("circulation", "post", "officer").filter(pk=reader.pk)
    if (standing := row.first()) is None:
        raise Stale("传阅名单已有变化，没有办。请刷新页面再看。")
    return standing


def _join(
    circulation: Circulation, posts: list[Post], officers: list[Officer], *, by: Capacity
) -> list[Reader]:
    asked = set(circulation.readers.values_list("post", "officer"))
    rows = [
        *(_row(circulation, by, post.rank, post=post) for post in dict.fromkeys(posts)),
        *(_row(circulation, by, LAST, officer=officer) for officer in dict.fromkeys(officers)),
    ]
    new = [row for row in rows if (row.post_id, row.officer_id) not in asked]
    if new:
        Reader.objects.bulk_create(sorted(new, key=lambda row: row.place))
        Circulation.objects.filter(pk=circulation.pk).update(closed_at=None)
        reach(circulation, by=by)
    return new


def _row(
    circulation: Circulation,
    by: Capacity,
    place: int,
    *,
    post: Post | None = None,
    officer: Officer | None = None,
) -> Reader:
    return Reader(
        circulation=circulation,
        post=post,
        officer=officer,
        place=place,
        added_by_id=by.person_id,
    )


def _circle(
    rows: list[Reader], circulations: Sequence[Circulation], *, word: str, by: Capacity
) -> None:
    done = {"read_at": clock.now(), "read_by_id": by.person_id, "how": How.ONLINE, "word": word}
    _done(rows, circulations, by=by, **done)


def _done(
    rows: list[Reader], circulations: Sequence[Circulation], *, by: Capacity, **done: Any
) -> None:
    """Write down who read what and when; the next one's turn begins, the last one closes it."""
    Reader.objects.filter(pk__in=[row.pk for row in rows]).update(**done)
    heard(done["read_by_id"], circulations)
    _go_on(circulations, by=by)


def _go_on(circulations: Sequence[Circulation], *, by: Capacity) -> None:
    close(circulations)
    for circulation in circulations:
        if circulation.in_order:
            reach(circulation, by=by)


def _locked_all(readers: list[int]) -> list[Circulation]:
    lists = Reader.objects.filter(pk__in=readers).values("circulation")
    return list(Circulation.objects.select_for_update().filter(pk__in=lists).order_by("pk"))


def _note_each(rows: list[Reader], circulations: Sequence[Circulation], *, by: Capacity) -> None:
    """A line on the trail of each subject, in the post in which he read it."""
    found = {circulation.pk: circulation for circulation in circulations}
    record_each(Act.READ, [(found[row.circulation_id].subject, _as(row, by)) for row in rows])


def _as(row: Reader, by: Capacity) -> Capacity:
    return replace(by, post_id=row.post_id, post_name=row.post.name if row.post else "")


def _names(rows: Iterable[Reader]) -> str:
    return "、".join(str(row) for row in rows)


def _moment(on: date) -> datetime:
    """A day gone by ends with the office's; today is now."""
    now = clock.local(clock.now())
    return now if on == now.date() else datetime.combine(on, time(18), now.tzinfo)
