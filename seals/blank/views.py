"""空白用印: the list, the form, the page of one, its sheets accounted for and confirmed."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.html import format_html
from django.views.decorators.http import require_POST, require_safe

from seals.blank import actions, rules
from seals.blank.approval import BLANK
from seals.blank.filters import BlankFilter
from seals.blank.forms import BlankForm, FateForm, fates
from seals.blank.lists import BLANKS
from seals.blank.models import BlankRequest
from township_office.approvals.core import Outcome
from township_office.approvals.deciding import decide, held, onward, whither
from township_office.approvals.registry import case_of
from township_office.approvals.run import run_of
from township_office.approvals.story import preview
from township_office.audit.trail import trail_of
from township_office.desk.actions import take_register
from township_office.people.capacity import capacity_of
from township_office.people.requests import OfficerRequest
from township_office.ui.lists import render_register
from township_office.web.once import once
from township_office.web.refusals import Stale

ON_THE_PAGE = ("township", "seal", "applicant", "department", "stamping")


@require_safe
def blanks(request: OfficerRequest) -> HttpResponse:
    """空白用印: the exceptions there were."""
    mine = BlankRequest.objects.visible_to(request.user).with_standing()
    return render_register(
        request,
        BLANKS,
        mine.select_related("seal", "applicant", "department"),
        filterset=BlankFilter,
        template="seals/blank/blanks.html",
        taken=partial(take_register, request.user, by=capacity_of(request.user)),
        allowed=rules.is_allowed(request.user.township_id),
    )


@once
def new(request: OfficerRequest) -> HttpResponse:
    """申请空白用印; while the exception is off, the sentence of B2.5."""
    rules.check_allowed(request.user.township_id)
    form = BlankForm(*_posted(request), officer=request.user, instance=_unsent(request))
    if request.method == "POST" and form.is_valid():
        asked = form.save(commit=False)
        messages.success(request, whither(actions.ask_blank(asked, by=capacity_of(request.user))))
        return redirect(asked)
    return render(request, "seals/blank/new.html", {"form": form, "way": _way(request, form)})


@require_safe
def way(request: OfficerRequest) -> HttpResponse:
    """将这样走, for the seal chosen so far."""
    form = BlankForm(request.GET, officer=request.user, instance=_unsent(request))
    return render(request, "seals/blank/_way.html", {"way": _way(request, form)})


@once
def blank(request: OfficerRequest, blank: int) -> HttpResponse:
    """One request: what was asked for, the decision, each sheet and what became of it."""
    taken = held(request, BlankRequest, blank)
    asked = _visible(request, blank)
    run = run_of(asked, taken)
    if run is None:
        raise Http404
    decision = decide(request, run)
    if decision.done:
        messages.success(request, format_html("空白用印{}{}", asked.label, decision.done))
        return redirect(onward(decision, asked))
    own = run.case.outcome == Outcome.WITHDRAWN and asked.applicant_id == request.user.pk
    page = {"asked": asked, "case": run.case, "decision": decision, "pages": _pages(asked)}
    page["may_amend"] = decision.returned_to_me or own
    page["may_account"] = rules.may_account(asked, request.user.pk)
    page["may_confirm"] = rules.may_confirm(asked, request.user.pk)
    page["seen"] = rules.told_of(rules.awaiting(asked)) if page["may_confirm"] else ""
    return render(request, "seals/blank/page.html", page)


@once
def amend(request: OfficerRequest, blank: int) -> HttpResponse:
    """Mend a withdrawn or returned request, and send it on again."""
    asked, by = _visible(request, blank), capacity_of(request.user)
    case = rules.check_can_amend(asked, by=by)
    version = f"{case.pk}.{case.revision}" if case else ""
    if request.method == "POST" and request.POST.get("version", "") != version:
        raise Stale("您打开以后这件有了变化，没有改。请重新打开再改。")
    form = BlankForm(*_posted(request), officer=request.user, instance=asked)
    if request.method == "POST" and form.is_valid():
        mended = actions.amend_blank(form.save(commit=False), by=by)
        messages.success(request, whither(actions.send_blank(mended, by=by)))
        return redirect(mended)
    page = {"form": form, "asked": asked, "version": version, "way": _way(request, form)}
    return render(request, "seals/blank/amend.html", page)


@once
def account(request: OfficerRequest, blank: int) -> HttpResponse:
    """逐张交代: used for what, given back, void."""
    asked, by = _visible(request, blank), capacity_of(request.user)
    rules.check_accounts(asked, by=by)
    open_still = [page for page in _pages(asked) if page.confirmed_on is None]
    told = [FateForm(*_posted(request), sheet=page) for page in open_still]
    if request.method == "POST" and all(each.is_valid() for each in told):
        actions.account_for(asked, fates(told), by=by)
        messages.success(request, "已登记，保管人核对以后了结。")
        return redirect(asked)
    return render(request, "seals/blank/account.html", {"asked": asked, "told": told})


@require_POST
@once
def confirm(request: OfficerRequest, blank: int) -> HttpResponse:
    """核对: the keeper has seen what is accounted for."""
    asked = _visible(request, blank)
    seen, by = request.POST.get("seen", ""), capacity_of(request.user)
    count = actions.confirm_sheets(asked, seen=seen, by=by)
    messages.success(request, f"已核对 {count} 张。")
    return redirect(asked)


@require_safe
def trail(request: OfficerRequest, blank: int) -> HttpResponse:
    """留痕: who did what, in which post, before and after."""
    asked = _visible(request, blank)
    page = {"asked": asked, "entries": trail_of(asked), "case": case_of(asked)}
    return render(request, "seals/blank/trail.html", page)


def _visible(request: OfficerRequest, pk: int) -> BlankRequest:
    mine = BlankRequest.objects.visible_to(request.user).select_related(*ON_THE_PAGE)
    asked: BlankRequest = get_object_or_404(mine, pk=pk)
    return asked


def _pages(asked: BlankRequest) -> list[Any]:
    return list(asked.pages.select_related("confirmed_by"))


def _unsent(request: OfficerRequest) -> BlankRequest:
    return BlankRequest(township=request.user.township, applicant=request.user)


def _posted(request: OfficerRequest) -> list[Any]:
    return [request.POST] if request.method == "POST" else []


def _way(request: OfficerRequest, form: BlankForm) -> list[Any]:
    if form.is_bound:
        form.is_valid()
    return preview(BLANK, form.instance, request.user)
