"""Taking, moving, letting go: what is exclusive is had by one at a time, what an officer has is told."""

from datetime import datetime, timedelta

import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError

from tests.house import House
from township_office import clock
from township_office.audit.trail import trail_of
from township_office.bookings import registry, rules
from township_office.bookings.actions import move, release, take
from township_office.bookings.models import Booking, Resource
from township_office.bookings.spans import Span
from township_office.people.capacity import capacity_of
from township_office.people.models import Department
from township_office.web.refusals import Refused

HOUR = timedelta(hours=1)
NINE = datetime.fromisoformat("2026-11-26T09:00+08:00")


def hours(first: float, last: float) -> Span:
    """So many hours after nine."""
    return Span(NINE + first * HOUR, NINE + last * HOUR)


@pytest.fixture(autouse=True)
def rooms(monkeypatch) -> registry.Kind:
    """A department stands for a room, which only one can have."""
    monkeypatch.setattr(registry, "_declared", dict(registry._declared))
    return registry.declare("room", "会议室", Department, exclusive=True)


@pytest.fixture
def by(house: House):
    return capacity_of(house["文书"], house.posts["文书"])


@pytest.fixture
def room(house: House) -> Department:
    return house.departments["党政办公室"]


def test_what_is_exclusive_is_had_by_one_at_a_time(house, room, by):
    take(room, hours(0, 2), what="开会", source=house.township, by=by)
    with pytest.raises(Refused, match="党政办公室11月26日 9:00—11:00开会已有安排"):
        take(room, hours(1, 3), what="培训", source=house.township, by=by)
    assert Booking.objects.count() == 1


def test_what_ends_and_what_begins_at_the_same_moment_do_not_meet(house, room, by):
    for span in (hours(0, 2), hours(2, 3), hours(-1, 0)):
        take(room, span, what="开会", source=house.township, by=by)
    taken = rules.taken_during(room, hours(0, 2))
    assert [each.span for each in taken] == [hours(0, 2)]


def test_an_officer_is_taken_twice_and_told_of_it(house, by):
    mayor = house["镇长"]
    trip = take(mayor, hours(0, 8), what="出差", source=house.township, by=by)
    meeting = take(mayor, hours(1, 2), what="开会", source=house.township, by=by)
    assert list(rules.beside(meeting)) == [trip]


def test_it_is_moved_where_it_is_free_and_not_into_another(house, room, by):
    early = take(room, hours(0, 1), what="开会", source=house.township, by=by)
    take(room, hours(2, 3), what="培训", source=house.township, by=by)
    assert move(early, hours(0, 2), by=by).span == hours(0, 2)
    with pytest.raises(Refused, match="培训已有安排"):
        move(early, hours(0, 2.5), by=by)
    assert [entry.code for entry in trail_of(early)] == ["bookings.taken", "bookings.moved"]


def test_let_go_early_it_is_free_from_then_on(house, room, by):
    booking = take(room, hours(0, 4), what="开会", source=house.township, by=by)
    with clock.moved_to(NINE + HOUR):
        release(booking, by=by)
    assert take(room, hours(1, 4), what="培训", source=house.township, by=by).pk
    with pytest.raises(Refused, match="开会已有安排"):
        take(room, hours(0, 1), what="补记", source=house.township, by=by)


def test_let_go_before_it_began_it_took_no_time(house, room, by):
    booking = take(room, hours(1, 4), what="开会", source=house.township, by=by)
    with clock.moved_to(NINE):
        release(booking, by=by)
        with pytest.raises(Refused, match="已经解除"):
            release(booking, by=by)
        with pytest.raises(Refused, match="已经解除"):
            move(booking, hours(5, 6), by=by)
    assert not rules.taken_during(room, hours(0, 9)).exists()
    assert take(room, hours(0, 9), what="培训", source=house.township, by=by).pk


def test_let_go_after_its_end_it_is_no_longer_than_it_was(house, room, by):
    booking = take(room, hours(0, 1), what="开会", source=house.township, by=by)
    with clock.moved_to(NINE + 5 * HOUR):
        assert release(booking, by=by).span == hours(0, 1)


def test_who_is_taken_knows_its_kind_and_its_township(house, other_house, room, by):
    take(room, hours(0, 4), what="开会", source=house.township, by=by)
    for officer in (house["镇长"], house["党委书记"]):
        take(officer, hours(1, 2), what="下村", source=house.township, by=by)
    theirs = capacity_of(other_house["文书"])
    take(other_house["镇长"], hours(1, 2), what="下村", source=other_house.township, by=theirs)
    found = rules.who_is_taken(registry.OFFICER, house.township.pk, hours(0, 3))
    assert {each.resource.name for each in found} == {"王建国", "陈志远"}
    assert not rules.who_is_taken(registry.OFFICER, house.township.pk, hours(2, 3)).exists()
    seen = Booking.objects.visible_to(other_house["文书"])
    assert [each.resource.object_id for each in seen] == [other_house["镇长"].pk]


def test_what_nobody_declared_cannot_be_taken(house, by):
    with pytest.raises(LookupError, match="Township is nothing that can be taken"):
        take(house.township, hours(0, 1), what="开会", source=house.township, by=by)


def test_a_kind_is_declared_in_one_way(rooms):
    assert registry.declare("room", "会议室", Department, exclusive=True) == rooms
    with pytest.raises(ValueError, match="declared twice"):
        registry.declare("room", "会议室", Department, exclusive=False)


def test_a_thing_goes_by_the_name_it_has_today(house, room, by):
    take(room, hours(0, 1), what="开会", source=house.township, by=by)
    Department.objects.filter(pk=room.pk).update(name="党政综合办公室")
    take(Department.objects.get(pk=room.pk), hours(2, 3), what="开会", source=room, by=by)
    assert [each.name for each in Resource.objects.all()] == ["党政综合办公室"]


def test_behind_the_actions_the_database_excludes_overlaps(house, room, by):
    """What went round the actions; PostgreSQL alone has this second wall (ADR 9)."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time and no second wall")
    first = take(room, hours(0, 2), what="开会", source=house.township, by=by)
    forged = {"resource": first.resource, "what": "培训", "source": house.township}
    with (
        pytest.raises(IntegrityError, match="what_is_exclusive_is_taken_once"),
        transaction.atomic(),
    ):
        Booking.objects.create(exclusive=True, since=NINE + HOUR, until=NINE + 3 * HOUR, **forged)
    for span, exclusive in ((hours(2, 3), True), (hours(1, 3), False)):
        Booking.objects.create(exclusive=exclusive, since=span.since, until=span.until, **forged)


def test_the_second_wall_asks_for_no_extension(db):
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL has extensions")
    with connection.cursor() as cursor:
        cursor.execute("SELECT extname FROM pg_extension")
        assert "btree_gist" not in {name for (name,) in cursor.fetchall()}
