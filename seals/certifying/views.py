"""开具证明: the kinds there are, one filled in, its stub, its sheet."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from seals.certifying import actions, prints, rules
from seals.certifying.filters import CertificateFilter
from seals.certifying.forms import IssueForm
from seals.certifying.lists import STUBS
from seals.certifying.models import Certificate, CertificateTemplate
from township_office.desk.actions import take_register
from township_office.files.models import File
from township_office.people.capacity import capacity_of
from township_office.people.requests import OfficerRequest
from township_office.ui.lists import render_register
from township_office.web.once import once

ON_THE_PAGE = ("issued_by", "request__seal", "request__department")


@require_safe
def certificates(request: OfficerRequest) -> HttpResponse:
    """开具证明: which to issue, and the stubs of those that were."""
    stubs = Certificate.objects.visible_to(request.user).select_related("request", "issued_by")
    return render_register(
        request,
        STUBS,
        stubs,
        filterset=CertificateFilter,
        template="seals/certifying/certificates.html",
        taken=partial(take_register, request.user, by=capacity_of(request.user)),
        kinds=_kinds(request),
    )


@once
def issue(request: OfficerRequest, template: int) -> HttpResponse:
    """Fill in the blanks, and send it to be approved and stamped."""
    kind = get_object_or_404(_kinds(request).select_related("seal", "matter"), pk=template)
    form = IssueForm(*([request.POST] if request.method == "POST" else []), template=kind)
    if form.is_valid():
        by, copies = capacity_of(request.user), form.cleaned_data["copies"]
        issued = actions.issue_certificate(kind, form.answers(), copies=copies, by=by)
        messages.success(request, f"{issued}已送审批，批准以后打印、盖章。")
        return redirect(issued)
    return render(request, "seals/certifying/issue.html", {"kind": kind, "form": form})


@require_safe
def certificate(request: OfficerRequest, certificate: int) -> HttpResponse:
    """One stub and what the certificate says."""
    stub = _visible(request, certificate)
    page = {"sheet": prints.sheet(stub), "may_print": rules.may_print(stub), **_files(stub)}
    return render(request, "seals/certifying/page.html", page)


@require_POST
@once
def pdf(request: OfficerRequest, certificate: int) -> HttpResponse:
    """Have the sheet made."""
    stub = _visible(request, certificate)
    actions.ask_for_print(stub, by=capacity_of(request.user))
    messages.success(request, "正在生成，好了会出现在「文件」里。")
    return redirect(stub)


@require_safe
def files(request: OfficerRequest, certificate: int) -> HttpResponse:
    """The card 文件 alone, asked for again while a sheet is being made."""
    stub = _visible(request, certificate)
    page = {"may_print": rules.may_print(stub), **_files(stub)}
    return render(request, "seals/certifying/_files.html", page)


def _kinds(request: OfficerRequest) -> Any:
    return CertificateTemplate.objects.filter(township_id=request.user.township_id, in_use=True)


def _visible(request: OfficerRequest, pk: int) -> Certificate:
    mine = Certificate.objects.visible_to(request.user).select_related(*ON_THE_PAGE)
    stub: Certificate = get_object_or_404(mine, pk=pk)
    return stub


def _files(stub: Certificate) -> dict[str, Any]:
    files = File.objects.attached_to(stub.request).filter(role="form")
    return {"stub": stub, "files": files, "being_made": actions.SHEET.is_under_way(stub)}
