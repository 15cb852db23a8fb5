"""延长外出: asked before the trip is over, granted the way the trip was; everybody sees him out longer."""

from datetime import timedelta

import pytest

from leave.actions import end_trip
from leave.rules.beside import as_taken
from tests.leave.desk import (
    CLERK,
    DIRECTOR,
    LEAD,
    MAYOR,
    MONDAY,
    STAFF,
    asked,
    lengthened,
    on,
    travelling,
    who,
)
from tests.leave.test_changes import refusal
from tests.leave.test_pages import browser, keyed
from township_office.approvals.actions import withdraw
from township_office.audit.trail import trail_of
from township_office.bookings.models import Booking
from township_office.people.capacity import capacity_of

TUESDAY, WEDNESDAY, THURSDAY = (MONDAY + timedelta(days=n) for n in (1, 2, 3))


def test_it_goes_the_way_of_the_trip_and_he_is_out_longer(office):
    desk = travelling(office).filed()
    with on(MONDAY):
        longer = lengthened(desk, WEDNESDAY, "am")
        assert longer.way == ["申请 马军", "分管领导审批 张志强", "报备 刘芳"]
        assert desk.fresh().last_day == MONDAY
        longer.granted()
    trip = desk.fresh()
    assert (trip.last_day, trip.last_half) == (WEDNESDAY, "am")
    assert Booking.objects.by(trip).get().span == as_taken(trip.span)
    assert "准延长外出" in [entry.act for entry in trail_of(trip)]


def test_beyond_the_county_the_principal_leader_is_asked_again(office):
    desk = travelling(office, outside_county=True).filed()
    with on(MONDAY):
        way = lengthened(desk, TUESDAY).way
    assert way == ["申请 马军", "分管领导审批 张志强", "主要领导审批 王建国", "报备 刘芳"]


def test_a_principal_leader_within_the_county_is_out_longer_by_saying_so(office):
    desk = travelling(office, MAYOR)
    with on(MONDAY):
        assert lengthened(desk, TUESDAY).stage == "报备"
    assert Booking.objects.by(desk.fresh()).get().span == as_taken(desk.subject.span)
    assert desk.subject.last_day == TUESDAY


def test_his_longer_trip_beyond_the_county_is_reported_to_it(office):
    desk = travelling(office, MAYOR, outside_county=True)
    desk.agree(DIRECTOR, "县委办答复：同意。", reported_on="2026-11-26").agree(CLERK, "已登记。")
    with on(MONDAY):
        longer = lengthened(desk, TUESDAY)
        assert desk.fresh().last_day == MONDAY
        longer.agree(DIRECTOR, "县委办答复：同意。", reported_on="2026-11-30")
    assert desk.fresh().last_day == TUESDAY


def test_refused_or_withdrawn_the_trip_is_as_it_was_and_may_be_asked_about_anew(office):
    desk = travelling(office).filed()
    with on(MONDAY):
        lengthened(desk, WEDNESDAY).refuse(LEAD, "周三迎检。")
        withdraw(lengthened(desk, TUESDAY).case, by=capacity_of(office[STAFF]))
        assert desk.fresh().last_day == MONDAY
        lengthened(desk, TUESDAY).granted()
    assert desk.fresh().last_day == TUESDAY


def test_what_is_over_not_granted_or_not_longer_is_not_lengthened(office):
    desk = travelling(office)
    assert "还没有批准" in refusal(lengthened, desk, TUESDAY)
    desk.filed()
    assert "延长要比它晚" in refusal(lengthened, desk, MONDAY)
    with on(TUESDAY):
        assert "另报一次外出" in refusal(lengthened, desk, WEDNESDAY)


def test_nobody_is_out_longer_into_his_own_leave(office):
    desk = travelling(office).filed()
    asked(office, first_day=WEDNESDAY, last_day=WEDNESDAY)
    with on(MONDAY):
        assert "时间重叠" in refusal(lengthened, desk, THURSDAY)
        lengthened(desk, TUESDAY)


def test_while_it_is_asked_the_trip_does_not_end(office):
    desk = travelling(office, last_day=TUESDAY).filed()
    with on(MONDAY):
        longer = lengthened(desk, WEDNESDAY)
        assert "延长正在办理" in refusal(end_trip, desk.fresh(), by=who(office, STAFF))
        assert "延长正在办理" in refusal(lengthened, desk, THURSDAY)
        withdraw(longer.case, by=capacity_of(office[STAFF]))
        end_trip(desk.fresh(), by=who(office, STAFF))


@pytest.mark.parametrize(("act", "status", "asked_for"), [("look", 200, 0), ("", 302, 1)])
def test_the_way_is_looked_at_first_and_sent_from_the_same_page(office, act, status, asked_for):
    desk = travelling(office).filed()
    with on(MONDAY):
        staff = browser(office, STAFF)
        page = f"/leave/trips/{desk.subject.pk}/"
        assert f'href="{page}lengthen/"' in staff.get(page).content.decode()
        said = {"until": WEDNESDAY, "until_half": "pm", "reason": "会议延期", "act": act}
        way = staff.get(f"{page}lengthen/way/", said).content.decode()
        assert "张志强" in way
        answer = staff.post(f"{page}lengthen/", keyed(**said))
        assert (answer.status_code, desk.fresh().lengthenings.count()) == (status, asked_for)


def test_it_is_read_as_the_trip_is(office):
    desk = travelling(office).filed()
    with on(MONDAY):
        page = lengthened(desk, TUESDAY).subject.get_absolute_url()
        found = {
            post for post in office.officers if browser(office, post).get(page).status_code == 200
        }
        assert found == {STAFF, LEAD, CLERK, DIRECTOR}
