"""Outgoing documents on their five ways, by both regulations, and what may come between."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, expect

from documents.outgoing.models import Number, Outgoing
from seals.using.models import Stamping
from tests.documents.outgoing.desk import staffed, submitted
from tests.house import House, build_house
from tests.journeys.people import PHONE, WIDE, Person
from township_office import clock
from township_office.workdays.actions import seed_calendar

TITLE = "关于做好今冬明春安全生产工作的通知"
DRAFTER, DIRECTOR, CLERK = "应急办干事", "办公室主任", "文书"
DEPUTY, OFFICE_DEPUTY, MAYOR, SECRETARY = (
    "副镇长（农业）",
    "副书记（分管办公室）",
    "镇长",
    "党委书记",
)
ORGANISATION = "组织干事"
SEALS = {
    "party": ["党委印章保管员"],
    "government": ["印章保管员"],
    "joint": ["党委印章保管员", "印章保管员"],
    "office": ["党政办印章保管员"],
    "station": ["党政办印章保管员"],
}
SIGNERS = {
    "party": [SECRETARY],
    "government": [MAYOR],
    "joint": [MAYOR, SECRETARY],
    "office": [MAYOR],
    "station": [MAYOR],
}
PARAGRAPHS = (
    "为切实做好今冬明春安全生产工作，现将有关事项通知如下。",
    "一、提高认识",
    "各村、各单位要压实责任，抓好落实。",
)


def opened(profile: str) -> House:
    house = staffed(build_house(profile=profile))
    seed_calendar()
    return house


@pytest.fixture
def office(transactional_db: None, request: pytest.FixtureRequest) -> House:
    """The office at work, in profile A unless a journey asks for the other."""
    return opened(getattr(request, "param", "A"))


class Desks:
    """Everybody who was asked for, signed in already, each on a device of his own."""

    def __init__(self, house: House, browser: Browser, base: str) -> None:
        self.house, self.browser, self.base = house, browser, base
        self.here: dict[str, Person] = {}

    def __getitem__(self, post: str) -> Person:
        if post not in self.here:
            self.here[post] = self._arrive(post, PHONE if post == MAYOR else WIDE)
        return self.here[post]

    def _arrive(self, post: str, device: dict[str, int]) -> Person:
        client = Client()
        client.force_login(self.house[post])
        context = self.browser.new_context(viewport=device, locale="zh-CN")
        context.add_cookies(
            [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": self.base}]
        )
        page = context.new_page()
        page.set_default_timeout(15000)
        return Person(page, self.base)

    def decide(self, post: str, title: str = TITLE, **fields: str) -> Person:
        """Open the document, tick every point, fill in the rest, and send it on."""
        who = self[post].opens(Outgoing.objects.get(title=title).get_absolute_url())
        form = who.page.locator("#decide")
        if who.page.viewport_size == PHONE:
            form.locator(".decide-bar .button").last.click()
        for box in form.locator("input[type=checkbox]").all():
            box.check()
        for label, words in fields.items():
            form.get_by_label(label, exact=True).fill(words)
        form.locator("button[value=agree]").click()
        return who.sees(f"《{title}》")

    def leave(self) -> None:
        for person in self.here.values():
            person.page.context.close()


@pytest.fixture
def desks(office: House, browser: Browser, live_server: Any) -> Iterator[Desks]:
    desks = Desks(office, browser, live_server.url)
    yield desks
    desks.leave()


def write(who: Person, issuer: str) -> None:
    """拟稿 as one does it: in the editor, with a village to send it to."""
    who.opens("/documents/outgoing/new/")
    page = who.page
    page.locator(f".choices label:has([name=issuer][value={issuer}])").click()
    who.fills("标题", TITLE)
    who.page.locator("[name=main]").first.check()
    page.locator(".ProseMirror").first.click()
    for paragraph in PARAGRAPHS:
        page.keyboard.insert_text(paragraph)
        page.keyboard.press("Enter")
    page.locator(".choices label:has([name=disclosure][value=active])").click()
    who.presses("送办公室审核").sees("已送李秀英审核")


def clerks(profile: str, issuer: str) -> str:
    """Who numbers, prints and sends: in A the organisation office what is the Party's."""
    return ORGANISATION if profile == "A" and issuer in ("party", "joint") else CLERK


def way(profile: str, issuer: str) -> list[str]:
    """Who decides, in order, after the drafter has sent it (flows.md, documents.outgoing)."""
    clerk, town = clerks(profile, issuer), profile == "B"
    review = [] if town else [OFFICE_DEPUTY if issuer == "office" else DEPUTY]
    checked = [clerk, DRAFTER] if town else [DRAFTER, clerk]
    enter = [CLERK] if town else []
    before = [DIRECTOR, *review, *SIGNERS[issuer], *checked, clerk]
    return [*before, *SEALS[issuer], *enter, clerk, CLERK]


@pytest.mark.parametrize("office", ["A", "B"], indirect=True)
@pytest.mark.parametrize("issuer", ["party", "government", "joint", "office", "station"])
def test_a_document_walks_from_the_draft_to_the_file(office, desks, issuer):
    profile = office.township.profile
    write(desks[DRAFTER], issuer)
    for post in way(profile, issuer):
        desks.decide(post)
    paper = Outgoing.objects.get()
    assert paper.filed_on == clock.today()
    assert paper.signers == [office[post].name for post in SIGNERS[issuer]]
    desks[CLERK].opens(f"/documents/outgoing/{paper.pk}/").sees("已归档").sees("分发与签收")
    desks[CLERK].opens("/documents/outgoing/register/").sees(paper.number)
    lines = Stamping.objects.filter(document_number=paper.number)
    assert {line.keeper for line in lines} == {office[post] for post in SEALS[issuer]}
    desks[CLERK].opens("/seals/ledger/").sees(paper.number)


