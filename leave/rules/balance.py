"""How much of a kind of leave somebody has left: what is asked for and not decided is reserved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import F, Min, QuerySet, Sum
from django.db.models.functions import Coalesce

from leave.models import Each, Entitlement, Extension, Leave, LeaveKind, Service, in_days
from leave.rules.annual import NOTHING, AnnualYear, annual_days, carried_over, pro_rata
from leave.rules.hints import falls_away
from leave.rules.switches import CARRY_OVER, CARRY_OVER_MOST, PRO_RATA, set_in
from township_office import clock
from township_office.people.models import Officer
from township_office.townships.settings import Switch
from township_office.web.refusals import Refused


@dataclass(frozen=True)
class Balance:
    """One kind of leave of one person in one year, in days. ``due`` is None where nothing limits it.

    ``unknown`` says that it is limited, but nobody has entered since when the person works;
    ``whence`` where that comes from which was carried into the year.
    """

    kind: LeaveKind
    year: int
    due: Decimal | None
    carried: Decimal = NOTHING
    used: Decimal = NOTHING
    pending: Decimal = NOTHING
    unknown: bool = False
    hint: str = ""
    whence: str = ""

    @property
    def left(self) -> Decimal | None:
        if self.due is None:
            return None
        return self.due + self.carried - self.used - self.pending

    @property
    def words(self) -> str:
        """2026 年应休 10 天，结转 1 天，已休 3 天，待批 2 天，还剩 6 天。Nothing where nothing is known."""
        if self.unknown:
            return "参加工作时间还没有登记，可休天数算不出来，请党政办补登。"
        if self.kind.each == Each.TIME:
            return f"每次最多 {in_days(self.due)} 天。" if self.due is not None else ""
        if self.due is None and not (self.used or self.pending):
            return ""
        parts = [f"{self.year} 年"]
        named = (
            ("应休", self.due), ("结转", self.carried), ("已休", self.used), ("待批", self.pending)
        )  # fmt: skip
        parts[0] += "，".join(f"{name} {in_days(days)} 天" for name, days in named if days)
        if self.left is not None:
            parts.append(f"还剩 {in_days(self.left)} 天")
        return "，".join(part for part in parts if part) + "。"


class Gone(NamedTuple):
    """Days of one year: approved, or taken where he is back; and days that wait."""

    used: Decimal = NOTHING
    pending: Decimal = NOTHING


def balance_of(
    officer: Officer, kind: LeaveKind, on: date, *, besides: int | None = None
) -> Balance:
    """What he has of this kind in the year of ``on``; ``besides`` is the leave being asked for anew.

    A leave counts to the year in which it begins.
    """
    if kind.each == Each.TIME:
        return Balance(kind, on.year, kind.most)
    book = _open(officer, kind, on.year, besides)
    brought, gone = book.entered.get(on.year), book.gone.get(on.year, Gone())
    carried = brought.carried if brought else carried_over(book.years_before(on.year))
    return Balance(
        kind,
        on.year,
        book.due(on),
        carried=carried,
        used=gone.used + (brought.used_before if brought else NOTHING),
        pending=gone.pending,
        unknown=kind.by_seniority and book.service is None,
        hint=falls_away(officer, book.service.began_on, on) if book.service else "",
        whence=_whence(on.year, carried, brought),
    )


def check_is_left(balance: Balance, days: Decimal) -> None:
    """Raises Refused with what there is, what is asked for, and what to do."""
    if balance.left is None or days <= balance.left:
        return
    more = days - max(balance.left, NOTHING)
    raise Refused(
        f"{balance.kind}不够：{balance.words}这次要 {in_days(days)} 天，多 {in_days(more)} 天。"
        "请缩短，或改请别的假。"
    )


@dataclass(frozen=True)
class _Book:
    """What is known of one person's leave of one kind, year by year from ``first`` on."""

    officer: Officer
    kind: LeaveKind
    service: Service | None
    first: int
    entered: Mapping[int, Entitlement]
    gone: Mapping[int, Gone]

    def due(self, on: date) -> Decimal | None:
        """As of that day; a new entrant has his part of the year, where the township wants it so."""
        if self.service is None:
            return self.kind.most
        days, joined = annual_days(self.service.began_on, on), self.service.joined_on
        if joined is None or joined.year != on.year:
            return days
        return pro_rata(days, joined) if self._set(PRO_RATA, on.year) else days

    def years_before(self, year: int) -> list[AnnualYear]:
        return [self._year(each) for each in range(self.first, year)]

    def _year(self, year: int) -> AnnualYear:
        brought = self.entered.get(year)
        gone = sum(self.gone.get(year, Gone()), NOTHING)
        may = self._set(CARRY_OVER, year + 1)
        return AnnualYear(
            due=self.due(date(year, 12, 31)) or NOTHING,
            gone=gone + (brought.used_before if brought else NOTHING),
            most=Decimal(self._set(CARRY_OVER_MOST, year + 1)) if may else NOTHING,
            brought=brought.carried if brought else None,
        )

    def _set(self, switch: Switch, year: int) -> Any:
        return set_in(switch, self.officer.township_id, year)


