"""A seal taken out of the house: two people, scope, place and time; handed out, taken back, counted."""

import pytest

from seals.keeping.models import Custody, Life, Seal
from seals.keeping.rules import check_is_here
from seals.outing import rules
from seals.outing.actions import Line, Return, amend_outing, hand_out, send_outing, take_back
from seals.outing.models import Outing, Sheet
from seals.using.models import Stamping
from tests.seals.outing.desk import HOUR, LINES, THURSDAY, Office, at, opened
from township_office import clock
from township_office.approvals.actions import withdraw
from township_office.audit.trail import trail_of
from township_office.bookings.models import Booking
from township_office.notices.models import Notice
from township_office.numbers.counters import upcoming
from township_office.setup.actions import set_switch
from township_office.web.refusals import Refused, Stale

GOVERNMENT, PARTY = "宁条梁镇人民政府", "中共宁条梁镇委员会"


def test_the_mayor_approves_and_the_keeper_hands_it_out_and_takes_it_back(office):
    desk = office.ask()
    assert (desk.stage, desk.outing.label) == ("审批", "〔2026〕1号")
    assert desk.approved().stage == "交出"
    desk.agree("印章保管员", "已交出。")
    assert (desk.stage, desk.fresh().is_out, desk.seal.out_since) == ("收回", True, THURSDAY)
    with clock.moved_to(at("26T16:00")):
        desk.back(**desk.count(3, 1))
    assert (desk.stage, desk.seal.out_since, desk.fresh().condition) == ("办结", None, "intact")
    codes = [each.code.rpartition(".")[2] for each in trail_of(desk.outing)]
    own = {"asked", "approved", "handed_out", "taken_back"}
    assert [code for code in codes if code in own] == [
        "asked",
        "approved",
        "handed_out",
        "taken_back",
    ]


def test_the_party_seal_goes_by_the_secretary(office):
    desk = office.ask(organ="party")
    desk.agree("党委书记")
    desk.agree("党委印章保管员")
    assert desk.stage == "收回"


def test_in_the_town_the_same_people_are_asked(town_office):
    desk = town_office.ask().out()
    assert desk.back().stage == "办结"


def test_what_was_stamped_outside_stands_in_the_ledger_line_by_line(office):
    desk = office.ask().out()
    with clock.moved_to(at("26T16:00")):
        desk.back(**desk.count(3, 0))
    line = Stamping.objects.get()
    assert (line.title, line.copies, line.origin) == ("土地流转合同", 3, "outing")
    assert (line.approvers, line.handler) == ("王建国", "马军、赵磊")
    assert (line.keeper_name, line.department) == ("吴梅", "应急管理办公室")
    assert (line.at, line.number, line.note) == (
        at("26T16:00"),
        1,
        "外带〔2026〕1号，县农商行",
    )
    assert [(each.what, each.stamped) for each in desk.outing.sheets.all()] == [
        ("土地流转合同", 3),
        ("授权委托书", 0),
    ]


def test_what_goes_beyond_the_approval_is_written_explained_and_told(office):
    desk = office.ask().out()
    found = {**desk.count(5, 1), "others": "会议签到表 2"}
    with pytest.raises(AssertionError, match="请写明情况"):
        desk.back(**found)
    desk.back(**found, remark="银行要求多留一份，签到表系误盖。")
    lines = Stamping.objects.order_by("number").values_list("number", "title", "copies")
    assert list(lines) == [(1, "土地流转合同", 5), (2, "授权委托书", 1), (3, "会议签到表", 2)]
    assert [each.beyond for each in desk.outing.sheets.all()] == [1, 0, 2]
    told = Notice.objects.filter(kind="seals.outing_beyond").values_list("officer__name", flat=True)
    assert set(told) == {"王建国", "李秀英"}


def test_the_action_itself_asks_for_the_reason(office):
    desk = office.ask().out()
    found = Return("intact", others=[Line("会议签到表", 2)])
    with pytest.raises(Refused, match="请写明情况"):
        take_back(desk.fresh(), found, by=office.who("印章保管员"))
    assert (desk.seal.is_out, Stamping.objects.count()) == (True, 0)


# Who may, and for how long


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"since": at("26T10:00"), "until": at("26T10:00")}, "归还时间要晚于带出时间"),
        ({"since": at("26T07:00"), "until": at("26T08:00")}, "归还时间已经过了"),
        ({"since": at("26T10:00"), "until": at("27T10:01")}, "最长1天"),
    ],
)
def test_the_time_is_strictly_fixed(office, fields, sentence):
    with pytest.raises(Refused, match=sentence):
        office.ask(**fields)
    assert not Outing.objects.exists()
    assert upcoming(office.house.township.pk, "seals.outing", 2026) == 1


