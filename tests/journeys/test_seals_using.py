"""Requests for seals, from the form to the ledger, by both regulations."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client
from playwright.sync_api import Browser

from seals.using.models import Request, Stamping
from tests.house import PASSWORD, House, build_house
from tests.journeys.people import PHONE, WIDE, Person
from tests.seals.using.desk import staffed
from tests.seals.using.samples import pdf
from township_office.files.models import File
from township_office.people.models import Officer
from township_office.workdays.actions import seed_calendar

APPLICANT, CLERK, DIRECTOR = "应急办干事", "文书", "办公室主任"
MAYOR, SECRETARY = "镇长", "党委书记"
PARTY_KEEPER, KEEPER, OFFICE_KEEPER = "党委印章保管员", "印章保管员", "党政办印章保管员"
GOVERNMENT, PARTY, OFFICE = "宁条梁镇人民政府", "中共宁条梁镇委员会", "宁条梁镇党政办公室"
TITLE = "高标准农田建设项目施工合同"
CITIZEN, FORM = "张桂兰", "低保申请表"


class Desks:
    """Everybody who was asked for, signed in, each on a device of his own; leaders on a phone."""

    def __init__(self, house: House, browser: Browser, base: str) -> None:
        self.house, self.browser, self.base = house, browser, base
        self.here: dict[str, Person] = {}

    def __getitem__(self, post: str) -> Person:
        if post not in self.here:
            self.here[post] = self._arrive(post, PHONE if post in (MAYOR, SECRETARY) else WIDE)
        return self.here[post]

    def _arrive(self, post: str, device: dict[str, int]) -> Person:
        client = Client()
        client.force_login(self.house[post])
        session = client.session
        del session["password-typed"]  # signed in long ago
        session.save()
        context = self.browser.new_context(viewport=device, locale="zh-CN")
        context.add_cookies(
            [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": self.base}]
        )
        page = context.new_page()
        page.set_default_timeout(15000)
        return Person(page, self.base)

    def ask(
        self,
        *seals: str,
        matter: str,
        copies: int = 2,
        legal: bool = False,
        content: bytes = b"",
        **fields: str,
    ) -> Person:
        """申请用印, as one does it."""
        who = self[APPLICANT].opens("/seals/requests/new/")
        for seal in seals:
            who.page.get_by_label(seal).check()
        who.page.get_by_label("事项").select_option(label=matter)
        who.fills("用印事由、文件名称", TITLE).fills("份数", str(copies))
        for label, words in fields.items():
            who.fills(label, words)
        hand_in(who, "content", "定稿.pdf", content or pdf(True))
        if legal:
            hand_in(who, "legal", "审查意见.pdf", pdf(True))
        who.page.get_by_role("button", name="送审批").click()
        return who

    def approve(self, post: str, title: str = TITLE) -> Person:
        """Open it from the desk, type the password again, agree."""
        who = self[post].opens_from_desk(title)
        form = who.page.locator("#decide")
        if who.page.viewport_size == PHONE:
            who.sees_no_sideways_scroll()
            form.locator(".decide-bar .button").last.click()
        form.get_by_label("请再输一次密码").fill(PASSWORD)
        form.locator("button[value=agree]").click()
        return who.sees(f"《{title}》")

    def stamp(self, post: str, scan: bool = False, title: str = TITLE, **fields: str) -> Person:
        """Tick every check, count, and hand the paper over."""
        who = self[post].opens_from_desk(title).sees("与批准时一致")
        form = who.page.locator("#decide")
        for point in ("read", "same", "filled", "placed"):
            form.locator(f"[name={point}]").check()
        for label, words in fields.items():
            form.get_by_label(label).fill(words)
        if scan:
            hand_in(who, "scan", "盖章页.pdf", pdf(True))
        form.locator("button[value=agree]").click()
        return who.sees(f"《{title}》")

    def leave(self) -> None:
        for person in self.here.values():
            person.page.context.close()


def hand_in(who: Person, field: str, name: str, data: bytes) -> None:
    upload = {"name": name, "mimeType": "application/pdf", "buffer": data}
    who.page.locator(f"[name={field}]").set_input_files([upload])


@pytest.fixture
def office(transactional_db: None, request: pytest.FixtureRequest) -> House:
    house = staffed(build_house(profile=getattr(request, "param", "A")))
    seed_calendar()
    Officer.objects.update(password=make_password(PASSWORD), must_change_password=False)
    for post, officer in house.officers.items():
        house.officers[post] = Officer.objects.get(pk=officer.pk)
    return house


@pytest.fixture
def desks(office: House, browser: Browser, live_server: Any) -> Iterator[Desks]:
    desks = Desks(office, browser, live_server.url)
    yield desks
    desks.leave()


both = pytest.mark.parametrize("office", ["A", "B"], indirect=True)
town = pytest.mark.parametrize("office", ["B"], indirect=True)


@both
def test_a_contract_is_let_by_both_leaders_and_leaves_a_scan(office, desks):
    who = desks.ask(GOVERNMENT, matter="合同协议", copies=3)
    who.sees("须附合法性审查意见")
    hand_in(who, "content", "定稿.pdf", pdf(True))
    hand_in(who, "legal", "审查意见.pdf", pdf(True))
    who.presses("送审批").sees(f"已送{office[SECRETARY].name}、{office[MAYOR].name}")
    for leader in (MAYOR, SECRETARY):
        desks.approve(leader)
    keeper = desks[KEEPER].opens_from_desk(TITLE).sees("与批准时一致").follows("先盖一部分")
    for point in ("read", "same", "filled", "placed"):
        keeper.page.locator(f"[name={point}]").check()
    keeper.fills("这次用印份数", "2").presses("盖这些，余下以后再盖").sees("须留扫描件")
    hand_in(keeper, "scan", "盖章页.pdf", pdf(True))
    keeper.presses("盖这些，余下以后再盖").sees("已盖 2 份").sees("余 1 份")
    desks.stamp(KEEPER, scan=True, 领取人="马军")
    request = Request.objects.get()
    assert (request.stamped, request.closed_on is not None) == (3, True)
    lines = list(Stamping.objects.order_by("number"))
    assert [(line.number, line.copies) for line in lines] == [(1, 2), (2, 1)]
    assert {line.approvers for line in lines} == {"党委书记 陈志远、镇长 王建国"}
    assert all(File.objects.attached_to(line).filter(role="scan").exists() for line in lines)
    desks[APPLICANT].opens(request.get_absolute_url()).sees("马军领取").sees("已用印")


@both
def test_the_party_seal_is_the_secretarys(desks):
    who = desks[APPLICANT].opens("/seals/requests/new/")
    who.page.get_by_label(PARTY).check()
    who.page.get_by_label("事项").select_option(label="公文")
    who.page.locator("label", has_text="党务").first.click()
    who.sees("党委书记 陈志远").sees("王静")  # the way, before anything is sent
    desks.ask(PARTY, matter="公文")
    desks.approve(SECRETARY)
    desks.stamp(PARTY_KEEPER)
    assert Stamping.objects.get().seal_name == PARTY


@both
def test_the_government_seal_is_the_mayors(desks):
    desks.ask(GOVERNMENT, matter="公文").sees("已送王建国审批")
    desks.approve(MAYOR)
    desks.stamp(KEEPER)
    assert Stamping.objects.get().approvers == "镇长 王建国"


@both
def test_the_office_seal_is_a_leaders_or_the_directors(office, desks):
    decider = MAYOR if office.township.profile == "A" else DIRECTOR
    desks.ask(OFFICE, matter="公文").sees(f"已送{office[decider].name}审批")
    desks.approve(decider)
    desks.stamp(OFFICE_KEEPER)


@town
def test_a_routine_form_is_the_clerks(desks):
    desks.ask(GOVERNMENT, matter="常规表格").sees("已送刘芳审批")
    desks.approve(CLERK)
    desks.stamp(KEEPER)
    assert Stamping.objects.get().approvers == "文书 刘芳"


@town
def test_for_an_outside_unit_the_director_decides(desks):
    desks.ask(GOVERNMENT, matter="对外单位、个人", 代谁申请="张三").sees("已送李秀英审批")
    desks.approve(DIRECTOR)
    desks.stamp(KEEPER)
    assert Stamping.objects.get().handler == "马军（代 张三）"


@both
def test_a_citizens_form_is_entered_at_the_counter_and_taken_away_by_him(office, desks):
    in_town = office.township.profile == "B"
    decider = CLERK if in_town else MAYOR
    clerk = desks[CLERK].opens("/seals/requests/").follows("柜台登记")
    clerk.sees("今天还没有人来盖章").sees_no_sideways_scroll()
    clerk.fills("姓名", CITIZEN).fills("事由", FORM).fills("份数", "1")
    hand_in(clerk, "content", "空白表.pdf", pdf(False))
    clerk.presses("登记并送审批").sees("是空白的")
    assert clerk.page.get_by_label("事由").input_value() == FORM
    hand_in(clerk, "content", "低保申请表.pdf", pdf(True))
    clerk.presses("登记并送审批").sees(f"{CITIZEN}：已送{office[decider].name}审批。")
    assert clerk.page.get_by_label("姓名").input_value() == ""
    desks.approve(decider, FORM)
    keeper = desks[KEEPER].opens_from_desk(FORM).sees("与批准时一致")
    assert keeper.page.locator("#decide").get_by_label("领取人").input_value() == CITIZEN
    desks.stamp(KEEPER, title=FORM)
    line = Stamping.objects.get()
    assert (line.taken_by, line.handler) == (CITIZEN, f"刘芳（代 {CITIZEN}）")
    desks[DIRECTOR].opens("/seals/ledger/").sees(CITIZEN).sees(FORM)
    clerk.opens("/seals/counter/").sees(CITIZEN).sees("已用印")


def test_blank_paper_is_refused_and_nothing_typed_is_lost(desks):
    who = desks.ask(GOVERNMENT, matter="空白").sees("空白纸、空白介绍信、空白表格不能用印")
    assert who.page.get_by_label("用印事由、文件名称").input_value() == TITLE
    who = desks.ask(GOVERNMENT, matter="公文", content=pdf(False)).sees("是空白的")
    assert not Request.objects.exists()


def test_two_seals_are_two_requests_on_one_page(desks):
    desks.ask(GOVERNMENT, PARTY, matter="公文").sees("同时申请的印章").sees("已送王建国审批")
    assert Request.objects.values("bundle").distinct().count() == 1
    assert Request.objects.count() == 2
