"""分发、签收、归档, and what becomes of a document afterwards."""

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from documents.outgoing import rules
from documents.outgoing.acts import Act
from documents.outgoing.models import Amendment, Outgoing, Recipient
from township_office import clock
from township_office.approvals.circulation.actions import circulate
from township_office.audit.capacity import Capacity
from township_office.audit.trail import record
from township_office.notices.actions import tell
from township_office.notices.registry import declare
from township_office.people.models import Appointment, Department, Organ
from township_office.web.once import together
from township_office.web.refusals import Refused, Stale

Given = Mapping[int, tuple[int, str]]  # by key: how many copies, which way
Parted = Mapping[int, Mapping[Organ | Department, tuple[int, str]]]

CORRECTED = declare("documents.corrected", "更正废止")


@together
def distribute(
    paper: Outgoing,
    given: Given,
    *,
    filed: int,
    parted: Parted = MappingProxyType({}),
    by: Capacity,
) -> None:
    """分发: copies and way for each recipient, so that printed = sent + filed (A3.2.8, DOC-43).

    ``given`` says for the key of each recipient how many copies go which way; ``parted`` says it for
    each of those a name like 各村（社区） stands for. Whoever has an account here finds it on
    his desk and signs for it there. Raises Refused where a copy is not accounted for or bears no
    seal, and where 本系统 reaches nobody.
    """
    rules.check_is_formal(paper)
    lines = [*given.values(), *(line for each in parted.values() for line in each.values())]
    sent = [copies for copies, _ in lines]
    rules.check_copies(rules.printed_copies(paper), sent, filed)
    rules.check_bear_the_seal(paper, sent)
    rows = _lines(paper, given, parted)
    rules.check_reach((row.name, row.department, row.way) for row in rows)
    for row in rows:
        row.save()
    paper.forget_parts()
    paper.sent_on, paper.filed_copies = clock.today(), filed
    paper.save(update_fields=["sent_on", "filed_copies"])
    written = [row.organ_id for row in rows if row.organ_id]
    Organ.objects.filter(pk__in=written).update(last_used=clock.today())
    after = {row.name: f"{row.copies} 份　{row.get_way_display()}" for row in rows}
    record(Act.DISTRIBUTED, paper, by=by, after={**after, "存档": f"{filed} 份"})
    _to_their_desks(paper, rows, by)


def _lines(paper: Outgoing, given: Given, parted: Parted) -> list[Recipient]:
    """A line for each who is named, and below it one for each whom a collective name stands for."""
    paper.recipients.filter(within__isnull=False).delete()
    rows = list(paper.recipients.select_related("organ", "department"))
    for row in rows:
        row.copies, row.way = given.get(row.pk, (0, ""))
    return rows + [
        Recipient.naming(
            whom,
            outgoing=paper,
            role=Recipient.Role.PART,
            order=order,
            within=row,
            copies=copies,
            way=way,
        )
        for row in rows
        for order, (whom, (copies, way)) in enumerate(parted.get(row.pk, {}).items())
    ]


def _to_their_desks(paper: Outgoing, rows: list[Recipient], by: Capacity) -> None:
    """Of each department that has a desk here, whoever is reached for it."""
    wanted = [row.department_id for row in rows if row.way == Recipient.Way.SYSTEM]
    desks = rules.desks_of(pk for pk in wanted if pk) if wanted else {}
    posts = [post for desk in desks.values() for post in desk if post.pk != by.post_id]
    if posts:
        circulate(paper, posts=posts, by=by)


@together
def note_receipt(recipient: Recipient, *, on: date, name: str, by: Capacity) -> Recipient:
    """记签收: who outside the house signed for it, as the office was told."""
    rules.check_in_office(by)
    rules.check_was_sent(recipient.outgoing)
    recipient.received_on, recipient.received_by = on, name
    recipient.save(update_fields=["received_on", "received_by"])
    after = {recipient.name: f"{on:%Y-%m-%d} {name}"}
    record(Act.RECEIPT_NOTED, recipient.outgoing, by=by, after=after)
    return recipient


