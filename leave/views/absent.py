from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from leave import actions
from leave.forms import ReasonForm, UnexcusedForm
from leave.lists import UNEXCUSED
from leave.models import Unexcused
from leave.rules.absent import check_can_withdraw, check_notes
from township_office.approvals.rules import DIRECTOR
from township_office.audit.capacity import Capacity
from township_office.desk.actions import take_register
from township_office.people.capacity import capacity_of
from township_office.people.models import Post
from township_office.people.requests import OfficerRequest
from township_office.people.today import today_of
from township_office.ui.lists import render_register
from township_office.web.once import once


@require_safe
def unexcused(request: OfficerRequest) -> HttpResponse:
    """未请假缺岗: one's own; for the director and the principal leaders all."""
    rows = Unexcused.objects.visible_to(request.user).select_related("officer", "noted_by")
    return render_register(
        request,
        UNEXCUSED,
        rows,
        template="leave/unexcused.html",
        taken=partial(take_register, request.user, by=capacity_of(request.user)),
        may_note=today_of(request.user).has_role(DIRECTOR),
    )


@once
def unexcused_new(request: OfficerRequest) -> HttpResponse:
    """The director notes it, with what the person said."""
    by = _as_director(request)
    check_notes(by)
    form = UnexcusedForm(*_posted(request), by=by)
    if request.method == "POST" and form.is_valid():
        actions.note_unexcused(form.instance, by=by)
        messages.success(request, f"已记下{form.instance}，本人会收到消息。")
        return redirect("leave:unexcused")
    return render(request, "leave/unexcused_new.html", {"form": form})


@once
def unexcused_withdraw(request: OfficerRequest, pk: int) -> HttpResponse:
    """撤销, with the reason."""
    noted = get_object_or_404(Unexcused.objects.visible_to(request.user), pk=pk)
    by = _as_director(request)
    check_can_withdraw(noted, by=by)
    form = ReasonForm(*_posted(request))
    if request.method == "POST" and form.is_valid():
        actions.withdraw_unexcused(noted, reason=form.cleaned_data["reason"], by=by)
        messages.success(request, "已撤销，本人会收到消息。")
        return redirect("leave:unexcused")
    return render(request, "leave/unexcused_withdraw.html", {"noted": noted, "form": form})


def _as_director(request: OfficerRequest) -> Capacity:
    return capacity_of(request.user, Post.objects.held_by(request.user).order_by("rank").first())


def _posted(request: OfficerRequest) -> tuple[Any, ...]:
    return (request.POST,) if request.method == "POST" else ()
