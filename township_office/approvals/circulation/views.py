from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from township_office.approvals.circulation import actions, rules
from township_office.approvals.circulation.forms import EnterForm, SendForm, WidenForm, WordForm
from township_office.approvals.circulation.models import Circulation, Reader
from township_office.approvals.circulation.turns import url_of
from township_office.approvals.registry import matter, matters
from township_office.files.rules import guard_of
from township_office.people.capacity import capacity_of
from township_office.people.requests import OfficerRequest
from township_office.ui.titles import in_marks
from township_office.web.once import once

WAITING = "desk:reading"


@require_POST
@once
def read(request: OfficerRequest, pk: int) -> HttpResponse:
    """圈阅 one, with or without a word."""
    reader = _reader(request, pk)
    form = WordForm(request.POST)
    if not form.is_valid():
        messages.warning(request, f"没有圈阅：{form.errors['word'][0]}")
        return redirect(url_of(reader.circulation))
    by = capacity_of(request.user, reader.post)
    actions.mark_read(reader, word=form.cleaned_data["word"], by=by)
    messages.success(request, f"{in_marks(reader.circulation.title)}已圈阅。")
    return redirect(WAITING)


@require_POST
@once
def read_many(request: OfficerRequest) -> HttpResponse:
    """圈阅所选, thirty at a go."""
    chosen = [int(key) for key in request.POST.getlist("reader") if key.isdecimal()]
    if not chosen:
        messages.warning(request, "没有勾选，没有圈阅。请先勾选要圈阅的。")
        return redirect(WAITING)
    done = actions.mark_many_read([Reader(pk=key) for key in chosen], by=capacity_of(request.user))
    messages.success(request, f"已圈阅 {done} 件。")
    return redirect(WAITING)


@once
def start(request: OfficerRequest, of: str, pk: int) -> HttpResponse:
    """送传阅 by hand."""
    subject = _subject(request, of, pk)
    by = capacity_of(request.user)
    rules.check_may_send(subject, by=by)
    form = SendForm(*_posted(request), officer=request.user)
    if request.method == "POST" and form.is_valid():
        actions.send_round(subject, **form.cleaned_data, by=by)
        messages.success(request, "已送传阅。")
        return redirect(_page_of(of, pk))
    context = {"form": form, "subject": subject, "matter": matter(of), "back": _page_of(of, pk)}
    return render(request, "approvals/circulation/start.html", context)


@once
def widen(request: OfficerRequest, pk: int) -> HttpResponse:
    """增加传阅."""
    circulation = _visible(request, pk)
    by = capacity_of(request.user)
    rules.check_may_widen(circulation, by=by)
    form = WidenForm(*_posted(request), circulation=circulation)
    if request.method == "POST" and form.is_valid():
        actions.add_readers(circulation, posts=form.cleaned_data["posts"], by=by)
        messages.success(request, "已增加传阅。")
        return redirect(url_of(circulation))
    return _page(request, "widen", circulation, form=form)


@require_POST
@once
def urge(request: OfficerRequest, pk: int) -> HttpResponse:
    """催阅."""
    circulation = _visible(request, pk)
    told = actions.urge(circulation, by=capacity_of(request.user))
    messages.success(request, f"已催 {told} 人阅。")
    return redirect(url_of(circulation))


@once
def enter(request: OfficerRequest, pk: int) -> HttpResponse:
    """代录: a circle on paper, or told by telephone."""
    reader = _reader(request, pk)
    form = EnterForm(*_posted(request))
    if request.method == "POST" and form.is_valid():
        actions.enter_reading(reader, **form.cleaned_data, by=capacity_of(request.user))
        messages.success(request, f"{reader}的圈阅已代录。")
        return redirect(url_of(reader.circulation))
    return _page(request, "enter", reader.circulation, form=form, reader=reader)


@require_POST
@once
def recall(request: OfficerRequest, pk: int) -> HttpResponse:
    """撤回传阅, while he has not looked."""
    reader = _reader(request, pk)
    actions.recall_reader(reader, by=capacity_of(request.user))
    messages.success(request, f"已撤回送{reader}的传阅。")
    return redirect(url_of(reader.circulation))


def _reader(request: OfficerRequest, pk: int) -> Reader:
    rows = Reader.objects.select_related("circulation", "post", "officer")
    reader: Reader = get_object_or_404(rows, pk=pk)
    _visible(request, reader.circulation_id)
    return reader


def _subject(request: OfficerRequest, of: str, pk: int) -> Any:
    """What is to be sent round, for whoever sees it; for others it is not there."""
    if (found := matters().get(of)) is None:
        raise Http404
    return get_object_or_404(guard_of(found.model).visible_to(request.user), pk=pk)


def _page_of(of: str, pk: int) -> str:
    return reverse(matter(of).url_name, args=[pk])


def _visible(request: OfficerRequest, pk: int) -> Circulation:
    """A list of readers is seen by whoever sees what circulates; for others it is not there."""
    circulation = get_object_or_404(Circulation, pk=pk, township_id=request.user.township_id)
    model = circulation.subject_type.model_class()
    subjects = guard_of(model).visible_to(request.user) if model else None
    if subjects is None or not subjects.filter(pk=circulation.subject_id).exists():
        raise Http404
    return circulation


def _posted(request: OfficerRequest) -> tuple[Any, ...]:
    return (request.POST,) if request.method == "POST" else ()


def _page(
    request: OfficerRequest, name: str, circulation: Circulation, **context: Any
) -> HttpResponse:
    back = {"circulation": circulation, "back": url_of(circulation)}
    return render(request, f"approvals/circulation/{name}.html", context | back)
