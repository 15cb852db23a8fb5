"""Who gives an opinion and who decides (A2.2–A2.4, LV-19), by how long and by whom."""

import pytest

from leave.models import Leave
from tests.leave.desk import (
    CLERK,
    DIRECTOR,
    HEAD,
    LEAD,
    MAYOR,
    SECRETARY,
    STAFF,
    asked,
    travelling,
)
from township_office import clock
from township_office.bookings.models import Booking
from township_office.townships.models import Setting

END = "报备 刘芳"
BY_LENGTH = {
    0.5: ["审批 赵磊"],
    1: ["审批 赵磊"],
    1.5: ["部门签注 赵磊", "审批 张志强"],
    2: ["部门签注 赵磊", "审批 张志强"],
    2.5: ["部门签注 赵磊", "分管领导签注 张志强", "审批 王建国"],
    3: ["部门签注 赵磊", "分管领导签注 张志强", "审批 王建国"],
    5: ["部门签注 赵磊", "分管领导签注 张志强", "审批 王建国"],
}


@pytest.mark.parametrize("days", BY_LENGTH)
def test_the_longer_a_leave_the_higher_it_is_decided(office, days):
    assert asked(office, days=days).way == ["申请 马军", *BY_LENGTH[days], END]


OF_RANK = {
    HEAD: ["申请 赵磊", "分管领导签注 张志强", "审批 陈志远", END],
    DIRECTOR: ["申请 李秀英", "分管领导签注 刘洋", "审批 陈志远", END],
    LEAD: ["申请 张志强", "审批 陈志远", END],
    MAYOR: ["申请 王建国", "报县 李秀英", END],
    SECRETARY: ["申请 陈志远", "报县 李秀英", END],
}


@pytest.mark.parametrize("post", OF_RANK)
def test_three_days_of_who_ranks_higher_are_the_secretarys_or_reported_to_the_county(office, post):
    assert asked(office, post, days=3).way == OF_RANK[post]


def test_one_day_of_a_head_is_the_secretarys_without_opinions(office):
    assert asked(office, HEAD).way == ["申请 赵磊", "审批 陈志远", END]


def test_the_offices_own_people_ask_the_director(office):
    assert asked(office, "机要员").way == ["申请 孙丽", "审批 李秀英", END]


def test_three_days_of_the_offices_people_are_the_secretarys_as_it_serves_both_lines(office):
    way = asked(office, "机要员", days=3).way
    assert way == ["申请 孙丽", "部门签注 李秀英", "分管领导签注 刘洋", "审批 陈志远", END]


@pytest.mark.parametrize(
    ("key", "value", "days", "way"),
    [
        ("leave.director_approves_one_day", True, 1, ["审批 李秀英"]),
        ("leave.opinions_first", False, 3, ["审批 王建国"]),
    ],
)
def test_a_switch_leads_another_way(office, key, value, days, way):
    Setting.objects.create(township=office.township, key=key, value=value, valid_from=clock.today())
    assert asked(office, days=days).way == ["申请 马军", *way, END]


TRIPS = {
    (STAFF, False): ["分管领导审批 张志强"],
    (STAFF, True): ["分管领导审批 张志强", "主要领导审批 王建国"],
    (HEAD, True): ["分管领导审批 张志强", "主要领导审批 陈志远"],
    (LEAD, False): ["分管领导审批 陈志远"],
    (LEAD, True): ["主要领导审批 陈志远"],
    (MAYOR, False): [],
    (MAYOR, True): ["报县 李秀英"],
}


@pytest.mark.parametrize(("post", "outside"), TRIPS)
def test_a_trip_beyond_the_county_is_the_principal_leaders(office, post, outside):
    way = travelling(office, post, outside_county=outside).way
    assert way[1:] == [*TRIPS[post, outside], END]


def test_a_leave_that_all_agree_to_is_granted_filed_and_booked(office):
    desk = asked(office, days=3)
    for post in (HEAD, LEAD):
        desk.agree(post)
        assert desk.fresh().approved_on is None
    desk.agree(MAYOR)
    assert (desk.fresh().approved_on, desk.stage) == (clock.today(), "报备")
    (booking,) = Booking.objects.by(desk.subject)
    assert (booking.what, booking.resource.object_id) == ("请假", office[STAFF].pk)
    desk.agree(CLERK, "已登记。")
    assert desk.stage == "办结"


def test_a_mayors_trip_within_the_county_is_known_at_once(office):
    trip = travelling(office, MAYOR).fresh()
    assert trip.approved_on == clock.today()
    assert Booking.objects.by(trip).get().what == "外出"


def test_a_mayors_leave_is_granted_once_the_county_has_answered(office):
    desk = asked(office, MAYOR, days=3)
    assert not Booking.objects.exists()
    desk.agree(DIRECTOR, "县委办答复：同意。", reported_on="2026-11-26")
    assert desk.fresh().approved_on == clock.today()
    assert Booking.objects.by(desk.subject).count() == 1


def test_what_comes_back_comes_back_to_the_person_and_not_to_his_post(office):
    desk = asked(office)
    assert (desk.case.applicant, desk.case.applicant_post) == (office[STAFF], None)


def test_who_is_refused_is_not_away(office):
    desk = asked(office).refuse(HEAD, "这两天迎检。")
    assert (desk.stage, desk.fresh().approved_on) == ("不同意", None)
    assert not Leave.objects.counting().exists()
    assert not Booking.objects.exists()
