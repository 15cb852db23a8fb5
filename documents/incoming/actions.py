"""Every write a person performs on an incoming document: check, change, record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from documents.incoming import rules
from documents.incoming.acts import Act
from documents.incoming.models import CardStep, Handler, Incoming, Reader, Work, year_of
from township_office import clock
from township_office.approvals.actions import annul, open_case, resubmit
from township_office.approvals.core import Status
from township_office.approvals.models import Case
from township_office.approvals.registry import case_of
from township_office.approvals.way import staff_of
from township_office.audit.capacity import Capacity
from township_office.audit.trail import record
from township_office.files.actions import keep
from township_office.files.drawn import Drawn
from township_office.numbers.counters import take, upcoming
from township_office.numbers.series import declare
from township_office.people.models import Officer, Organ
from township_office.web.once import together

SERIES = declare("documents.incoming", "收文编号")
SHEET = Drawn("文件阅办单", job="documents.incoming_sheet", about="incoming_id", role="sheet")
MASK = "涉密件"


@dataclass(frozen=True)
class Assignment:
    """What a proposal or an instruction says: who handles it, who reads it, until when."""

    work: str
    handlers: Sequence[int] = ()
    leads: int | None = None
    readers: Sequence[int] = ()
    deadline: datetime | None = None
    routine: bool = False


@together
def register_incoming(
    incoming: Incoming, *, scans: Iterable[UploadedFile[Any]] = (), by: Capacity
) -> Case:
    """Enter a document in the register under the year's next number, and send it on its way.

    Raises Refused for who may not register, for a state secret, for a deadline that has passed.
    """
    rules.check_registers(by)
    rules.check_is_no_state_secret(incoming)
    rules.check_deadline(incoming)
    _enter(incoming, by=by)
    for order, scan in enumerate(scans):
        keep(scan, attached_to=incoming, by=by, role="scan", order=order)
    incoming.forget_named()
    record(Act.REGISTERED, incoming, by=by, after=_card(incoming))
    return open_case(incoming, by=by)


@together
def register_card(incoming: Incoming, *, by: Capacity) -> Incoming:
    """Enter the card of a classified paper: no title, no number, no way of the engine (A5.7)."""
    rules.check_registers(by)
    rules.check_is_card(incoming)
    incoming.title, incoming.source_number = MASK, "无"
    _enter(incoming, by=by)
    record(Act.CARD_REGISTERED, incoming, by=by, after={"密级": incoming.get_secrecy_display()})
    return incoming


@together
def record_card_step(
    incoming: Incoming, *, step: str, officer: Officer, on: date, by: Capacity
) -> CardStep:
    """Note what happened to a classified paper on paper: who did it and when."""
    rules.check_is_card(incoming)
    rules.check_keeps_cards(by)
    line = CardStep.objects.create(
        incoming=incoming, step=step, officer=officer, on=on, recorded_by_id=by.person_id
    )
    record(Act.CARD_STEP, incoming, by=by, after={line.get_step_display(): officer.name})
    return line


@together
def amend_incoming(
    incoming: Incoming, *, scans: Iterable[UploadedFile[Any]] = (), by: Capacity
) -> Incoming:
    """Mend the register entry while it is a draft or has come back; its number stays."""
    rules.check_can_amend(incoming, by=by)
    rules.check_is_no_state_secret(incoming)
    standing = Incoming.objects.select_related("source").get(pk=incoming.pk)
    rules.check_deadline(incoming, standing=standing.deadline)
    before = _card(standing)
    incoming.save()
    for order, scan in enumerate(scans, start=100):
        keep(scan, attached_to=incoming, by=by, role="scan", order=order)
    incoming.forget_named()
    record(Act.AMENDED, incoming, by=by, before=before, after=_card(incoming))
    return incoming


@together
def send_incoming(incoming: Incoming, *, by: Capacity) -> Case:
    """Send a withdrawn or returned document on again."""
    case = rules.check_can_amend(incoming, by=by)
    record(Act.SENT, incoming, by=by)
    if case is None:
        return open_case(incoming, by=by)
    task = case.tasks.get(status=Status.OPEN, blocks=True)
    return resubmit(task, by=by)


@together
def propose(incoming: Incoming, assignment: Assignment, *, by: Capacity) -> None:
    """拟办: the director names handlers, readers and a deadline (A3.1.2, DOC-53)."""
    before = assignment_words(incoming)
    _assign(incoming, assignment)
    record(Act.PROPOSED, incoming, by=by, before=before, after=assignment_words(incoming))


@together
def instruct(incoming: Incoming, assignment: Assignment, *, by: Capacity) -> None:
    """批示: the principal leader settles who handles and who reads (A3.1.3).

    Readers may open it once it circulates, which is when all who are asked have instructed.
    """
    before = assignment_words(incoming)
    _assign(incoming, assignment)
    record(Act.INSTRUCTED, incoming, by=by, before=before, after=assignment_words(incoming))


@together
def file_result(
    incoming: Incoming, *, result: str, files: Iterable[UploadedFile[Any]] = (), by: Capacity
) -> None:
    """承办: what was done, with whatever shows it (B1.3)."""
    kept = [keep(file, attached_to=incoming, by=by, role="result") for file in files]
    record(Act.HANDLED, incoming, by=by, words=result, after={"附件": len(kept)})


@together
def close_incoming(incoming: Incoming, *, answered_on: date | None, by: Capacity) -> None:
    """办结: the matter is done, and the sender has his answer where he asked for one (DOC-56)."""
    rules.check_answer(incoming, answered_on)
    incoming.answered_on = answered_on
    incoming.save(update_fields=["answered_on"])
    record(Act.CLOSED, incoming, by=by, after={"答复日期": str(answered_on or "无须答复")})


@together
def file_incoming(incoming: Incoming, *, retention: str, by: Capacity) -> None:
    """归档: the original is back in hand, and the paper goes to its class (A3.1.6, B1.5)."""
    incoming.retention, incoming.filed_on = retention, clock.today()
    incoming.original_with_id = by.person_id
    incoming.save(update_fields=["retention", "filed_on", "original_with"])
    record(Act.FILED, incoming, by=by, after={"保管期限": incoming.get_retention_display()})


@together
def void_incoming(incoming: Incoming, *, reason: str, by: Capacity) -> None:
    """误登作废: the number stays in the register with its reason and is never used again."""
    rules.check_can_void(incoming, by=by)
    case = case_of(incoming)
    if case is not None and not case.outcome:
        annul(case, by=by, reason=reason)
    incoming.voided_on, incoming.void_reason = clock.today(), reason
    incoming.save(update_fields=["voided_on", "void_reason"])
    record(Act.VOIDED, incoming, by=by, words=reason)


@together
def ask_for_sheet(incoming: Incoming, *, by: Capacity) -> None:
    """Have the 文件阅办单 made as a PDF, as it stands now; a worker does it."""
    rules.check_is_no_state_secret(incoming)
    SHEET.order(incoming, by=by)
    record(Act.SHEET_ASKED, incoming, by=by)


@together
def keep_sheet(incoming: Incoming, pdf: bytes, *, by: Capacity) -> None:
    """Lay the sheet the worker drew beside the scans."""
    SHEET.lay(incoming, pdf, by=by)
    record(Act.SHEET_MADE, incoming, by=by)


def upcoming_label(township_id: int) -> str:
    """The number the next document will take, for display only."""
    year = clock.today().year
    return f"〔{year}〕{upcoming(township_id, SERIES, year)}号"


def _enter(incoming: Incoming, *, by: Capacity) -> None:
    incoming.township_id = by.township_id
    incoming.registered_by_id, incoming.registered_at = by.person_id, clock.now()
    incoming.year = year_of(incoming.received_on)
    incoming.number = take(by.township_id, SERIES, incoming.year)
    incoming.save()
    Organ.objects.filter(pk=incoming.source_id).update(last_used=incoming.received_on)


def _assign(incoming: Incoming, assignment: Assignment) -> None:
    """Write down who handles and who reads, unless it is written so already."""
    handling = _handling(incoming, assignment)
    if _stands_as(assignment, incoming):
        return
    standing = incoming.deadline
    incoming.work, incoming.deadline = assignment.work, assignment.deadline
    incoming.routine = _is_routine(assignment)
    rules.check_deadline(incoming, standing=standing)
    incoming.save(update_fields=["work", "deadline", "routine"])
    _name(incoming, handling, assignment)


def _handling(incoming: Incoming, assignment: Assignment) -> list[int]:
    """The posts that are to handle it, all of them held; none where it is only read."""
    if assignment.work != Work.HANDLE:
        return []
    rules.check_handlers(assignment.leads or 0, list(assignment.handlers))
    posts = _posts(incoming, assignment.handlers)
    rules.check_held(posts, staff_of(incoming.township_id))
    return posts


def _is_routine(assignment: Assignment) -> bool:
    return assignment.routine and assignment.work == Work.READ


def _stands_as(assignment: Assignment, incoming: Incoming) -> bool:
    handled = assignment.handlers if assignment.work == Work.HANDLE else ()
    wanted = {(post, post == assignment.leads) for post in handled}
    return (
        (incoming.work, incoming.deadline) == (assignment.work, assignment.deadline)
        and incoming.routine == _is_routine(assignment)
        and {(each.post_id, each.leads) for each in incoming.named.handlers} == wanted
        and {each.post_id for each in incoming.named.readers} == set(assignment.readers)
    )


def _name(incoming: Incoming, handling: list[int], assignment: Assignment) -> None:
    incoming.handlers.all().delete()
    incoming.readers.all().delete()
    Handler.objects.bulk_create(
        Handler(incoming=incoming, post_id=post, leads=post == assignment.leads)
        for post in handling
    )
    reading = _posts(incoming, assignment.readers)
    Reader.objects.bulk_create(Reader(incoming=incoming, post_id=post) for post in reading)
    incoming.forget_named()


def _posts(incoming: Incoming, keys: Sequence[int]) -> list[int]:
    """These posts by rank, all of them of this township."""
    staff = staff_of(incoming.township_id)
    rules.check_are_ours(keys, staff)
    return [post for post in staff.posts if post in keys]


def assignment_words(incoming: Incoming) -> dict[str, Any]:
    """Who handles and who reads, as the trail and the printed form say it."""
    words = {
        "类型": incoming.get_work_display(),
        "承办": "、".join(str(each) for each in incoming.named.handlers),
        "传阅": "、".join(str(each) for each in incoming.named.readers),
        "期限": f"{clock.local(incoming.deadline):%Y-%m-%d %H:%M}" if incoming.deadline else "",
    }
    return {label: value for label, value in words.items() if value}


def _card(incoming: Incoming) -> dict[str, Any]:
    return {
        "编号": incoming.label,
        "来文单位": str(incoming.source),
        "来文字号": incoming.source_number,
        "标题": incoming.title,
        "归口": incoming.get_side_display(),
        "类型": incoming.get_work_display(),
        "紧急程度": incoming.urgency,
        "密级": incoming.get_secrecy_display(),
        "份数": incoming.copies,
    }