def _open(officer: Officer, kind: LeaveKind, year: int, besides: int | None) -> _Book:
    service = Service.objects.filter(officer=officer).first() if kind.by_seniority else None
    rows = Entitlement.objects.filter(officer=officer, kind=kind, year__lte=year)
    entered = {row.year: row for row in rows}
    first = _first_year(officer, kind, service, year, entered)
    gone = _gone(officer, kind, range(first, year + 1), besides)
    return _Book(officer, kind, service, first, entered, gone)


def _first_year(
    officer: Officer,
    kind: LeaveKind,
    service: Service | None,
    year: int,
    entered: Mapping[int, Entitlement],
) -> int:
    """From when on to reckon what is carried: as long as leave is kept here, and he is here.

    The year itself where nothing can be: it is told by hand, not allowed, or last year is not over.
    """
    told = year in entered or year > clock.today().year
    if told or not kind.is_carried or not set_in(CARRY_OVER, officer.township_id, year):
        return year
    kept = Leave.objects.filter(township=officer.township_id).aggregate(first=Min("first_day"))
    since = [*entered, kept["first"].year if kept["first"] else year]
    joined = service.joined_on.year if service and service.joined_on else 0
    return min(max(min(since), joined), year)


def _gone(officer: Officer, kind: LeaveKind, years: range, besides: int | None) -> dict[int, Gone]:
    """By the year in which each leave begins, of leaves and of extensions."""
    own = Leave.objects.filter(
        officer=officer, kind=kind, first_day__year__range=(years.start, years.stop - 1)
    ).exclude(pk=besides)
    longer = Extension.objects.open().filter(leave__in=own)
    used = _by_year(own.approved(), Sum(Coalesce("taken", "days")))
    waiting = _by_year(own.pending(), Sum("days"))
    more = _by_year(longer, Sum(F("total") - F("leave__days")), "leave__first_day__year")
    return {
        year: Gone(used.get(year, NOTHING), waiting.get(year, NOTHING) + more.get(year, NOTHING))
        for year in years
    }


def _by_year(rows: QuerySet[Any], days: Sum, year: str = "first_day__year") -> dict[int, Decimal]:
    return dict(rows.order_by().values_list(year).annotate(sum=days))


def _whence(year: int, carried: Decimal, brought: Entitlement | None) -> str:
    """Where what was carried comes from, for the card; until when it is there."""
    if not carried:
        return ""
    by_hand = f"按登记（{brought.note}）" if brought and brought.note else "按登记"
    how = by_hand if brought else "按上年未休的天数和本乡镇的上限算出"
    return f"结转到 {year} 年的 {in_days(carried)} 天{how}，先用结转的；当年休完，不再往后转（LV-03）。"
