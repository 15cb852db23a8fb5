from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from township_office import clock
from township_office.approvals.models import Case
from township_office.approvals.registry import seen_by
from township_office.desk.actions import take_register
from township_office.desk.lists import BEGUN, DONE, Mine, todo_groups
from township_office.people.capacity import capacity_of
from township_office.people.models import Post
from township_office.people.requests import OfficerRequest
from township_office.ui.lists import render_register
from township_office.workdays.hours import day_of

GREETINGS = ((11, "上午好"), (13, "中午好"), (18, "下午好"), (24, "晚上好"))
AT_THE_SIDE = 6


@require_safe
def todo(request: OfficerRequest) -> HttpResponse:
    """待办: what waits for me, by urgency and deadline."""
    mine = Case.objects.open().begun_by(request.user).with_place().order_by("-id")[:AT_THE_SIDE]
    page = {"groups": todo_groups(request.user), "mine": [Mine(case) for case in mine]}
    return render(request, "desk/todo.html", page | _top(request, "todo"))


@require_safe
def begun(request: OfficerRequest) -> HttpResponse:
    """我发起的: what I sent, where it lies, with whom, since when."""
    cases = Case.objects.begun_by(request.user).with_place()
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
    cases = Case.objects.handled_by(request.user).filter(seen_by(request.user)).with_place()
    return render_register(
        request,
        DONE,
        cases,
        template="desk/list.html",
        taken=_noted(request),
        **_top(request, "done"),
    )


def _noted(request: OfficerRequest) -> Callable[[str, str, str], None]:
    """Who takes a register away; for ``render_register``."""
    return partial(take_register, request.user, by=capacity_of(request.user))


def _top(request: OfficerRequest, at: str) -> dict[str, Any]:
    """What stands above all three lists."""
    hour = clock.local(clock.now()).hour
    return {
        "at": at,
        "greeting": next(words for until, words in GREETINGS if hour < until),
        "today": clock.today(),
        "day": day_of(clock.today()),
        "posts": Post.objects.held_by(request.user),
    }
