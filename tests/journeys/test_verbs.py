"""What people do with a paper beside agreeing to it: each story in a real browser, told by the page."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.documents.walk import Walk, register
from tests.journeys.people import PHONE, Person
from tests.journeys.test_incoming import one_page
from township_office import clock
from township_office.people.capacity import capacity_of
from township_office.people.models import Officer
from township_office.people.stand_ins.actions import appoint_stand_in

DEPUTY = "张志强"
TITLE = "关于做好冬春火灾防控工作的通知"


@pytest.fixture
def walk(one_office) -> Walk:
    """A paper that lies with the mayor; the deputy signs in by his name, which has no brackets."""
    Officer.objects.filter(pk=one_office["副镇长（农业）"].pk).update(username=DEPUTY)
    return register(one_office, title=TITLE, urgency="加急").check().propose("应急办主任")


def opens_more(who: Person, name: str) -> Person:
    who.page.locator("summary", has_text="更多").first.click()
    return who.follows(name)


def chooses(who: Person, act: str, name: str) -> Person:
    who.page.locator(f"#{act}").get_by_label(name).first.check()
    return who


def writes(who: Person, act: str, label: str, words: str) -> Person:
    who.page.locator(f"#{act}").get_by_label(label).fill(words)
    return who


def sends(who: Person, act: str) -> Person:
    who.page.locator(f"#{act} .verb-acts button").click()
    return who


def test_returned_it_walks_again_and_is_withdrawn_while_nobody_has_acted(walk, person):
    mayor = person("镇长").opens_from_desk(TITLE).follows("退回")
    writes(chooses(mayor, "return", "登记　刘芳"), "return", "理由", "标题抄错。")
    sends(mayor, "return").sees("已退回")
    clerk = person("文书").opens_from_desk(TITLE).sees("王建国退回").sees("按流程再走")
    clerk.follows("修改后再送").presses("改好，再送出").sees("初审")
    clerk.ticks("来文齐全，可以办理").presses("初审并送李秀英").sees("已送李秀英")
    paper = f"/documents/incoming/{walk.paper.pk}/"
    clerk.opens(paper).presses("撤回").sees("已撤回，可以修改后再送")
    assert walk.stage == "撤回"


def test_withdrawn_too_late_it_stays_under_way(walk, person):
    again = register(walk.house, title="先办的件")
    clerk = person("文书").opens(f"/documents/incoming/{again.paper.pk}/")
    again.check().propose()
    clerk.presses("撤回").sees("下一位已经办理，不能撤回了")
    assert again.stage == "批示"


def test_passed_on_and_signed_by_one_more(walk, person):
    mayor = person("镇长").opens_from_desk(TITLE).follows("转办")
    writes(chooses(mayor, "transfer", "陈志远"), "transfer", "说明", "涉及干部，请您定。")
    sends(mayor, "transfer").sees("已转办，已送陈志远批示")
    secretary = person("党委书记", PHONE).opens_from_desk(TITLE).sees_no_sideways_scroll()
    secretary.sees("王建国转您办理").follows("写批示")
    opens_more(secretary, "加签")
    writes(chooses(secretary, "add", "张志强"), "add", "说明", "请先看经费。")
    sends(secretary, "add").sees("已请加签")
    deputy = person(DEPUTY).opens_from_desk(TITLE).sees("陈志远请您加签")
    deputy.fills("意见", "经费已落实。").presses("批示").sees("已送陈志远批示")
    secretary.opens_from_desk(TITLE).follows("同意拟办意见").presses("确认，批示并送赵磊")
    secretary.sees("已送赵磊承办")


def hears(who: Person, act: str, name: str) -> str:
    """What the browser says of the field when one sends it as it stands."""
    field = f"#{act} [name={act}-{name}]"
    return str(who.page.eval_on_selector(field, "field => field.validationMessage"))


def test_an_empty_field_says_in_the_offices_words_what_to_do(walk, person):
    mayor = sends(person("镇长").opens_from_desk(TITLE).follows("转办"), "transfer")
    assert hears(mayor, "transfer", "seat") == "请选转给谁。"
    assert hears(mayor, "transfer", "note") == "请写一句说明，对方才知道为什么转给他。"
    sends(mayor.follows("不转办了").follows("退回"), "return")
    assert hears(mayor, "return", "reason") == "请写明退回的理由，对方才知道怎么改。"


def calls(who: Person, words: str) -> Person:
    who.follows("电话请示")
    return sends(writes(who, "phone", "意见", words), "phone")


def test_agreed_by_telephone_confirmed_or_disowned(walk, person):
    paper = f"/documents/incoming/{walk.paper.pk}/"
    other = register(walk.house, title="另一件", urgency="加急").check().propose("应急办主任")
    office = person("机要员").opens(paper)
    calls(office, "同意，抓紧办。").sees("已记录王建国的电话意见").sees("待补签")
    office.opens(f"/documents/incoming/{other.paper.pk}/")
    calls(office, "同意。").sees("已记录王建国的电话意见")

    mayor = person("镇长", PHONE).opens("/approvals/owed/").sees(TITLE).follows(TITLE)
    mayor.sees("同意，抓紧办。").presses("补签").sees("已补签").sees_no_sideways_scroll()
    mayor.opens("/approvals/owed/").follows("另一件").follows("否认")
    mayor.fills("否认的理由", "没有接到电话。")
    mayor.page.get_by_role("button", name="否认", exact=True).click()
    mayor.sees("已否认")

    director = person("办公室主任").opens("/approvals/owed/").sees("领导否认，待处置")
    director.follows("另一件").fills("怎样处置", "已当面核实，由孙丽说明。").presses("记录处置")
    director.sees("处置已记录").sees("领导否认，李秀英已处置")


def test_somebody_stands_in_and_the_page_says_for_whom(walk, person):
    house = walk.house
    appoint_stand_in(
        principal=house["镇长"],
        deputy=house["副镇长（农业）"],
        since=clock.today(),
        until=clock.today(),
        reason="下村",
        by=capacity_of(house["镇长"]),
    )
    deputy = person(DEPUTY, PHONE).opens_from_desk(TITLE)
    deputy.follows("同意拟办意见").sees("王建国（张志强代）")
    deputy.presses("确认，批示并送赵磊").sees("已送赵磊承办")
    person("办公室主任").opens(f"/documents/incoming/{walk.paper.pk}/").sees("王建国（张志强代）")


def test_a_decision_on_paper_is_entered_and_vouched_for(walk, person, tmp_path: Path):
    office = person("机要员").opens(f"/documents/incoming/{walk.paper.pk}/#paper")
    panel = office.page.locator("#paper")
    panel.locator("input[type=file]").set_input_files(one_page(tmp_path / "批示.pdf"))
    panel.get_by_label("意见").fill("同意，请应急办牵头。")
    sends(office, "paper").sees("已代录王建国的意见").sees("代录待确认")
    director = person("办公室主任").opens("/approvals/paper/").follows(TITLE)
    director.sees("同意，请应急办牵头。").presses("与原件相符，确认").sees("已送赵磊承办")
    director.sees("王建国（纸面签署，孙丽代录，李秀英确认）")
    director.opens("/approvals/paper/").sees("待领导签字")


def test_the_keyboard_sends_the_form_that_is_open(walk, person):
    mayor = person("镇长").opens_from_desk(TITLE).follows("退回")
    reason = mayor.page.get_by_label("理由")
    reason.fill("请补充责任人。")
    reason.press("Control+Enter")
    mayor.sees("已退回")
    director = person("办公室主任").opens_from_desk(TITLE)
    words = director.page.get_by_label("意见", exact=True).first
    words.fill("已补充。")
    words.press("Control+Enter")
    director.sees("已送王建国批示")
    expect(mayor.opens("/").page.get_by_role("link", name=TITLE).first).to_be_visible()
