from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from township_office import clock
from township_office.approvals.actions import urge
from township_office.approvals.circulation.lists import READ, how_many_to_read, read_by, to_read
from township_office.approvals.models import Case
from township_office.approvals.models.cases import CaseQuerySet
from township_office.approvals.registry import seen_by
from township_office.approvals.rules import unspoken
from township_office.desk.actions import take_register
from township_office.desk.filters import OverdueFilter
from township_office.desk.lists import BEGUN, DONE, OVERDUE, URGED, Mine, todo_groups, with_holder
from township_office.desk.rules import chases, looks_after_delays, overdue_for
from township_office.people.capacity import capacity_of
from township_office.people.models import Post
from township_office.people.requests import OfficerRequest
from township_office.ui.cards import cards_for
from township_office.ui.lists import render_register
from township_office.web.once import once
from township_office.workdays.hours import day_of

GREETINGS = ((11, "上午好"), (13, "中午好"), (18, "下午好"), (24, "晚上好"))
AT_THE_SIDE = 6


@require_safe
def todo(request: OfficerRequest) -> HttpResponse:
    """待办: what waits for me, by urgency and deadline."""
    mine = _placed(request, Case.objects.open().begun_by(request.user)).order_by("-id")
    page = {
        "groups": todo_groups(request.user),
        "mine": [Mine(case) for case in mine[:AT_THE_SIDE]],
        "cards": cards_for(request.user),
    }
    return render(request, "desk/todo.html", page | _top(request, "todo"))


@require_safe
def reading(request: OfficerRequest) -> HttpResponse:
    """待阅: what was sent me to read; ticked and circled thirty at a go."""
    page = {"items": to_read(request.user), "ticked": "all" in request.GET}
    return render(request, "desk/reading.html", page | _top(request, "reading"))


@require_safe
def read(request: OfficerRequest) -> HttpResponse:
    """已阅: what I have circled and may still see, the newest first."""
    return render_register(
        request,
        READ,
        read_by(request.user),
        template="desk/read.html",
        taken=_noted(request),
        **_top(request, "read"),
    )


@require_safe
def begun(request: OfficerRequest) -> HttpResponse:
    """我发起的: what I sent, where it lies, with whom, since when."""
    cases = _placed(request, Case.objects.begun_by(request.user))
    return render_register(
        request,
        BEGUN,
        cases,
        template="desk/list.html",
        taken=_noted(request),
        **_top(request, "begun"),
    )


@require_safe
def done(request: OfficerRequest) -> HttpResponse:
    """已办: what I have acted in and may still see, the newest first."""
    handled = Case.objects.handled_by(request.user).filter(seen_by(request.user))
    cases = _placed(request, handled)
    return render_register(
        request,
        DONE,
        cases,
        template="desk/list.html",
        taken=_noted(request),
        **_top(request, "done"),
    )


@require_safe
def overdue(request: OfficerRequest) -> HttpResponse:
    """超时: what lies too long, the longest first; the director urges from here."""
    to_paper = request.GET.get("as") in ("xlsx", "print")
    urges = chases(request.user) and not to_paper
    return render_register(
        request,
        URGED if urges else OVERDUE,
        with_holder(overdue_for(request.user)),
        filterset=OverdueFilter if looks_after_delays(request.user) else None,
        template="desk/overdue.html",
        taken=_noted(request),
        urges=urges,
    )


@require_POST
@once
def urge_overdue(request: OfficerRequest, pk: int) -> HttpResponse:
    """催办 whoever is late with this one."""
    late = Case.objects.filter(pk__in=overdue_for(request.user).values("case"))
    case = urge(get_object_or_404(late, pk=pk), by=capacity_of(request.user))
    messages.success(request, f"{case.label}已催办。")
    return redirect("desk:overdue")


def _placed(request: OfficerRequest, cases: CaseQuerySet) -> CaseQuerySet:
    """Where each lies, and whether it is late as far as that is his to read."""
    return cases.with_place(unspoken=unspoken(request.user))


def _noted(request: OfficerRequest) -> Callable[[str, str, str], None]:
    """Who takes a register away; for ``render_register``."""
    return partial(take_register, request.user, by=capacity_of(request.user))


def _top(request: OfficerRequest, at: str) -> dict[str, Any]:
    """What stands above all the lists."""
    hour = clock.local(clock.now()).hour
    return {
        "at": at,
        "greeting": next(words for until, words in GREETINGS if hour < until),
        "today": clock.today(),
        "day": day_of(clock.today()),
        "to_read": how_many_to_read(request.user),
        "posts": Post.objects.held_by(request.user),
    }
