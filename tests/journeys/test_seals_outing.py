"""A seal taken out of the house and back again: in time, and late with everybody reminded in order."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import make_password

from seals.keeping.rules import check_is_here
from seals.outing.models import Outing
from seals.using.models import Stamping
from tests.house import PASSWORD, build_house
from tests.journeys.people import PHONE, Person
from tests.journeys.test_axe import check
from tests.seals.outing.desk import HOUR, Desk, Office, opened
from township_office import clock
from township_office.jobs.claim import drain
from township_office.notices.models import Notice
from township_office.people.models import Officer
from township_office.web.refusals import Refused
from township_office.workdays.actions import seed_calendar

PURPOSE = "到县农商行办理贷款合同"
CLERK, KEEPER, MAYOR, DIRECTOR = "应急办干事", "印章保管员", "镇长", "办公室主任"
KEPT_HERE = "宁条梁镇印章保管员"  # the name by which he signs in


@pytest.fixture(params=["A", "B"])
def office(request: pytest.FixtureRequest, transactional_db: None) -> Office:
    """The office with its seals at work, in each profile."""
    office = opened(build_house(profile=request.param))
    seed_calendar()
    Officer.objects.update(password=make_password(PASSWORD), must_change_password=False)
    return office


Arrive = Callable[..., Person]


def chooses(who: Person, choice: str) -> None:
    """One of a row of buttons."""
    who.page.locator(".choices label", has_text=re.compile(f"^{choice}$")).click()


def asks(clerk: Person) -> None:
    """From now until in three hours, with her head of department."""
    now = clock.local(clock.now())
    clerk.opens("/seals/outings/").follows("申请外带")
    page = clerk.page
    page.get_by_label("印章").select_option(label="宁条梁镇人民政府")
    clerk.sees("王建国")
    clerk.fills("地点", "县农商行").fills("外带事由", PURPOSE)
    clerk.fills("盖什么", "土地流转合同 4\n授权委托书")
    page.get_by_label("带出时间").fill(f"{now:%Y-%m-%dT%H:%M}")
    page.get_by_label("归还时间").fill(f"{now + timedelta(hours=3):%Y-%m-%dT%H:%M}")
    page.get_by_label("随行人").select_option(label="赵磊")
    clerk.sees_no_sideways_scroll().presses("送出审批").sees("已送王建国审批")


def test_asked_for_approved_on_the_phone_handed_out_and_taken_back(office, person: Arrive):
    asks(person(CLERK))
    mayor = person(MAYOR, PHONE).opens_from_desk(PURPOSE).sees_no_sideways_scroll()
    mayor.page.locator(".decide-bar .button").last.click()
    mayor.page.locator("#decide button[value=agree]").click()
    mayor.sees("已送吴梅交出")

    keeper = person(KEPT_HERE).opens_from_desk(PURPOSE)
    for point in ("带印人、随行人都在场", "已交代", "印章完好"):
        keeper.ticks(point)
    keeper.page.locator("#decide button[value=agree]").click()
    keeper.sees("印章在外")
    with pytest.raises(Refused, match="正在外带，收回以前不能在办公室用印"):
        check_is_here(office.seal())
    person(DIRECTOR).opens("/seals/outings/").sees("正在外带").sees("马军、赵磊")

    chooses(keeper, "完好")
    keeper.page.get_by_label("授权委托书").fill("0")
    keeper.ticks("已与带印人逐件核对")
    keeper.page.locator("#decide button[value=agree]").click()
    keeper.sees("办结")
    check_is_here(office.seal())
    assert [(line.title, line.copies) for line in Stamping.objects.all()] == [("土地流转合同", 4)]


@pytest.fixture
def late(office: Office) -> Desk:
    """Handed out five hours ago; to be back four hours and a half ago."""
    now = clock.now()
    with clock.moved_to(now - 5 * HOUR):
        return office.ask(since=now - 5 * HOUR, until=now - 4.5 * HOUR).out()


def test_late_everybody_is_reminded_in_order_and_it_comes_back_late(office, late, person: Arrive):
    drain()
    told = Notice.objects.filter(kind="seals.outing_late").order_by("id")
    names = [each.officer.name for each in told.select_related("officer")]
    assert (sorted(names[:2]), names[2:]) == (["赵磊", "马军"], ["吴梅", "李秀英", "王建国"])

    mayor = person(MAYOR, PHONE).opens("/notices/").sees("应于").follows(PURPOSE)
    mayor.sees("逾期未还").sees_no_sideways_scroll()
    clerk = person(CLERK).opens(late.outing.get_absolute_url()).follows("申请延期")
    clerk.fills("理由", "银行还在审核。")
    until = clock.local(clock.now()) + HOUR
    clerk.page.get_by_label("延至").fill(f"{until:%Y-%m-%dT%H:%M}")
    clerk.presses("送批准外带的领导").sees("申请延期：已送王建国审批")
    assert late.fresh().is_overdue
    mayor.opens_from_desk(PURPOSE).sees("银行还在审核").sees("按原来的时间归还")
    mayor.sees_no_sideways_scroll()
    mayor.page.locator(".decide-bar .button").last.click()
    mayor.page.locator("#decide button[value=agree]").click()
    mayor.sees("延期")
    assert not late.fresh().is_overdue
    clerk.opens(f"{late.outing.get_absolute_url()}longer/").sees("王建国").sees("同意")

    person(DIRECTOR).opens("/seals/outings/").sees("正在外带").follows(late.outing.seal.name)
    keeper = person(KEPT_HERE).opens_from_desk(PURPOSE)
    chooses(keeper, "完好")
    keeper.ticks("已与带印人逐件核对")
    keeper.page.locator("#decide button[value=agree]").click()
    keeper.sees("办结")
    assert Outing.objects.out().count() == 0
    drain()
    assert told.count() == len(names)


def test_no_page_of_an_outing_stands_in_anybodys_way(office, late, person: Arrive):
    """On a desk and on a phone: the list, the form, one that is late, one that lies with the mayor."""
    now = clock.now()
    asked = office.ask(organ="party", since=now, until=now + HOUR, purpose="到县委组织部").outing
    page = late.outing.get_absolute_url()
    check(person(CLERK), "/seals/outings/", "/seals/outings/new/", page, f"{page}longer/")
    check(person(DIRECTOR), "/seals/outings/?as=print", f"{page}trail/")
    check(person(KEPT_HERE), page, f"{page}#decide")
    check(person("党委书记"), asked.get_absolute_url())
    longer = late.longer(now + HOUR).extension
    check(person(MAYOR, PHONE), longer.get_absolute_url())
