"""Who reads a leave, its proofs, what was noted of somebody; and what everybody may know."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from leave import actions, prints
from leave.actions import rounds
from leave.lists import board_of
from leave.models import Leave, Unexcused
from tests.files.samples import PDF
from tests.leave.desk import (
    CLERK,
    DIRECTOR,
    HEAD,
    LEAD,
    MAYOR,
    MONDAY,
    SECRETARY,
    STAFF,
    asked,
    longer,
    on,
    slip,
    travelling,
    who,
)
from tests.leave.test_pages import browser, keyed
from township_office import clock
from township_office.approvals.registry import case_of
from township_office.approvals.story import Story
from township_office.audit.trail import trail_of
from township_office.files.models import File
from township_office.jobs.models import Job
from township_office.web.refusals import Refused

KEEPERS = {CLERK, DIRECTOR}


def seeing(office, address: str) -> set[str]:
    return {who for who in office.officers if browser(office, who).get(address).status_code == 200}


def test_a_leave_is_read_by_whose_it_is_by_who_decides_and_by_who_keeps_the_register(office):
    desk = asked(office, days=2)
    page = f"/leave/{desk.subject.pk}/"
    assert seeing(office, page) == {STAFF, HEAD} | KEEPERS
    desk.agree(HEAD)
    assert seeing(office, page) == {STAFF, HEAD, LEAD} | KEEPERS


def test_who_asks_as_a_head_is_not_read_by_his_own_people(office):
    page = f"/leave/{asked(office, HEAD).subject.pk}/"
    assert seeing(office, page) == {HEAD, SECRETARY} | KEEPERS


def test_neither_is_what_passes_the_office_read_by_all_of_it(office):
    page = f"/leave/{asked(office).granted().subject.pk}/"
    assert "机要员" not in seeing(office, page)


def test_an_extension_is_read_as_the_leave_is(office):
    desk = asked(office).filed()
    extension = longer(desk, MONDAY + timedelta(days=1))
    page = extension.subject.get_absolute_url()
    assert seeing(office, page) == {STAFF, HEAD} | KEEPERS


def test_nobody_is_led_from_a_leave_to_what_he_may_not_read(office):
    """The lead who decided the leave is not asked for a longer one of a day."""
    desk = asked(office, days=2).granted()
    desk.agree(CLERK)
    page = desk.subject.get_absolute_url()
    extension = longer(desk, MONDAY + timedelta(days=2)).subject
    link = f'href="{extension.get_absolute_url()}"'
    readers = seeing(office, extension.get_absolute_url())
    led = {each for each in seeing(office, page) if link in browser(office, each).get(page).text}
    assert led == readers & seeing(office, page)
    assert seeing(office, page) - readers


def test_a_trip_is_read_by_those_concerned_as_well(office):
    page = travelling(office).subject.get_absolute_url()
    assert seeing(office, page) == {STAFF, LEAD} | KEEPERS


def proved(office, days: int = 3) -> Leave:
    leave = slip(office, days=days, name="病假")
    scan = SimpleUploadedFile("诊断证明.pdf", PDF)
    actions.ask_leave(leave, proofs=[scan], by=who(office, STAFF))
    return leave


def test_a_proof_is_read_by_those_who_read_the_leave_and_by_nobody_else(office):
    leave = proved(office)
    (file,) = File.objects.attached_to(leave)
    assert file.role == "proof"
    assert seeing(office, f"/files/{file.pk}/") == {STAFF, HEAD} | KEEPERS


def test_a_proof_is_erased_when_the_township_need_not_keep_it(
    office, django_capture_on_commit_callbacks
):
    leave = proved(office)
    (file,) = File.objects.attached_to(leave)
    with on(date(2029, 11, 20)):
        assert rounds.erase_old_proofs(office.township.pk) == 0
    with on(date(2029, 12, 20)), django_capture_on_commit_callbacks(execute=True):
        assert rounds.erase_old_proofs(office.township.pk) == 1
        assert rounds.erase_old_proofs(office.township.pk) == 0
    assert not default_storage.exists(file.stored)
    file.refresh_from_db()
    assert (file.name, file.erased_on) == ("已删除的文件", date(2029, 12, 20))
    assert "证明到期删除" in [entry.act for entry in trail_of(leave)]
    answer = browser(office, STAFF).get(f"/files/{file.pk}/")
    assert (answer.status_code, "内容已于" in answer.content.decode()) == (403, True)


def test_no_list_and_no_notice_says_which_leave_it_is_or_why(office):
    """Whoever may not read it finds at most that somebody is away."""
    asked(office, days=2, name="病假", reason="痔疮手术").filed()
    pages = ["/", "/leave/mine/", "/leave/board/", "/notices/", "/done/", "/leave/trips/"]
    with on(MONDAY):
        shown = "".join(
            browser(office, reader).get(page).content.decode()
            for reader in ("民政办主任", "机要员", SECRETARY)
            for page in pages
        )
    assert "痔疮" not in shown
    assert "病假" not in shown
    assert "请假" in shown


def on_the_board(office, day: date) -> dict[str, str]:
    return {
        line.name: line.today.words
        for group in board_of(office.township.pk, day).groups
        for line in group.lines
    }


def test_the_board_tells_who_is_here_out_or_on_leave_by_half_days(office):
    asked(office, days=1.5).granted()
    travelling(office, HEAD, first_half="pm").granted()
    monday, tuesday = on_the_board(office, MONDAY), on_the_board(office, MONDAY + timedelta(days=1))
    assert (monday["马军"], monday["赵磊"], monday["刘芳"]) == ("请假", "下午外出", "在岗")
    assert (tuesday["马军"], tuesday["赵磊"]) == ("上午请假", "在岗")
    saturday = on_the_board(office, date(2026, 12, 5))
    assert set(saturday.values()) == {"休息"}


def test_the_board_shows_everybody_once_the_leaders_first(office):
    board = board_of(office.township.pk, MONDAY)
    assert [group.name for group in board.groups] == [
        "班子成员",
        "党政办公室",
        "应急管理办公室",
        "民政办公室",
    ]
    assert [line.name for line in board.groups[0].lines] == ["陈志远", "王建国", "刘洋", "张志强"]
    assert board.people == len(office.officers)


def test_what_is_only_asked_for_is_not_on_the_board(office):
    asked(office)
    assert on_the_board(office, MONDAY)["马军"] == "在岗"


# 未请假缺岗


def noted(office, post: str = STAFF, **more: object) -> Unexcused:
    usual = {"officer": office[post], "day": clock.today(), "heard": "睡过了"}
    record = Unexcused(**usual | more)
    actions.note_unexcused(record, by=who(office, DIRECTOR))
    return record


def listing(office) -> set[str]:
    return {
        reader
        for reader in office.officers
        if "睡过了" in browser(office, reader).get("/leave/unexcused/").content.decode()
    }


def test_who_was_away_without_a_slip_is_noted_for_himself_the_director_and_the_leaders(office):
    noted(office)
    assert listing(office) == {STAFF, DIRECTOR, MAYOR, SECRETARY}
    assert "未请假缺岗" in browser(office, STAFF).get("/notices/").content.decode()


def refused(act: Callable[..., object], *args: object, **more: object) -> str:
    with pytest.raises(Refused) as refusal:
        act(*args, **more)
    return refusal.value.sentence


def test_only_the_director_notes_it_and_not_of_himself(office):
    record = Unexcused(officer=office[STAFF], day=clock.today(), heard="睡过了")
    words = refused(actions.note_unexcused, record, by=who(office, CLERK))
    assert "由办公室主任" in words
    assert "自己的情况" in refused(noted, office, DIRECTOR)


def test_nobody_is_noted_who_had_a_slip_or_a_day_off(office):
    asked(office, first_day=clock.today(), last_day=clock.today())
    assert "不是缺岗" in refused(noted, office)
    assert "不上班" in refused(noted, office, HEAD, day=date(2026, 11, 22))


def test_half_a_slip_excuses_half_a_day(office):
    today = clock.today()
    asked(office, first_day=today, last_day=today, last_half="am")
    assert "不是缺岗" in refused(noted, office, half="am")
    noted(office, half="pm")


def test_what_was_noted_is_taken_back_with_a_reason_and_stays_to_be_read(office):
    record = noted(office)
    away = f"/leave/unexcused/{record.pk}/withdraw/"
    assert browser(office, STAFF).get(away).status_code == 403
    assert browser(office, HEAD).get(away).status_code == 404
    answer = browser(office, DIRECTOR).post(away, keyed(reason="他在县里开会，没有来得及报。"))
    assert answer.status_code == 302
    record.refresh_from_db()
    assert record.withdrawn_on == clock.today()
    page = browser(office, STAFF).get("/leave/unexcused/").content.decode()
    assert "没有来得及报" in page
    noted(office, heard="还是没有来")


# 请假条


def test_the_slip_has_its_three_boxes_by_who_speaks(office):
    desk = asked(office, days=3)
    for post in (HEAD, LEAD, MAYOR):
        desk.agree(post, f"{post}同意。")
    leave = Leave.objects.select_related("township", "kind").get(pk=desk.subject.pk)
    said = {
        box.label: [entry.words for entry in box.entries]
        for box in prints.slip(leave, Story(case_of(leave)))["boxes"]
    }
    assert said == {
        "部门意见": ["应急办主任同意。"],
        "分管领导意见": ["副镇长（农业）同意。"],
        "主要领导意见": ["镇长同意。"],
    }


def test_what_a_head_decides_stands_in_his_box_and_not_in_the_leaders(office):
    desk = asked(office).agree(HEAD, "准。")
    leave = Leave.objects.select_related("township", "kind").get(pk=desk.subject.pk)
    boxes = prints.boxes(Story(case_of(leave)))
    assert [len(box.entries) for box in boxes] == [1, 0, 0]


def test_a_slip_is_asked_for_once_and_drawn_by_a_worker(office):
    desk = asked(office)
    page = f"/leave/{desk.subject.pk}/slip/"
    staff = browser(office, STAFF)
    assert staff.post(page, {"once-key": str(uuid4())}).status_code == 302
    assert staff.post(page, {"once-key": str(uuid4())}).status_code == 409
    assert Job.objects.filter(name="leave.slip").count() == 1
    actions.keep_slip(desk.fresh(), PDF, by=who(office, STAFF))
    assert File.objects.attached_to(desk.subject).get().role == "slip"
