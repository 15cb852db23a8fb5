"""What was granted and comes back: until it is granted anew nobody is away by it (A2.5, A2.7)."""

from datetime import timedelta

import pytest

from leave import actions
from leave.models import Cancellation, Leave
from leave.rules.beside import as_taken
from tests.leave.desk import (
    CLERK,
    HEAD,
    LEAD,
    MONDAY,
    SECRETARY,
    STAFF,
    Desk,
    asked,
    longer,
    travelling,
    who,
)
from tests.leave.test_changes import backfilled
from township_office.approvals import actions as engine
from township_office.approvals.core import FIRST
from township_office.bookings.models import Booking
from township_office.people.capacity import capacity_of
from township_office.web.refusals import Refused

TUESDAY = MONDAY + timedelta(days=1)


def returned(desk: Desk, kind: str = "", straight: bool = False) -> Desk:
    """The clerk, who should file it, sends it back: to who asked, or to the stage of this kind."""
    stage = desk.case.tasks.filter(kind=kind).first().stage if kind else FIRST
    task = desk.task(CLERK)
    by = capacity_of(desk.house[CLERK], task.post)
    engine.return_to(task, to=stage, straight=straight, reason="请再看。", by=by)
    return desk


def mended(desk: Desk, **changes: object) -> Desk:
    leave = desk.fresh()
    for name, value in changes.items():
        setattr(leave, name, value)
    actions.amend_leave(leave, by=who(desk.house, STAFF))
    return desk


def booked(desk: Desk) -> list[Booking]:
    return list(Booking.objects.by(desk.fresh()))


def test_what_is_refused_after_it_was_granted_is_not_granted(office):
    desk = returned(asked(office).granted(), "leave.approve").refuse(HEAD, "人手不够。")
    assert (desk.fresh().approved_on, booked(desk)) == (None, [])
    assert not Leave.objects.approved().exists()


def test_who_mends_what_was_granted_has_it_granted_anew(office):
    """Longer than it was granted, it would else stand for granted."""
    desk = mended(returned(asked(office).granted()), last_day=TUESDAY)
    assert (desk.stage, desk.fresh().approved_on, booked(desk)) == ("部门签注", None, [])
    desk.granted()
    assert [each.span for each in booked(desk)] == [as_taken(desk.subject.span)]


def test_what_comes_back_and_is_sent_on_as_it_was_is_booked_once(office):
    desk = returned(asked(office).granted())
    engine.resubmit(desk.task(STAFF), by=capacity_of(office[STAFF]))
    desk.granted()
    assert desk.fresh().approved_on is not None
    assert len(booked(desk)) == 1


def test_what_comes_back_for_a_telephone_number_goes_straight_to_the_file_and_stands_granted(
    office,
):
    desk = mended(returned(asked(office).granted(), straight=True), phone="13800000000")
    assert desk.stage == "报备"
    assert desk.fresh().approved_on is not None
    assert len(booked(desk)) == 1


def test_an_extension_that_is_refused_after_it_was_granted_lets_the_leave_end_as_before(office):
    desk = asked(office).filed()
    until = desk.fresh().span
    extension = longer(desk, TUESDAY).granted()
    assert desk.fresh().days == 2
    returned(extension, "leave.approve").refuse(LEAD, "人手不够。")
    assert (desk.fresh().span, desk.subject.days) == (until, 1)
    assert [each.span for each in booked(desk)] == [as_taken(until)]
    longer(desk, TUESDAY)


def test_an_extension_that_is_granted_twice_still_knows_the_first_end(office):
    desk = asked(office).filed()
    until = desk.fresh().span
    extension = returned(longer(desk, TUESDAY).granted(), "leave.approve").granted()
    assert desk.fresh().days == 2
    returned(extension, "leave.approve").refuse(LEAD, "人手不够。")
    assert desk.fresh().span == until


def test_a_backfill_that_is_refused_after_it_was_granted_is_no_leave(office):
    leave = backfilled(office)
    desk = Desk(office, leave.backfills.get()).granted()
    assert Booking.objects.by(leave).count() == 1
    returned(desk, "leave.approve").refuse(HEAD, "没有报告过。")
    leave.refresh_from_db()
    assert not Booking.objects.by(leave).exists()
    assert (leave.approved_on, leave.taken, leave.back_on) == (None, None, None)


def test_a_trip_that_the_secretary_takes_back_is_none(office):
    desk = travelling(office, SECRETARY)
    engine.withdraw(desk.case, by=who(office, SECRETARY))
    assert (desk.fresh().approved_on, booked(desk)) == (None, [])


def test_what_came_back_may_be_voided_and_then_nobody_is_away(office):
    desk = returned(asked(office).granted())
    actions.void(desk.fresh(), reason="不请了。", by=who(office, STAFF))
    assert desk.fresh().voided_on is not None
    assert (desk.subject.approved_on, booked(desk)) == (None, [])


def test_while_it_lies_with_who_asked_nothing_is_asked_about_it(office):
    desk = returned(asked(office).granted())
    for ask in (
        lambda: longer(desk, TUESDAY),
        lambda: actions.ask_cancellation(Cancellation(leave=desk.fresh()), by=who(office, STAFF)),
    ):
        with pytest.raises(Refused, match="退回来了"):
            ask()
    trip = returned(travelling(office, first_day=TUESDAY, last_day=TUESDAY).agree(LEAD))
    with pytest.raises(Refused, match="退回来了"):
        actions.end_trip(trip.fresh(), by=who(office, STAFF))
