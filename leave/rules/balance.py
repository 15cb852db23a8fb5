"""How much of a kind of leave somebody has left: what is asked for and not decided is reserved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import F, Sum
from django.db.models.functions import Coalesce

from leave.models import Each, Entitlement, Extension, Leave, LeaveKind, Service, Sort, in_days
from township_office.people.models import Officer
from township_office.web.refusals import Refused

NOTHING = Decimal(0)
STEPS = ((20, Decimal(15)), (10, Decimal(10)), (1, Decimal(5)))
# LV-02: so many days of sick leave in a year, by seniority, and none of annual leave
SICK_MONTHS = ((20, 4), (10, 3), (1, 2))
WORKDAYS_A_MONTH = Decimal("21.75")
PERSONAL_DAYS = 20


@dataclass(frozen=True)
class Balance:
    """One kind of leave of one person in one year, in days. ``due`` is None where nothing limits it.

    ``unknown`` says that it is limited, but nobody has entered since when the person works.
    """

    kind: LeaveKind
    year: int
    due: Decimal | None
    carried: Decimal = NOTHING
    used: Decimal = NOTHING
    pending: Decimal = NOTHING
    unknown: bool = False
    hint: str = ""

    @property
    def left(self) -> Decimal | None:
        if self.due is None:
            return None
        return self.due + self.carried - self.used - self.pending

    @property
    def words(self) -> str:
        """2026 年应休 10 天，结转 1 天，已休 3 天，待批 2 天，还剩 6 天。"""
        if self.unknown:
            return "参加工作时间还没有登记，可休天数算不出来，请党政办补登。"
        if self.kind.each == Each.TIME:
            return f"每次最多 {in_days(self.due)} 天。" if self.due is not None else ""
        parts = [f"{self.year} 年"]
        named = (
            ("应休", self.due), ("结转", self.carried), ("已休", self.used), ("待批", self.pending)
        )  # fmt: skip
        parts[0] += "，".join(f"{name} {in_days(days)} 天" for name, days in named if days)
        if self.left is not None:
            parts.append(f"还剩 {in_days(self.left)} 天")
        return "，".join(part for part in parts if part) + "。"


def seniority(began_on: date, on: date) -> int:
    """Full years of work on that day."""
    return on.year - began_on.year - ((on.month, on.day) < (began_on.month, began_on.day))


def annual_days(began_on: date, on: date) -> Decimal:
    """LV-01: from one year 5 days, from ten 10, from twenty 15."""
    years = seniority(began_on, on)
    return next((days for least, days in STEPS if years >= least), NOTHING)


def balance_of(
    officer: Officer, kind: LeaveKind, on: date, *, besides: int | None = None
) -> Balance:
    """What he has of this kind in the year of ``on``; ``besides`` is the leave being asked for anew.

    A leave counts to the year in which it begins.
    """
    if kind.each == Each.TIME:
        return Balance(kind, on.year, kind.most)
    service = Service.objects.filter(officer=officer).first() if kind.by_seniority else None
    brought = Entitlement.objects.filter(officer=officer, kind=kind, year=on.year).first()
    used, pending = _taken(officer, kind, on.year, besides)
    return Balance(
        kind,
        on.year,
        annual_days(service.began_on, on) if service else kind.most,
        carried=brought.carried if brought else NOTHING,
        used=used + (brought.used_before if brought else NOTHING),
        pending=pending,
        unknown=kind.by_seniority and service is None,
        hint=_hint(officer, service, on) if service else "",
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


def _taken(
    officer: Officer, kind: LeaveKind, year: int, besides: int | None
) -> tuple[Decimal, Decimal]:
    """Days approved, or taken where he is back; and days that wait, of leaves and of extensions."""
    own = Leave.objects.filter(officer=officer, kind=kind, first_day__year=year).exclude(pk=besides)
    used = own.approved().aggregate(sum=Sum(Coalesce("taken", "days")))["sum"]
    waiting = own.pending().aggregate(sum=Sum("days"))["sum"]
    longer = Extension.objects.open().filter(leave__in=own)
    more = longer.aggregate(sum=Sum(F("total") - F("leave__days")))["sum"]
    return used or NOTHING, (waiting or NOTHING) + (more or NOTHING)


def _hint(officer: Officer, service: Service, on: date) -> str:
    """LV-02, to be looked at by people: so much other leave, and the annual one falls away."""
    rows = Leave.objects.approved().filter(officer=officer, first_day__year=on.year)
    sums = rows.values_list("kind__sort").annotate(sum=Sum(Coalesce("taken", "days")))
    taken = dict(sums.filter(kind__sort__in=[Sort.SICK, Sort.PERSONAL]))
    personal, sick = (taken.get(sort, NOTHING) for sort in (Sort.PERSONAL, Sort.SICK))
    if personal >= PERSONAL_DAYS:
        return f"本年事假已 {in_days(personal)} 天，满 20 天的当年不享受年休假，请核对（LV-02）。"
    years = seniority(service.began_on, on)
    months = next((months for least, months in SICK_MONTHS if years >= least), None)
    if months is not None and sick >= months * WORKDAYS_A_MONTH:
        return (
            f"本年病假已 {in_days(sick)} 天，满 {months} 个月的当年不享受年休假，请核对（LV-02）。"
        )
    return ""
