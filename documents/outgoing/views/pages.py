"""One document: its form, the text as it prints, the decision, the way; its versions; its trail."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.files.storage import default_storage
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.html import format_html
from django.views.decorators.http import require_POST, require_safe

from documents.outgoing import actions, prints, rules
from documents.outgoing.actions.deciding import has_changed
from documents.outgoing.actions.layouts import FORM, is_being_made, layout_of
from documents.outgoing.checks import Finding, examine
from documents.outgoing.checks.reading import manuscript_as_sent
from documents.outgoing.lists import Line, lines_of
from documents.outgoing.models import Amendment, Layout, Outgoing, Version
from documents.outgoing.models.words import Words
from seals.using.models import Request
from township_office import clock
from township_office.approvals.circulation.lists import Card, card_for
from township_office.approvals.core import Outcome
from township_office.approvals.deciding import decide, held, onward
from township_office.approvals.forms import ReasonForm
from township_office.approvals.registry import case_of
from township_office.approvals.run import run_of
from township_office.audit.trail import trail_of
from township_office.files.models import File
from township_office.paper.fonts import missing_fonts
from township_office.paper.pictures import page_picture
from township_office.people.capacity import capacity_of
from township_office.people.requests import OfficerRequest
from township_office.people.today import today_of
from township_office.ui.titles import in_marks
from township_office.web.once import once
from township_office.writing.comparison import compare

WITH = ("township", "drafter", "department", "signed_version", "answers")
NUMBER = ("numbers__series",)
WORDS = (*NUMBER, "recipients__organ", "recipients__department", "recipients__within", "annexes")
EVERYTHING = (*WORDS, "consulted", "runs")


@once
def outgoing(request: OfficerRequest, pk: int) -> HttpResponse:
    """One document, and what one may do with it."""
    taken = held(request, Outgoing, pk)
    paper = visible(request, pk, EVERYTHING)
    if rules.only_received(paper, request.user):
        return _received(request, paper)
    run = run_of(paper, taken)
    if run is None:
        return render(
            request, "documents/outgoing/afterwards_page.html", _recorded(paper) | _place(request)
        )
    decision = decide(request, run)
    if decision.done:
        messages.success(request, format_html("{}{}", in_marks(paper.title), decision.done))
        return redirect(onward(decision, paper))
    page = {"paper": paper, "case": run.case, "decision": decision}
    page["sheet"] = prints.form(paper, decision.story)
    page["circulation"] = circulation = card_for(request, paper)
    page["lines"] = _lines(paper, circulation)
    # whom it was sent to opens it for the document, whoever decides for the form
    page["reads"] = circulation is not None and circulation.mine is not None
    page["may_amend"] = _may_amend(request, paper, decision)
    page["may_void"] = rules.may_void(paper, by=capacity_of(request.user))
    page["changes"] = changes_since_signing(paper)
    page["findings"] = _findings(decision, paper)
    page["seal_requests"] = _seal_requests(request, paper)
    page["may_part"] = decision.kind is not None and decision.kind.key == rules.SEAL
    page |= _place(request)
    return render(
        request, "documents/outgoing/page.html", page | layout_card(paper) | _files(paper)
    )


def _received(request: OfficerRequest, paper: Outgoing) -> HttpResponse:
    """The document as it was issued, for whom it was only sent to."""
    page: dict[str, Any] = {"paper": paper, "case": case_of(paper), "received": True}
    page["circulation"] = card_for(request, paper)
    page |= {"amendments": amendments_of(paper), "files": _scans(paper)}
    return render(request, "documents/outgoing/received.html", page | layout_card(paper))


def _scans(paper: Outgoing) -> Any:
    return File.objects.attached_to(paper).filter(role="scan").order_by("order", "id")


def _lines(paper: Outgoing, circulation: Card | None) -> list[Line]:
    """分发与签收; whom it circulates among is at hand."""
    places = circulation.places if circulation else []
    return lines_of(paper.recipients.all(), [place.reader for place in places])


def _may_amend(request: OfficerRequest, paper: Outgoing, decision: Any) -> bool:
    kind = decision.kind.key if decision.kind else ""
    draft = decision.run.case.outcome == Outcome.WITHDRAWN and paper.drafter_id == request.user.pk
    return bool(decision.returned_to_me or kind == rules.RECHECK or (draft and not paper.voided_on))


def _findings(decision: Any, paper: Outgoing) -> list[Finding]:
    """What the rules of writing say, for whoever is asked about it before it is signed."""
    asked = decision.kind is not None and not paper.is_signed
    return examine(manuscript_as_sent(paper)) if asked else []


def _seal_requests(request: OfficerRequest, paper: Outgoing) -> list[Request]:
    """What it asked of the seals, as far as he may see it; nothing before it is printed."""
    if not paper.runs.all():
        return []
    return list(rules.requests_of(paper).visible_to(request.user))


def _place(request: OfficerRequest) -> dict[str, Any]:
    today = today_of(request.user)
    return {
        "in_office": today.in_office,
        "directs": today.has_role("office_director"),
        "today": clock.today(),
    }


def _recorded(paper: Outgoing) -> dict[str, Any]:
    files = File.objects.attached_to(paper).order_by("order", "id")
    return {"paper": paper, "case": None, "files": files, "amendments": amendments_of(paper)}


def amendments_of(paper: Outgoing) -> list[Amendment]:
    """What became of it later, each knowing the document at hand and who has it."""
    prefetch_related_objects([paper], "amendments")  # its stamps are read of them too
    return list(paper.amendments.all())


@require_safe
def layout(request: OfficerRequest, pk: int) -> HttpResponse:
    """The card 版式 alone, asked for again while a worker lays the text out."""
    paper = visible(request, pk, WORDS)
    page = {"paper": paper, "received": rules.only_received(paper, request.user)}
    return render(request, "documents/outgoing/_layout.html", page | layout_card(paper))


@require_POST
@once
def lay_out(request: OfficerRequest, pk: int) -> HttpResponse:
    paper = made(request, pk)
    actions.ask_for_layout(paper, by=capacity_of(request.user))
    messages.success(request, "正在重新排版，好了会显示在「版式」里。")
    return redirect(paper)


@require_safe
def picture(request: OfficerRequest, pk: int, layout: int, number: int) -> HttpResponse:
    """One page of the document as it prints, as a picture."""
    paper = visible(request, pk)
    laid = get_object_or_404(Layout.objects.select_related("pdf"), pk=layout, outgoing=paper)
    if laid.pdf is None or (not laid.formal and rules.only_received(paper, request.user)):
        raise Http404
    with default_storage.open(laid.pdf.stored) as stored:
        pdf = stored.read()
    try:
        drawn = page_picture(pdf, number)
    except IndexError as error:
        raise Http404 from error
    answer = HttpResponse(drawn, content_type="image/png")
    answer["Cache-Control"] = (
        "private, max-age=1800"  # as long as a session; the page never changes
    )
    return answer


@require_POST
@once
def form(request: OfficerRequest, pk: int) -> HttpResponse:
    """Have the 发文稿纸 made as a PDF."""
    paper = made(request, pk)
    actions.ask_for_form(paper, by=capacity_of(request.user))
    messages.success(request, "正在生成发文稿纸 PDF，可以先去办别的，好了会出现在「文件」里。")
    return redirect(paper)


@require_safe
def files(request: OfficerRequest, pk: int) -> HttpResponse:
    """The card 文件 alone, asked for again while the form is being made."""
    paper = made(request, pk)
    return render(request, "documents/outgoing/_files.html", {"paper": paper, **_files(paper)})


@require_safe
def versions(request: OfficerRequest, pk: int) -> HttpResponse:
    """稿本: two versions side by side, 花脸 and 清稿; without asking, the last two that differ."""
    paper = made(request, pk)
    kept = list(paper.versions.select_related("by"))
    before, after = _pair(request, kept)
    page: dict[str, Any] = {"paper": paper, "case": case_of(paper), "versions": kept}
    page |= {"before": before, "after": after, "comparison": _compared(before, after)}
    return render(request, "documents/outgoing/versions.html", page)


def _pair(request: OfficerRequest, kept: list[Version]) -> tuple[Version | None, Version | None]:
    by_number = {str(each.number): each for each in kept}
    after = by_number.get(request.GET.get("after", ""), kept[-1] if kept else None)
    earlier = [each for each in kept if after and each.number < after.number]
    other = [each for each in earlier if after and each.digest != after.digest]
    nearest = (other or earlier)[-1] if earlier else after
    return by_number.get(request.GET.get("before", ""), nearest), after


def _compared(before: Version | None, after: Version | None) -> Any:
    if before is None or after is None:
        return None
    return _side_by_side(Words.kept(before.words), Words.kept(after.words))


def _side_by_side(before: Words, after: Words) -> Any:
    return compare(before.beside(after).as_body, after.beside(before).as_body)


def changes_since_signing(paper: Outgoing) -> Any:
    """What differs from the signed text, or nothing (DOC-40)."""
    if paper.signed_version is None or not has_changed(paper):
        return None
    return _side_by_side(Words.kept(paper.signed_version.words), Words.of(paper))


@require_safe
def trail(request: OfficerRequest, pk: int) -> HttpResponse:
    """留痕: who did what, in which post, for whom, before and after."""
    paper = made(request, pk)
    page: dict[str, Any] = {"paper": paper, "entries": trail_of(paper), "case": case_of(paper)}
    page["may_void"] = rules.may_void(paper, by=capacity_of(request.user))
    return render(request, "documents/outgoing/trail.html", page)


@once
def void(request: OfficerRequest, pk: int) -> HttpResponse:
    """作废 of a text that leads nowhere."""
    paper = visible(request, pk)
    by = capacity_of(request.user)
    rules.check_can_void(paper, by=by)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.void_outgoing(paper, reason=form.cleaned_data["reason"], by=by)
        messages.success(request, "文稿已作废；已有的字号留存，不再使用。")
        return redirect(paper)
    return render(request, "documents/outgoing/void.html", {"paper": paper, "form": form})


def visible(request: OfficerRequest, pk: int, parts: Sequence[str] = NUMBER) -> Outgoing:
    """The document, with those of its parts that the page shows."""
    mine = Outgoing.objects.visible_to(request.user).select_related(*WITH)
    paper: Outgoing = get_object_or_404(mine.prefetch_related(*parts), pk=pk)
    return paper


def made(request: OfficerRequest, pk: int, parts: Sequence[str] = NUMBER) -> Outgoing:
    """The same for what tells how it was made: not for whom it was only sent to."""
    paper = visible(request, pk, parts)
    if rules.only_received(paper, request.user):
        raise Http404
    return paper


def layout_card(paper: Outgoing) -> dict[str, Any]:
    laid = layout_of(paper)
    ready = laid is not None and laid.pdf_id is not None
    return {
        "layout": laid,
        "laying_out": laid is not None and not ready and is_being_made(laid),
        "pages": range(1, laid.pages + 1) if laid and ready else (),
        "stand_ins": missing_fonts() if ready else (),
    }


def _files(paper: Outgoing) -> dict[str, Any]:
    """What hangs on it; layouts have a card of their own."""
    files = File.objects.attached_to(paper).exclude(role="layout").order_by("order", "id")
    return {
        "files": files,
        "being_made": FORM.is_under_way(paper),
        "amendments": amendments_of(paper),
        "printed": rules.printed_copies(paper),
    }
