"""The card of one person and year: each kind with what is due, taken, waiting and left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from leave.lists.registers import with_standing
from leave.models import Leave, LeaveKind, Service
from leave.rules.balance import Balance, balance_of
from leave.rules.hints import not_graded
from leave.rules.missing import missing_of
from township_office import clock
from township_office.people.models import Officer


@dataclass(frozen=True)
class Card:
    officer: Officer
    year: int
    began_on: Any
    balances: list[Balance]
    leaves: list[Any]
    flags: list[str]

    @property
    def years(self) -> list[int]:
        this = clock.today().year
        return [this + 1, this, this - 1, this - 2]


def card_of(officer: Officer, year: int) -> Card:
    """Annual leave always, of the other kinds those of which something was asked; and what people
    should look at (LV-16, LV-17)."""
    today = clock.today()
    on = today if year == today.year else today.replace(year=year, month=12, day=31)
    rows = Leave.objects.filter(officer=officer, year=year).select_related("kind", "officer")
    leaves = list(with_standing(rows).order_by("first_day", "pk"))
    asked = {leave.kind_id for leave in leaves}
    kinds = LeaveKind.objects.filter(township=officer.township_id, in_use=True)
    listed = [kind for kind in kinds if kind.pk in asked or kind.by_seniority]
    service = Service.objects.filter(officer=officer).first()
    return Card(
        officer,
        year,
        service.began_on if service else None,
        [balance_of(officer, kind, on) for kind in listed],
        leaves,
        [words for words in (missing_of(officer, year).words, not_graded(officer, year)) if words],
    )
