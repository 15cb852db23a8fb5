"""Two slips of one person at the same moment: who comes second hears what the first has taken."""

from datetime import date, timedelta

import pytest

from leave import actions
from leave.models import Leave
from tests.approvals.together import together
from tests.house import build_house
from tests.leave.desk import (
    MONDAY,
    STAFF,
    asked,
    at_work,
    lengthened,
    on,
    outing,
    slip,
    travelling,
    who,
    works_since,
)
from township_office.web.refusals import Refused


@pytest.fixture
def office(transactional_db):
    with on(date(2026, 11, 26)):
        yield at_work(build_house())


def at_once(*deeds):
    def then(deed):
        with on(date(2026, 11, 26)):  # each thread has its own clock
            return deed()

    return together([lambda deed=deed: then(deed) for deed in deeds])


def test_the_last_days_of_annual_leave_are_had_once(office):
    works_since(office, STAFF, 2024)  # five days a year
    weeks = [MONDAY, MONDAY + timedelta(days=7)]
    by = who(office, STAFF)
    slips = [
        slip(office, name="年休假", first_day=day, last_day=day + timedelta(days=2))
        for day in weeks
    ]
    heard = at_once(*(lambda leave=leave: actions.ask_leave(leave, by=by) for leave in slips))
    assert sorted(type(each).__name__ for each in heard) == ["Case", "Refused"]
    assert "年休假不够" in str(next(each for each in heard if isinstance(each, Refused)))
    assert Leave.objects.get().days == 3


def test_nobody_is_on_leave_and_on_a_trip(office):
    by, leave, trip = who(office, STAFF), slip(office), outing(office)
    heard = at_once(lambda: actions.ask_leave(leave, by=by), lambda: actions.ask_trip(trip, by=by))
    assert sorted(type(each).__name__ for each in heard) == ["Case", "Refused"]


def test_a_slip_after_another_goes_as_before(office):
    """Holding the person holds nobody else up."""
    heard = at_once(lambda: asked(office), lambda: asked(office, "民政办主任"))
    assert [type(each).__name__ for each in heard] == ["Desk", "Desk"]


def test_days_that_a_trip_is_asked_to_last_are_not_free(office):
    desk = travelling(office).granted()
    lengthened(desk, MONDAY + timedelta(days=2))
    with pytest.raises(Refused, match="延长外出"):
        asked(office, first_day=MONDAY + timedelta(days=2), last_day=MONDAY + timedelta(days=2))
