"""What people ask of the ledger: by seal, by department, by matter, per month of a year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Count, F, QuerySet, Sum
from django.db.models.functions import ExtractMonth
from django.urls import reverse
from django.utils.http import urlencode

from seals.ledger.rules import lacking_scan
from seals.using.models import Stamping, StampingQuerySet

MONTHS = range(1, 13)
STEPS = 4  # lines of the chart above its foot
FOOT, TOP, LEFT, RIGHT = 86.0, 6.0, 6.0, 100.0  # of the drawing, in %


class Share(NamedTuple):
    """What fell to one seal, department or matter; ``part`` of the greatest, in %."""

    name: str
    href: str
    times: int
    copies: int
    part: float


class Line(NamedTuple):
    """A line across the chart, and the figure at its left."""

    y: str
    figure: int


class Bar(NamedTuple):
    """One month of one year in the chart."""

    css: str
    x: str
    y: str
    height: str
    words: str


class Month(NamedTuple):
    month: int
    x: str
    href: str
    times: int
    copies: int
    before: int


@dataclass(frozen=True)
class Chart:
    """Copies a month, this year beside the last; coordinates in %, so that it stretches."""

    lines: list[Line]
    bars: list[Bar]
    width: str
    words: str


@dataclass(frozen=True)
class Figures:
    """A year of the ledger in figures; lines that were corrected or undone do not count."""

    year: int
    times: int
    copies: int
    before: int
    months: list[Month]
    chart: Chart
    shares: list[tuple[str, list[Share]]]
    lacking: int


def figures_of(visible: StampingQuerySet, year: int) -> Figures:
    """Of what the reader may see. Five queries, however long the ledger is."""
    own = Stamping.objects.filter(pk__in=visible.values("pk"))  # no line twice
    lines = own.standing().filter(copies__gt=0)
    of_year = lines.filter(year=year)
    months = list(_months(lines, year))
    return Figures(
        year=year,
        times=sum(each.times for each in months),
        copies=sum(each.copies for each in months),
        before=sum(each.before for each in months),
        months=months,
        chart=_chart(months, year),
        shares=[
            ("按印章", _shares(of_year, year, "seal", key=F("seal"), name=F("seal__name"))),
            ("按用印单位", _shares(of_year, year, "department", name=F("department"))),
            ("按事项", _shares(of_year, year, "matter", name=F("matter"))),
        ],
        lacking=lacking_scan(own.filter(year=year)).count(),
    )


def _months(lines: QuerySet[Stamping], year: int) -> Iterator[Month]:
    rows = (
        lines.filter(year__in=(year, year - 1))
        .values("year", month=ExtractMonth("at"))
        .annotate(times=Count("pk"), sum=Sum("copies"))
    )
    found = {(row["year"], row["month"]): (row["times"], row["sum"]) for row in rows}
    wide = (RIGHT - LEFT) / len(MONTHS)
    for month in MONTHS:
        times, copies = found.get((year, month), (0, 0))
        _, before = found.get((year - 1, month), (0, 0))
        x = LEFT + wide * (month - 0.5)
        yield Month(month, _percent(x), _href(year, month=month), times, copies, before)


def _shares(lines: Any, year: int, asks: str, **named: Any) -> list[Share]:
    """The greatest first; the name leads to its lines in the ledger."""
    rows = list(
        lines.order_by()
        .values(**{f"its_{name}": what for name, what in named.items()})
        .annotate(times=Count("pk"), sum=Sum("copies"))
        .order_by("-sum", "its_name")
    )
    most = max((row["sum"] for row in rows), default=1)
    return [
        Share(
            row["its_name"],
            _href(year, **{asks: row.get("its_key", row["its_name"])}) if row["its_name"] else "",
            row["times"],
            row["sum"],
            round(100 * row["sum"] / most, 1),
        )
        for row in rows
    ]


def _href(year: int, **asked: Any) -> str:
    return f"{reverse('seals:ledger')}?{urlencode({'tab': year, **asked})}"


def _chart(months: list[Month], year: int) -> Chart:
    step = _step(max(max(each.copies, each.before) for each in months))
    most = step * STEPS
    wide = (RIGHT - LEFT) / len(months) * 0.32
    bars = []
    for at, each in enumerate(months):
        middle = LEFT + (RIGHT - LEFT) / len(months) * (at + 0.5)
        bars.append(_bar("b", middle - wide - 0.1, each.before, most, f"{year - 1} 年", each))
        bars.append(_bar("a", middle + 0.1, each.copies, most, f"{year} 年", each))
    lines = [
        Line(_percent(FOOT - (FOOT - TOP) * number / STEPS), step * number)
        for number in range(STEPS + 1)
    ]
    return Chart(lines, [bar for bar in bars if bar.height], _percent(wide), _words(months, year))


def _bar(css: str, x: float, copies: int, most: int, year: str, month: Month) -> Bar:
    height = (FOOT - TOP) * copies / most
    words = f"{year} {month.month} 月 {copies} 份"
    return Bar(css, _percent(x), _percent(FOOT - height), _percent(height) if copies else "", words)


def _words(months: list[Month], year: int) -> str:
    """What the chart says to whoever does not see it."""
    top = max(months, key=lambda each: each.copies)
    most = f"，{top.month} 月最多，{top.copies} 份" if top.copies else "，还没有用过印"
    return f"每月用印份数，{year} 年与 {year - 1} 年对比{most}"


def _step(most: int) -> int:
    """The least of 1, 2, 5, 10, 20 … of which four cover the greatest month."""
    size = 1
    while True:
        for each in (1, 2, 5):
            if each * size * STEPS >= most:
                return each * size
        size *= 10


def _percent(value: float) -> str:
    return f"{value:.2f}%"
