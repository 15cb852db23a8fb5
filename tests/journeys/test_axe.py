"""Every page, for whoever works on it, on a desk and on a phone: nothing serious stands in anybody's way."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from documents.incoming.actions import record_card_step, register_card
from documents.incoming.models import Incoming, Secrecy
from tests.documents.walk import Walk, blank, register
from tests.files.samples import PDF
from tests.house import PASSWORD, House
from tests.journeys.people import PHONE, WIDE, Person
from township_office import clock
from township_office.approvals.actions import withdraw
from township_office.files.actions import keep_bytes
from township_office.jobs.models import Job, State
from township_office.people.capacity import capacity_of
from township_office.people.models import Officer

TITLE = "关于进一步做好强降温天气防范应对和困难群众走访慰问工作的通知"


@dataclass
class Office:
    """The office with a paper at every stage, by the word for where it stands."""

    house: House
    papers: dict[str, Incoming] = field(default_factory=dict)

    def page(self, standing: str, rest: str = "") -> str:
        return f"/documents/incoming/{self.papers[standing].pk}/{rest}"


def scanned(walk: Walk) -> Walk:
    by = capacity_of(walk.house["文书"])
    keep_bytes("榆应急〔2026〕87号.pdf", PDF, attached_to=walk.paper, by=by, role="scan")
    return walk


def card(house: House) -> Incoming:
    by = capacity_of(house["机要员"], house.posts["机要员"])
    paper = register_card(blank(house, secrecy=Secrecy.SECRET), by=by)
    record_card_step(paper, step="read", officer=house["镇长"], on=clock.today(), by=by)
    return paper


def at_every_stage(house: House) -> Iterator[tuple[str, Incoming]]:
    led = ("应急办主任", "民政办主任")

    def paper(**fields: object) -> Walk:
        return scanned(register(house, title=TITLE, source_number="无", **fields))

    def instructed() -> Walk:
        walk = paper(urgency="加急", secrecy=Secrecy.INTERNAL).check()
        return walk.propose(*led, readers=("党委书记",)).instruct(*led, readers=("党委书记",))

    def done() -> Walk:
        walk = paper().check().propose("应急办主任").instruct("应急办主任")
        walk.agree("应急办主任", "已组织检查 12 家，隐患全部整改。")
        return walk

    yield "初审", paper().paper
    yield "拟办", paper().check().paper
    yield "批示", paper().check().propose(*led, readers=("党委书记",)).paper
    yield "承办", instructed().paper
    yield "办结", done().paper
    closed = done()
    closed.agree("文书", "已办结。")
    yield "归档", closed.paper
    filed = done()
    filed.agree("文书", "已办结。")
    filed.agree("文书", "已归档。", retention="D10", original_back="on")
    yield "已归档", filed.paper
    returned = paper().check()
    returned.return_to("办公室主任", to=1, reason="附件不全，请补收。")
    yield "退回", returned.paper
    drafted = paper()
    withdraw(drafted.case, by=capacity_of(house["文书"]))
    yield "撤回", drafted.paper
    yield "登记卡", card(house)


@pytest.fixture
def office(one_office: House) -> Office:
    return Office(one_office, dict(at_every_stage(one_office)))


def serious(page: Page) -> list[str]:
    """What axe finds that keeps somebody from working, and where."""
    found = Axe().run(page).response["violations"]
    return [
        f"{violation['id']}: {node['target'][0]}  {node.get('failureSummary', '')}"
        for violation in found
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"]
    ]


def check(person: Person, *paths: str) -> None:
    """Each page on both devices; all that is found is told at once."""
    faults = []
    person.page.emulate_media(reduced_motion="reduce")  # what is fading in has no contrast yet
    for path in paths:
        for device in (WIDE, PHONE):
            person.page.set_viewport_size(device)
            person.opens(path)
            wide = person.page.evaluate("document.documentElement.scrollWidth - innerWidth")
            found = [*serious(person.page), *([f"{wide} px too wide"] if wide > 0 else [])]
            faults += [f"{path} at {device['width']}: {fault}" for fault in found]
    assert faults == [], "\n".join(faults)


def test_what_stands_in_the_way_is_seen(one_office, person):
    """Else an empty list would prove nothing."""
    clerk = person("文书").opens("/")
    clerk.page.evaluate("document.body.append(new Image(3000))")
    assert any(fault.startswith("image-alt") for fault in serious(clerk.page))
    with pytest.raises(AssertionError, match="too wide"):
        clerk.sees_no_sideways_scroll()


def test_the_pages_of_the_clerk(office, person):
    clerk = person("文书")
    check(clerk, "/", "/begun/", "/done/", "/people/", "/kit/", "/password/")
    check(clerk, "/documents/incoming/", "/documents/incoming/?words=没有这样的件")
    check(clerk, "/documents/incoming/new/", "/documents/incoming/?as=print")
    stages = ("初审", "承办", "办结", "归档", "已归档", "退回", "撤回")
    check(clerk, *(office.page(stage) for stage in stages))
    check(clerk, office.page("退回", "amend/"), office.page("初审", "void/"))
    check(clerk, office.page("已归档", "trail/"))
    check(clerk, office.page("承办", "amend/"), office.page("已归档", "void/"), "/no/such/page/")


def test_a_form_with_errors_stands_in_nobodys_way(office, person):
    clerk = person("文书").opens("/documents/incoming/new/")
    clerk.fills("来文单位", "县政府办公室").fills("来文字号", "无").fills("标题", TITLE)
    clerk.ticks("特急").presses("登记并送出").sees("特急办件须定期限。")
    assert serious(clerk.page) == []
    clerk.page.set_viewport_size(PHONE)
    assert serious(clerk.page) == []
    clerk.sees_no_sideways_scroll()


def test_the_pages_of_the_director(office, person):
    director = person("办公室主任")
    check(director, "/", office.page("拟办"), office.page("拟办", "#return"), office.page("登记卡"))


def test_the_pages_of_the_mayor(office, person):
    mayor = person("镇长")
    panels = (office.page("批示", f"#{panel}") for panel in ("decide", "agree", "return"))
    check(mayor, "/", office.page("批示"), *panels, "/documents/incoming/new/")


def test_the_pages_of_a_handler(office, person):
    handler = person("应急办主任")
    check(handler, "/", "/documents/incoming/", office.page("承办"), office.page("承办", "#decide"))


def test_large_print_fits_the_same_screens(office, person):
    Officer.objects.update(large_print=True)
    check(person("镇长"), "/", "/documents/incoming/", office.page("批示"), "/people/")


def test_the_pages_of_an_administrator(office, person):
    Officer.objects.filter(username="民政办主任").update(is_staff=True, is_superuser=True)
    Job.objects.create(
        township=office.house.township,
        name="documents.incoming_sheet",
        state=State.FAILED,
        last_error="OSError: [Errno 28] No space left on device",
    )
    check(
        person("民政办主任"),
        "/jobs/",
        "/admin/",
        "/admin/people/officer/",
        "/admin/people/officer/add/",
        "/admin/townships/setting/add/",
        "/admin/approvals/flowversion/",
        "/admin/workdays/calendaryear/",
    )


def test_the_pages_before_the_login(one_office, browser, live_server):
    page = browser.new_context(locale="zh-CN").new_page()
    stranger = Person(page, live_server.url)
    check(stranger, "/login/", "/login/?size=large", "/setup/spent/", "/login/?next=/admin/")
    page.get_by_label("登录名").fill("文书")
    page.get_by_label("密码", exact=True).fill(f"{PASSWORD}-not")
    page.get_by_role("button", name="登录").click()
    assert serious(page) == []
    page.context.close()
