"""The seal that is taken out in the demonstration: there and back, and out at this moment."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Any

from seals.outing.actions import Line, ask_outing
from seals.outing.models import Condition, Outing
from township_office import clock
from township_office.approvals.models import Case
from township_office.demo.cast import Cast
from township_office.demo.custody import seal_of
from township_office.demo.span import DAY, Span
from township_office.demo.steps import agree, next_task
from township_office.people.capacity import capacity_of

STEP = (0.3, 2.0)  # working hours until the leader has approved it
MOMENT = 0.1  # working hours: a day that has just begun counts as begun


def outing_life(told: dict[str, Any], cast: Cast, span: Span, dice: Random) -> Iterator[datetime]:
    """Asked for, approved, handed out, and taken back unless it is to be out now."""
    yield span.ago(told["begun"])
    leaves = _leaves(told, span)
    back = span.after(span.now if told.get("open") else leaves, told["hours"])
    case = _asked(told, cast, leaves, min(_full_hour(back), leaves + DAY))
    yield span.after(clock.now(), dice.uniform(*STEP))
    _next(case, cast)
    yield leaves
    _next(case, cast)
    if not told.get("open"):
        yield back
        _next(case, cast)


def _leaves(told: dict[str, Any], span: Span) -> datetime:
    """On the day on which so many hours ago falls; what is still out left today, if it is worked."""
    if told.get("open"):
        return max(span.ago(told["leaves"]), span.morning(span.ago(MOMENT).date()))
    return span.morning(span.ago(told["leaves"]).date())


def _full_hour(moment: datetime) -> datetime:
    """The next one."""
    return moment.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)


def _asked(told: dict[str, Any], cast: Cast, since: datetime, until: datetime) -> Case:
    outing = Outing(
        seal=seal_of(cast, "other"),
        purpose=told["purpose"],
        place=told["place"],
        since=since,
        until=until,
        carrier=cast.holder(told["carrier"]),
        escort=cast.holder(told["escort"]),
    )
    post = told["carrier"]
    lines = [Line(*sheet) for sheet in told["sheets"]]
    return ask_outing(outing, lines, by=capacity_of(cast.holder(post), cast.posts[post]))


def _next(case: Case, cast: Cast) -> None:
    if task := next_task(case):
        agree(cast, task, condition=Condition.INTACT.value)
