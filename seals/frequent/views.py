"""Frequent matters: which there are, keeping one of a request, dropping one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from seals.frequent import actions, rules
from seals.frequent.forms import KeepForm
from seals.frequent.models import FrequentMatter
from seals.using.models import Request
from township_office.people.capacity import capacity_of
from township_office.people.requests import OfficerRequest
from township_office.people.today import today_of
from township_office.web.once import once
from township_office.web.refusals import Refused


@require_safe
def frequents(request: OfficerRequest) -> HttpResponse:
    """常用事项: one's department's and the township's."""
    mine = FrequentMatter.objects.visible_to(request.user).kept()
    rows = mine.select_related("department", "matter", "kept_by").prefetch_related("takes__seal")
    page = {"frequents": rows, "in_office": today_of(request.user).in_office}
    return render(request, "seals/frequent/frequents.html", page)


@once
def keep(request: OfficerRequest, asked: int) -> HttpResponse:
    """存为常用."""
    mine = Request.objects.visible_to(request.user).select_related("department", "matter")
    of, by = get_object_or_404(mine, pk=asked), capacity_of(request.user)
    if not rules.may_keep(of, request.user):
        raise Refused("常用事项由申请人或党政办存；随文用印的不用存。")
    posted = [request.POST] if request.method == "POST" else []
    form = KeepForm(*posted, asked=of, in_office=today_of(request.user).in_office)
    if form.is_valid():
        kept = actions.keep_frequent(of, **form.said(), by=by)
        messages.success(request, f"已存为常用「{kept}」，申请用印时一点就用。")
        return redirect("seals:frequents")
    return render(request, "seals/frequent/keep.html", {"asked": of, "form": form})


@require_POST
@once
def drop(request: OfficerRequest, frequent: int) -> HttpResponse:
    """删去."""
    mine = FrequentMatter.objects.visible_to(request.user).select_related("kept_by")
    kept = get_object_or_404(mine, pk=frequent)
    actions.drop_frequent(kept, by=capacity_of(request.user))
    messages.success(request, f"已删去常用事项「{kept}」。")
    return redirect("seals:frequents")
