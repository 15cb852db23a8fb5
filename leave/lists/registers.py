"""我的请假, 请假登记簿, the office's monthly sheet, 外出, 未请假缺岗."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.safestring import SafeString

from leave.models import Absence, Backfill, Leave, Unexcused, in_days
from leave.rules.counting import counted
from township_office import clock
from township_office.approvals.models import Case, Task, holder_of, place_of
from township_office.ui.lists import Column, Register, Tab, years
from township_office.ui.templatetags.ui import state
from township_office.workdays.spans import Edge, Half, Span

MONTHS = 12


def with_standing(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Where each lies and with whom; of a backfill, by the backfill's case. No query a row."""
    model = rows.model
    cases = Case.objects.filter(subject_type=ContentType.objects.get_for_model(model))
    own = cases.filter(subject_id=OuterRef("pk")).order_by("-id")
    found = {"case_outcome": _newest(own, "outcome"), "case_stage": _newest(own, "stage_name")}
    if model is Leave:
        later = Case.objects.filter(subject_type=ContentType.objects.get_for_model(Backfill))
        later = later.filter(subject_id=OuterRef("backfills__pk")).order_by("-id")
        found |= {"later_outcome": _newest(later, "outcome")}
        found |= {"later_stage": _newest(later, "stage_name")}
    lying = Task.objects.open().filter(
        case__subject_type=ContentType.objects.get_for_model(model),
        case__subject_id=OuterRef("pk"),
        blocks=True,
    )
    placed = rows.annotate(**found, **place_of(lying.order_by("number")))
    return placed.annotate(holder=holder_of("lies_post"))


def _newest(cases: models.QuerySet[Case], field: str) -> Subquery:
    return Subquery(cases.values(field)[:1])


def standing(absence: Any) -> SafeString:
    """Where it stands; the annotations are those of ``with_standing()``."""
    for day, kind, words in (
        (absence.voided_on, "void", "作废"),
        (absence.cancelled_on, "", "已取消"),
        (absence.back_on, "done", _over(absence)),
        (absence.approved_on, "waiting", _granted(absence)),
    ):
        if day is not None:
            return state(kind, words)
    outcome = absence.case_outcome or getattr(absence, "later_outcome", None)
    if outcome:
        return state("refused" if outcome == "refused" else "", _ended(outcome))
    lies = (absence.case_stage, absence.holder or absence.lies_with)
    later = getattr(absence, "later_stage", None)
    return state("waiting", " ".join(word for word in lies if word) or f"补假 {later or ''}")


def _over(absence: Absence) -> str:
    return "已销假" if isinstance(absence, Leave) else "已回来"


def _granted(absence: Absence) -> str:
    if absence.last_day >= clock.today():
        return "已准" if absence.first_day > clock.today() else "休假中"
    return "未销假" if isinstance(absence, Leave) else "已结束"


def _ended(outcome: str) -> str:
    return {"refused": "未准", "withdrawn": "草稿"}.get(outcome, "办结")


def _link(row: Any) -> str:
    return str(row.get_absolute_url())


def _from_to(absence: Absence) -> str:
    return absence.from_to


def _overdue(rows: Any) -> Any:
    return rows.to_return()


def _pending(rows: Any) -> Any:
    return rows.pending()


def _row(absence: Absence) -> str:
    return "void" if absence.voided_on or absence.cancelled_on else ""


def _card(leave: Any) -> str:
    return reverse("leave:card", args=[leave.officer_id])


# sorted by leave_leave_number and leave_leave_officer
_NUMBER = Column("number", "编号", value="label", sort=("year", "number"), css="code")
_SPAN = Column("first_day", "时间", value=_from_to, sort=("first_day",), css="date", link=_link)
_DAYS = Column(
    "days",
    "天数",
    value=lambda leave: f"{in_days(leave.days)}",
    excel=lambda leave: leave.days,
    css="figure",
    label="天数",
    sum=True,
)
_TAKEN = Column(
    "taken",
    "实休",
    value=lambda leave: "" if leave.taken is None else f"{in_days(leave.taken)}",
    excel=lambda leave: leave.taken,
    css="figure",
    label="实休",
)
_STANDING = Column("standing", "状态", value=standing, css="status")

MINE = Register(
    title="我的请假",
    order="-first_day",
    unit="次",
    empty="您还没有请过假",
    tabs=(years("year"),),
    row=_row,
    columns=[_NUMBER, _SPAN, Column("kind", "假别"), _DAYS, _TAKEN, _STANDING],
)