def test_the_township_says_how_long(office):
    by = office.who("文书")
    set_switch(office.house.township, key=rules.DAYS.key, value=3, by=by)
    assert office.ask(since=at("26T10:00"), until=at("29T10:00")).stage == "审批"


def test_nobody_takes_out_the_seal_of_another_township(office, other_house):
    there = opened(other_house)
    for foreign in ({"seal": there.seal()}, {"escort": other_house["文书"]}):
        with pytest.raises(Refused, match="只能由本乡镇的人外带本乡镇的印章"):
            office.ask(**foreign)


def test_nobody_takes_it_out_alone(office):
    clerk = office.house["应急办干事"]
    with pytest.raises(Refused, match="要是两个人"):
        office.ask(carrier=clerk, escort=clerk)


def test_the_keeper_may_be_one_of_the_two(office):
    desk = office.ask(escort=office.house["印章保管员"]).out()
    assert desk.stage == "收回"


def test_nothing_to_stamp_is_no_scope(office):
    with pytest.raises(Refused, match="要盖哪些文件"):
        office.ask(lines=[])


def test_a_seal_that_is_not_in_use_is_not_taken_out(office):
    Seal.objects.filter(pk=office.seal().pk).update(status=Life.SUSPENDED)
    with pytest.raises(Refused, match="停用，不能用印"):
        office.ask()


def test_a_seal_that_nobody_keeps_is_handed_out_by_nobody(office):
    Custody.objects.all().delete()
    Seal.objects.update(keeper_post=None)
    with pytest.raises(Refused, match="还没有保管人"):
        office.ask()


def test_who_goes_with_it_does_not_approve_it(office):
    desk = office.ask(escort=office.house["镇长"])
    with pytest.raises(Refused, match="不能自己审批"):
        desk.approved()
    assert not Booking.objects.exists()


def test_only_the_keeper_hands_out_and_takes_back(office):
    desk = office.ask().approved()
    with pytest.raises(Refused, match="由吴梅保管"):
        hand_out(desk.fresh(), by=office.who("办公室主任"))
    desk.agree("印章保管员")
    with pytest.raises(Refused, match="由吴梅保管"):
        take_back(desk.fresh(), Return("intact"), by=office.who("办公室主任"))


def test_what_nobody_approved_is_not_handed_out(office):
    keeper = office.who("印章保管员")
    desk = office.ask()
    with pytest.raises(Refused, match="领导还没有同意"):
        hand_out(desk.fresh(), by=keeper)
    desk.approved().return_to("印章保管员", to=2, reason="请再定。")
    with pytest.raises(Refused, match="领导还没有同意"):
        hand_out(desk.fresh(), by=keeper)


def test_it_is_not_handed_out_before_its_day_nor_after_its_time(office):
    desk = office.ask(since=at("27T09:00"), until=at("27T17:00")).approved()
    with pytest.raises(Refused, match="没有到日子"):
        desk.agree("印章保管员")
    with clock.moved_to(at("27T17:00")), pytest.raises(Refused, match="已经过了"):
        desk.agree("印章保管员")
    with clock.moved_to(at("27T08:00")):
        desk.agree("印章保管员")
    assert desk.stage == "收回"


def test_an_approval_comes_too_late_once_the_time_is_over(office):
    desk = office.ask()
    with clock.moved_to(at("26T18:00")), pytest.raises(Refused, match="归还时间已经过了"):
        desk.approved()


# Never in two places


def test_while_it_is_out_nothing_is_stamped_here_and_nobody_else_has_it(office):
    first = office.ask().out()
    with pytest.raises(Refused, match="正在外带，收回以前不能在办公室用印"):
        check_is_here(first.seal)
    later = office.ask(since=at("26T18:00"), until=at("26T20:00")).approved()
    with pytest.raises(Refused, match="正在外带"):
        later.agree("印章保管员")
    first.back()
    later.agree("印章保管员")
    assert [each.pk for each in Outing.objects.out()] == [later.outing.pk]


def test_what_is_promised_to_one_is_promised_to_nobody_else(office):
    office.ask().approved()
    with pytest.raises(Refused, match="外带已有安排，时间重叠"):
        office.ask(since=at("26T12:00"), until=at("26T13:00"))
    assert office.ask(organ="party", since=at("26T12:00"), until=at("26T13:00")).stage == "审批"


def test_of_two_who_ask_the_first_approved_has_it(office):
    first, second = office.ask(), office.ask()
    first.approved()
    with pytest.raises(Refused, match="外带已有安排"):
        second.approved()
    second.refuse("镇长", "印章已有安排。")
    assert Booking.objects.get().source == first.outing


