"""Requests for seals: the list, the form, the page of one with what one may do there."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.html import format_html
from django.views.decorators.http import require_safe

from seals.frequent.models import FrequentMatter
from seals.frequent.rules import may_keep
from seals.using import actions, prints, rules
from seals.using.actions.asking import upcoming_label
from seals.using.approval import USE
from seals.using.checks import BLANK
from seals.using.filters import RequestFilter
from seals.using.forms import AmendForm, AskForm, PartForm
from seals.using.lists import REQUESTS
from seals.using.models import STAMP, Request, Stamping
from township_office.approvals.core import Outcome
from township_office.approvals.deciding import decide, held, onward, whither
from township_office.approvals.deciding.panel import Decision
from township_office.approvals.forms import ReasonForm
from township_office.approvals.models import Case
from township_office.approvals.registry import case_of
from township_office.approvals.run import run_of
from township_office.approvals.story import Story, preview
from township_office.audit.trail import trail_of
from township_office.desk.actions import take_register
from township_office.files.models import File
from township_office.people.capacity import capacity_of
from township_office.people.models import Line
from township_office.people.requests import OfficerRequest
from township_office.people.rules import department_of
from township_office.ui.lists import render_register
from township_office.ui.titles import in_marks
from township_office.web.once import once
from township_office.web.refusals import Stale

ON_THE_PAGE = ("township", "seal", "matter", "applicant", "department")


@require_safe
def requests(http: OfficerRequest) -> HttpResponse:
    """用印申请: one's own, under way, approved and not yet stamped."""
    listed = Request.objects.listed_for(http.user).with_standing()
    return render_register(
        http,
        REQUESTS,
        listed.select_related("seal", "matter", "department", "applicant"),
        filterset=RequestFilter,
        template="seals/using/requests.html",
        taken=partial(take_register, http.user, by=capacity_of(http.user)),
    )


@once
def new(http: OfficerRequest) -> HttpResponse:
    """申请用印: one page, as many seals as are ticked."""
    form = AskForm(*_posted(http), officer=http.user, initial=_initial(http))
    if http.method == "POST" and form.is_valid():
        asked = form.requests()
        cases = actions.ask_together(asked, form.papers(), by=capacity_of(http.user))
        for each, case in zip(asked, cases, strict=True):
            messages.success(http, format_html("{}：{}", each.seal, whither(case)))
        return redirect(asked[0])
    page = {"form": form, "upcoming": upcoming_label(http.user.township_id)}
    page["frequents"] = FrequentMatter.objects.visible_to(http.user).kept()
    return render(http, "seals/using/new.html", page | _ways(http, form))


@require_safe
def way(http: OfficerRequest) -> HttpResponse:
    """将这样走, for each seal the form names so far."""
    department_of(http.user, "申请用印")
    form = AskForm(http.GET, officer=http.user)
    return render(http, "seals/using/_ways.html", _ways(http, form))


@once
def request(http: OfficerRequest, pk: int) -> HttpResponse:
    """One request: the sheet, the file, the decision or the stamping, the way."""
    taken = held(http, Request, pk)
    asked = _visible(http, pk)
    run = run_of(asked, taken)
    if run is None:
        return render(http, "seals/using/page.html", _page(asked, None))
    decision = decide(http, run)
    if decision.done:
        messages.success(http, format_html("{}{}", in_marks(asked.title), decision.done))
        return redirect(onward(decision, asked))
    page = _page(asked, decision.story) | {"case": run.case, "decision": decision}
    page |= _at_the_seal(asked, run.case, decision)
    own = run.case.outcome == Outcome.WITHDRAWN and asked.applicant_id == http.user.pk
    page["may_amend"] = not asked.voided_on and (decision.returned_to_me or own)
    page["may_keep"] = may_keep(asked, http.user)
    return render(http, "seals/using/page.html", page)


@once
def amend(http: OfficerRequest, pk: int) -> HttpResponse:
    """Mend a withdrawn or returned request, and send it on again."""
    asked, by = _visible(http, pk), capacity_of(http.user)
    case = rules.check_can_amend(asked, by=by)
    version = f"{case.pk}.{case.revision}" if case else ""
    if http.method == "POST" and http.POST.get("version", "") != version:
        raise Stale("您打开以后这件有了变化，没有改。请重新打开再改。")
    form = AmendForm(*_posted(http), officer=http.user, instance=asked, **_handed_in(asked))
    if http.method == "POST" and form.is_valid():
        actions.amend_request(asked, form.papers(), by=by)
        messages.success(http, whither(actions.send_request(asked, by=by)))
        return redirect(asked)
    page = {"asked": asked, "form": form, "version": version, **_files(asked)}
    page["ways"] = [(asked.seal, preview(USE, asked, http.user))]
    return render(http, "seals/using/amend.html", page)


@once
def void(http: OfficerRequest, pk: int) -> HttpResponse:
    """作废."""
    asked, by = _visible(http, pk), capacity_of(http.user)
    rules.check_can_void(asked, by=by)
    form = ReasonForm(*_posted(http)[:1])
    if http.method == "POST" and form.is_valid():
        actions.void_request(asked, reason=form.cleaned_data["reason"], by=by)
        messages.success(http, f"用印申请{asked.label}已作废，号留存。")
        return redirect(asked)
    return render(http, "seals/using/void.html", {"asked": asked, "form": form})


