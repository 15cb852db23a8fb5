"""拟稿: the text is written, sent to be vetted, changed and sent again, or given up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db.models import prefetch_related_objects

from documents.outgoing import rules
from documents.outgoing.actions.layouts import lay_out
from documents.outgoing.actions.numbering import void_number
from documents.outgoing.actions.sealing import give_up_seals
from documents.outgoing.acts import Act
from documents.outgoing.checks.blocking import check_is_without_error
from documents.outgoing.checks.reading import manuscript_as_sent, manuscript_of
from documents.outgoing.models import Annex, Consulted, Draft, Outgoing, Recipient, Version
from documents.outgoing.models.papers import Changed
from documents.outgoing.models.words import YES_NO, Words
from township_office import clock
from township_office.approvals.actions import annul, open_case, resubmit
from township_office.approvals.core import Status
from township_office.approvals.models import Case
from township_office.approvals.registry import case_of
from township_office.audit.capacity import Capacity
from township_office.audit.trail import record
from township_office.files.actions import keep
from township_office.people.models import Department, Officer, Organ
from township_office.people.rules import department_of
from township_office.web.once import together
from township_office.web.refusals import Refused

FURTHEST = 20  # annexes; more belong into a volume of their own


@dataclass(frozen=True)
class Parts:
    """What belongs to a document besides its own fields.

    ``main`` and ``copied`` are organs and departments in the order in which they are named;
    ``materials`` are files to be looked at beside it, which are kept and never print.
    """

    main: Sequence[Organ | Department] = ()
    copied: Sequence[Organ | Department] = ()
    annexes: Sequence[tuple[str, str]] = ()
    consulted: Sequence[Department] = ()
    materials: Sequence[UploadedFile[Any]] = ()


@together
def submit_outgoing(
    paper: Outgoing, parts: Parts, *, sheet: UUID | None = None, by: Capacity
) -> Case:
    """Send a new text to be vetted: from here on the approvers decide its fate (A3.2.2).

    ``sheet`` is the key of the draft it was written on; it becomes one document, and the draft goes.
    Raises Refused for a state secret, an empty text, what the checks call an error, a department
    asked that nobody could answer for, and for who holds no post, Stale for a sheet that was sent
    before.
    """
    rules.check_content(paper)
    if sheet is not None:
        rules.check_is_unsent(sheet)
        drop_draft(sheet, by=by)
    paper.sheet = sheet
    paper.township_id = by.township_id
    _check_words(paper, parts)
    paper.drafter_id, paper.drafted_at = by.person_id, clock.now()
    paper.department = department_of(Officer.objects.get(pk=by.person_id), "拟稿")
    paper.save()
    _settle(paper, parts)
    rules.check_can_consult(paper)
    _keep_materials(paper, parts, by)
    version = keep_version(paper, Version.Why.SUBMITTED, by=by)
    record(Act.SUBMITTED, paper, by=by, after=_card(paper, version))
    case = open_case(paper, by=by)
    lay_out(paper, by=by)
    return case


@together
def amend_outgoing(paper: Outgoing, parts: Parts, *, by: Capacity) -> Version:
    """Change the text while it is a draft, has come back, or is re-checked; each time a version.

    What was re-checked before is re-checked anew (A3.2.7). Raises Refused where it lies with
    somebody else, where a department that did not agree is left out, where others are asked at the
    re-check than had been when it was signed, and for what the checks call an error.
    """
    case = rules.check_can_amend(paper, by=by)
    rules.check_content(paper)
    standing = Outgoing.objects.get(pk=paper.pk)
    if case is not None and rules.is_rechecking(case, by.person_id):
        rules.check_stands_as_signed(paper, standing, parts.consulted)
    rules.check_keeps_who_disagreed(paper, parts.consulted)
    _check_words(paper, parts)
    before = _card(standing)
    # they spoke of another text
    paper.changed, paper.rechecked_on, paper.printed_on = Changed.NONE, None, None
    paper.save()
    _settle(paper, parts)
    _keep_materials(paper, parts, by)
    why = Version.Why.CHANGED if paper.is_signed else Version.Why.AMENDED
    version = keep_version(paper, why, by=by)
    record(Act.AMENDED, paper, by=by, before=before, after=_card(paper, version))
    if case is not None:
        lay_out(paper, by=by)
    return version


@together
def send_outgoing(paper: Outgoing, *, by: Capacity) -> Case:
    """Send a text that was taken back or returned on again, unless there is an error in it."""
    case = rules.check_can_amend(paper, by=by)
    rules.check_can_consult(paper)
    prefetch_related_objects([paper], "recipients__organ", "recipients__department", "annexes")
    check_is_without_error(manuscript_as_sent(paper))
    record(Act.SENT_AGAIN, paper, by=by)
    if case is None:
        sent = open_case(paper, by=by)
        lay_out(paper, by=by)
        return sent
    task = case.tasks.get(status=Status.OPEN, blocks=True)
    return resubmit(task, by=by)


@together
def void_outgoing(paper: Outgoing, *, reason: str, by: Capacity) -> None:
    """Give a text up for good: its case ends, a number it has stays void with the reason (DOC-41)."""
    rules.check_can_void(paper, by=by)
    paper.voided_on, paper.void_reason = clock.today(), reason
    paper.save(update_fields=["voided_on", "void_reason"])
    record(Act.VOIDED, paper, by=by, words=reason)
    case = case_of(paper)
    if case is not None and not case.outcome:
        annul(case, by=by, reason=reason)
    _void_standing(paper, reason, by)
    give_up_seals(paper, reason=reason, by=by)


def _void_standing(paper: Outgoing, reason: str, by: Capacity) -> None:
    standing = paper.numbers.filter(voided_on__isnull=True).first()
    if standing is not None:
        void_number(standing, reason=reason, by=by)


def save_draft(
    key: UUID, fields: Mapping[str, Any], *, outgoing: Outgoing | None, by: Capacity
) -> Draft:
    """Keep what is being typed; the row is the author's alone.

    Of a change to a document each author has one, whichever of his windows it is typed in.
    Raises Refused for another's key and where the text lies with somebody else by now, Stale for a
    sheet that was sent: what an old window still says of it would stand as a draft of nothing.
    Refused as well is a state secret, and what was kept of it before is gone (A5.7).
    """
    if rules.is_marked_secret(fields):
        drop_secret(key, outgoing, by=by)  # ahead of the refusal, which would undo it
        raise Refused(rules.NO_SECRETS)
    return _save(key, fields, outgoing, by)


@together
def _save(key: UUID, fields: Mapping[str, Any], outgoing: Outgoing | None, by: Capacity) -> Draft:
    rules.check_is_unsent(key)
    draft = _standing(key, outgoing, by) or _begun(key, outgoing, by)
    draft.outgoing, draft.fields, draft.saved_at = outgoing, dict(fields), clock.now()
    said = {"outgoing": outgoing, "fields": draft.fields, "saved_at": draft.saved_at}
    Draft.objects.filter(pk=draft.pk).update(**said)  # one that is dropped meanwhile stays dropped
    return draft


def _standing(key: UUID, outgoing: Outgoing | None, by: Capacity) -> Draft | None:
    standing = Draft.objects.filter(key=key).first()
    if standing is not None and standing.author_id != by.person_id:
        raise Refused("这份草稿不是您的。请从「发文草稿」重新打开自己的。")
    if outgoing is None:
        return standing
    rules.check_can_amend(outgoing, by=by)
    of_change = Draft.objects.filter(author_id=by.person_id, outgoing=outgoing)
    return of_change.first() or standing


def _begun(key: UUID, outgoing: Outgoing | None, by: Capacity) -> Draft:
    """A new row, or the one that the same sheet has begun at this very moment."""
    begin = partial(Draft.objects.get_or_create, author_id=by.person_id, township_id=by.township_id)
    draft, _ = begin(key=key) if outgoing is None else begin({"key": key}, outgoing=outgoing)
    return draft


@together
def drop_draft(key: UUID, *, by: Capacity) -> None:
    """Throw away what was only typed; what was sent already stays."""
    Draft.objects.filter(key=key, author_id=by.person_id).delete()


@together
def drop_secret(key: UUID | None, outgoing: Outgoing | int | None, *, by: Capacity) -> None:
    """A5.7: nothing stays of what its author has marked as a state secret, in whichever window."""
    own = Draft.objects.filter(author_id=by.person_id)
    if key is not None:
        own.filter(key=key).delete()
    if outgoing is not None:
        own.filter(outgoing=outgoing).delete()


def keep_version(paper: Outgoing, why: str, *, by: Capacity) -> Version:
    """Keep the text as it stands, unless the last version says the same for the same reason."""
    words = Words.of(paper)
    last = paper.versions.order_by("-number").first()
    if last is not None and (last.digest, last.why) == (words.digest, why):
        return last
    return Version.objects.create(
        outgoing=paper,
        number=(last.number if last else 0) + 1,
        why=why,
        words=words.as_json(),
        digest=words.digest,
        by_id=by.person_id,
    )


def _check_words(paper: Outgoing, parts: Parts) -> None:
    """As it would be sent with these recipients and annexes."""
    check_is_without_error(
        manuscript_of(paper, main=parts.main, copied=parts.copied, annexes=parts.annexes)
    )


def _settle(paper: Outgoing, parts: Parts) -> None:
    """Write down who gets it, what is attached and who is consulted."""
    if len(parts.annexes) > FURTHEST:
        raise Refused(f"附件最多 {FURTHEST} 个，请合并后再送。")
    paper.forget_parts()
    name_recipients(paper, parts)
    paper.annexes.all().delete()
    Annex.objects.bulk_create(
        Annex(outgoing=paper, order=order, title=title, body=body)
        for order, (title, body) in enumerate(parts.annexes)
    )
    paper.consulted.exclude(department__in=parts.consulted).delete()
    asked = set(paper.consulted.values_list("department", flat=True))
    Consulted.objects.bulk_create(
        Consulted(outgoing=paper, department=each)
        for each in parts.consulted
        if each.pk not in asked
    )
    paper.forget_parts()


def _keep_materials(paper: Outgoing, parts: Parts, by: Capacity) -> None:
    """Beside those that hang on it already."""
    for each in parts.materials:
        keep(each, attached_to=paper, by=by, role="material")


def name_recipients(paper: Outgoing, parts: Parts) -> None:
    """Write down who gets it, unless it stands so already."""
    wanted = [
        *((Recipient.Role.MAIN, each) for each in parts.main),
        *((Recipient.Role.COPY, each) for each in parts.copied),
    ]
    named = paper.recipients.select_related("organ", "department")
    standing = [(each.role, each.organ or each.department) for each in named]
    if standing == wanted:
        return
    paper.recipients.all().delete()
    for order, (role, whom) in enumerate(wanted):
        Recipient.naming(whom, outgoing=paper, role=role, order=order).save()


def _card(paper: Outgoing, version: Version | None = None) -> dict[str, Any]:
    card = {
        "标题": paper.title,
        "名义": paper.get_issuer_display(),
        "文种": paper.get_kind_display(),
        "方向": paper.get_direction_display(),
        "紧急程度": paper.urgency,
        "公开属性": paper.get_disclosure_display(),
        "密级": paper.get_secrecy_display(),
        "规范性文件": YES_NO[paper.normative],
        "重要文件": YES_NO[paper.important],
        "主送": "、".join(each.name for each in paper.recipients.all() if each.role == "main"),
        "抄送": "、".join(each.name for each in paper.recipients.all() if each.role == "copy"),
    }
    return card | ({"稿次": version.number} if version else {})
