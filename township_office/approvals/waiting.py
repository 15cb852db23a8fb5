"""What waits beside 待办 for whoever settles or vouches: the card at the top of his desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value

from township_office.approvals.models import Case, Confirmation, PaperDecision
from township_office.approvals.registry import matter
from township_office.approvals.rules import DIRECTOR, PRINCIPAL_LEADERS
from township_office.people.grants import opens_meanwhile
from township_office.people.models import Appointment, Officer
from township_office.people.today import Today, today_of

AT_A_GLANCE = 20
SETTLE, VOUCH = "请处置", "请确认代录"
Rows = QuerySet[Confirmation] | QuerySet[PaperDecision]


@dataclass(frozen=True)
class Waiting:
    """One thing that he, and nobody on whose desk it lies, has to answer."""

    ask: str
    title: str
    who: str
    since: datetime
    url: str


@dataclass(frozen=True)
class Glance:
    """The oldest of what waits for him, and whether there is more."""

    lines: list[Waiting]
    has_more: bool


def waiting_for(officer: Officer) -> Glance | None:
    """Consents to settle and entries to vouch for, the oldest first; one query, none for most people."""
    asked = [
        _as_lines(rows, ask, at)
        for ask, (rows, at) in _asked_of(officer, today_of(officer)).items()
    ]
    if not asked:
        return None
    first, *rest = asked
    rows = (first.union(*rest, all=True) if rest else first).order_by("as_since")
    lines = [_line(*row) for row in rows[: AT_A_GLANCE + 1]]
    return Glance(lines[:AT_A_GLANCE], len(lines) > AT_A_GLANCE) if lines else None


@opens_meanwhile
def waiting_in(model: type[models.Model], officer: Officer, today: Today) -> Q:
    """Records of this kind of which a consent or an entry waits for him: he reads them meanwhile.

    They are few and found once, however long the list is that is asked for.
    """
    found = Q()
    for rows, _ in _asked_of(officer, today).values():
        kind = ContentType.objects.get_for_model(model)
        found |= Q(pk__in=rows.filter(case__subject_type=kind).values("case__subject_id"))
    return found


def _asked_of(officer: Officer, today: Today) -> dict[str, tuple[Rows, str]]:
    """By what one is asked for: which of them are his, and since when each waits."""
    asked: dict[str, tuple[Rows, str]] = {}
    if today.has_role(DIRECTOR, *PRINCIPAL_LEADERS):
        asked[SETTLE] = (_to_settle(officer), "called_at")
    if today.has_role(DIRECTOR) or today.leads_office:
        asked[VOUCH] = (_to_vouch(officer), "entered_at")
    return asked


def _to_settle(officer: Officer) -> QuerySet[Confirmation]:
    """What was disowned, or whose leader has left, by whoever is no party to it."""
    here = Appointment.objects.on().filter(officer=OuterRef("leader"), officer__is_active=True)
    unanswered = Q(status=Confirmation.Status.DISOWNED) | ~Exists(here)
    parties = Q(leader=officer) | Q(called_by=officer) | Q(case__applicant=officer)
    every = Confirmation.objects.unsettled().filter(township_id=officer.township_id)
    return every.filter(unanswered).exclude(parties)


def _to_vouch(officer: Officer) -> QuerySet[PaperDecision]:
    waiting = PaperDecision.objects.filter(status=PaperDecision.Status.WAITING)
    parties = Q(entered_by=officer) | Q(case__applicant=officer)
    return waiting.filter(township_id=officer.township_id).exclude(parties)


def _as_lines(rows: Rows, ask: str, at: str) -> QuerySet[Any]:
    columns = {"ask": Value(ask), "title": F("case__title"), "who": F("leader__name")}
    where = {"its": F("case__matter"), "subject": F("case__subject_id"), "since": F(at)}
    told = {**columns, **where}
    return (
        rows.order_by()
        .annotate(**{f"as_{name}": told[name] for name in told})
        .values_list(*(f"as_{name}" for name in told))
    )


def _line(ask: str, title: str, who: str, its: str, subject: int, since: datetime) -> Waiting:
    url = matter(its).url_of(Case(matter=its, subject_id=subject))
    return Waiting(ask, title, who, since, url)
