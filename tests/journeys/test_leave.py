"""Somebody asks for leave, by how long and by whom; each decider agrees on a phone in two taps."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from leave.actions import make_usual_kinds
from leave.models import Leave, Return, Trip
from tests.house import House
from tests.journeys.people import PHONE, WIDE, Person
from tests.leave.deeds import Office, keys_of_leave
from tests.leave.desk import CLERK, DIRECTOR, HEAD, LEAD, MAYOR, SECRETARY, STAFF
from township_office import clock
from township_office.approvals.registry import case_of
from township_office.audit.capacity import system
from township_office.audit.trail import trail_of
from township_office.bookings.models import Booking
from township_office.workdays.hours import is_workday

Arrive = Callable[..., Person]
DAY = timedelta(days=1)


@pytest.fixture
def at_work(one_office: House) -> House:
    make_usual_kinds(one_office.township, system(one_office.township.pk))
    return one_office


def a_week_of_work() -> date:
    """The next Monday with five days of work."""
    monday = clock.today() + (7 - clock.today().weekday()) * DAY
    while not all(is_workday(monday + number * DAY) for number in range(5)):
        monday += 7 * DAY
    return monday


def fills_in(asking: Person, first: date, days: float, kind: str = "事假") -> Person:
    """The slip, as far as it says how long; what it comes to stands beside it at once."""
    last = first + timedelta(days=int(days * 2 - 1) // 2)
    asking.page.get_by_label("假别").select_option(label=kind)
    asking.fills("从", first.isoformat()).fills("到", last.isoformat())
    if days % 1:
        asking.page.locator("fieldset", has_text="止").get_by_text("上午", exact=True).click()
    asking.fills("事由", "家中有事")
    expect(asking.page.locator("#way")).to_contain_text(f"共 {days:g} 天")
    return asking


def agrees(decider: Person, title: str) -> Person:
    """From the desk, in two taps."""
    decider.opens_from_desk(title)
    first_tap = decider.page.locator(".decide-bar a.main")
    expect(first_tap).to_be_visible()  # the page is there, and not the desk any more
    decider.sees_no_sideways_scroll()
    first_tap.click()
    decider.page.locator("#agree button.main").click()
    return decider.sees("已")


def asks(person: Arrive, post: str, days: float, kind: str = "事假") -> Leave:
    asking = person(post).opens("/leave/new/")
    fills_in(asking, a_week_of_work(), days, kind)
    asking.presses("送出").sees("请假条")
    return Leave.objects.latest("pk")


def stage(subject: object) -> str:
    case = case_of(subject)  # type: ignore[arg-type]
    return case.get_outcome_display() or case.stage_name


BY_LENGTH = {
    1: [HEAD],
    1.5: [HEAD, LEAD],
    2: [HEAD, LEAD],
    2.5: [HEAD, LEAD, MAYOR],
    3: [HEAD, LEAD, MAYOR],
    5: [HEAD, LEAD, MAYOR],
}


@pytest.mark.parametrize("days", BY_LENGTH)
def test_a_leave_goes_as_high_as_it_is_long(at_work, person, days):
    leave = asks(person, STAFF, days)
    for post in BY_LENGTH[days]:
        assert leave.approved_on is None
        agrees(person(post, PHONE), "马军请假")
        leave.refresh_from_db()
    assert (leave.approved_on, stage(leave)) == (clock.today(), "报备")
    agrees(person(CLERK, PHONE), "马军请假")
    assert stage(leave) == "办结"
    assert Booking.objects.by(leave).get().what == "请假"
    assert "报备" in [entry.act for entry in trail_of(leave)]


OF_RANK = {HEAD: [SECRETARY], DIRECTOR: [SECRETARY], LEAD: [SECRETARY]}


@pytest.mark.parametrize("post", OF_RANK)
def test_who_leads_asks_the_secretary(at_work, person, post):
    leave = asks(person, post, 1)
    agrees(person(SECRETARY, PHONE), leave.officer.name)
    leave.refresh_from_db()
    assert leave.approved_on == clock.today()


def test_the_mayors_leave_is_reported_to_the_county(at_work, person):
    leave = asks(person, MAYOR, 3)
    director = person(DIRECTOR).opens_from_desk("王建国请假")
    director.fills("县里的答复", "县委办电话答复：同意。")
    director.page.locator(".decide-acts .main").click()
    director.sees("已送刘芳")
    leave.refresh_from_db()
    assert leave.approved_on == clock.today()
    person("民政办主任", PHONE).opens("/leave/board/").sees_no_sideways_scroll().sees("王建国")


def test_a_leave_is_extended_over_a_band_and_come_back_from_early(at_work, person):
    """One day by the head; three together by the mayor; back on the second."""
    leave = asks(person, STAFF, 1, kind="探亲假")
    agrees(person(HEAD, PHONE), "马军请假")
    agrees(person(CLERK, PHONE), "马军请假")
    staff = person(STAFF, PHONE).opens(f"/leave/{leave.pk}/").sees_no_sideways_scroll()
    staff.follows("续假")
    staff.fills("延长到", (leave.first_day + 2 * DAY).isoformat()).fills("事由", "没有办完")
    expect(staff.page.locator("#way")).to_contain_text("王建国")
    staff.presses("送出").sees("连同原假共 3 天")
    for post in (HEAD, LEAD, MAYOR):
        agrees(person(post, PHONE), "续假：马军请假")
    agrees(person(CLERK, PHONE), "续假：马军请假")
    leave.refresh_from_db()
    assert leave.days == 3
    today = clock.today()  # time passes: the second of the three days has come
    Leave.objects.filter(pk=leave.pk).update(first_day=today - DAY, last_day=today + DAY)
    staff.opens(f"/leave/{leave.pk}/").follows("销假")
    staff.page.get_by_text("下午", exact=True).click()
    staff.presses("销假").sees("起上班")
    agrees(person(CLERK, PHONE), "销假：马军请假")
    leave.refresh_from_db()
    assert (float(leave.taken or 0), leave.back_on) == (1.5, today)
    assert Return.objects.get().settled_on == today


def test_the_clerk_enters_it_for_who_is_ill_and_he_is_told(at_work, person):
    clerk = person(CLERK).opens("/leave/new/")
    clerk.page.get_by_label("请假人").select_option(label="马军　应急办干事")
    fills_in(clerk, a_week_of_work(), 1, "病假").presses("送出").sees("按本人电话代填")
    staff = person(STAFF, PHONE).opens("/notices/").sees("按您的电话代填")
    staff.opens("/leave/mine/").sees("病假")


def test_a_trip_is_looked_at_first_told_and_ended(at_work, person):
    staff = person(STAFF, PHONE).opens("/leave/trips/new/").sees_no_sideways_scroll()
    first = a_week_of_work()
    staff.fills("事由", "开会").fills("去向", "县政府")
    staff.fills("从", first.isoformat()).fills("到", first.isoformat())
    staff.presses("先看怎么走").sees("张志强")
    assert not Trip.objects.exists()
    staff.presses("送出").sees("办理过程")
    agrees(person(LEAD, PHONE), "马军外出")
    staff.opens(f"/leave/trips/{Trip.objects.get().pk}/").presses("不去了").sees("已取消")


def test_a_trip_under_way_is_lengthened_and_the_desk_and_the_board_say_so(at_work, person):
    """Out for the day; the meeting goes on; asked from the phone, agreed to on the phone."""
    trip = Office(at_work).trip(first=clock.today())
    agrees(person(LEAD, PHONE), "马军外出")
    until = trip.last_day + DAY
    staff = person(STAFF, PHONE).opens(f"/leave/trips/{trip.pk}/").follows("延长")
    staff.sees_no_sideways_scroll()
    staff.fills("延长到", until.isoformat()).fills("事由", "会议延期")
    expect(staff.page.locator("#way")).to_contain_text("张志强")
    staff.presses("送出").sees("延长外出").sees_no_sideways_scroll()
    agrees(person(LEAD, PHONE), "延长外出：马军外出")
    trip.refresh_from_db()
    assert (trip.last_day, Booking.objects.by(trip).get().what) == (until, "外出")
    head = (
        person(HEAD, PHONE).opens("/").sees("今日去向").sees("外出 1 人").sees_no_sideways_scroll()
    )
    head.follows("干部去向").sees("马军").sees_no_sideways_scroll()


PAGES = [
    "/leave/mine/",
    "/leave/new/",
    "/leave/trips/",
    "/leave/trips/new/",
    "/leave/register/",
    "/leave/month/",
    "/leave/card/",
    "/leave/board/",
    "/leave/unexcused/",
    "/leave/unexcused/new/",
]


@pytest.mark.parametrize("device", [WIDE, PHONE])
def test_nothing_serious_stands_in_anybodys_way(at_work, person, device):
    """Every page of leaves by axe, and none of them wider than its screen."""
    keys = keys_of_leave(Office(at_work))
    records = ["/leave/{leave}/", "/leave/{leave}/trail/", "/leave/trips/{trip}/"]
    records += ["/leave/extensions/{extension}/", "/leave/returns/{return}/"]
    records += ["/leave/lengthenings/{lengthening}/"]
    director = person(DIRECTOR, device)
    found = {}
    for address in [*PAGES, *(record.format(**keys) for record in records)]:
        director.opens(address).sees_no_sideways_scroll()
        violations = Axe().run(director.page).response["violations"]
        grave = [each["id"] for each in violations if each["impact"] in ("serious", "critical")]
        if grave:
            found[address] = grave
    assert found == {}
