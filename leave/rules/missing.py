"""Away without a slip and not back in time, added up for people to look at (LV-16, 公务员法 art. 88)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from leave.models import Absence, Leave, Return, Trip, Unexcused, in_days
from leave.rules.counting import after, before
from township_office import clock
from township_office.people.models import Officer
from township_office.workdays.calendar import Calendar
from township_office.workdays.hours import calendar_of
from township_office.workdays.spans import HALF, Edge, Half, Span

# days of work: from here on it is told; beyond there the law speaks of dismissal (辞退)
TOLD_IN_A_ROW, TOLD_IN_A_YEAR = 10, 20
LAW_IN_A_ROW, LAW_IN_A_YEAR = 15, 30
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Missing:
    """How long somebody was missing in a year, in days of work: at a stretch, and in all."""

    year: int
    in_a_row: Decimal
    in_year: Decimal

    @property
    def level(self) -> int:
        """0: nothing to tell; 1: it is told; 2: it is more than the law bears."""
        if self.in_a_row > LAW_IN_A_ROW or self.in_year > LAW_IN_A_YEAR:
            return 2
        return int(self.in_a_row >= TOLD_IN_A_ROW or self.in_year >= TOLD_IN_A_YEAR)

    @property
    def words(self) -> str:
        if not self.level:
            return ""
        law = f"连续超过 {LAW_IN_A_ROW} 天或一年累计超过 {LAW_IN_A_YEAR} 天"
        return (
            f"{self.year} 年未请假缺岗、逾期未归最长连续 {in_days(self.in_a_row)} 天，"
            f"累计 {in_days(self.in_year)} 天。法律规定的界限是{law}，"
            f"{'已经超过' if self.level > 1 else '请及早处理'}；有没有正当理由请组织核实（LV-16）。"
        )


def missing_of(officer: Officer, year: int) -> Missing:
    """As it stands today; a stretch that began the year before is told in the year it ends in."""
    first = date(year - 1, 1, 1)
    calendar = calendar_of(officer.township_id, clock.midnight(first))
    missed = missed_halves(officer, Span(Edge(first), _end_of(year)), calendar)
    own = [half for half in missed if half.day.year == year]
    return Missing(year, HALF * longest(missed, year, calendar), HALF * len(own))


def missed_halves(officer: Officer, span: Span, calendar: Calendar) -> set[Edge]:
    """The half days that were worked and in which he was neither here nor excused, each once."""
    found = {half for half in _noted(officer, span) if span.first <= half <= span.last}
    found |= {half for half in _not_back(officer) if span.first <= half <= span.last}
    worked = {half for half in found if calendar.is_workday(half.day)}
    return worked - _excused(officer, worked)


def longest(missed: set[Edge], year: int, calendar: Calendar) -> int:
    """Half days of the longest stretch that ends in the year; a day off does not break it."""
    best = run = 0
    expected: Edge | None = None
    for half in sorted(missed):
        run = run + 1 if half == expected else 1
        best = max(best, run) if half.day.year == year else best
        expected = _next_worked(half, calendar)
    return best


def _next_worked(half: Edge, calendar: Calendar) -> Edge:
    following = after(half)
    while not calendar.is_workday(following.day):
        following = Edge(following.day + DAY)
    return following


def _noted(officer: Officer, span: Span) -> Iterator[Edge]:
    rows = Unexcused.objects.filter(officer=officer, withdrawn_on__isnull=True)
    for noted in rows.filter(day__range=(span.first.day, span.last.day)):
        yield from (Edge(noted.day, half) for half in Half if noted.half in ("", half.value))


def _not_back(officer: Officer) -> Iterator[Edge]:
    """From the end of each leave until the return, or until yesterday where there is none yet."""
    leaves = Leave.objects.approved().filter(officer=officer).prefetch_related("returns")
    for leave in leaves.filter(last_day__lt=clock.today()):
        given = next((each for each in leave.returns.all() if each.ended_on is None), None)
        until = _until(leave, given)
        if until is not None:
            yield from halves(after(leave.span.last), until)


def _until(leave: Leave, given: Return | None) -> Edge | None:
    if given is not None:
        return before(Edge(given.back_on, Half(given.back_half)))
    return Edge(clock.today() - DAY, Half.AFTERNOON) if leave.back_on is None else None


def _excused(officer: Officer, missed: set[Edge]) -> set[Edge]:
    """Those covered by another slip or trip."""
    if not missed:
        return set()
    days = min(missed).day, max(missed).day
    slips: Iterable[Absence] = [
        slip
        for model in (Leave, Trip)
        for slip in model.objects.approved().filter(officer=officer).during(*days)
    ]
    return {half for half in missed if any(slip.covers(half.day, half.half) for slip in slips)}


def halves(first: Edge, last: Edge) -> Iterator[Edge]:
    while first <= last:
        yield first
        first = after(first)


def _end_of(year: int) -> Edge:
    return Edge(date(year, 12, 31), Half.AFTERNOON)
