"""Who is away in the demonstration: asked for, decided, back again."""

import tomllib
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from leave.actions import ask_leave, ask_return, ask_trip
from leave.models import Leave, LeaveKind, Return, Trip
from township_office import clock
from township_office.approvals.models import Case
from township_office.demo.cast import Cast
from township_office.demo.span import Span
from township_office.demo.steps import agree, next_task
from township_office.people.capacity import capacity_of

STEP = (0.1, 0.6)  # working hours until somebody decides or notes it
DAY = timedelta(days=1)


def absence_lives(cast: Cast, span: Span, dice: Random) -> list[Iterator[datetime]]:
    """Every leave and trip, from when it is asked for until the person is back or it lies open."""
    source = tomllib.loads((Path(__file__).parent / "absences.toml").read_text())
    told = [*source["leave"], *source["trip"]]
    return [_life(each, cast, span, dice) for each in told]


def _life(told: dict[str, Any], cast: Cast, span: Span, dice: Random) -> Iterator[datetime]:
    yield span.ago(told["begun"])
    absence, case = _asked(told, cast, span)
    while not told.get("open") and (task := next_task(case)):
        yield span.after(clock.now(), dice.uniform(*STEP))
        agree(cast, task)
    if not told.get("back"):
        return
    yield span.morning(_next_workday(span, absence.last_day + DAY))
    case = _returned(absence, cast, told["post"])
    while task := next_task(case):
        yield span.after(clock.now(), dice.uniform(*STEP))
        agree(cast, task)


def _asked(told: dict[str, Any], cast: Cast, span: Span) -> tuple[Any, Case]:
    by = capacity_of(cast.holder(told["post"]), cast.posts[told["post"]])
    first = _next_workday(span, clock.today() + told["in"] * DAY)
    last = first
    for _ in range(told["days"] - 1):
        last = _next_workday(span, last + DAY)
    fields = {
        "township": cast.township,
        "officer": cast.holder(told["post"]),
        "first_day": first,
        "last_day": last,
        "place": told.get("place", ""),
    }
    if "kind" not in told:
        outside = told.get("outside_county", False)
        trip = Trip(**fields, purpose=told["purpose"], outside_county=outside)
        return trip, ask_trip(trip, by=by)
    kind = LeaveKind.objects.get(township=cast.township, name=told["kind"])
    leave = Leave(**fields, kind=kind, reason=told["reason"])
    return leave, ask_leave(leave, by=by)


def _returned(leave: Leave, cast: Cast, post: str) -> Case:
    back = Return(leave=Leave.objects.get(pk=leave.pk), back_on=clock.today())
    return ask_return(back, by=capacity_of(cast.holder(post), cast.posts[post]))


def _next_workday(span: Span, day: date) -> date:
    """That day where it is worked, else the next that is."""
    while not span.calendar.is_workday(day):
        day += DAY
    return day
