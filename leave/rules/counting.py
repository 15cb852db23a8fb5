"""How many days a leave takes, and how they were counted, in a sentence (LV-01, LV-09, LV-14)."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal

from django.utils.formats import date_format

from leave.models import LeaveKind
from township_office import clock
from township_office.web.refusals import Refused
from township_office.workdays.hours import calendar_of
from township_office.workdays.spans import Counted, Counts, Edge, Half, Span, count

LONGEST = timedelta(days=400)
UNSURE = "有的日子放假安排还没有公布，天数按周一至周五暂计，未核定。"


def counted(kind: LeaveKind, span: Span, township_id: int) -> Counted:
    """The days by the kind's own way of counting and the calendar as it is known now."""
    calendar = calendar_of(township_id, clock.midnight(span.first.day))
    return count(span, Counts(kind.counts), calendar)


def check_takes_days(days: Counted) -> None:
    if days.days <= 0:
        raise Refused("这几天都不上班，不用请假。请核对日期。")


def how_counted(kind: LeaveKind, days: Counted) -> str:
    """按工作日计算，11月28日至29日（周末）不计在内。"""
    if kind.counts == Counts.CALENDAR:
        return "按自然日计算，周末和放假的日子也计在内。"
    left_out = "、".join(_runs(days.left_out))
    words = f"，{left_out}不计在内" if left_out else ""
    return f"按工作日计算{words}。{UNSURE if days.provisional else ''}"


def _runs(left_out: Mapping[date, str]) -> Iterator[str]:
    """Days that follow one another for the same reason are named together."""
    begun: date | None = None
    for day in sorted(left_out):
        begun = begun or day
        following = day + timedelta(days=1)
        if left_out.get(following) != left_out[day]:
            yield f"{_from_to(begun, day)}（{left_out[day]}）"
            begun = None


def _from_to(first: date, last: date) -> str:
    days = dict.fromkeys(date_format(day, "n月j日") for day in (first, last))
    return "至".join(days)


def before(edge: Edge) -> Edge:
    """The half day that comes before this one: until when somebody is away who is back then."""
    if edge.half is Half.AFTERNOON:
        return Edge(edge.day, Half.MORNING)
    return Edge(edge.day - timedelta(days=1), Half.AFTERNOON)


def after(edge: Edge) -> Edge:
    """The half day that follows this one."""
    if edge.half is Half.MORNING:
        return Edge(edge.day, Half.AFTERNOON)
    return Edge(edge.day + timedelta(days=1))


def taken_until(kind: LeaveKind, span: Span, back: Edge, township_id: int) -> Decimal:
    """What it came to for who is back from this half day on; nothing where he never left."""
    last = before(back)
    if last < span.first:
        return Decimal(0)
    return counted(kind, Span(span.first, last), township_id).days
