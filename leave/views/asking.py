from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from leave import actions
from leave.forms import BackfillForm, LeaveForm, ReasonForm, TripForm
from leave.models import Leave, Trip, absence_of
from leave.rules.applicants import as_he_asks, place_of
from leave.rules.asking import check_can_amend, check_can_void
from leave.rules.switches import BACKFILL, setting
from leave.views.previews import Preview, of_leave, of_trip
from township_office.approvals.deciding import whither
from township_office.approvals.registry import case_of
from township_office.people.requests import OfficerRequest
from township_office.web.once import once
from township_office.web.refusals import Refused, Stale

LOOK = "look"  # without script: show the way, send nothing
LEAVE_PAGE, TRIP_PAGE = "leave/new.html", "leave/trip_new.html"


@once
def new(request: OfficerRequest) -> HttpResponse:
    """请假条: one page says how many days, who gives an opinion, who decides."""
    place_of(request.user)
    form = LeaveForm(*_posted(request), by=request.user)
    if _sent(request) and form.is_valid():
        case = actions.ask_leave(
            form.instance, proofs=form.cleaned_data["proofs"], by=as_he_asks(request.user)
        )
        return _gone(request, form.instance, case)
    return render(request, LEAVE_PAGE, {"form": form, "seen": of_leave(form), **_switches(request)})


@require_safe
def way(request: OfficerRequest) -> HttpResponse:
    """将这样走, for what the slip says so far."""
    place_of(request.user)
    form = LeaveForm(request.GET, by=request.user)
    return _way(request, of_leave(form))


@once
def trip_new(request: OfficerRequest) -> HttpResponse:
    """报外出."""
    place_of(request.user)
    form = TripForm(*_posted(request)[:1], by=request.user)
    if _sent(request) and form.is_valid():
        case = actions.ask_trip(form.instance, by=as_he_asks(request.user))
        return _gone(request, form.instance, case)
    return render(request, TRIP_PAGE, {"form": form, "seen": of_trip(form)})


@require_safe
def trip_way(request: OfficerRequest) -> HttpResponse:
    place_of(request.user)
    return _way(request, of_trip(TripForm(request.GET, by=request.user)))


@once
def amend(request: OfficerRequest, pk: int) -> HttpResponse:
    """Mend a slip that was withdrawn or came back, and send it on again."""
    leave = _own(request, Leave, pk)
    form = LeaveForm(*_posted(request), by=request.user, instance=leave)
    if _sent(request) and form.is_valid():
        proofs = form.cleaned_data["proofs"]
        case = actions.amend_leave(leave, proofs=proofs, by=as_he_asks(request.user))
        return _gone(request, leave, case)
    page = {"form": form, "seen": of_leave(form), "again": _own(request, Leave, pk)}
    return render(request, LEAVE_PAGE, page | {"version": _version(leave)})


@once
def trip_amend(request: OfficerRequest, pk: int) -> HttpResponse:
    trip = _own(request, Trip, pk)
    form = TripForm(*_posted(request)[:1], by=request.user, instance=trip)
    if _sent(request) and form.is_valid():
        return _gone(request, trip, actions.amend_trip(trip, by=as_he_asks(request.user)))
    page = {"form": form, "seen": of_trip(form), "again": _own(request, Trip, pk)}
    return render(request, TRIP_PAGE, page | {"version": _version(trip)})


@once
def void(request: OfficerRequest, pk: int) -> HttpResponse:
    return _void(request, Leave, pk)


@once
def trip_void(request: OfficerRequest, pk: int) -> HttpResponse:
    return _void(request, Trip, pk)


@once
def backfill_new(request: OfficerRequest) -> HttpResponse:
    """补假, where the township allows it."""
    place_of(request.user)
    if not setting(BACKFILL, request.user.township_id):
        raise Refused("本乡镇不办补假：假条要在离岗之前批（A2.5）。")
    form = BackfillForm(*_posted(request), by=request.user)
    if _sent(request) and form.is_valid():
        leave, why = form.instance, form.cleaned_data["why"]
        case = actions.ask_backfill(leave, reason=why, by=as_he_asks(request.user))
        return _gone(request, leave.backfills.get(), case)
    page = {"form": form, "seen": of_leave(form), "afterwards": True}
    return render(request, LEAVE_PAGE, page)


def _void(request: OfficerRequest, model: Any, pk: int) -> HttpResponse:
    """作废 what was withdrawn or came back."""
    absence = _visible(request, model, pk)
    by = as_he_asks(request.user)
    check_can_void(absence, by=by)
    form = ReasonForm(*_posted(request)[:1])
    if request.method == "POST" and form.is_valid():
        actions.void(absence, reason=form.cleaned_data["reason"], by=by)
        messages.success(request, f"{absence}已作废，号留存。")
        return redirect(absence)
    return render(request, "leave/void.html", {"absence": absence, "form": form})


def _gone(request: OfficerRequest, subject: Any, case: Any) -> HttpResponse:
    absence = absence_of(subject)
    words = "已记下。" if absence.approved_on and not case.outcome else whither(case)
    messages.success(request, f"{subject}：{words}")
    return redirect(subject)


def _way(request: OfficerRequest, seen: Preview) -> HttpResponse:
    return render(request, "leave/_way.html", {"seen": seen})


def _switches(request: OfficerRequest) -> dict[str, Any]:
    return {"may_backfill": setting(BACKFILL, request.user.township_id)}


def _posted(request: OfficerRequest) -> tuple[Any, ...]:
    return (request.POST, request.FILES) if request.method == "POST" else ()


def _sent(request: OfficerRequest) -> bool:
    return request.method == "POST" and request.POST.get("act") != LOOK


def _visible(request: OfficerRequest, model: Any, pk: int) -> Any:
    rows = model.objects.visible_to(request.user).select_related("officer", "post", "department")
    return get_object_or_404(rows, pk=pk)


def _own(request: OfficerRequest, model: Any, pk: int) -> Any:
    """What he may mend, as the page he sends was made from it."""
    absence = _visible(request, model, pk)
    check_can_amend(absence, by=as_he_asks(request.user))
    if _sent(request) and request.POST.get("version") != _version(absence):
        raise Stale("您打开以后这件有了变化，没有改。请重新打开再改。")
    return absence


def _version(absence: Any) -> str:
    case = case_of(absence)
    return f"{case.pk}.{case.revision}" if case else ""
