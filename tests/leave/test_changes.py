"""续假, 取消, 销假, 补假: asked, decided, and what becomes of the leave, the days and the board."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from leave import actions
from leave.actions import rounds
from leave.models import Cancellation, Leave, Return, Unexcused
from leave.rules.beside import as_taken
from tests.files.samples import PDF
from tests.leave.desk import (
    CLERK,
    HEAD,
    LEAD,
    MONDAY,
    STAFF,
    Desk,
    asked,
    back,
    longer,
    on,
    slip,
    travelling,
    who,
)
from township_office import clock
from township_office.approvals.actions import withdraw
from township_office.bookings.models import Booking
from township_office.notices.models import Notice
from township_office.people.capacity import capacity_of
from township_office.townships.models import Setting
from township_office.web.refusals import Refused, Stale

TUESDAY, WEDNESDAY, THURSDAY = (MONDAY + timedelta(days=n) for n in (1, 2, 3))


def refusal(action, *args, **kwargs) -> str:
    with pytest.raises(Refused) as refused:
        action(*args, **kwargs)
    return refused.value.sentence


def test_an_extension_over_a_band_goes_the_way_of_the_total(office):
    """One day was the head's; four days together are the mayor's, with both opinions first."""
    desk = asked(office, days=1).filed()
    with on(MONDAY):
        extension = longer(desk, THURSDAY)
        assert extension.way == [
            "申请 马军",
            "部门签注 赵磊",
            "分管领导签注 张志强",
            "审批 王建国",
            "报备 刘芳",
        ]
        extension.granted()
    leave = desk.fresh()
    assert (leave.last_day, leave.days) == (THURSDAY, 4)
    assert Booking.objects.by(leave).get().span == as_taken(leave.span)


def test_a_refused_extension_leaves_the_leave_as_it_was_and_may_be_asked_anew(office):
    desk = asked(office, days=1).filed()
    with on(MONDAY):
        extension = longer(desk, TUESDAY).agree(HEAD).refuse(LEAD, "人手不够。")
        assert extension.fresh().ended_on == MONDAY
        assert (desk.fresh().days, desk.subject.last_day) == (1, MONDAY)
        longer(desk, TUESDAY)


def test_after_it_is_over_nothing_is_extended(office):
    desk = asked(office, days=1).filed()
    with on(TUESDAY):
        assert "假期已满，不能再续" in refusal(longer, desk, WEDNESDAY)


def test_an_extension_is_later_than_the_leave(office):
    desk = asked(office, days=2).filed()
    assert "续假要比它晚" in refusal(longer, desk, MONDAY)


def test_while_one_thing_is_asked_nothing_else_is(office):
    desk = asked(office, days=2).filed()
    with on(MONDAY):
        longer(desk, WEDNESDAY)
        assert "续假正在办理" in refusal(back, desk, TUESDAY)


def give_up(desk: Desk) -> Desk:
    cancellation = Cancellation(leave=desk.fresh(), reason="孩子好了")
    actions.ask_cancellation(cancellation, by=capacity_of(desk.subject.officer))
    return Desk(desk.house, cancellation)


def test_a_leave_not_taken_is_cancelled_and_noted_by_the_office(office):
    desk = asked(office, days=2).filed()
    cancellation = give_up(desk)
    assert desk.fresh().cancelled_on is None
    cancellation.agree(CLERK, "已登记。")
    assert (cancellation.stage, desk.fresh().cancelled_on) == ("办结", clock.today())
    assert not Booking.objects.during(as_taken(desk.subject.span)).exists()
    asked(office, days=2)  # the days are free again


def test_once_he_has_left_he_comes_back_and_does_not_cancel(office):
    desk = asked(office, days=2).filed()
    with on(TUESDAY):
        assert "请办销假" in refusal(give_up, desk)


def test_who_is_back_early_is_here_at_once_and_took_less(office):
    desk = asked(office, days=3).filed()
    with on(TUESDAY):
        back(desk, TUESDAY, "pm").agree(CLERK, "已登记。")
    leave = desk.fresh()
    assert (leave.taken, leave.back_on) == (Decimal("1.5"), TUESDAY)
    until = Booking.objects.by(leave).get().until
    assert clock.local(until).strftime("%m-%d %H") == "12-01 12"


def test_who_is_back_in_time_took_what_he_asked_for(office):
    desk = asked(office, days=3).filed()
    with on(THURSDAY):
        back(desk, THURSDAY).agree(CLERK, "已登记。")
    assert desk.fresh().taken == 3


def test_days_off_after_a_leave_make_nobody_late(office):
    desk = asked(office, days=5).filed()  # until Friday; back on Monday
    monday = MONDAY + timedelta(days=7)
    with on(monday):
        back(desk, monday)


def test_who_is_late_says_why(office):
    desk = asked(office, days=1).filed()
    with on(WEDNESDAY):
        assert "请写明逾期的原因" in refusal(back, desk, WEDNESDAY)
        given = back(desk, WEDNESDAY, late_reason="大雪封路").agree(CLERK, "已登记。")
    assert given.fresh().late_reason == "大雪封路"
    assert desk.fresh().taken == 1  # nobody counts the days over; people decide


def test_what_has_to_be_proved_is_proved_before_the_return_is_noted(office):
    desk = asked(office, days=3, name="病假").filed()
    with on(THURSDAY):
        given = back(desk, THURSDAY)
        assert "病假要交证明" in refusal(given.agree, CLERK, "已登记。")
        scan = SimpleUploadedFile("诊断证明.pdf", PDF)
        actions.add_proof(desk.fresh(), [scan], by=who(office, STAFF))
        given.agree(CLERK, "已登记。")
    assert desk.fresh().back_on == THURSDAY


def test_a_withdrawn_return_may_be_asked_anew(office):
    desk = asked(office, days=2).filed()
    with on(TUESDAY):
        given = back(desk, TUESDAY)
        withdraw(given.case, by=capacity_of(office[STAFF]))
        back(desk, TUESDAY, "pm")
    assert Return.objects.count() == 2


def test_who_is_not_back_is_asked_each_working_day_and_the_office_knows(office):
    desk = asked(office, days=1).filed()
    for day, asks in ((MONDAY, 0), (TUESDAY, 1), (WEDNESDAY, 1)):
        with on(day):
            assert rounds.remind_of_returns(office.township.pk) == asks
    told = Notice.objects.filter(kind="leave.not_back").values_list("officer__name", flat=True)
    assert sorted(told) == sorted(["马军", "刘芳", "李秀英"] * 2)
    with on(WEDNESDAY):
        back(desk, WEDNESDAY, late_reason="大雪封路")
        assert rounds.remind_of_returns(office.township.pk) == 0


def past(office, days: int = 1) -> Leave:
    """Away on the Tuesday before."""
    day = date(2026, 11, 24)
    return slip(office, days=days, first_day=day, last_day=day + timedelta(days=days - 1))


def test_there_is_no_backfill_unless_the_township_allows_it(office):
    words = refusal(actions.ask_backfill, past(office), reason="急诊", by=who(office, STAFF))
    assert "本乡镇不办补假" in words


def test_a_backfill_goes_the_way_of_the_leave(office):
    Setting.objects.create(
        township=office.township, key="leave.backfill", value=True, valid_from=date(2026, 1, 1)
    )
    leave = past(office, days=2)
    actions.ask_backfill(leave, reason="急诊", by=who(office, STAFF))
    desk = Desk(office, leave.backfills.get())
    assert Leave.objects.pending().get() == leave
    assert desk.way == ["申请 马军", "部门签注 赵磊", "审批 张志强", "报备 刘芳"]
    desk.filed()
    leave.refresh_from_db()
    assert (leave.taken, leave.back_on) == (2, date(2026, 11, 26))
    assert not Leave.objects.to_return().exists()


def test_what_is_long_over_is_not_backfilled(office):
    Setting.objects.create(
        township=office.township, key="leave.backfill", value=True, valid_from=date(2026, 1, 1)
    )
    old = slip(office, first_day=date(2026, 11, 2), last_day=date(2026, 11, 2))
    words = refusal(actions.ask_backfill, old, reason="急诊", by=who(office, STAFF))
    assert "7 天内" in words


def test_nobody_is_away_twice_at_once_but_half_days_may_meet(office):
    asked(office, days=1.5)  # until Tuesday noon
    words = refusal(travelling, office, first_day=TUESDAY, last_day=TUESDAY)
    assert "时间重叠" in words
    travelling(office, first_day=TUESDAY, last_day=TUESDAY, first_half="pm")


def test_a_trip_ends_when_he_is_back(office):
    desk = travelling(office, last_day=WEDNESDAY).filed()
    with on(TUESDAY):
        actions.end_trip(desk.fresh(), by=capacity_of(office[STAFF]))
        assert not Booking.objects.during(as_taken(slip(office).span)).filter(until__gt=clock.now())
        with pytest.raises(Stale):
            actions.end_trip(desk.fresh(), by=capacity_of(office[STAFF]))


def test_what_is_over_is_not_asked_for(office):
    yesterday = clock.today() - timedelta(days=1)
    words = refusal(asked, office, first_day=yesterday, last_day=yesterday)
    assert "已经过去的日子不能再请假" in words


def test_nobody_asks_for_days_off(office):
    saturday = date(2026, 11, 28)
    assert "不用请假" in refusal(asked, office, first_day=saturday, last_day=saturday)


def test_the_work_is_not_left_to_oneself(office):
    assert "不能交给本人" in refusal(asked, office, substitute=office[STAFF])


@pytest.mark.parametrize(("name", "days"), [("事假", 5), ("探亲假", 7)])
def test_some_leaves_are_counted_by_the_calendar(office, name, days):
    leave = asked(office, name=name, last_day=MONDAY + timedelta(days=6), last_half="pm").fresh()
    assert leave.days == days


def test_the_days_a_leave_is_asked_to_last_are_not_asked_for_twice(office):
    """Both would be granted, and he away by two slips at once."""
    desk = asked(office, days=1).filed()
    longer(desk, WEDNESDAY)
    words = refusal(asked, office, first_day=WEDNESDAY, last_day=WEDNESDAY)
    assert "时间重叠" in words
    asked(office, first_day=THURSDAY, last_day=THURSDAY)


def backfilled(office) -> Leave:
    Setting.objects.create(
        township=office.township, key="leave.backfill", value=True, valid_from=date(2026, 1, 1)
    )
    leave = past(office)
    actions.ask_backfill(leave, reason="急诊", by=who(office, STAFF))
    return leave


@pytest.mark.parametrize("granted", [False, True])
def test_a_slip_that_was_backfilled_is_neither_mended_nor_voided(office, granted):
    """It has no case of its own; what was granted by the backfill's would be anything afterwards."""
    leave = backfilled(office)
    if granted:
        Desk(office, leave.backfills.get()).granted()
        leave.refresh_from_db()
    by, said = who(office, STAFF), leave.last_day
    leave.first_day, leave.last_day = MONDAY, THURSDAY
    assert "补假的假条不能改" in refusal(actions.amend_leave, leave, by=by)
    leave.refresh_from_db()
    assert "不能作废" in refusal(actions.void, leave, reason="算了", by=by)
    leave.refresh_from_db()
    assert (leave.last_day, leave.voided_on) == (said, None)


def test_once_he_is_back_no_proof_is_added(office):
    desk = asked(office, days=1).filed()
    with on(TUESDAY):
        back(desk, TUESDAY).agree(CLERK, "已登记。")
        paper = SimpleUploadedFile("证明.pdf", PDF)
        words = refusal(actions.add_proof, desk.fresh(), [paper], by=who(office, STAFF))
    assert "不能再补交" in words


def test_a_day_of_which_a_half_is_noted_is_not_noted_whole(office):
    by, day = who(office, "办公室主任"), date(2026, 11, 25)
    half = Unexcused(officer=office[STAFF], day=day, half="am", heard="睡过了")
    actions.note_unexcused(half, by=by)
    whole = Unexcused(officer=office[STAFF], day=day, half="", heard="睡过了")
    assert "已经记过" in refusal(actions.note_unexcused, whole, by=by)
