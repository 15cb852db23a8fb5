from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from seals.ledger import actions, prints, rules
from seals.ledger.checks import Known, Read, read_sheet, shown
from seals.ledger.filters import LineFilter
from seals.ledger.forms import CorrectForm, OpeningForm, PaperForm, ScansForm
from seals.ledger.lists import (
    REGISTER,
    Figures,
    correction_of,
    figures_of,
    for_register,
)
from seals.ledger.models import PaperLedger
from seals.using.models import Request, Stamping
from township_office import clock
from township_office.audit.trail import trail_of
from township_office.desk.actions import take_register
from township_office.files.models import File
from township_office.people.capacity import capacity_of
from township_office.people.requests import OfficerRequest
from township_office.people.today import today_of
from township_office.ui.lists import render_register, years
from township_office.web.once import once

ON_THE_PAGE = ("seal", "request", "corrects", "corrected_by")
IN_THE_FORM = ("township", "department", "applicant", "matter", "seal")
FAULTS_SHOWN = 100


@require_safe
def ledger(request: OfficerRequest) -> HttpResponse:
    """用印登记簿."""
    return render_register(
        request,
        REGISTER,
        for_register(Stamping.objects.visible_to(request.user)),
        filterset=LineFilter,
        template="seals/ledger/register.html",
        taken=partial(take_register, request.user, by=capacity_of(request.user)),
        in_office=today_of(request.user).in_office,
    )


@require_safe
def figures(request: OfficerRequest) -> HttpResponse:
    """用印统计 of a year, of what the reader may see."""
    visible = Stamping.objects.visible_to(request.user)
    tabs = years("year")(visible)
    asked = next((tab for tab in tabs if tab.key == request.GET.get("year")), tabs[0])
    found: Figures = figures_of(visible, asked.year or clock.today().year)
    waiting = Request.objects.visible_to(request.user).to_stamp().count()
    page = {"tabs": tabs, "asked": asked, "figures": found, "waiting": waiting}
    return render(request, "seals/ledger/figures.html", page)


@require_safe
def line(request: OfficerRequest, line: int) -> HttpResponse:
    """One line of the ledger: what it says, its scans, what corrects it, who did what to it."""
    row = _visible(request, line)
    later = correction_of(row)
    mine = later is None and rules.keeps_line(row, capacity_of(request.user))
    page = {
        "line": row,
        "later": later,
        "asked": _seen_request(request, row),
        "scans": File.objects.attached_to(row),
        "may_correct": mine,
        "scan_form": ScansForm(township_id=row.township_id) if mine else None,
        "entries": trail_of(row),
    }
    return render(request, "seals/ledger/line.html", page)


@once
def correct(request: OfficerRequest, line: int) -> HttpResponse:
    """更正."""
    row, by = _visible(request, line), capacity_of(request.user)
    rules.check_keeps_line(row, by)
    rules.check_stands(row)
    form = CorrectForm(request.POST if request.method == "POST" else None, instance=row)
    if request.method == "POST" and form.is_valid():
        corrected = actions.correct_line(row, by=by, **form.said())
        messages.success(request, f"已更正，登记为 {corrected.number} 号，原 {row.number} 号保留。")
        return redirect(corrected)
    return render(request, "seals/ledger/correct.html", {"line": row, "form": form})


@require_POST
@once
def scans(request: OfficerRequest, line: int) -> HttpResponse:
    """补扫描件."""
    row = _visible(request, line)
    form = ScansForm(request.POST, request.FILES, township_id=row.township_id)
    if form.is_valid():
        actions.add_scans(row, form.cleaned_data["scans"], by=capacity_of(request.user))
        messages.success(request, f"扫描件已补到 {row.number} 号。")
        return redirect(row)
    return render(request, "seals/ledger/scans.html", {"line": row, "form": form})


