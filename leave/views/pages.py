from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.html import format_html
from django.views.decorators.http import require_POST, require_safe

from leave import actions, prints
from leave.actions.slips import SLIP
from leave.forms import ProofForm
from leave.models import (
    Absence,
    Backfill,
    Cancellation,
    Change,
    Extension,
    Leave,
    Lengthening,
    Return,
    Trip,
    absence_of,
    keeps_leaves,
)
from leave.rules import changing
from leave.rules.abroad import check_can_note_permit
from leave.rules.applicants import as_he_asks
from leave.rules.balance import balance_of
from leave.rules.beside import told_beside
from leave.rules.counting import counted, how_counted
from township_office.approvals.core import Outcome
from township_office.approvals.deciding import decide, held, onward
from township_office.approvals.run import Run, run_of
from township_office.audit.trail import trail_of
from township_office.files.models import File
from township_office.people.models import StandIn
from township_office.people.requests import OfficerRequest
from township_office.web.once import once

ON_A_SLIP = ("township", "officer", "post", "department", "substitute", "entered_by")


@once
def leave(request: OfficerRequest, pk: int) -> HttpResponse:
    """One leave: the slip with its boxes, what the decider should know, the decision, the way."""
    taken = held(request, Leave, pk)
    leave = _visible(request, Leave, pk, "kind")
    afterwards = leave.backfills.first()
    if afterwards:
        return redirect(afterwards)
    return _decided(request, _run(leave, taken), "leave/page.html")


@once
def trip(request: OfficerRequest, pk: int) -> HttpResponse:
    taken = held(request, Trip, pk)
    trip = _visible(request, Trip, pk)
    return _decided(request, _run(trip, taken), "leave/trip.html")


@once
def extension(request: OfficerRequest, pk: int) -> HttpResponse:
    return _change(request, Extension, pk)


@once
def lengthening(request: OfficerRequest, pk: int) -> HttpResponse:
    return _change(request, Lengthening, pk)


@once
def cancellation(request: OfficerRequest, pk: int) -> HttpResponse:
    return _change(request, Cancellation, pk)


@once
def come_back(request: OfficerRequest, pk: int) -> HttpResponse:
    return _change(request, Return, pk)


@once
def backfill(request: OfficerRequest, pk: int) -> HttpResponse:
    """补假: the page of the slip, decided by the backfill's own case."""
    taken = held(request, Backfill, pk)
    of = [f"leave__{name}" for name in (*ON_A_SLIP, "kind")]
    given = get_object_or_404(Backfill.objects.visible_to(request.user).select_related(*of), pk=pk)
    return _decided(request, _run(given, taken), "leave/page.html")


@require_safe
def trail(request: OfficerRequest, pk: int) -> HttpResponse:
    """留痕: who did what, in which post, before and after."""
    leave = _visible(request, Leave, pk, "kind")
    return render(request, "leave/trail.html", {"absence": leave, "entries": trail_of(leave)})


@require_safe
def trip_trail(request: OfficerRequest, pk: int) -> HttpResponse:
    trip = _visible(request, Trip, pk)
    return render(request, "leave/trail.html", {"absence": trip, "entries": trail_of(trip)})


@require_POST
@once
def slip(request: OfficerRequest, pk: int) -> HttpResponse:
    """Have the 请假条 made as a PDF."""
    leave = _visible(request, Leave, pk)
    actions.ask_for_slip(leave, by=as_he_asks(request.user))
    messages.success(request, "正在生成请假条 PDF，好了会出现在「文件」里。")
    return redirect(leave)


@require_safe
def files(request: OfficerRequest, pk: int) -> HttpResponse:
    """The card 文件 alone, asked for again while a slip is being made."""
    leave = _visible(request, Leave, pk, "kind")
    return render(request, "leave/_files.html", {"leave": leave, **_files(request, leave)})


@require_POST
@once
def proof(request: OfficerRequest, pk: int) -> HttpResponse:
    """补交证明."""
    leave = _visible(request, Leave, pk, "kind")
    form = ProofForm(request.POST, request.FILES, township_id=leave.township_id)
    if form.is_valid():
        actions.add_proof(leave, form.cleaned_data["proofs"], by=as_he_asks(request.user))
        messages.success(request, "证明已交，审批的领导和请假登记的同志能看到。")
    else:
        messages.error(request, "；".join(map(str, form.errors["proofs"])))
    return redirect(leave)


def _visible(request: OfficerRequest, model: Any, pk: int, *more: str) -> Any:
    rows = model.objects.visible_to(request.user).select_related(*ON_A_SLIP, *more)
    return get_object_or_404(rows, pk=pk)


def _decided(request: OfficerRequest, run: Run, template: str) -> HttpResponse:
    case, subject = run.case, run.subject
    decision = decide(request, run)
    if decision.done:
        messages.success(request, format_html("{}：{}", subject, decision.done))
        return redirect(onward(decision, subject))
    absence = absence_of(subject)
    page = {"absence": absence, "subject": subject, "case": case, "decision": decision}
    page["beside"] = [] if absence.back_on or absence.cancelled_on else told_beside(absence)
    page["may_amend"] = _may_amend(request, subject, case, decision)
    page |= _of_leave(request, absence, decision) if isinstance(absence, Leave) else {}
    page |= _of_trip(request, absence) if isinstance(absence, Trip) else {}
    return render(request, template, page)


