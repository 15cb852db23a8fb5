"""Once it is out: further copies, corrections, villages without accounts; and 补录 from paper."""

from typing import Any

from playwright.sync_api import expect

from documents.outgoing.actions import open_year
from documents.outgoing.models import Amendment, Outgoing, Series
from tests.documents.outgoing.desk import submitted
from tests.files.samples import PDF
from tests.journeys.people import Person
from tests.journeys.test_outgoing import (
    CLERK,
    DEPUTY,
    DIRECTOR,
    DRAFTER,
    MAYOR,
    TITLE,
    Desks,
    desks,
    office,
)
from township_office import clock
from township_office.people.capacity import capacity_of

__all__ = ["desks", "office"]  # fixtures
KEEPER = "印章保管员"


def width_of(who: Person, label: str) -> float:
    box = who.page.get_by_label(label, exact=True).bounding_box()
    assert box is not None
    return float(box["width"])


def test_the_page_of_drafting_stands_still_while_one_types(office, desks):
    who = desks[DRAFTER].opens("/documents/outgoing/new/")
    before = width_of(who, "标题")
    who.fills("标题", TITLE)
    who.page.locator(".ProseMirror").first.click()
    who.page.keyboard.insert_text("为切实做好今冬明春安全生产工作，现将有关事项通知如下。" * 9)
    who.page.wait_for_timeout(4500)  # the check answers three seconds after the last key
    assert width_of(who, "标题") == before
    card = who.page.locator("form.drafting > section").bounding_box()
    aside = who.page.locator("form.drafting > aside").bounding_box()
    assert card["width"] > 1.5 * aside["width"]


def out(office: Any, desks: Desks) -> Outgoing:
    """To a village that has no account, by the hands of everybody on the way."""
    submitted(office)
    for post in (DIRECTOR, DEPUTY, MAYOR, DRAFTER, CLERK, CLERK, KEEPER):
        desks.decide(post)
    form = desks[CLERK].opens_from_desk(TITLE).page.locator("#decide")
    offered = form.get_by_label("柳树湾村民委员会", exact=True).locator("option").all_inner_texts()
    assert "本系统" not in offered
    desks.decide(CLERK)
    return Outgoing.objects.get()


def test_what_is_out_is_printed_further_and_then_corrected(office, desks):
    paper = out(office, desks)
    clerk = desks[CLERK].opens(paper.get_absolute_url()).sees("文件交换")
    clerk.follows("加印").fills("加印份数", "3").fills("事由", "各村另要一份。")
    clerk.fills("去向", "各村各一份").presses("记加印").sees("已记加印 3 份")
    director = desks[DIRECTOR].opens(paper.get_absolute_url())
    director.follows("更正、收回、撤销、废止")
    director.page.locator("label", has_text="收回").first.click()
    expect(director.page.get_by_label("应收回")).to_have_value("4")
    director.page.locator("label", has_text="更正").first.click()
    expect(director.page.get_by_label("应收回")).to_be_hidden()
    director.fills("理由", "第二条日期有误。").fills("依据", "镇长批示")
    director.presses("记下处理").sees("以更正后的为准").sees("还要由党政办告知")
    clerk.opens(paper.get_absolute_url())
    clerk.page.get_by_text("记已告知").first.click()
    clerk.page.locator("[name=how]").fill("电话 柳支书")
    clerk.page.locator("form[action*=told] button").click()
    clerk.sees("电话 柳支书")
    assert Amendment.objects.get().uninformed == []


def test_what_went_out_on_paper_is_entered_afterwards(office, desks, tmp_path):
    series = Series.objects.get(township=office.township, code="宁政发")
    director = capacity_of(office[DIRECTOR])
    open_year(series, year=clock.today().year, first=10, by=director)
    scan = tmp_path / "春耕.pdf"
    scan.write_bytes(PDF)
    clerk = desks[CLERK].opens("/documents/outgoing/register/afterwards/")
    page = clerk.page
    page.locator(".choices label:has([name=issuer][value=government])").click()
    page.locator(".choices label:has([name=direction][value=down])").click()
    clerk.fills("标题", "关于春耕生产的通知")
    page.locator("[name=series]").select_option(label=str(series))
    clerk.fills("序号", "3").fills("签发人", "王建国")
    for name in ("signed_on", "sent_on"):
        page.locator(f"[name={name}]").fill(str(clock.today()))
    page.locator("[name=scans]").set_input_files(scan)
    page.locator(".choices label:has([name=disclosure][value=none])").click()
    page.locator("[name=disclosure_reason]").fill("内部事务。")
    clerk.presses("补录").sees("已补录《关于春耕生产的通知》")
    assert Outgoing.objects.get(from_paper=True).disclosure == "none"
