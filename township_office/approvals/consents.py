"""Consents by telephone still owed, and entries from paper: who sees which, and as a list to sign."""

from __future__ import annotations

from typing import Any, cast

from django.db import models
from django.db.models import Count, Q
from django.http import HttpRequest

from township_office import clock
from township_office.approvals.models import Confirmation, PaperDecision, PaperList
from township_office.approvals.registry import matter
from township_office.approvals.rules import DIRECTOR, PRINCIPAL_LEADERS
from township_office.people.models import Officer
from township_office.people.today import today_of
from township_office.ui.nav import Count as Lying

AT_A_GLANCE = 200
WEEKS = 60


def owed_to(officer: Officer) -> models.QuerySet[Confirmation]:
    """A leader's own; for the director all that is open or disowned, to be chased and settled."""
    every = Confirmation.objects.unsettled().filter(township_id=officer.township_id)
    settles = Q(status=Confirmation.Status.DISOWNED)
    today = today_of(officer)
    if today.has_role(DIRECTOR):
        return every
    if today.has_role(*PRINCIPAL_LEADERS):
        return every.filter(Q(leader=officer) | settles)
    return every.filter(leader=officer)


def shown(owed: models.QuerySet[Confirmation]) -> list[dict[str, Any]]:
    rows = owed.select_related("case", "leader", "called_by", "event").order_by("due_at", "id")
    return [{"it": row, "url": _url(row)} for row in rows[:AT_A_GLANCE]]


def waiting_in(township: int) -> list[dict[str, Any]]:
    """Entries from paper that the director has not yet held against their scans."""
    waiting = PaperDecision.objects.filter(township=township, status=PaperDecision.Status.WAITING)
    rows = waiting.select_related("case", "leader", "entered_by").order_by("id")
    return [{"it": row, "url": _url(row)} for row in rows[:AT_A_GLANCE]]


def lists_for(officer: Officer) -> list[Any]:
    """The weekly lists he may see, the newest first, with how much of each is signed."""
    confirmed = Q(entries__status=PaperDecision.Status.CONFIRMED)
    lists = PaperList.objects.visible_to(officer).select_related("leader")
    counted = lists.annotate(
        confirmed=Count("entries", filter=confirmed),
        unsigned=Count("entries", filter=confirmed & Q(entries__signed_at=None)),
        waiting=Count("entries", filter=Q(entries__status=PaperDecision.Status.WAITING)),
    )
    return list(counted.order_by("-monday", "leader_id")[:WEEKS])


def sheet(paper_list: PaperList) -> dict[str, Any]:
    """Everything the list says, for the page and for paper."""
    township = paper_list.township
    confirmed = paper_list.entries.filter(status=PaperDecision.Status.CONFIRMED)
    rows = confirmed.select_related("case", "task", "entered_by", "checked_by")
    return {
        "office_name": f"{township.name}{township.office_name}",
        "title": "代录清单",
        "leader": paper_list.leader.name,
        "week": f"{paper_list.monday.year}年{paper_list.week}",
        "entries": list(rows.order_by("written_on", "id")),
        "printed_at": clock.local(clock.now()),
    }


def owes_or_chases(officer: Any) -> bool:
    """Whether 补签 is a place of his: a leader's, or the director's."""
    today = today_of(officer)
    return any(post.leader for post in today.posts) or today.has_role(DIRECTOR)


def enters_or_vouches(officer: Any) -> bool:
    """Whether 代录 is a place of his: the office's, or whose confirmation it needs."""
    return today_of(officer).in_office or _vouches(officer)


def how_many_owed(request: HttpRequest) -> Lying:
    overdue = Count("pk", filter=Q(due_at__lt=clock.now()))
    found = owed_to(cast(Officer, request.user)).aggregate(number=Count("pk"), late=overdue)
    return Lying(found["number"], bool(found["late"]))


def how_many_to_vouch(request: HttpRequest) -> int | None:
    officer = cast(Officer, request.user)
    if not _vouches(officer):
        return None
    waiting = PaperDecision.objects.filter(status=PaperDecision.Status.WAITING)
    return waiting.filter(township_id=officer.township_id).count()


def _vouches(officer: Officer) -> bool:
    """The director, and the leader in charge of the office where it was the director who entered it."""
    today = today_of(officer)
    return today.has_role(DIRECTOR) or today.leads_office


def _url(row: Confirmation | PaperDecision) -> str:
    return matter(row.case.matter).url_of(row.case)