@once
def book(request: OfficerRequest) -> HttpResponse:
    """登记簿管理: where a year begins, and the paper ledger brought over."""
    by, act = capacity_of(request.user), request.POST.get("act", "")
    rules.check_in_office(by)
    opening = OpeningForm(request.POST if act == "open" else None)
    sent = (request.POST, request.FILES) if act == "read" else ()
    paper = PaperForm(*sent, township_id=by.township_id)
    if act == "open" and opening.is_valid():
        first = actions.open_year(**opening.cleaned_data, by=by)
        messages.success(request, f"{opening.cleaned_data['year']} 年从 {first} 号起登记。")
        return redirect("seals:book")
    read = _read(request, paper) if act == "read" and paper.is_valid() else None
    if read is not None and not read.faults:
        said = paper.cleaned_data
        return redirect(actions.read_paper(said["sheet"], read.rows, year=said["year"], by=by))
    return render(request, "seals/ledger/book.html", _book(request, opening, paper, read))


@once
def paper_ledger(request: OfficerRequest, paper_ledger: int) -> HttpResponse:
    """What was read from the sheet, to be looked at; then entered or dropped."""
    mine = PaperLedger.objects.visible_to(request.user).select_related("read_by")
    paper, by = get_object_or_404(mine, pk=paper_ledger), capacity_of(request.user)
    match request.POST.get("act"):
        case "enter":
            actions.enter_paper(paper, by=by)
            messages.success(request, f"已补录 {len(paper.rows)} 行。")
            return redirect("seals:ledger")
        case "drop":
            actions.drop_paper(paper, by=by)
            messages.success(request, "已放弃，登记簿没有变。")
            return redirect("seals:book")
    page = {"paper": paper, "rows": shown(paper.rows), "files": File.objects.attached_to(paper)}
    page["copies"] = sum(row["copies"] for row in paper.rows)
    return render(request, "seals/ledger/paper.html", page)


@require_safe
def form(request: OfficerRequest, asked: int) -> HttpResponse:
    """用印审批单, as it will print."""
    paper = _request(request, asked)
    page = {"sheet": prints.form(paper), **_form_files(paper)}
    return render(request, "seals/ledger/form.html", page)


@require_POST
@once
def form_pdf(request: OfficerRequest, asked: int) -> HttpResponse:
    """Have the 用印审批单 made as a PDF."""
    paper = _request(request, asked)
    actions.ask_for_form(paper, by=capacity_of(request.user))
    messages.success(request, "正在生成用印审批单 PDF，好了会出现在「文件」里。")
    return redirect("seals:request_form", paper.pk)


@require_safe
def form_files(request: OfficerRequest, asked: int) -> HttpResponse:
    """The card 文件 alone, asked for again while a form is being made."""
    return render(request, "seals/ledger/_form_files.html", _form_files(_request(request, asked)))


def _visible(request: OfficerRequest, pk: int) -> Stamping:
    mine = Stamping.objects.visible_to(request.user).select_related(*ON_THE_PAGE)
    row: Stamping = get_object_or_404(mine, pk=pk)
    return row


def _request(request: OfficerRequest, pk: int) -> Request:
    mine = Request.objects.visible_to(request.user).select_related(*IN_THE_FORM)
    return get_object_or_404(mine, pk=pk)


def _seen_request(request: OfficerRequest, row: Stamping) -> Request | None:
    """Its request, for whoever may open that as well."""
    if row.request_id is None:
        return None
    return Request.objects.visible_to(request.user).filter(pk=row.request_id).first()


def _form_files(paper: Request) -> dict[str, Any]:
    files = File.objects.attached_to(paper).filter(role="form")
    return {"asked": paper, "files": files, "being_made": actions.FORM.is_under_way(paper)}


def _read(request: OfficerRequest, form: PaperForm) -> Read:
    said = form.cleaned_data
    read = read_sheet(said["sheet"], Known.of(request.user.township_id, said["year"]))
    said["sheet"].seek(0)
    return read


def _book(
    request: OfficerRequest, opening: OpeningForm, paper: PaperForm, read: Read | None
) -> dict[str, Any]:
    year, township = clock.today().year, request.user.township_id
    faults = read.faults if read else []
    return {
        "opening": opening,
        "paper": paper,
        "read": read,
        "faults": faults[:FAULTS_SHOWN],
        "more_faults": max(len(faults) - FAULTS_SHOWN, 0),
        "upcoming": [(each, actions.next_number(township, each)) for each in (year, year - 1)],
        "papers": PaperLedger.objects.visible_to(request.user).select_related("read_by")[:20],
    }
