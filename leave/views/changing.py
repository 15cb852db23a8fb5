from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from leave import actions
from leave.forms import CancellationForm, ExtensionForm, LengtheningForm, PermitForm, ReturnForm
from leave.models import Cancellation, Extension, Leave, Lengthening, Return, Trip
from leave.rules import changing
from leave.rules.abroad import check_can_note_permit
from leave.rules.applicants import as_he_asks
from leave.views.asking import LOOK
from leave.views.previews import of_extension, of_lengthening
from township_office.approvals.deciding import whither
from township_office.people.requests import OfficerRequest
from township_office.web.once import once


@once
def extend(request: OfficerRequest, pk: int) -> HttpResponse:
    """续假, by the way of the total."""
    leave = _leave(request, pk)
    by = as_he_asks(request.user)
    changing.check_can_extend(leave, by=by)
    form = ExtensionForm(*_posted(request), by=by, instance=Extension(leave=leave))
    if _sent(request) and form.is_valid():
        return _gone(request, form.instance, actions.ask_extension(form.instance, by=by))
    page = {"leave": leave, "form": form, "seen": of_extension(form)}
    return render(request, "leave/extend.html", page)


@require_safe
def extend_way(request: OfficerRequest, pk: int) -> HttpResponse:
    leave = _leave(request, pk)
    by = as_he_asks(request.user)
    changing.check_can_extend(leave, by=by)
    form = ExtensionForm(request.GET, by=by, instance=Extension(leave=leave))
    return render(request, "leave/_way.html", {"seen": of_extension(form)})


@once
def cancel(request: OfficerRequest, pk: int) -> HttpResponse:
    """取消, before leaving."""
    leave = _leave(request, pk)
    by = as_he_asks(request.user)
    changing.check_can_cancel(leave, by=by)
    form = CancellationForm(*_posted(request), by=by, instance=Cancellation(leave=leave))
    if _sent(request) and form.is_valid():
        return _gone(request, form.instance, actions.ask_cancellation(form.instance, by=by))
    return render(request, "leave/cancel.html", {"leave": leave, "form": form})


@once
def back(request: OfficerRequest, pk: int) -> HttpResponse:
    """销假, early, in time or late."""
    leave = _leave(request, pk)
    by = as_he_asks(request.user)
    changing.check_can_return(leave, by=by)
    form = ReturnForm(*_posted(request), by=by, instance=Return(leave=leave))
    if _sent(request) and form.is_valid():
        return _gone(request, form.instance, actions.ask_return(form.instance, by=by))
    page = {"leave": leave, "form": form, "needs_proof": changing.needs_proof(leave)}
    return render(request, "leave/back.html", page)


@once
def permit(request: OfficerRequest, pk: int) -> HttpResponse:
    """登记出国（境）批准, before the leave is decided."""
    leave = _leave(request, pk)
    by = as_he_asks(request.user)
    check_can_note_permit(leave, by=by)
    form = PermitForm(*_posted(request), by=by, instance=leave, initial=_permit(leave))
    if request.method == "POST" and form.is_valid():
        actions.note_permit(leave, by=by)
        messages.success(request, "已登记，审批的领导能看到。")
        return redirect(leave)
    return render(request, "leave/permit.html", {"leave": leave, "form": form})


@once
def lengthen(request: OfficerRequest, pk: int) -> HttpResponse:
    """延长外出, by the way of the trip."""
    trip = _trip(request, pk)
    by = as_he_asks(request.user)
    changing.check_can_lengthen(trip, by=by)
    form = LengtheningForm(*_posted(request), by=by, instance=Lengthening(trip=trip))
    if _sent(request) and form.is_valid():
        return _gone(request, form.instance, actions.ask_lengthening(form.instance, by=by))
    page = {"trip": trip, "form": form, "seen": of_lengthening(form)}
    return render(request, "leave/lengthen.html", page)


@require_safe
def lengthen_way(request: OfficerRequest, pk: int) -> HttpResponse:
    trip = _trip(request, pk)
    by = as_he_asks(request.user)
    changing.check_can_lengthen(trip, by=by)
    form = LengtheningForm(request.GET, by=by, instance=Lengthening(trip=trip))
    return render(request, "leave/_way.html", {"seen": of_lengthening(form)})


@require_POST
@once
def trip_end(request: OfficerRequest, pk: int) -> HttpResponse:
    """Back from a trip, or not gone."""
    trip = _trip(request, pk)
    actions.end_trip(trip, by=as_he_asks(request.user))
    messages.success(request, "已记下，干部去向显示在岗。")
    return redirect(trip)


def _leave(request: OfficerRequest, pk: int) -> Leave:
    rows = Leave.objects.visible_to(request.user)
    related = ("kind", "officer", "post", "department", "substitute", "township")
    leave: Leave = get_object_or_404(rows.select_related(*related), pk=pk)
    return leave


def _permit(leave: Leave) -> dict[str, Any]:
    """What was recorded before, to be corrected."""
    return {name: getattr(leave, name) for name in ("permit", "permit_on", "passport")}


def _trip(request: OfficerRequest, pk: int) -> Trip:
    rows = Trip.objects.visible_to(request.user)
    related = ("officer", "post", "department", "substitute", "township")
    trip: Trip = get_object_or_404(rows.select_related(*related), pk=pk)
    return trip


def _posted(request: OfficerRequest) -> tuple[Any, ...]:
    return (request.POST,) if request.method == "POST" else ()


def _sent(request: OfficerRequest) -> bool:
    return request.method == "POST" and request.POST.get("act") != LOOK


def _gone(request: OfficerRequest, change: Any, case: Any) -> HttpResponse:
    messages.success(request, f"{change}：{whither(case)}")
    return redirect(change)