def _run(subject: Any, taken: Run | None) -> Run:
    run = run_of(subject, taken)
    if run is None:
        raise Http404
    return run


def _change(request: OfficerRequest, model: Any, pk: int) -> HttpResponse:
    """What is asked about a leave or a trip, beside what that says."""
    taken = held(request, model, pk)
    on_it = ON_A_SLIP if model is Lengthening else (*ON_A_SLIP, "kind")
    of = [f"{model.about}__{name}" for name in on_it]
    rows = model.objects.visible_to(request.user).select_related("asked_by", *of)
    change = get_object_or_404(rows, pk=pk)
    decision = decide(request, _run(change, taken))
    if decision.done:
        messages.success(request, format_html("{}：{}", change, decision.done))
        return redirect(onward(decision, change))
    page = {"change": change, "absence": change.absence, "decision": decision}
    return render(request, "leave/change.html", page | _of_change(change))


def _of_change(change: Any) -> dict[str, Any]:
    """What this kind of change is about, for its page."""
    if isinstance(change, Extension):
        return {"longer": change, "beside": told_beside(changing.extended(change))}
    if isinstance(change, Lengthening):
        return {"longer": change, "beside": told_beside(changing.lengthened(change))}
    return (
        {"given": change, "late": changing.late_days(change)} if isinstance(change, Return) else {}
    )


def _may_amend(request: OfficerRequest, subject: Any, case: Any, decision: Any) -> bool:
    if isinstance(subject, Change) or absence_of(subject).voided_on:
        return False
    mine = request.user.pk == subject.officer_id or keeps_leaves(request.user)
    return bool(decision.returned_to_me or (case.outcome == Outcome.WITHDRAWN and mine))


def _of_leave(request: OfficerRequest, leave: Leave, decision: Any) -> dict[str, Any]:
    days = counted(leave.kind, leave.span, leave.township_id)
    return {
        "leave": leave,
        "slip": prints.slip(leave, decision.story),
        "counted": how_counted(leave.kind, days),
        "balance": balance_of(leave.officer, leave.kind, leave.first_day, besides=leave.pk),
        "changes": _changes(request, leave, "extensions", "cancellations", "returns"),
        "may_note_permit": _may_note_permit(request, leave),
        "offered": _offered(request, leave),
        "stand_in": _stand_in(request, leave),
        **_files(request, leave),
    }


def _of_trip(request: OfficerRequest, trip: Trip) -> dict[str, Any]:
    by, offered = as_he_asks(request.user), changing.is_offered
    return {
        "trip": trip,
        "may_end": offered(lambda: changing.check_can_end(trip, by=by)),
        "offered": {"lengthen": offered(lambda: changing.check_can_lengthen(trip, by=by))},
        "changes": _changes(request, trip, "lengthenings"),
        "stand_in": _stand_in(request, trip),
    }


def _changes(request: OfficerRequest, absence: Absence, *names: str) -> list[Any]:
    """What was asked about it, oldest first of each; ``opens`` where he may read it, too."""
    return [change for name in names for change in _told(request, getattr(absence, name))]


def _told(request: OfficerRequest, asked: Any) -> Any:
    mine = asked.model.objects.visible_to(request.user).filter(pk=OuterRef("pk"))
    return asked.annotate(opens=Exists(mine)).order_by("id")


def _offered(request: OfficerRequest, leave: Leave) -> dict[str, bool]:
    """What he may ask about this leave now."""
    by, offered = as_he_asks(request.user), changing.is_offered
    if leave.approved_on is None or leave.back_on or leave.cancelled_on:
        return {}
    return {
        "extend": offered(lambda: changing.check_can_extend(leave, by=by)),
        "cancel": offered(lambda: changing.check_can_cancel(leave, by=by)),
        "back": offered(lambda: changing.check_can_return(leave, by=by)),
    }


def _may_note_permit(request: OfficerRequest, leave: Leave) -> bool:
    by = as_he_asks(request.user) if leave.kind.abroad else None
    return by is not None and changing.is_offered(lambda: check_can_note_permit(leave, by=by))


def _stand_in(request: OfficerRequest, absence: Any) -> bool:
    """Whether to offer 委托 for these days: who takes over the work does not act for him yet."""
    own = request.user.pk == absence.officer_id
    if not own or absence.approved_on is None or absence.back_on or absence.cancelled_on:
        return False
    if absence.substitute_id is None:
        return False
    given = StandIn.objects.during(absence.first_day, absence.last_day)
    return not given.filter(principal=absence.officer_id).exists()


def _files(request: OfficerRequest, leave: Leave) -> dict[str, Any]:
    kept = list(File.objects.attached_to(leave))
    lacking = not any(file.role == changing.PROOF for file in kept)
    mine = request.user.pk == leave.officer_id or keeps_leaves(request.user)
    return {
        "files": kept,
        "being_made": SLIP.is_under_way(leave),
        "proof_due": changing.needs_proof(leave) and lacking,
        "proof_form": ProofForm(township_id=leave.township_id)
        if mine and leave.back_on is None and not leave.voided_on
        else None,
    }
