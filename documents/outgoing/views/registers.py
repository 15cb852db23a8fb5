"""发文登记簿, and what the director does with its years."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from documents.incoming.models import in_office
from documents.outgoing import actions, rules
from documents.outgoing.actions.numbering import has_begun, upcoming_label
from documents.outgoing.filters import NumberFilter, OutgoingFilter
from documents.outgoing.forms.after import AfterwardsForm, CloseYearForm, YearForm
from documents.outgoing.lists import DOCUMENTS, REGISTER
from documents.outgoing.models import Number, Outgoing, Series
from documents.outgoing.views.drafting import whom_called
from township_office import clock
from township_office.desk.actions import take_register
from township_office.people.capacity import capacity_of
from township_office.people.requests import OfficerRequest
from township_office.people.today import today_of
from township_office.ui.lists import render_register
from township_office.ui.titles import in_marks
from township_office.web.once import once


@require_safe
def register(request: OfficerRequest) -> HttpResponse:
    """发文登记簿: a line a number, void ones included."""
    numbers = Number.objects.registered_in(request.user).select_related(
        "series", "outgoing__department"
    )
    return render_register(
        request,
        REGISTER,
        numbers.for_register(),
        filterset=NumberFilter,
        template="documents/outgoing/register.html",
        taken=partial(take_register, request.user, by=capacity_of(request.user)),
        may_enter=partial(in_office, request.user),
    )


@require_safe
def documents(request: OfficerRequest) -> HttpResponse:
    """发文办理: what is under way and where it lies, numbered or not yet."""
    papers = Outgoing.objects.listed_for(request.user).select_related("department", "drafter")
    return render_register(
        request,
        DOCUMENTS,
        papers.with_standing(),
        filterset=OutgoingFilter,
        template="documents/outgoing/documents.html",
        taken=partial(take_register, request.user, by=capacity_of(request.user)),
    )


@once
def afterwards(request: OfficerRequest) -> HttpResponse:
    """补录 of a document that went out on paper."""
    by = capacity_of(request.user)
    rules.check_in_office(by)
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = AfterwardsForm(*posted, officer=request.user, instance=_blank(request))
    if request.method == "POST" and form.is_valid():
        said, paper = form.cleaned_data, form.save(commit=False)
        paper.body, paper.signers = "<p>（正文见扫描件）</p>", said["signer"]
        towards = said["direction"]
        actions.enter_afterwards(
            paper,
            series=said["series"],
            year=said["signed_on"].year,
            number=said["number"],
            parts=actions.Parts(
                main=[whom_called(request, each, towards) for each in said["main"]]
            ),
            copies=said["copies"] or 0,
            scans=said["scans"],
            by=by,
        )
        messages.success(request, f"已补录{in_marks(paper.title)}。")
        return redirect(paper)
    return render(request, "documents/outgoing/afterwards.html", {"form": form})


@once
def years(request: OfficerRequest) -> HttpResponse:
    """字号管理: where each series stands, where a year begins, which year is closed."""
    by = capacity_of(request.user)
    rules.check_in_office(by)
    act = request.POST.get("act", "")
    if act:
        rules.check_directs(by)
    opening = YearForm(request.POST if act == "open" else None, by=by)
    closing = CloseYearForm(request.POST if act == "close" else None, by=by, auto_id="closing_%s")
    if act == "open" and opening.is_valid():
        said = opening.cleaned_data
        series = actions.open_year(said["series"], year=said["year"], first=said["first"], by=by)
        messages.success(request, f"{series}〔{said['year']}〕从 {said['first']} 号起编。")
        return redirect("documents:outgoing_years")
    if act == "close" and closing.is_valid():
        closed = actions.close_year(**closing.cleaned_data, by=by)
        messages.success(request, f"{closed}，不再编号。")
        return redirect("documents:outgoing_years")
    page = {"opening": opening, "closing": closing, "series": _standing(request)}
    page["directs"] = today_of(request.user).has_role("office_director")
    return render(request, "documents/outgoing/years.html", page)


def _standing(request: OfficerRequest) -> list[tuple[Series, list[str], list[int]]]:
    """Each series with its next number of this year, the last, and the coming if it was opened."""
    year = clock.today().year
    rows = Series.objects.filter(township=request.user.township).prefetch_related("years")
    return [
        (
            each,
            [
                upcoming_label(each, year),
                upcoming_label(each, year - 1),
                upcoming_label(each, year + 1) if has_begun(each, year + 1) else "",
            ],
            [closed.year for closed in each.years.all()],
        )
        for each in rows
    ]


def _blank(request: OfficerRequest) -> Outgoing:
    return Outgoing(township=request.user.township, drafter=request.user)
