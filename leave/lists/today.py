"""今日去向, the card on the desk: who of the leaders and of one's own people is away today."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q

from leave.lists.board import LEADERS, Cell, cell_of, day_in
from leave.rules.beside import ON_LEAVE, OUT, away
from township_office import clock
from township_office.bookings.models import Booking
from township_office.bookings.spans import days
from township_office.people.models import Appointment, Charge, Officer
from township_office.workdays.hours import calendar_of

WORDS = {"out": OUT, "leave": ON_LEAVE}


@dataclass(frozen=True)
class Away:
    """One person who is away, and for which part of the day; never which leave, never why."""

    name: str
    cell: Cell


@dataclass
class Together:
    """The leaders, or a department, as far as they are away."""

    name: str
    people: list[Away] = field(default_factory=list)

    @property
    def numbers(self) -> str:
        """外出 1 人，请假 2 人."""
        found = [each.cell.css for each in self.people]
        counted = ((words, found.count(css)) for css, words in WORDS.items())
        return "，".join(f"{words} {number} 人" for words, number in counted if number)


def away_today(officer: Officer) -> list[Together]:
    """The leaders first, then his own department, or those he is in charge of; two queries at most."""
    today = clock.today()
    taken: dict[int, list[Booking]] = {}
    for row in away(officer.township_id, days(today, today)):
        taken.setdefault(row.resource.object_id, []).append(row)
    if not taken:
        return []
    day = day_in(calendar_of(officer.township_id, clock.midnight(today)), today)
    found: dict[str, Together] = {}
    for held in _concerning(officer, taken):
        name = LEADERS if held.post.leader else str(held.post.department)
        person = Away(held.officer.name, cell_of(day, taken[held.officer_id]))
        found.setdefault(name, Together(name)).people.append(person)
    return list(found.values())


def _concerning(officer: Officer, people: Iterable[int]) -> list[Appointment]:
    """Each of these once, in the post that makes him a leader or a colleague; leaders first."""
    own = Appointment.objects.on().filter(officer=officer)
    led = Charge.objects.on().filter(post__in=own.values("post"))
    near = Q(
        post__department__in=own.filter(post__department__isnull=False).values("post__department")
    )
    near |= Q(post__department__in=led.values("department"))
    held = Appointment.objects.on().filter(near | Q(post__leader=True))
    here = held.filter(officer__in=people, officer__is_active=True)
    rows = here.select_related("officer", "post__department")
    found: dict[int, Appointment] = {}
    for each in rows.order_by("-post__leader", "post__department__rank", "post__rank", "id"):
        found.setdefault(each.officer_id, each)
    return list(found.values())