def test_a_joint_document_comes_to_the_second_signer_when_the_first_has_signed(office, desks):
    desk = submitted(office, issuer="joint")
    for post in (DIRECTOR, DEPUTY):
        desk.agree(post)
    page = desk.paper.get_absolute_url()
    secretary = desks[SECRETARY].opens("/")
    expect(secretary.page.locator("#main").get_by_role("link", name=TITLE)).to_have_count(0)
    assert not secretary.opens(page).sees(TITLE).page.locator("#decide").count()
    desks.decide(MAYOR).sees("已送陈志远签发")
    assert not desks[MAYOR].opens(page).sees(TITLE).page.locator("#decide").count()
    secretary.opens_from_desk(TITLE)
    desks.decide(SECRETARY)
    assert (desk.stage, desk.fresh().signers) == ("复核", ["王建国", "陈志远"])


def at_the_recheck(house: House) -> Outgoing:
    desk = submitted(house)
    for post in (DIRECTOR, DEPUTY, MAYOR):
        desk.agree(post)
    return desk.fresh()


def amend(who: Person, words: str) -> None:
    """Write one more sentence at the end of the text and send it."""
    who.follows("改正文稿")
    who.page.locator(".ProseMirror").first.click()
    who.page.keyboard.press("Control+End")
    who.page.keyboard.insert_text(words)
    who.presses("改好送出").sees("已改好")


def test_what_is_changed_after_signing_goes_back_to_the_signer(office, desks):
    paper = at_the_recheck(office)
    drafter = desks[DRAFTER].opens_from_desk(TITLE)
    amend(drafter, "逾期不报的，取消年度评优资格。")
    drafter.sees("与签发稿对比").sees("取消年度评优资格")
    drafter.page.locator("#decide label", has_text="改了实质内容").click()
    for box in drafter.page.locator("#decide input[type=checkbox]").all():
        box.check()
    drafter.page.locator("#decide button[value=agree]").click()
    drafter.sees("要由签发人重新签发")
    drafter.follows("退回").fills("理由", "增加了一句处罚的内容，请重新签发。")
    drafter.page.locator("#return").get_by_role("button", name="退回").click()
    drafter.sees("已退回")
    desks[MAYOR].opens_from_desk(TITLE).sees("取消年度评优资格")
    desks.decide(MAYOR)
    paper.refresh_from_db()
    assert paper.signed_version.words == paper.versions.last().words
    drafter.opens_from_desk(TITLE)
    assert not drafter.page.locator("#changes").count()


def test_a_change_of_wording_is_confirmed_by_the_director(office, desks):
    paper = at_the_recheck(office)
    drafter = desks[DRAFTER].opens_from_desk(TITLE)
    amend(drafter, "！")
    drafter.page.locator("#decide label", has_text="只改了文字").click()
    for box in drafter.page.locator("#decide input[type=checkbox]").all():
        box.check()
    drafter.page.locator("#decide button[value=agree]").click()
    drafter.sees("已送李秀英")
    desks[DIRECTOR].opens_from_desk(TITLE).sees("与签发稿对比")
    desks.decide(DIRECTOR)
    paper.refresh_from_db()
    assert paper.rechecked_on == clock.today()


def test_a_department_disagrees_and_the_deputy_lead_settles_it(office, desks):
    who = desks[DRAFTER]
    who.opens("/documents/outgoing/new/").fills("标题", TITLE)
    who.page.locator("[name=main]").first.check()
    who.page.get_by_label("民政办公室", exact=True).last.check()
    who.page.locator(".ProseMirror").first.click()
    who.page.keyboard.insert_text(PARAGRAPHS[0])
    who.page.locator(".choices label:has([name=disclosure][value=active])").click()
    who.presses("送办公室审核").sees("已送李秀英审核")
    desks.decide(DIRECTOR)
    civil = desks["民政办主任"].opens_from_desk(TITLE)
    civil.page.locator("#decide label", has_text="不同意").click()
    civil.page.locator("#decide button[value=agree]").click()
    civil.sees("不同意的，请写明意见")
    civil.fills("意见", "经费来源没有说明。")
    civil.page.locator("#decide button[value=agree]").click()
    civil.sees("已送张志强协调会签意见")
    desks[DEPUTY].opens_from_desk(TITLE).sees("经费来源没有说明。")
    desks.decide(DEPUTY, 意见="已与民政办协商，经费由应急办列支。")
    desks[DEPUTY].opens_from_desk(TITLE).sees("已与民政办协商")


def test_a_refused_station_document_leaves_a_void_number(office, desks):
    submitted(office, issuer="station", name_of="office").agree(DIRECTOR)
    number = Number.objects.get()
    desks.decide(DEPUTY)
    mayor = desks[MAYOR].opens_from_desk(TITLE)
    mayor.page.locator("#decide .decide-bar .button").last.click()
    mayor.fills("意见", "与已发的通知重复。").presses("不予签发")
    desks[CLERK].opens("/documents/outgoing/register/").sees(str(number)).sees("作废")
    number.refresh_from_db()
    assert "与已发的通知重复" in number.void_reason


def test_signed_in_the_old_year_it_bears_the_old_year_s_number(office, desks):
    year = clock.today().year
    with clock.moved_to(datetime(year - 1, 12, 31, 2, tzinfo=UTC)):
        at_the_recheck(office)
    desks.decide(DRAFTER)
    desks[CLERK].opens_from_desk(TITLE).sees(f"宁政发〔{year - 1}〕1号")
    desks.decide(CLERK)
    assert Outgoing.objects.get().number == f"宁政发〔{year - 1}〕1号"
