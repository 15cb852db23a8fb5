"""Whatever is taken, moved and let go in whatever order: nothing exclusive is ever taken twice."""

from datetime import datetime, timedelta
from typing import Any, cast
from unittest import mock

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.house import House
from township_office import clock
from township_office.audit.capacity import Capacity
from township_office.bookings import registry
from township_office.bookings.actions import move, release, take
from township_office.bookings.models import Booking
from township_office.bookings.spans import Span
from township_office.people.capacity import capacity_of
from township_office.people.models import Department
from township_office.web.refusals import Refused

MIDNIGHT = datetime.fromisoformat("2026-11-26T00:00+08:00")
LENGTH = 12  # hours

hour = st.integers(0, LENGTH)
span = st.tuples(hour, hour).filter(lambda two: two[0] < two[1])
step = st.tuples(st.sampled_from(["take", "move", "release"]), st.integers(0, 5), span, hour)


def at(hours: int) -> datetime:
    return MIDNIGHT + timedelta(hours=hours)


class Telling:
    """A second telling: a dozen hours, each with whoever has the room in it."""

    def __init__(self, room: Department, by: Capacity) -> None:
        self.room, self.by = room, by
        self.hours: list[int | None] = [None] * LENGTH
        self.made: list[Booking] = []
        self.let_go: set[int] = set()

    def take(self, which: int, first: int, last: int, now: int) -> None:
        is_free = not any(self.hours[first:last])
        span = Span(at(first), at(last))
        new = heard(take, self.room, span, what="开会", source=self.room, by=self.by)
        assert (new is not None) == is_free
        if new is not None:
            self.made.append(new)
            self.hours[first:last] = [new.pk] * (last - first)

    def move(self, which: int, first: int, last: int, now: int) -> None:
        key = self.made[which].pk
        is_free = not {*self.hours[first:last]} - {None, key}
        moved = heard(move, self.made[which], Span(at(first), at(last)), by=self.by)
        assert (moved is not None) == (is_free and key not in self.let_go)
        if moved is not None:
            self.hours = [None if each == key else each for each in self.hours]
            self.hours[first:last] = [key] * (last - first)

    def release(self, which: int, first: int, last: int, now: int) -> None:
        key = self.made[which].pk
        released = heard(release, self.made[which], by=self.by)
        assert (released is not None) == (key not in self.let_go)
        self.let_go.add(key)
        kept = enumerate(self.hours)
        if released is not None:
            self.hours = [None if each == key and hour >= now else each for hour, each in kept]


def heard(action: Any, *args: Any, **kwargs: Any) -> Booking | None:
    try:
        return cast(Booking, action(*args, **kwargs))
    except Refused:
        return None


def as_it_stands() -> list[int | None]:
    """Hour by hour whose the room is; of two at once the test would know."""
    rows = [
        list(Booking.objects.filter(since__lte=at(each), until__gt=at(each)))
        for each in range(LENGTH)
    ]
    assert all(len(row) <= 1 for row in rows)
    return [row[0].pk if row else None for row in rows]


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(step, max_size=14))
def test_at_no_hour_is_a_room_had_by_two(house: House, steps):
    Booking.objects.all().delete()
    telling = Telling(house.departments["党政办公室"], capacity_of(house["文书"]))
    with mock.patch.object(registry, "_declared", dict(registry._declared)):
        registry.declare("room", "会议室", Department, exclusive=True)
        for verb, which, (first, last), now in steps:
            if verb == "take" or which < len(telling.made):
                with clock.moved_to(at(now)):
                    getattr(telling, verb)(which, first, last, now)
    assert as_it_stands() == telling.hours