REGISTER = Register(
    title="请假登记簿",
    order="-number",
    unit="次",
    empty="还没有人请假",
    tabs=(
        years("year"),
        Tab("open", "审批中", only=_pending),
        Tab("late", "未销假", only=_overdue),
    ),
    row=_row,
    columns=[
        _NUMBER,
        Column("officer", "姓名", css="subject", link=_card, sub=lambda leave: str(leave.post)),
        Column("department", "部门"),
        Column("kind", "假别"),
        _SPAN,
        _DAYS,
        _TAKEN,
        Column("approved_on", "准假", css="date", label="准"),
        Column("back_on", "销假", css="date", label="销"),
        _STANDING,
    ],
)


def in_month(rows: QuerySet[Any], month: date) -> QuerySet[Any]:
    """Approved, and with a day in that month."""
    last = month.replace(day=monthrange(month.year, month.month)[1])
    return rows.filter(
        approved_on__isnull=False,
        cancelled_on__isnull=True,
        voided_on__isnull=True,
        first_day__lte=last,
        last_day__gte=month,
    ).annotate(month=models.Value(month, output_field=models.DateField()))


def _months(rows: QuerySet[Any]) -> Iterator[Tab]:
    """This month, and those of a year back."""
    first = clock.today().replace(day=1)
    for back in range(MONTHS):
        number = first.year * 12 + first.month - 1 - back
        month = date(number // 12, number % 12 + 1, 1)
        title = f"{month.month} 月" if month.year == first.year else f"{month:%Y-%m}"
        yield Tab(f"{month:%Y-%m}", title, only=_of(month))


def _of(month: date) -> Any:
    return lambda rows: in_month(rows, month)


def _in_the_month(leave: Any) -> Decimal:
    """How much of it falls into the month of the sheet; by what was taken, where he is back."""
    last = date(
        leave.month.year,
        leave.month.month,
        monthrange(leave.month.year, leave.month.month)[1],
    )
    first = max(leave.span.first, Edge(leave.month))
    until = min(leave.span.last, Edge(last, Half.AFTERNOON))
    if leave.back_on is not None:
        until = min(until, Edge(date.fromordinal(leave.back_on.toordinal() - 1), Half.AFTERNOON))
    if until < first:
        return Decimal(0)
    return counted(leave.kind, Span(first, until), leave.township_id).days


MONTH = Register(
    title="请假月报",
    order="officer",
    unit="次",
    empty="这个月没有人请假",
    tabs=(_months,),
    columns=[
        Column("department", "部门", value=lambda leave: str(leave.department or "班子成员")),
        Column(
            "officer",
            "姓名",
            sort=("post__rank", "officer_id", "first_day"),
            css="subject",
            link=_card,
        ),
        Column("kind", "假别"),
        Column("first_day", "时间", value=_from_to, css="date", link=_link),
        Column(
            "in_month",
            "本月天数",
            value=lambda leave: f"{in_days(_in_the_month(leave))}",
            excel=_in_the_month,
            css="figure",
            label="本月",
        ),
        Column(
            "days",
            "共",
            value=lambda leave: f"{in_days(leave.days)}",
            excel=lambda leave: leave.days,
            css="figure",
            label="共",
        ),
        Column("back_on", "销假", css="date", label="销"),
    ],
)

TRIPS = Register(
    title="外出",
    order="-first_day",
    unit="次",
    empty="还没有报过外出",
    tabs=(years("year"),),
    row=_row,
    columns=[
        Column("number", "编号", value="label", sort=("year", "number"), css="code"),
        Column("officer", "姓名"),
        _SPAN,
        Column("place", "去向", css="subject", sub=lambda trip: trip.purpose, sub_title="事由"),
        Column("outside_county", "出县"),
        _STANDING,
    ],
)


def _withdrawing(noted: Unexcused) -> str:
    return "" if noted.withdrawn_on else reverse("leave:unexcused_withdraw", args=[noted.pk])


def _half(noted: Unexcused) -> str:
    return noted.get_half_display() or "全天"


def _noted(noted: Unexcused) -> SafeString:
    return (
        state("void", f"已撤销：{noted.withdrawn_reason}") if noted.withdrawn_on else state("", "")
    )


UNEXCUSED = Register(
    title="未请假缺岗",
    order="-day",
    unit="次",
    empty="没有记录",
    row=lambda noted: "void" if noted.withdrawn_on else "",
    columns=[
        Column("day", "日期", sort=("day",), css="date", link=_withdrawing),
        Column("half", "时间", value=_half),
        Column("officer", "姓名"),
        Column("heard", "本人说明", css="subject"),
        Column("noted_by", "记录人", label="记录"),
        Column("standing", "状态", value=_noted, css="status"),
    ],
)
