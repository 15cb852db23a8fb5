"""用印申请: asked for, amended, sent again, voided, ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.base import File as Content

from seals.using import rules
from seals.using.acts import Act
from seals.using.models import STAMP, Item, Request
from township_office import clock
from township_office.approvals.actions import annul, open_case, resubmit
from township_office.approvals.core import Outcome
from township_office.approvals.models import Case, Event
from township_office.approvals.registry import case_of
from township_office.approvals.run import hold
from township_office.audit.capacity import Capacity
from township_office.audit.trail import record
from township_office.files.actions import keep
from township_office.notices.actions import tell
from township_office.notices.registry import declare as declare_notice
from township_office.numbers.counters import take, upcoming
from township_office.numbers.series import declare
from township_office.people.models import Officer
from township_office.people.rules import department_of
from township_office.people.told import told
from township_office.web.once import together

SERIES = declare("seals.requests", "用印申请编号")
NOT_STAMPED = declare_notice("seals.not_stamped", "不予用印")
TOLD = ("title", "document_number", "copies", "across", "side", "on_behalf", "for_outsider")


@dataclass(frozen=True)
class Papers:
    """What hangs on a request: the files to be stamped, the legal opinion, the lines of its list.

    Without ``items`` a list that stands already stays; an empty one takes it away.
    """

    content: Sequence[Content[Any]] = ()
    legal: Sequence[Content[Any]] = ()
    items: Sequence[Item] | None = None

    def for_several(self) -> Papers:
        """The same papers, to be kept more than once: an upload moves away as it is kept."""
        return Papers(_in_hand(self.content), _in_hand(self.legal), self.items)


@together
def ask_to_stamp(request: Request, papers: Papers, *, by: Capacity) -> Case:
    """Ask that a paper be stamped with one seal, and send it on its way (A4.6).

    Raises Refused for blank paper (B2.5), a seal not in use or kept by nobody, a contract without
    its legal opinion, and where nobody could approve.
    """
    rules.check_is_not_blank(request.matter)
    rules.check_can_be_asked_for(request.seal)
    rules.check_content(request, papers.content, lines=bool(papers.items))
    rules.check_list(request, papers.items or ())
    rules.check_legal_opinion(request, papers.legal)
    enter(request, applicant=Officer.objects.get(pk=by.person_id), by=by)
    keep_papers(request, papers, by=by)
    _keep_list(request, papers)
    record(Act.ASKED, request, by=by, after=said_of(request))
    return open_case(request, by=by)


@together
def ask_together(requests: Sequence[Request], papers: Papers, *, by: Capacity) -> list[Case]:
    """The same paper for several seals: as many requests, each on its own way, one bundle (ADR 8)."""
    if len(requests) > 1:
        papers, bundle = papers.for_several(), uuid4()
        for request in requests:
            request.bundle = bundle
    return [ask_to_stamp(request, papers, by=by) for request in requests]


@together
def amend_request(request: Request, papers: Papers, *, by: Capacity) -> Request:
    """Mend a request that was taken back or has come back; its number stays.

    Files handed in now take the place of those handed in before, which stay on record.
    """
    rules.check_can_amend(request, by=by)
    rules.check_is_not_blank(request.matter)
    if request.at_counter:
        rules.check_at_counter(request, by=by)
    before = said_of(Request.objects.select_related("matter", "seal").get(pk=request.pk))
    rules.check_covers_stamped(request)
    _keep_list(request, papers)
    rules.check_list(request, list(request.items.all()))
    rules.check_content(request, papers.content)
    rules.check_legal_opinion(request, papers.legal)
    request.save()
    if papers.content:
        rules.content_of(request).update(role=rules.SUPERSEDED)
    keep_papers(request, papers, by=by)
    record(Act.AMENDED, request, by=by, before=before, after=said_of(request))
    return request


@together
def send_request(request: Request, *, by: Capacity) -> Case:
    """Send a withdrawn or returned request on again."""
    case = rules.check_can_amend(request, by=by)
    record(Act.SENT, request, by=by)
    if case is None:
        return open_case(request, by=by)
    task = case.tasks.filter(blocks=True).lying_with(by.person_id).get()
    return resubmit(task, by=by)


@together
def void_request(request: Request, *, reason: str, by: Capacity) -> None:
    """作废: the number stays with its reason; a case under way ends, lines of the ledger stand."""
    case = case_of(request)
    if case is not None:
        hold(id=case.pk)  # who stamps at this moment has stamped before, or does not any more
        request.refresh_from_db(fields=["stamped", "closed_on", "voided_on"])
    rules.check_can_void(request, by=by)
    if case is not None and not case.outcome:
        annul(case, by=by, reason=reason)
    request.voided_on, request.void_reason = clock.today(), reason[:500]
    request.save(update_fields=["voided_on", "void_reason"])
    record(Act.VOIDED, request, by=by, words=reason)


@together
def end_request(request: Request, case: Case, *, by: Capacity) -> None:
    """Its case has come to an end: closed, unless it was taken back or voided.

    Where the keeper would not stamp what was approved, those who approved it are told.
    """
    if case.outcome in (Outcome.CONCLUDED, Outcome.REFUSED):
        request.closed_on = clock.today()
        request.save(update_fields=["closed_on"])
    after = {"结果": case.get_outcome_display(), "批准": request.copies, "已用印": request.stamped}
    record(Act.ENDED, request, by=by, after=after)
    said = case.events.filter(verb=Event.Verb.REFUSE, kind=STAMP).last()
    if case.outcome == Outcome.REFUSED and said is not None:
        _tell_who_approved(request, case, said, by)


def _tell_who_approved(request: Request, case: Case, said: Event, by: Capacity) -> None:
    approved = case.events.filter(kind__in=rules.APPROVALS, verb=Event.Verb.AGREE)
    tell(
        NOT_STAMPED,
        township_id=request.township_id,
        officers=sorted({pk for pk in approved.values_list("officer", flat=True) if pk}),
        words=f"{said.officer_name}没有用印：{said.opinion}",
        url=request.get_absolute_url(),
        about=str(request),
        group=f"{case.matter}:{request.pk}",
        by=by,
    )


def upcoming_label(township_id: int) -> str:
    """The number the next request will take, for display only."""
    year = clock.today().year
    return f"〔{year}〕{upcoming(township_id, SERIES, year)}号"


def enter(request: Request, *, applicant: Officer, by: Capacity) -> None:
    """Give it its number and its applicant, and write it down."""
    request.township_id, request.applicant = by.township_id, applicant
    if request.department_id is None:
        request.department = department_of(applicant, "申请用印")
    request.asked_at = clock.now()
    request.year = clock.today().year
    request.number = take(by.township_id, SERIES, request.year)
    request.save()


def keep_papers(request: Request, papers: Papers, *, by: Capacity) -> None:
    for role, uploads in ((rules.CONTENT, papers.content), (rules.LEGAL, papers.legal)):
        for order, upload in enumerate(uploads):
            upload.seek(0)
            keep(upload, attached_to=request, by=by, role=role, order=order)


def _keep_list(request: Request, papers: Papers) -> None:
    """The list as it is handed in now; none handed in leaves the one that stands."""
    if papers.items is None:
        return
    request.items.all().delete()
    Item.objects.bulk_create(
        Item(request=request, order=order, what=each.what, whom=each.whom, copies=each.copies)
        for order, each in enumerate(papers.items)
    )


def said_of(request: Request) -> dict[str, Any]:
    """What was asked for, as the trail says it."""
    words: dict[str, Any] = {
        "编号": request.label,
        "印章": str(request.seal),
        "事项": str(request.matter),
    }
    words |= {key: value for key, value in told(request, TOLD).items() if value != ""}
    if lines := [f"{it.what} {it.whom} {it.copies} 份" for it in request.items.all()]:
        words["清单"] = "；".join(" ".join(line.split()) for line in lines)
    return words


def _in_hand(uploads: Sequence[Content[Any]]) -> list[Content[Any]]:
    found: list[Content[Any]] = []
    for upload in uploads:
        upload.seek(0)
        found.append(ContentFile(upload.read(), name=upload.name))
    return found
