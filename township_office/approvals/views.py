from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from township_office.approvals import actions, consents
from township_office.approvals.actions.weekly import LIST
from township_office.approvals.deciding.forms import SignedForm
from township_office.approvals.models import PaperList
from township_office.files.models import File
from township_office.people.capacity import capacity_of
from township_office.people.requests import OfficerRequest
from township_office.people.today import today_of
from township_office.web.once import once


@require_safe
def owed(request: OfficerRequest) -> HttpResponse:
    """补签: a leader's own; for the director all, chased."""
    rows = consents.shown(consents.owed_to(request.user))
    return render(request, "approvals/owed.html", {"rows": rows})


@require_safe
def paper(request: OfficerRequest) -> HttpResponse:
    """代录: what waits for the director, and the lists of the weeks."""
    sees = consents.enters_or_vouches(request.user)
    waiting = consents.waiting_in(request.user.township_id) if sees else []
    page = {"waiting": waiting, "lists": consents.lists_for(request.user)}
    return render(request, "approvals/paper.html", page)


@once
def paper_list(request: OfficerRequest, pk: int) -> HttpResponse:
    """One week of one leader, as it will print; the signed scan is handed in here."""
    found = _visible(request, pk)
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = SignedForm(*posted, township=found.township_id)
    if request.method == "POST" and form.is_valid():
        by = capacity_of(request.user)
        signed = actions.file_signed_list(found, scan=form.cleaned_data["scan"], by=by)
        messages.success(request, f"清单已签字归档，{signed} 条代录记为本人已签。")
        return redirect(found)
    page = {"list": found, "sheet": consents.sheet(found), "form": form}
    page["files"] = File.objects.attached_to(found).order_by("-id")
    page["being_made"] = LIST.is_under_way(found)
    page["in_office"] = today_of(request.user).in_office
    return render(request, "approvals/paper_list.html", page)


@require_POST
@once
def paper_list_pdf(request: OfficerRequest, pk: int) -> HttpResponse:
    """Have the list made as a PDF."""
    found = _visible(request, pk)
    actions.ask_for_list(found, by=capacity_of(request.user))
    messages.success(request, "正在生成清单 PDF，稍后刷新，会出现在「文件」里。")
    return redirect(found)


def _visible(request: OfficerRequest, pk: int) -> PaperList:
    lists = PaperList.objects.visible_to(request.user).select_related("leader", "township")
    found: PaperList = get_object_or_404(lists, pk=pk)
    return found
