from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.html import format_html
from django.views.decorators.http import require_POST, require_safe

from documents.incoming import actions, prints
from documents.incoming.approval import INCOMING, has_instructed
from documents.incoming.filters import IncomingFilter
from documents.incoming.forms import CardStepForm, ReasonForm, RegisterForm
from documents.incoming.lists import REGISTER
from documents.incoming.models import CardStep, Incoming, in_office
from documents.incoming.rules import check_can_amend, check_can_void, check_registers, may_void
from township_office.approvals.circulation.lists import card_for, may_send_round
from township_office.approvals.core import Outcome
from township_office.approvals.deciding import decide, held, onward, whither
from township_office.approvals.registry import case_of
from township_office.approvals.run import Run, run_of
from township_office.approvals.story import preview
from township_office.audit.trail import trail_of
from township_office.desk.actions import take_register
from township_office.files.models import File
from township_office.people.actions import remember_organ
from township_office.people.capacity import capacity_of
from township_office.people.models import Organ, Post
from township_office.people.requests import OfficerRequest
from township_office.townships.prepared import prepared_records
from township_office.ui.lists import render_register
from township_office.ui.titles import in_marks
from township_office.web.once import once
from township_office.web.refusals import Stale

AT_HAND = 4  # organs one tap away
ON_THE_PAGE = ("township", "source", "original_with", "registered_by")


@require_safe
def register(request: OfficerRequest) -> HttpResponse:
    """收文登记簿."""
    papers = Incoming.objects.registered_in(request.user).select_related("source").with_standing()
    return render_register(
        request,
        REGISTER,
        papers,
        filterset=IncomingFilter,
        template="documents/incoming/register.html",
        taken=partial(take_register, request.user, by=capacity_of(request.user)),
        may_register=partial(in_office, request.user),
    )


@once
def new(request: OfficerRequest) -> HttpResponse:
    """收文登记: one page, one entry, and it is on its way."""
    check_registers(capacity_of(request.user))
    form = RegisterForm(*_posted(request), officer=request.user, instance=_blank(request))
    if request.method == "POST" and form.is_valid():
        paper, sentence = _registered(request, form)
        messages.success(request, sentence)
        return redirect("documents:new" if request.POST.get("act") == "next" else _shown(paper))
    return render(request, "documents/incoming/new.html", _form_page(request, form))


@require_safe
def way(request: OfficerRequest) -> HttpResponse:
    """将这样走, for what the form says so far."""
    check_registers(capacity_of(request.user))
    form = RegisterForm(request.GET, officer=request.user, instance=_blank(request))
    return render(request, "documents/incoming/_way.html", {"way": _way(request, form)})


@once
def incoming(request: OfficerRequest, pk: int) -> HttpResponse:
    """One document: the paper form, the scans, the decision, the way."""
    taken = held(request, Incoming, pk)
    paper = _asked(request, pk, taken) or _visible(request, pk)
    run = run_of(paper, taken)
    if run is None:
        return _card(request, paper)
    decision = decide(request, run)
    if decision.done:
        messages.success(request, format_html("{}{}", in_marks(paper.title), decision.done))
        return redirect(onward(decision, paper))
    page = {"paper": paper, "case": run.case, "decision": decision, **_files(paper)}
    page["circulation"] = circulation = card_for(request, paper)
    instructed = circulation is None and has_instructed(decision.story, request.user)
    page["may_send_round"] = instructed and may_send_round(request.user, paper)
    page["sheet"] = prints.sheet(paper, decision.story, circulation)
    draft = run.case.outcome == Outcome.WITHDRAWN and in_office(request.user)
    page["may_amend"] = decision.returned_to_me or draft
    return render(request, "documents/incoming/page.html", page)


@once
def amend(request: OfficerRequest, pk: int) -> HttpResponse:
    """Mend a withdrawn or returned entry, and send it on again."""
    paper = _visible(request, pk)
    by = capacity_of(request.user, _desk_of(request))
    check_can_amend(paper, by=by)
    version = _version(paper)
    if request.method == "POST" and request.POST.get("version") != version:
        raise Stale("您打开以后这件有了变化，没有改。请重新打开再改。")
    form = RegisterForm(*_posted(request), officer=request.user, instance=paper)
    if request.method == "POST" and form.is_valid():
        paper.source = _source(request, form)
        actions.amend_incoming(paper, scans=form.cleaned_data["scans"], by=by)
        messages.success(request, whither(actions.send_incoming(paper, by=by)))
        return redirect(paper)
    page = _form_page(request, form) | {"paper": paper, "version": version, **_files(paper)}
    return render(request, "documents/incoming/amend.html", page)


@once
def void(request: OfficerRequest, pk: int) -> HttpResponse:
    """误登作废."""
    paper = _visible(request, pk)
    by = capacity_of(request.user, _desk_of(request))
    check_can_void(paper, by=by)
    form = ReasonForm(*_posted(request)[:1])
    if request.method == "POST" and form.is_valid():
        actions.void_incoming(paper, reason=form.cleaned_data["reason"], by=by)
        messages.success(request, f"收文{paper.label}已作废，号留存。")
        return redirect(paper)
    return render(request, "documents/incoming/void.html", {"paper": paper, "form": form})