def test_it_is_free_again_when_it_comes_back_early(office):
    desk = office.ask().out()
    with clock.moved_to(at("26T11:00")):
        desk.back()
        assert office.ask(since=at("26T11:00"), until=at("26T13:00")).approved().stage == "交出"


def test_taken_back_twice_is_taken_back_once(office):
    desk = office.ask().out()
    stale = desk.fresh()
    desk.back(**desk.count(1, 1))
    with pytest.raises(Stale):
        take_back(stale, Return("intact"), by=office.who("印章保管员"))
    assert Stamping.objects.count() == 2


def test_the_history_of_the_seal_knows_where_it_was(office):
    desk = office.ask().out()
    desk.back()
    moved = desk.seal.history.order_by("history_id").values_list("out_since", flat=True)
    assert list(moved) == [None, THURSDAY, None]


def test_a_seal_that_was_lost_outside_ends_its_outing(office):
    desk = office.ask().out()
    with pytest.raises(Refused, match="先在「印章」里报告遗失"):
        take_back(desk.fresh(), Return("lost", remark="途中遗失。"), by=office.who("印章保管员"))
    Seal.objects.filter(pk=desk.seal.pk).update(status=Life.LOST, out_since=None)
    desk.back(remark="途中遗失，已报告。")
    assert (desk.stage, desk.fresh().condition) == ("办结", "lost")


# What does not come about


def test_refused_it_books_nothing(office):
    desk = office.ask()
    desk.refuse("镇长", "请对方到镇里来办。")
    assert (desk.stage, Booking.objects.exists()) == ("不同意", False)


def test_approved_and_then_not_needed_lets_go_of_the_seal(office):
    desk = office.ask().approved()
    desk.refuse("印章保管员", "对方改期，不去了。")
    assert not Booking.objects.by(desk.outing).exists()
    assert office.ask().approved().stage == "交出"


def test_mended_it_has_to_be_approved_anew_and_keeps_its_number(office):
    desk = office.ask().approved()
    desk.return_to("印章保管员", to=1, reason="时间不对。")
    outing, by = desk.fresh(), office.who("应急办干事")
    outing.until = at("26T12:00")
    amend_outing(outing, [Line("土地流转合同", 2)], by=by)
    assert not Booking.objects.by(outing).exists()
    send_outing(outing, by=by)
    assert desk.stage == "审批"
    desk.approved()
    assert Booking.objects.by(outing).get().until == at("26T12:00")
    assert [(each.what, each.copies) for each in Sheet.objects.all()] == [("土地流转合同", 2)]
    assert desk.outing.label == "〔2026〕1号"


def test_withdrawn_it_is_a_draft_of_its_applicant(office):
    desk = office.ask()
    by = office.who("应急办干事")
    withdraw(desk.case, by=by)
    with pytest.raises(Refused, match="只有申请人"):
        amend_outing(desk.fresh(), LINES, by=office.who("文书"))
    amend_outing(desk.fresh(), LINES, by=by)
    send_outing(desk.fresh(), by=by)
    assert desk.stage == "审批"


def test_under_way_nobody_changes_it(office):
    desk = office.ask()
    with pytest.raises(Refused, match="已经送出"):
        amend_outing(desk.outing, LINES, by=office.who("应急办干事"))


def test_returned_while_it_is_out_it_stays_out_and_ends_only_when_it_is_back(office):
    """The keeper may ask the leader again; nobody refuses, mends or forgets a seal that is away."""
    desk = office.ask().out()
    desk.return_to("印章保管员", to=2, reason="对方要求改地点，请再定。")
    with pytest.raises(Refused):
        desk.refuse("镇长", "不同意。")
    desk.return_to("镇长", to=1, reason="请说明。")
    with pytest.raises(Refused, match="印章已经交出"):
        amend_outing(desk.fresh(), LINES, by=office.who("应急办干事"))
    applicant = office.who("应急办干事")
    task = desk.task("应急办干事")
    with pytest.raises(Refused, match="还在外面"):
        withdraw(desk.case, by=applicant)
    from_there = desk.case
    assert (from_there.outcome, task.stage) == ("", 1)


def test_another_township_has_its_own_numbers_and_seals(office, other_house):
    there = opened(other_house)
    office.ask()
    assert there.ask().outing.label == "〔2026〕1号"
    assert not Outing.objects.visible_to(there.house["办公室主任"]).filter(
        township=office.house.township
    )


def test_the_longest_day_is_to_the_minute(office: Office):
    assert office.ask(since=at("26T10:00"), until=at("26T10:00") + 24 * HOUR).stage == "审批"
