"""委托 given for an absence ends with it: not taken, back early, back from a trip; the deputy is told."""

from datetime import timedelta

import pytest

from leave import actions
from tests.leave.desk import CLERK, HEAD, MONDAY, STAFF, Desk, asked, back, on, travelling, who
from tests.leave.test_changes import give_up
from township_office.jobs.claim import drain
from township_office.notices.models import Notice
from township_office.people.models import StandIn
from township_office.people.stand_ins.actions import appoint_stand_in

DAY = timedelta(days=1)
TUESDAY, WEDNESDAY = MONDAY + DAY, MONDAY + 2 * DAY


def entrusted(desk: Desk, more: int = 0) -> StandIn:
    """For the days of this absence, and so many more."""
    house, absence = desk.house, desk.fresh()
    return appoint_stand_in(
        house[STAFF],
        house[HEAD],
        since=absence.first_day,
        until=absence.last_day + more * DAY,
        reason="请假",
        by=who(house, STAFF),
    )


def ended(given: StandIn) -> bool:
    given.refresh_from_db()
    return given.ended_on is not None


def test_who_does_not_go_acts_himself_and_his_deputy_is_told(office):
    desk = asked(office, days=3).filed()
    given = entrusted(desk)
    cancellation = give_up(desk)
    assert not ended(given)
    cancellation.agree(CLERK, "已登记。")
    assert ended(given)
    told = Notice.objects.get(kind="leave.stand_in_ended")
    assert (told.officer, told.words) == (office[HEAD], "马军在岗，全部事项不用再代办。")


def test_who_is_back_early_acts_himself_again(office):
    desk = asked(office, days=3).filed()
    given = entrusted(desk)
    with on(TUESDAY):
        back(desk, TUESDAY).agree(CLERK, "已登记。")
        assert ended(given)
        assert not StandIn.objects.on().exists()


def test_who_says_it_the_day_before_is_stood_in_for_until_he_is_back(office):
    desk = asked(office, days=3).filed()
    given = entrusted(desk)
    with on(MONDAY):
        back(desk, TUESDAY).agree(CLERK, "已登记。")
        drain()
        assert not ended(given)
    with on(TUESDAY):
        drain()
        assert ended(given)


def test_what_was_given_for_longer_or_is_over_is_left_alone(office):
    desk = asked(office, days=2).filed()
    longer = entrusted(desk, more=5)
    with on(WEDNESDAY):
        back(desk, WEDNESDAY).agree(CLERK, "已登记。")
    assert not ended(longer)
    assert not Notice.objects.filter(kind="leave.stand_in_ended").exists()


@pytest.mark.parametrize("day", [MONDAY - 4 * DAY, TUESDAY])
def test_a_trip_that_ends_or_is_not_made_ends_it_as_well(office, day):
    desk = travelling(office, last_day=WEDNESDAY).filed()
    given = entrusted(desk)
    with on(day):
        actions.end_trip(desk.fresh(), by=who(office, STAFF))
        assert ended(given)