@require_POST
@once
def sheet(request: OfficerRequest, pk: int) -> HttpResponse:
    """Have the 文件阅办单 made as a PDF."""
    paper = _visible(request, pk)
    actions.ask_for_sheet(paper, by=capacity_of(request.user))
    messages.success(request, "正在生成阅办单 PDF，可以先去办别的，好了会出现在「文件」里。")
    return redirect(paper)


@require_safe
def files(request: OfficerRequest, pk: int) -> HttpResponse:
    """The card 文件 alone, asked for again while a sheet is being made."""
    paper = _visible(request, pk)
    return render(request, "documents/incoming/_files.html", {"paper": paper, **_files(paper)})


@require_safe
def trail(request: OfficerRequest, pk: int) -> HttpResponse:
    """留痕: who did what, in which post, for whom, before and after."""
    paper = _visible(request, pk)
    page: dict[str, Any] = {"paper": paper, "entries": trail_of(paper), "case": case_of(paper)}
    page["may_void"] = may_void(paper, by=capacity_of(request.user))
    return render(request, "documents/incoming/trail.html", page)


def _card(request: OfficerRequest, paper: Incoming) -> HttpResponse:
    form = CardStepForm(*_posted(request)[:1], officer=request.user)
    if request.method == "POST" and form.is_valid():
        by = capacity_of(request.user, _desk_of(request))
        actions.record_card_step(paper, **form.cleaned_data, by=by)
        messages.success(request, "已记入登记卡。")
        return redirect(paper)
    steps = CardStep.objects.filter(incoming=paper).select_related("officer", "recorded_by")
    return render(
        request, "documents/incoming/card.html", {"paper": paper, "steps": steps, "form": form}
    )


def _visible(request: OfficerRequest, pk: int) -> Incoming:
    mine = Incoming.objects.visible_to(request.user).select_related(*ON_THE_PAGE)
    paper: Incoming = get_object_or_404(mine, pk=pk)
    return paper


def _asked(request: OfficerRequest, pk: int, taken: Run | None) -> Incoming | None:
    """The paper for who has a task of it: it was opened to him with the task, so nobody looks again."""
    if taken is None or not taken.asks(request.user):
        return None
    paper: Incoming = next(iter(_paper(pk)))
    theirs = paper.township_id == request.user.township_id and not paper.is_card
    return paper if theirs else None


@prepared_records
def _paper(pk: int) -> Any:
    return Incoming.objects.filter(pk=pk)


def _version(paper: Incoming) -> str:
    """What the page for mending was made from: the case and its last event."""
    case = case_of(paper)
    return f"{case.pk}.{case.revision}" if case else ""


def _files(paper: Incoming) -> dict[str, Any]:
    files = File.objects.attached_to(paper).order_by("order", "id")
    return {"files": files, "being_made": actions.SHEET.is_under_way(paper)}


def _posted(request: OfficerRequest) -> tuple[Any, ...]:
    return (request.POST, request.FILES) if request.method == "POST" else ()


def _blank(request: OfficerRequest) -> Incoming:
    return Incoming(township=request.user.township, registered_by=request.user)


def _desk_of(request: OfficerRequest) -> Post | None:
    """The office post in which one registers; the lowest, where one holds several."""
    posts = Post.objects.held_by(request.user).filter(department__is_office=True)
    return posts.order_by("-rank").first()


def _registered(request: OfficerRequest, form: RegisterForm) -> tuple[Incoming, str]:
    paper = form.save(commit=False)
    paper.source = _source(request, form)
    by = capacity_of(request.user, _desk_of(request))
    if paper.is_card:
        actions.register_card(paper, by=by)
        return paper, f"已登记为涉密件登记卡{paper.label}。"
    case = actions.register_incoming(paper, scans=form.cleaned_data["scans"], by=by)
    return paper, f"已登记为收文{paper.label}，{whither(case)}"


def _shown(paper: Incoming) -> Incoming | str:
    """Where the entry is seen; a card may not be opened by the clerk who made it out."""
    return "documents:register" if paper.is_card else paper


def _source(request: OfficerRequest, form: RegisterForm) -> Organ:
    said = form.cleaned_data
    by = capacity_of(request.user, _desk_of(request))
    return remember_organ(
        request.user.township, said["source_name"], level=said["source_level"], by=by
    )


def _form_page(request: OfficerRequest, form: RegisterForm) -> dict[str, Any]:
    organs = Organ.objects.filter(township=request.user.township)
    recent = list(organs.order_by(F("last_used").desc(nulls_last=True), "pinyin")[:200])
    return {
        "form": form,
        "organs": recent,
        "usual_sources": [organ.name for organ in recent[:AT_HAND]],
        "upcoming": actions.upcoming_label(request.user.township_id),
        "way": _way(request, form),
    }


def _way(request: OfficerRequest, form: RegisterForm) -> list[Any]:
    """The way for what has been filled in so far; a blank form goes the usual one."""
    paper, name = _blank(request), ""
    if form.is_bound:
        form.is_valid()
        paper, name = form.instance, form.cleaned_data.get("source_name", "")
    if paper.source_id is None:
        known = Organ.objects.filter(township=request.user.township, name=name).first()
        paper.source = known or Organ(township=request.user.township, name=name)
    return preview(INCOMING, paper, request.user)
