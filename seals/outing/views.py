from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.html import format_html
from django.views.decorators.http import require_safe

from seals.outing import actions, rules
from seals.outing.approval import OUTING
from seals.outing.filters import OutingFilter
from seals.outing.forms import LongerForm, OutingForm
from seals.outing.lists import OUTINGS
from seals.outing.models import Extension, Outing
from township_office.approvals.core import Outcome
from township_office.approvals.deciding import decide, held, onward, whither
from township_office.approvals.registry import case_of
from township_office.approvals.run import run_of
from township_office.approvals.story import preview
from township_office.audit.trail import trail_of
from township_office.desk.actions import take_register
from township_office.files.models import File
from township_office.notices.bell import opened
from township_office.people.capacity import capacity_of
from township_office.people.models import Post
from township_office.people.requests import OfficerRequest
from township_office.ui.lists import render_register
from township_office.web.once import once
from township_office.web.refusals import Stale

PEOPLE = ("seal", "carrier", "escort", "applicant", "department")


@require_safe
def outings(request: OfficerRequest) -> HttpResponse:
    """印章外带: what is out now stands first."""
    mine = Outing.objects.visible_to(request.user).select_related(*PEOPLE)
    return render_register(
        request,
        OUTINGS,
        mine.with_standing(),
        filterset=OutingFilter,
        template="seals/outing/outings.html",
        taken=partial(take_register, request.user, by=capacity_of(request.user)),
        out_now=mine.out().order_by("until"),
    )


@once
def new(request: OfficerRequest) -> HttpResponse:
    """外带申请."""
    form = OutingForm(*_posted(request), officer=request.user, instance=_blank(request))
    if request.method == "POST" and form.is_valid():
        outing = form.save(commit=False)
        said = form.cleaned_data
        by = capacity_of(request.user, _post_of(request))
        case = actions.ask_outing(outing, said["lines"], files=said["contents"], by=by)
        messages.success(request, f"外带{outing.label}：{whither(case)}")
        return redirect(outing)
    page = {"form": form, "way": _way(request, form)}
    page["upcoming"] = actions.upcoming_label(request.user.township_id)
    return render(request, "seals/outing/new.html", page)


@require_safe
def way(request: OfficerRequest) -> HttpResponse:
    """将这样走, for the seal chosen so far."""
    form = OutingForm(request.GET, officer=request.user, instance=_blank(request))
    return render(request, "seals/outing/_way.html", {"way": _way(request, form)})


@once
def outing(request: OfficerRequest, pk: int) -> HttpResponse:
    """One outing: what was asked for, where the seal is, the decision, the way."""
    taken = held(request, Outing, pk)
    record = _visible(request, pk)
    run = run_of(record, taken)
    if run is None:
        raise Http404
    decision = decide(request, run)
    if decision.done:
        messages.success(request, format_html("外带{}{}", record.label, decision.done))
        return redirect(onward(decision, record))
    draft = run.case.outcome == Outcome.WITHDRAWN and record.applicant_id == request.user.pk
    returned = decision.returned_to_me and not record.is_out
    page = {"outing": record, "case": run.case, "decision": decision}
    page |= {"may_amend": returned or draft, **_shown(record)}
    page["may_ask_longer"] = _takes_part(request, record)
    return render(request, "seals/outing/page.html", page)


@once
def amend(request: OfficerRequest, pk: int) -> HttpResponse:
    """Mend a withdrawn or returned outing, and send it on again."""
    record = _visible(request, pk)
    by = capacity_of(request.user, _post_of(request))
    case = rules.check_can_amend(record, by=by)
    version = f"{case.pk}.{case.revision}" if case else ""
    if request.method == "POST" and request.POST.get("version") != version:
        raise Stale("您打开以后这件有了变化，没有改。请重新打开再改。")
    form = OutingForm(*_posted(request), officer=request.user, instance=record)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        changed = form.save(commit=False)
        actions.amend_outing(changed, said["lines"], files=said["contents"], by=by)
        messages.success(request, whither(actions.send_outing(changed, by=by)))
        return redirect(changed)
    page = {"form": form, "outing": record, "version": version, "way": _way(request, form)}
    return render(request, "seals/outing/amend.html", page | {"files": _files(record)})


@once
def longer(request: OfficerRequest, pk: int) -> HttpResponse:
    """申请延期: who has the seal with him asks, one at a time."""
    record = _visible(request, pk)
    if request.method == "GET":
        opened(request, f"{OUTING.key}:{record.pk}")
    by = capacity_of(request.user)
    form = LongerForm(*_posted(request)[:1], outing=record)
    if request.method == "POST" and form.is_valid():
        case = actions.ask_longer(record, **form.cleaned_data, by=by)
        messages.success(request, f"申请延期：{whither(case)}")
        return redirect(record)
    page = {"outing": record, **_shown(record)}
    waits = any(each.is_waiting for each in page["extensions"])
    page["form"] = form if _takes_part(request, record) and not waits else None
    return render(request, "seals/outing/longer.html", page)


@once
def extension(request: OfficerRequest, longer: int) -> HttpResponse:
    """One 延期: until when and why, the outing, the decision, the way."""
    taken = held(request, Extension, longer)
    mine = Extension.objects.visible_to(request.user)
    of = [f"outing__{name}" for name in (*PEOPLE, "township")]
    record = get_object_or_404(mine.select_related("asked_by", *of), pk=longer)
    run = run_of(record, taken)
    if run is None:
        raise Http404
    decision = decide(request, run)
    if decision.done:
        messages.success(request, format_html("{}：{}", run.case.label, decision.done))
        return redirect(onward(decision, record))
    page = {"extension": record, "outing": record.outing, "case": run.case, "decision": decision}
    return render(request, "seals/outing/extension.html", page | _shown(record.outing))


@require_safe
def trail(request: OfficerRequest, pk: int) -> HttpResponse:
    """留痕: who did what, in which post, before and after."""
    record = _visible(request, pk)
    page = {"outing": record, "entries": trail_of(record), "case": case_of(record)}
    return render(request, "seals/outing/trail.html", page)


def _visible(request: OfficerRequest, pk: int) -> Outing:
    mine = Outing.objects.visible_to(request.user).select_related(*PEOPLE, "township")
    record: Outing = get_object_or_404(mine, pk=pk)
    return record


def _shown(record: Outing) -> dict[str, Any]:
    people = ("asked_by", "decided_by")
    return {
        "sheets": list(record.sheets.select_related("stamping")),
        "extensions": list(record.extensions.select_related(*people)),
        "files": _files(record),
    }


def _files(record: Outing) -> Any:
    return File.objects.attached_to(record).order_by("order", "id")


def _takes_part(request: OfficerRequest, record: Outing) -> bool:
    parties = (record.carrier_id, record.escort_id, record.applicant_id)
    return record.is_out and request.user.pk in parties


def _posted(request: OfficerRequest) -> tuple[Any, ...]:
    return (request.POST, request.FILES) if request.method == "POST" else ()


def _blank(request: OfficerRequest) -> Outing:
    return Outing(township=request.user.township, applicant=request.user)


def _post_of(request: OfficerRequest) -> Post | None:
    """The post in which one asks: the first of one's own."""
    return Post.objects.held_by(request.user).order_by("rank", "pk").first()


def _way(request: OfficerRequest, form: OutingForm) -> list[Any]:
    """The way for the seal chosen so far."""
    if form.is_bound:
        form.is_valid()
    return preview(OUTING, form.instance, request.user)
