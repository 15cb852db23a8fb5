"""What a consent by telephone or a decision on paper still waits for, beside the case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import QueryDict

from township_office.approvals import rules
from township_office.approvals.core import Reason
from township_office.approvals.deciding.forms import ReasonedForm
from township_office.approvals.models import Confirmation, PaperDecision
from township_office.people.fresh import password_form
from township_office.people.today import today_of
from township_office.ui.forms import OfficeForm
from township_office.web.refusals import passes, refusal_of

if TYPE_CHECKING:
    from township_office.approvals.deciding.panel import Decision

NOT_AGREED = "请写明实际情况，主任要据此处置。"


@dataclass(frozen=True)
class Owed:
    """A consent by telephone and what this officer may say to it."""

    confirmation: Confirmation
    his: bool
    settles: bool
    disowning: ReasonedForm | None = None
    settling: ReasonedForm | None = None
    password: OfficeForm | None = None


@dataclass(frozen=True)
class Vouch:
    """An entry from paper: the scan beside the words."""

    decision: PaperDecision
    vouches: bool
    answers: dict[str, Any]
    rejecting: ReasonedForm | None = None
    why: str = ""
    password: OfficeForm | None = None


def unsettled(decision: Decision) -> list[Confirmation]:
    """Consents that are not answered for yet; asked only where somebody was called at all."""
    if not any(row.reason == Reason.CONFIRM for row in decision.run.rows.values()):
        return []
    every = decision.run.case.confirmations.unsettled()
    return list(every.select_related("leader", "called_by", "event", "task").order_by("id"))


def owed_by(decision: Decision) -> list[Owed]:
    made = (_owed(decision, each) for each in decision.unsettled)
    return [each for each in made if each.his or each.settles]


def to_vouch(decision: Decision) -> list[Vouch]:
    """Asked only for whom it concerns: the office and whoever confirms."""
    officer = decision.officer
    if not today_of(officer).in_office and not rules.holds_role(
        decision.run, officer.pk, *rules.VOUCHERS
    ):
        return []
    waiting = decision.run.case.paper_decisions.filter(status=PaperDecision.Status.WAITING)
    rows = waiting.select_related("leader", "entered_by", "scan", "task").order_by("id")
    return [_vouch(decision, each) for each in rows]


def meant(decision: Decision, key: int) -> bool:
    """Whether the form that was posted is about this one."""
    return decision.request.POST.get("of", "") == str(key)


def _owed(decision: Decision, owed: Confirmation) -> Owed:
    run, by = decision.run, decision.story.as_himself(decision.officer)
    his = passes(lambda: rules.check_answers_for(run, owed, by))
    settles = passes(lambda: rules.check_settles(run, owed, by))
    fresh = his and run.matter.kind(owed.event.kind).fresh
    return Owed(
        owed,
        his,
        settles,
        _form(decision, "disown", owed.pk, label="否认的理由", missing=NOT_AGREED),
        _form(decision, "settle", owed.pk, label="怎样处置", missing="请写明怎样处置。"),
        password_form(decision.request) if fresh else None,
    )


def _vouch(decision: Decision, entry: PaperDecision) -> Vouch:
    by = decision.story.as_himself(decision.officer)
    why = refusal_of(lambda: rules.check_vouches(decision.run, entry, by))
    missing = "请写明哪里与原件不符，代录的同志好改。"
    form = _form(decision, "reject", entry.pk, label="哪里不符", missing=missing)
    fresh = not why and decision.story.kind(entry.task).fresh
    password = password_form(decision.request) if fresh else None
    return Vouch(entry, not why, _answers(decision, entry), form, why, password)


def _answers(decision: Decision, entry: PaperDecision) -> dict[str, Any]:
    """The stage's own answers as they were entered, readable."""
    kind, subject = decision.story.kind(entry.task), decision.run.subject
    form = kind.form(QueryDict(entry.said), subject=subject, officer=entry.leader)
    return form.said() if form.is_valid() else {}


def _form(decision: Decision, act: str, key: int, **words: str) -> ReasonedForm:
    bound = decision.posted(act)[:1] if meant(decision, key) else ()
    return ReasonedForm(*bound, prefix=f"{act}-{key}", **words)
