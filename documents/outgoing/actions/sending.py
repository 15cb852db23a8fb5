"""分发、签收、归档, and what becomes of a document afterwards."""

from collections.abc import Mapping
from datetime import date
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
from township_office.people.models import Appointment, Organ, Post
from township_office.web.once import together
from township_office.web.refusals import Refused

CORRECTED = declare("documents.corrected", "更正废止")


@together
def distribute(
    paper: Outgoing,
    given: Mapping[int, tuple[int, str]],
    *,
    filed: int,
    by: Capacity,
) -> None:
    """分发: copies and way for each recipient, so that printed = sent + filed (A3.2.8, DOC-43).

    ``given`` says for the key of each recipient how many copies go which way. Whoever has an
    account here finds it on his desk and signs for it there.
    """
    rules.check_is_formal(paper)
    rules.check_copies(rules.printed_copies(paper), (copies for copies, _ in given.values()), filed)
    rows = list(paper.recipients.select_related("organ", "department"))
    for row in rows:
        row.copies, row.way = given.get(row.pk, (0, ""))
        row.save(update_fields=["copies", "way"])
    paper.sent_on, paper.filed_copies = clock.today(), filed
    paper.save(update_fields=["sent_on", "filed_copies"])
    written = [row.organ_id for row in rows if row.organ_id]
    Organ.objects.filter(pk__in=written).update(last_used=clock.today())
    after = {row.name: f"{row.copies} 份　{row.get_way_display()}" for row in rows}
    record(Act.DISTRIBUTED, paper, by=by, after={**after, "存档": f"{filed} 份"})
    _to_their_desks(paper, rows, by)


def _to_their_desks(paper: Outgoing, rows: list[Recipient], by: Capacity) -> None:
    """The heads of the departments named, where somebody holds the post."""
    departments = [row.department_id for row in rows if row.way == Recipient.Way.SYSTEM]
    held = Appointment.objects.on().filter(officer__is_active=True).values("post")
    heads = Post.objects.filter(department__in=departments, heads=True, pk__in=held)
    posts = [post for post in heads.order_by("rank") if post.pk != by.post_id]
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
    """更正、收回、撤销、废止 of what was sent, with its basis; recipients are told (DOC-64).

    Raises Refused before it was sent and for who is not the office director.
    """
    rules.check_directs(by)
    rules.check_was_sent(paper)
    rules.check_recall(paper, said["to_recall"], said["recalled"])
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


def _tell_readers(paper: Outgoing, amendment: Amendment, by: Capacity) -> None:
    """Whoever heads a department that got it here; those outside are told by the office."""
    inside = paper.recipients.filter(department__isnull=False).values("department")
    heads = Appointment.objects.on().filter(post__heads=True, post__department__in=inside)
    tell(
        CORRECTED,
        township_id=paper.township_id,
        officers=heads.filter(officer__is_active=True).values_list("officer", flat=True),
        words=f"{paper.number}　{amendment.meaning}",
        url=paper.get_absolute_url(),
        about=paper.title,
        group=f"documents.outgoing:{paper.pk}",
        by=by,
    )