@together
def file_outgoing(paper: Outgoing, *, retention: str, by: Capacity) -> None:
    """归档: manuscript and copies stay with the office (A3.2.8; B1.11: two copies beside it)."""
    if paper.sent_on is None:
        raise Refused("分发之后才能归档。")
    paper.retention, paper.filed_on = retention, clock.today()
    paper.save(update_fields=["retention", "filed_on"])
    record(Act.FILED, paper, by=by, after={"保管期限": paper.get_retention_display()})


@together
def correct(paper: Outgoing, said: Mapping[str, Any], *, by: Capacity) -> Amendment:
    """更正、收回、撤销、废止 of what was sent, with its basis (DOC-64).

    Who got it by 本系统 is told by the system; the others by the office, which notes it
    (``note_told``). Raises Refused before it was sent, for who is not the office director, and where
    the copies called back do not come out even.
    """
    rules.check_directs(by)
    paper = _held(paper)
    rules.check_was_sent(paper)
    rules.check_recall(paper, said["what"], said["to_recall"], said["recalled"])
    amendment = Amendment.objects.create(outgoing=paper, by_id=by.person_id, **said)
    record(
        Act.CORRECTED,
        paper,
        by=by,
        words=amendment.reason,
        after={"处理": amendment.meaning, "依据": amendment.basis},
    )
    _tell_readers(paper, amendment, by)
    return amendment


@together
def recall_more(amendment: Amendment, *, copies: int, by: Capacity) -> Amendment:
    """又收回: so many more copies came back."""
    rules.check_comes_back(amendment, copies, by=by)
    still = Amendment.objects.filter(pk=amendment.pk, recalled=amendment.recalled)
    if not still.update(recalled=amendment.recalled + copies):
        raise Stale("收回的份数刚刚有人记过。请刷新看过再记。")
    amendment.recalled += copies
    amendment.save(update_fields=["recalled"])  # for its history: an update leaves none
    after = {"又收回": f"{copies} 份", "已收回": f"{amendment.recalled}/{amendment.to_recall} 份"}
    record(Act.RECALLED_MORE, amendment.outgoing, by=by, after=after)
    return amendment


@together
def note_told(
    amendment: Amendment, recipients: Sequence[Recipient], *, how: str, by: Capacity
) -> Amendment:
    """记已告知: whom the office told of it by hand, and how; what was noted of others stands.

    Raises Stale where each of them was noted before.
    """
    rules.check_in_office(by)
    amendment = Amendment.objects.select_for_update().get(pk=amendment.pk)
    fresh = [each for each in recipients if not amendment.was_told(each)]
    if not fresh:
        raise Stale("这些单位已经记过告知，没有再记。请刷新看过。")
    said = f"{clock.today():%Y-%m-%d} {how}"
    amendment.told |= {str(each.pk): said for each in fresh}
    amendment.save(update_fields=["told"])
    after = {each.name: said for each in fresh}
    record(Act.TOLD, amendment.outgoing, by=by, after={"处理": amendment.meaning, **after})
    return amendment


def _held(paper: Outgoing) -> Outgoing:
    """As it stands, to the end of this transaction: what is called back is counted one by one."""
    return Outgoing.objects.select_for_update(of=("self",)).get(pk=paper.pk)


def _tell_readers(paper: Outgoing, amendment: Amendment, by: Capacity) -> None:
    """Who got it by 本系统; the amendment keeps who was told so.

    Who got it any other way may not open it here: the office tells him.
    """
    rows = [row for row in paper.holders() if row.way == Recipient.Way.SYSTEM]
    desks = rules.desks_of(row.department_id for row in rows if row.department_id) if rows else {}
    reached = [str(row.pk) for row in rows if row.department_id in desks]
    amendment.told = dict.fromkeys(reached, Recipient.Way.SYSTEM.label)
    amendment.save(update_fields=["told"])
    posts = [post.pk for desk in desks.values() for post in desk]
    held = Appointment.objects.on().filter(post__in=posts, officer__is_active=True)
    tell(
        CORRECTED,
        township_id=paper.township_id,
        officers=sorted(set(held.values_list("officer", flat=True))),
        words=f"{paper.number}　{amendment.meaning}",
        url=paper.get_absolute_url(),
        about=paper.title,
        group=f"documents.outgoing:{paper.pk}",
        by=by,
    )
