from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.views.decorators.http import require_POST, require_safe

from township_office.audit.capacity import Capacity
from township_office.people.capacity import capacity_of
from township_office.people.models import Officer, Post, StandIn
from township_office.people.requests import OfficerRequest
from township_office.people.stand_ins.actions import appoint_stand_in, end_stand_in
from township_office.people.stand_ins.forms import PrincipalForm, StandInForm
from township_office.people.stand_ins.rules import DIRECTOR, left_without, may_arrange
from township_office.web.once import once

AT_A_GLANCE = 12


@require_safe
def stand_ins(request: OfficerRequest) -> HttpResponse:
    """委托: what I gave and was given; for the office, all that hold and will hold."""
    officer = request.user
    rows = StandIn.objects.select_related("principal", "deputy", "made_by")
    page: dict[str, Any] = {
        "given": rows.filter(principal=officer).order_by("-valid_from", "-pk")[:AT_A_GLANCE],
        "taken": rows.filter(deputy=officer).order_by("-valid_from", "-pk")[:AT_A_GLANCE],
        "arranges": may_arrange(officer.pk),
    }
    if page["arranges"]:
        whole = rows.filter(principal__township=officer.township_id).to_come()
        page["whole"] = whole.order_by("valid_from", "pk")
        page["principal_form"] = PrincipalForm(township_id=officer.township_id)
    return render(request, "people/stand_ins.html", page)


@once
def new(request: OfficerRequest) -> HttpResponse:
    """办理委托: for oneself, or by the office for somebody who said so (?of=)."""
    principal = _principal(request)
    posted = [request.POST] if request.method == "POST" else []
    form = StandInForm(
        *posted, principal=principal, by=_capacity(request, principal), initial=_proposed(request)
    )
    if form.is_valid():
        given = _appointed(form)
        messages.success(request, _settled(given))
        return redirect("people:stand_ins:all")
    return render(request, "people/stand_in_new.html", {"form": form, "principal": principal})


@require_POST
@once
def end(request: OfficerRequest, pk: int) -> HttpResponse:
    """提前结束, by him who gave it or by the office."""
    rows = StandIn.objects.filter(principal__township=request.user.township_id)
    if not may_arrange(request.user.pk):
        rows = rows.concerning(request.user)
    given = get_object_or_404(rows.select_related("principal", "deputy"), pk=pk)
    end_stand_in(given, by=_capacity(request, given.principal))
    messages.success(request, f"{given}已结束，从现在起由{given.principal}本人办理。")
    return redirect("people:stand_ins:all")


def _proposed(request: OfficerRequest) -> dict[str, str]:
    """What a page that led here has proposed: to whom, from when to when (?deputy=&since=&until=)."""
    named = {"deputy": "deputy", "valid_from": "since", "valid_until": "until"}
    asked = {field: request.GET.get(name, "") for field, name in named.items()}
    return {field: value for field, value in asked.items() if value}


def _principal(request: OfficerRequest) -> Officer:
    """Oneself; somebody else only for the office, and only one of the own township."""
    of = request.GET.get("of", "")
    if not of or of == str(request.user.pk):
        return request.user
    if not of.isdecimal() or not may_arrange(request.user.pk):
        raise Http404
    people = Officer.objects.filter(township=request.user.township_id, is_active=True)
    principal: Officer = get_object_or_404(people, pk=of)
    return principal


def _capacity(request: OfficerRequest, principal: Officer) -> Capacity:
    """As himself for what is his own; in the director's post for what is another's."""
    if principal.pk == request.user.pk:
        return capacity_of(request.user)
    posts = Post.objects.held_by(request.user).filter(role=DIRECTOR)
    return capacity_of(request.user, posts.first())


def _appointed(form: StandInForm) -> StandIn:
    said = form.cleaned_data
    return appoint_stand_in(
        form.principal,
        said["deputy"],
        since=said["valid_from"],
        until=said["valid_until"],
        matters=said["matters"],
        reason=said["reason"],
        by=form.capacity(),
    )


def _settled(given: StandIn) -> str:
    """What was settled, and who has to look for another because of it."""
    until = date_format(given.valid_until)
    words = f"{given}代办{given.matter_words}，到{until}为止。"
    without = "、".join(str(other.principal) for other in left_without(given))
    if not without:
        return words
    return f"{words}{given.principal}这段时间原代{without}办理，委托不能再转，请提醒{without}另行委托。"
