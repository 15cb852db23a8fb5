from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from leave.filters import LeaveFilter
from leave.lists import MINE, MONTH, REGISTER, TRIPS, board_of, card_of, with_standing
from leave.models import Leave, Trip, keeps_leaves
from leave.rules.switches import BACKFILL, setting
from township_office import clock
from township_office.desk.actions import take_register
from township_office.people.capacity import capacity_of
from township_office.people.models import Officer
from township_office.people.requests import OfficerRequest
from township_office.ui.lists import render_register
from township_office.web.refusals import Refused

ONLY_KEEPERS = "请假登记簿由文书和办公室主任管理。自己的请假在「请假」里看。"


@require_safe
def mine(request: OfficerRequest) -> HttpResponse:
    """我的请假: every slip of one's own."""
    own = Leave.objects.filter(officer=request.user).select_related("kind", "officer")
    return render_register(
        request,
        MINE,
        with_standing(own),
        template="leave/mine.html",
        taken=_noted(request),
        may_backfill=setting(BACKFILL, request.user.township_id),
    )


@require_safe
def register(request: OfficerRequest) -> HttpResponse:
    """请假登记簿, for whoever keeps it (A2.5)."""
    return render_register(
        request,
        REGISTER,
        with_standing(_all(request)),
        filterset=LeaveFilter,
        template="leave/register.html",
        taken=_noted(request),
    )


@require_safe
def month(request: OfficerRequest) -> HttpResponse:
    """请假月报: one month, for print and Excel."""
    return render_register(
        request, MONTH, _all(request), template="leave/month.html", taken=_noted(request)
    )


@require_safe
def trips(request: OfficerRequest) -> HttpResponse:
    """外出: one's own, and what one may see of others'."""
    rows = Trip.objects.visible_to(request.user).select_related("officer", "post")
    return render_register(
        request, TRIPS, with_standing(rows), template="leave/trips.html", taken=_noted(request)
    )


@require_safe
def own_card(request: OfficerRequest) -> HttpResponse:
    return _card(request, request.user)


@require_safe
def card(request: OfficerRequest, officer: int) -> HttpResponse:
    """The card of one person: his own affair, and of whoever keeps the register."""
    if officer == request.user.pk:
        return _card(request, request.user)
    if not keeps_leaves(request.user):
        raise Http404
    people = Officer.objects.filter(township=request.user.township_id)
    return _card(request, get_object_or_404(people, pk=officer))


@require_safe
def board(request: OfficerRequest) -> HttpResponse:
    """干部去向: today and this week, by department."""
    return render(request, "leave/board.html", {"board": board_of(request.user.township_id)})


def _card(request: OfficerRequest, officer: Officer) -> HttpResponse:
    this = clock.today().year
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and this - 20 <= int(asked) <= this + 1 else this
    return render(request, "leave/card.html", {"card": card_of(officer, year)})


def _all(request: OfficerRequest) -> QuerySet[Any]:
    if not keeps_leaves(request.user):
        raise Refused(ONLY_KEEPERS)
    rows = Leave.objects.visible_to(request.user)
    return rows.select_related("officer", "post", "department", "kind")


def _noted(request: OfficerRequest) -> Callable[[str, str, str], None]:
    return partial(take_register, request.user, by=capacity_of(request.user))
