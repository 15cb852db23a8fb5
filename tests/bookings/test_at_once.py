"""Many ask for one room at the same moment, each on a connection of his own: one has it."""

from datetime import timedelta
from functools import partial

from tests.approvals.together import together
from tests.house import build_house
from township_office import clock
from township_office.bookings import registry
from township_office.bookings.actions import move, take
from township_office.bookings.models import Booking, Resource
from township_office.bookings.spans import Span
from township_office.people.capacity import capacity_of
from township_office.people.models import Department
from township_office.web.refusals import Refused

ASKING = 8
HOUR = timedelta(hours=1)


def test_of_many_who_ask_for_the_first_time_one_has_it(transactional_db, monkeypatch):
    monkeypatch.setattr(registry, "_declared", dict(registry._declared))
    registry.declare("room", "会议室", Department, exclusive=True)
    house = build_house()
    by, room, now = capacity_of(house["文书"]), house.departments["党政办公室"], clock.now()
    ask = partial(take, room, Span(now, now + HOUR), what="开会", source=room, by=by)
    heard = together([ask] * ASKING)
    assert sum(isinstance(each, Booking) for each in heard) == 1
    assert sum(isinstance(each, Refused) for each in heard) == ASKING - 1
    assert (Booking.objects.count(), Resource.objects.count()) == (1, 1)


def test_two_who_move_towards_each_other_do_not_meet(transactional_db, monkeypatch):
    monkeypatch.setattr(registry, "_declared", dict(registry._declared))
    registry.declare("room", "会议室", Department, exclusive=True)
    house = build_house()
    by, room, now = capacity_of(house["文书"]), house.departments["党政办公室"], clock.now()
    first = take(room, Span(now, now + HOUR), what="开会", source=room, by=by)
    last = take(room, Span(now + 2 * HOUR, now + 3 * HOUR), what="培训", source=room, by=by)
    heard = together(
        [
            partial(move, first, Span(now, now + 2 * HOUR), by=by),
            partial(move, last, Span(now + HOUR, now + 3 * HOUR), by=by),
        ]
    )
    assert sorted(type(each).__name__ for each in heard) == ["Booking", "Refused"]
    one, other = Booking.objects.order_by("since")
    assert one.until <= other.since
