"""Once it has been sent: receipts, further copies, corrections, the list that goes with it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from documents.outgoing import actions, rules
from documents.outgoing.forms.after import (
    CorrectForm,
    PartForm,
    PrintMoreForm,
    RecalledForm,
    ReceiptForm,
    ToldForm,
)
from documents.outgoing.lists import lines_of, readers_of
from documents.outgoing.models import Amendment, Outgoing, Recipient
from documents.outgoing.views.pages import NUMBER, made, visible
from township_office.approvals.deciding import held
from township_office.people.capacity import capacity_of
from township_office.people.requests import OfficerRequest
from township_office.ui.forms import OfficeForm
from township_office.web.once import once


@require_POST
@once
def receipt(request: OfficerRequest, pk: int, recipient: int) -> HttpResponse:
    """记签收, as the office was told."""
    paper = visible(request, pk)
    whom = get_object_or_404(Recipient, pk=recipient, outgoing=paper)
    by = capacity_of(request.user)
    rules.check_in_office(by)
    form = ReceiptForm(request.POST)
    if not form.is_valid():
        return _asked_again(request, paper, form, f"记签收　{whom.name}")
    said = form.cleaned_data
    actions.note_receipt(whom, on=said["on"], name=said["name"], by=by)
    messages.success(request, f"已记：{whom.name} {said['name']} 签收。")
    return redirect(paper)


def _asked_again(
    request: OfficerRequest, paper: Outgoing, form: OfficeForm, title: str
) -> HttpResponse:
    """A form of one line of the page, alone on a page with what was typed and what is wrong with it."""
    page = {"paper": paper, "form": form, "title": title}
    return render(request, "documents/outgoing/asked_again.html", page)


@once
def print_more(request: OfficerRequest, pk: int) -> HttpResponse:
    """加印."""
    paper = visible(request, pk)
    by = capacity_of(request.user)
    rules.check_in_office(by)
    rules.check_was_sent(paper)
    form = PrintMoreForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        run = actions.print_more(paper, **form.cleaned_data, by=by)
        messages.success(request, f"已记加印 {run.copies} 份。")
        return redirect(paper)
    return render(request, "documents/outgoing/print_more.html", {"paper": paper, "form": form})


@once
def correct(request: OfficerRequest, pk: int) -> HttpResponse:
    """更正、收回、撤销、废止."""
    paper = visible(request, pk)
    by = capacity_of(request.user)
    rules.check_directs(by)
    rules.check_was_sent(paper)
    form = CorrectForm(
        request.POST if request.method == "POST" else None,
        instance=Amendment(outgoing=paper, to_recall=rules.copies_out(paper)),
    )
    if request.method == "POST" and form.is_valid():
        amendment = actions.correct(paper, form.cleaned_data, by=by)
        messages.success(request, f"已记：{amendment.meaning}")
        return redirect(paper)
    return render(request, "documents/outgoing/correct.html", {"paper": paper, "form": form})


@require_POST
@once
def recalled(request: OfficerRequest, pk: int, amendment: int) -> HttpResponse:
    """又收回 n 份, as copies come back."""
    paper = visible(request, pk)
    what = get_object_or_404(Amendment, pk=amendment, outgoing=paper)
    by = capacity_of(request.user)
    rules.check_in_office(by)
    form = RecalledForm(request.POST, amendment=what, by=by)
    if not form.is_valid():
        return _asked_again(
            request, paper, form, f"又收回　已收回 {what.recalled}/{what.to_recall} 份"
        )
    actions.recall_more(what, copies=form.cleaned_data["copies"], by=by)
    messages.success(request, f"已记：收回 {what.recalled}/{what.to_recall} 份。")
    return redirect(paper)


@require_POST
@once
def told(request: OfficerRequest, pk: int, amendment: int) -> HttpResponse:
    """记已告知: whom the office told by hand."""
    paper = visible(request, pk)
    what = get_object_or_404(Amendment, pk=amendment, outgoing=paper)
    by = capacity_of(request.user)
    rules.check_in_office(by)
    form = ToldForm(request.POST, amendment=what)
    if not form.is_valid():
        return _asked_again(request, paper, form, f"记已告知　{what.meaning}")
    said = form.cleaned_data
    actions.note_told(what, list(said["whom"]), how=said["how"], by=by)
    messages.success(request, "已记告知。")
    return redirect(paper)


@once
def seal_part(request: OfficerRequest, pk: int) -> HttpResponse:
    """先盖一部分: so many now, the rest later; the document stays with the keeper."""
    held(request, Outgoing, pk)
    paper, by = visible(request, pk), capacity_of(request.user)
    kept = rules.requests_kept_by(paper, by)
    rules.check_lies_at_the_seal(paper, by)
    form = PartForm(request.POST if request.method == "POST" else None, kept=kept)
    if request.method == "POST" and form.is_valid():
        actions.seal_part(paper, copies=form.cleaned_data["copies"], by=by)
        messages.success(request, f"已盖 {form.cleaned_data['copies']} 份，余下的还在您这里。")
        return redirect(paper)
    page = {"paper": paper, "form": form, "left": max(each.left for each in kept)}
    return render(request, "documents/outgoing/seal_part.html", page)


@require_safe
def sending_list(request: OfficerRequest, pk: int) -> HttpResponse:
    """分发清单 to be printed: whoever has no account here signs on it."""
    paper = made(request, pk, (*NUMBER, "recipients"))
    rules.check_was_sent(paper)
    page = {"paper": paper, "lines": lines_of(paper.holders(), readers_of(paper))}
    return render(request, "documents/outgoing/sending_list.html", page)