@once
def part(http: OfficerRequest, pk: int) -> HttpResponse:
    """先盖一部分: so many now, the rest later; the request stays with the keeper."""
    held(http, Request, pk)
    asked, by = _visible(http, pk), capacity_of(http.user)
    rules.check_at_the_seal(asked.seal, by=by)
    rules.check_approved(asked, by=by)
    form = PartForm(*_posted(http), subject=asked, officer=http.user)
    if http.method == "POST" and form.is_valid():
        line = actions.stamp(asked, **form.deed(), by=by)
        messages.success(http, f"已盖 {line.copies} 份，记入{line}，余 {asked.left} 份。")
        return redirect(asked)
    page = {"asked": asked, "form": form, "unchanged": True, **_files(asked)}
    return render(http, "seals/using/part.html", page)


@require_safe
def trail(http: OfficerRequest, pk: int) -> HttpResponse:
    """留痕: who did what, in which post, for whom, before and after."""
    asked = _visible(http, pk)
    page: dict[str, Any] = {"asked": asked, "entries": trail_of(asked), "case": case_of(asked)}
    page["may_void"] = rules.may_void(asked, by=capacity_of(http.user))
    return render(http, "seals/using/trail.html", page)


def _visible(http: OfficerRequest, pk: int) -> Request:
    mine = Request.objects.visible_to(http.user).select_related(*ON_THE_PAGE)
    asked: Request = get_object_or_404(mine, pk=pk)
    return asked


def _page(asked: Request, story: Story | None) -> dict[str, Any]:
    lines = list(asked.stampings.all().standing().order_by("at", "id"))
    return {
        "asked": asked,
        "sheet": prints.sheet(asked, story, lines),
        "scans": _scans(lines),
        "beside": _beside(asked),
        **_files(asked),
    }


def _files(asked: Request) -> dict[str, Any]:
    """What is to be stamped, and what else hangs on it."""
    files = list(File.objects.attached_to(asked))
    return {
        "content": [each for each in files if each.role == rules.CONTENT],
        "other_files": [each for each in files if each.role != rules.CONTENT],
        "items": asked.items.all(),
        "source": asked.source,
    }


def _scans(lines: list[Stamping]) -> Any:
    """Of the pages as they were stamped."""
    kind = ContentType.objects.get_for_model(Stamping)
    return File.objects.filter(content_type=kind, object_id__in=[line.pk for line in lines])


def _beside(asked: Request) -> Any:
    """The other seals that were asked for together with this one (ADR 8)."""
    if asked.bundle is None:
        return []
    others = Request.objects.filter(township_id=asked.township_id, bundle=asked.bundle)
    return others.exclude(pk=asked.pk).select_related("seal")


def _at_the_seal(asked: Request, case: Case, decision: Decision) -> dict[str, Any]:
    """For whom it lies at the seal: the file to compare with, and whether it is the approved one."""
    if decision.kind is None or decision.kind.key != STAMP:
        return {}
    return {"stamping": True, "unchanged": rules.is_unchanged(case), "may_part": asked.left > 1}


def _handed_in(asked: Request) -> dict[str, bool]:
    legal = File.objects.attached_to(asked).filter(role=rules.LEGAL)
    return {
        "has_file": rules.has_file(asked),
        "has_legal": legal.exists(),
    }


def _initial(http: OfficerRequest) -> dict[str, Any]:
    """What the address says already: ``?matter=3&title=…``, or a frequent matter (``?from=7``)."""
    names = ("matter", "title", "document_number", "copies", "side", "on_behalf")
    line = department_of(http.user, "申请用印").line
    side = Line.PARTY if line == Line.PARTY else Line.GOVERNMENT
    said = {name: http.GET[name] for name in names if http.GET.get(name)}
    return {"side": side} | _frequent(http) | said


def _frequent(http: OfficerRequest) -> dict[str, Any]:
    """What the frequent matter that was tapped says of itself, and the seals it takes."""
    pk = http.GET.get("from", "")
    if not (pk.isascii() and pk.isdigit()):
        return {}
    frequent = FrequentMatter.objects.visible_to(http.user).kept().filter(pk=int(pk[:18])).first()
    if frequent is None:
        return {}
    return frequent.said() | {"seals": list(frequent.takes.values_list("seal", flat=True))}


def _posted(http: OfficerRequest) -> tuple[Any, ...]:
    return (http.POST, http.FILES) if http.method == "POST" else ()


def _ways(http: OfficerRequest, form: AskForm) -> dict[str, Any]:
    """The way for each seal, as far as the form says what it is for; or why there is none."""
    if not form.is_bound:
        return {"ways": []}
    form.is_valid()
    if "matter" not in form.cleaned_data:
        return {"ways": [], "why": BLANK if BLANK in form.errors.get("matter", ()) else ""}
    asked, department = form.requests(), department_of(http.user, "申请用印")
    for each in asked:
        each.applicant, each.department = http.user, department
    return {"ways": [(each.seal, preview(USE, each, http.user)) for each in asked]}
