"""The pages of leaves, opened and posted to the way a browser does."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from leave.models import Extension, Leave, Return, Trip
from tests.leave.desk import CLERK, DIRECTOR, HEAD, LEAD, MAYOR, MONDAY, STAFF, asked, kind, on
from township_office import clock
from township_office.approvals.registry import case_of


def browser(office, post: str) -> Client:
    client = Client()
    client.force_login(office[post])
    return client


def keyed(**said: object) -> dict[str, str]:
    return {"once-key": str(uuid4())} | {name: str(value) for name, value in said.items()}


def slip(office, days: int = 2, name: str = "事假", **more: object) -> dict[str, str]:
    usual = {
        "kind": kind(office, name).pk,
        "first_day": MONDAY,
        "first_half": "am",
        "last_day": MONDAY + timedelta(days=days - 1),
        "last_half": "pm",
        "reason": "家中有事",
    }
    return keyed(**usual | more)


def test_who_asks_sees_how_many_days_and_who_decides_before_he_sends(office):
    page = browser(office, STAFF).get("/leave/way/", slip(office, days=7)).content.decode()
    assert "共 5 天" in page
    assert "12月5日至12月6日（周末）不计在内" in page
    assert page.index("赵磊") < page.index("张志强") < page.index("王建国")
    assert not Leave.objects.exists()


def test_what_is_known_is_filled_in(office):
    """Today, wherever a day is asked for that most often is."""
    staff, today = browser(office, STAFF), 'value="2026-11-26"'
    assert staff.get("/leave/new/").content.decode().count(today) == 2
    assert staff.get("/leave/trips/new/").content.decode().count(today) == 2
    desk = asked(office, first_day=clock.today(), last_day=clock.today()).filed()
    assert today in staff.get(f"/leave/{desk.subject.pk}/back/").content.decode()
    assert today in browser(office, DIRECTOR).get("/leave/unexcused/new/").content.decode()


def test_without_script_one_looks_first_and_nothing_is_sent(office):
    answer = browser(office, STAFF).post("/leave/new/", slip(office, days=3, act="look"))
    assert (answer.status_code, Leave.objects.count()) == (200, 0)
    assert "共 3 天" in answer.content.decode()


def test_a_slip_is_sent_and_its_page_opens_to_whoever_decides(office):
    answer = browser(office, STAFF).post("/leave/new/", slip(office))
    leave = Leave.objects.get()
    assert answer.headers["Location"] == f"/leave/{leave.pk}/"
    page = browser(office, HEAD).get(f"/leave/{leave.pk}/").content.decode()
    boxes = ("部门<br>意见", "分管<br>领导<br>意见", "主要<br>领导<br>意见")
    for words in ("请假条", *boxes, "家中有事", "待 赵磊 签注"):
        assert words in page, words


def test_what_the_rules_refuse_stands_above_the_form_which_keeps_what_was_typed(office):
    page = browser(office, STAFF).post("/leave/new/", slip(office, days=60)).content.decode()
    assert "事假不够" in page
    assert "家中有事" in page
    backwards = slip(office, last_day=MONDAY - timedelta(days=1))
    assert (
        "结束在开始之前" in browser(office, STAFF).post("/leave/new/", backwards).content.decode()
    )


def test_a_decider_agrees_in_two_taps(office):
    desk = asked(office)
    head = browser(office, HEAD)
    page = f"/leave/{desk.subject.pk}/"
    version = head.get(page).context["decision"].version
    answer = head.post(page, keyed(act="quick", version=version))
    assert (answer.status_code, desk.stage) == (302, "报备")


def test_a_statutory_leave_is_refused_only_with_another_time(office):
    desk = asked(office, name="婚假")
    head = browser(office, HEAD)
    page = f"/leave/{desk.subject.pk}/"
    version = head.get(page).context["decision"].version
    said = {"act": "refuse", "version": version, "opinion": "这周迎检。"}
    assert "另安排到哪一天" in head.post(page, keyed(**said)).content.decode()
    assert desk.case.outcome == ""
    assert head.post(page, keyed(**said, arranged="2026-12-14")).status_code == 302
    assert desk.case.outcome == "refused"
    assert "安排到2026-12-14起休" in desk.case.last_words


def test_the_clerk_enters_it_for_who_is_ill(office):
    clerk = browser(office, CLERK)
    answer = clerk.post("/leave/new/", slip(office, name="病假", officer=office[STAFF].pk))
    assert answer.status_code == 302
    leave = Leave.objects.get()
    assert (leave.officer, leave.entered_by) == (office[STAFF], office[CLERK])
    assert case_of(leave).applicant == office[STAFF]
    assert "按本人电话代填" in clerk.get(f"/leave/{leave.pk}/").content.decode()
    told = browser(office, STAFF).get("/notices/").content.decode()
    assert "刘芳按您的电话代填" in told


def test_nobody_else_enters_a_slip_for_another(office):
    browser(office, HEAD).post("/leave/new/", slip(office, officer=office[STAFF].pk))
    assert Leave.objects.get().officer == office[HEAD]


def test_a_leave_is_extended_cancelled_and_come_back_from_on_its_pages(office):
    desk = asked(office, days=2).filed()
    staff = browser(office, STAFF)
    home = f"/leave/{desk.subject.pk}/"
    assert "取消" in staff.get(home).content.decode()
    way = staff.get(f"{home}extend/way/", {"until": "2026-12-02", "until_half": "pm"})
    assert "王建国" in way.content.decode()  # three days with the two
    with on(MONDAY):
        staff = browser(office, STAFF)
        said = keyed(until="2026-12-02", until_half="pm", reason="没有办完")
        answer = staff.post(f"{home}extend/", said)
        extension = Extension.objects.get()
        assert answer.headers["Location"] == f"/leave/extensions/{extension.pk}/"
        assert staff.get(f"/leave/extensions/{extension.pk}/").status_code == 200
        assert "正在办理" in staff.get(f"{home}back/").content.decode()
        staff.post(f"/leave/extensions/{extension.pk}/", keyed(act="withdraw"))
        answer = staff.post(f"{home}back/", keyed(back_on="2026-12-01", back_half="am"))
        given = Return.objects.get()
        assert answer.headers["Location"] == f"/leave/returns/{given.pk}/"
        assert staff.get(f"/leave/returns/{given.pk}/").status_code == 200


def test_a_trip_is_told_and_ended(office):
    staff = browser(office, STAFF)
    said = keyed(
        purpose="开会",
        place="县政府",
        first_day=MONDAY,
        first_half="am",
        last_day=MONDAY,
        last_half="pm",
    )
    assert "张志强" in staff.get("/leave/trips/way/", said).content.decode()
    assert staff.post("/leave/trips/new/", said).status_code == 302
    trip = Trip.objects.get()
    page = f"/leave/trips/{trip.pk}/"
    lead = browser(office, LEAD)
    version = lead.get(page).context["decision"].version
    lead.post(page, keyed(act="quick", version=version))
    assert "不去了" in staff.get(page).content.decode()
    staff.post(f"{page}end/", keyed())
    trip.refresh_from_db()
    assert trip.cancelled_on is not None


REGISTERS = {
    STAFF: ["/leave/mine/", "/leave/trips/", "/leave/board/", "/leave/card/", "/leave/unexcused/"],
    CLERK: [
        "/leave/register/",
        "/leave/month/",
        "/leave/register/?tab=late",
        "/leave/mine/?tab=2026",
    ],
}


@pytest.mark.parametrize("post", REGISTERS)
@pytest.mark.parametrize("way", ["", "xlsx", "print"])
def test_registers_open_as_page_workbook_and_paper(office, post, way):
    asked(office, days=2).filed()
    asked(office, CLERK)
    for address in REGISTERS[post]:
        answer = browser(office, post).get(address, {"as": way} if way else {})
        assert answer.status_code == 200, address
    month = browser(office, CLERK).get("/leave/month/?tab=2026-11").content.decode()
    assert "马军" in month


def test_a_card_is_its_owners_and_the_keepers(office):
    own = f"/leave/card/{office[STAFF].pk}/"
    statuses = {who: browser(office, who).get(own).status_code for who in (STAFF, CLERK, DIRECTOR)}
    assert statuses == {STAFF: 200, CLERK: 200, DIRECTOR: 200}
    assert {browser(office, who).get(own).status_code for who in (HEAD, MAYOR)} == {404}


@pytest.mark.parametrize("day", ["0001-01-01", "2006-11-30", "9999-12-31"])
@pytest.mark.parametrize("names", [["first_day"], ["last_day"], ["first_day", "last_day"]])
def test_another_year_is_a_slip_of_the_pen_and_answered_with_a_sentence(office, day, names):
    """Whoever types it has not to wait until all those days are counted."""
    said = dict.fromkeys(names, day)
    staff, faults = browser(office, STAFF), ("已经过去的日子", "太远了", "结束在开始之前")
    for way, more in (("/leave/", {}), ("/leave/trips/", {"purpose": "开会", "place": "县城"})):
        assert staff.get(f"{way}way/", slip(office, **said, **more)).status_code == 200
        page = staff.post(f"{way}new/", slip(office, **said, **more)).content.decode()
        assert any(words in page for words in faults)
    assert not Leave.objects.exists()


@pytest.mark.parametrize("until", ["0001-01-01", "2026-11-27", "2026-11-30", "9999-12-31"])
def test_an_extension_to_a_day_that_cannot_be_is_answered_with_a_sentence(office, until):
    """Before the leave begins, on its own morning, in another age."""
    home = f"/leave/{asked(office, days=1, first_half='pm').filed().subject.pk}/extend/"
    staff, said = browser(office, STAFF), keyed(until=until, until_half="am", reason="没有办完")
    assert staff.get(f"{home}way/", said).status_code == 200
    page = staff.post(home, said).content.decode()
    assert "续假要比它晚" in page or "太远了" in page
    assert "没有办完" in page
    assert not Extension.objects.exists()
