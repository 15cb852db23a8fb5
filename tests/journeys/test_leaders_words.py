"""What leaders say otherwise than alone and on screen: on paper for a week, and two who differ."""

from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.http import QueryDict

from tests.documents.walk import Walk, register
from tests.files.samples import PDF
from tests.journeys.people import PHONE
from tests.journeys.test_incoming import one_page
from township_office import clock
from township_office.approvals import actions
from township_office.approvals.models import PaperDecision
from township_office.approvals.story import Story
from township_office.jobs.claim import drain
from township_office.people.capacity import capacity_of

TITLE = "关于做好汛期值班工作的通知"


@pytest.fixture
def on_paper(one_office) -> Walk:
    """The mayor wrote on paper; it was entered, and the director has vouched for it."""
    walk = register(one_office, title=TITLE, urgency="加急").check().propose()
    task, mayor = walk.task("镇长"), one_office["镇长"]
    said = {"opinion": "同意。请应急办牵头。", **walk.assignment("应急办主任")}
    filled = QueryDict(mutable=True)
    for name, value in said.items():
        filled.setlist(name, value if isinstance(value, list) else [value])
    form = Story(walk.case).kind(task).form(filled, subject=walk.paper, officer=mayor)
    assert form.is_valid(), form.errors
    entry = actions.record_paper(
        task,
        leader=mayor,
        written_on=clock.today(),
        form=form,
        scan=ContentFile(PDF, name="批示.pdf"),
        by=capacity_of(one_office["机要员"], one_office.posts["机要员"]),
    )
    director = capacity_of(one_office["办公室主任"], one_office.posts["办公室主任"])
    actions.confirm_paper(entry, by=director)
    return walk


def test_the_weekly_list_is_printed_signed_and_handed_in(on_paper, person, tmp_path: Path):
    office = person("机要员").opens("/approvals/paper/").sees("待领导签字")
    office.page.locator("section[aria-label=代录清单] a").first.click()
    office.sees("同意。请应急办牵头。").sees("孙丽")
    office.presses("生成清单 PDF").sees("正在生成")
    drain()
    office.page.reload()
    office.sees("代录清单 王建国")
    signed = one_page(tmp_path / "已签清单.pdf")
    office.page.locator("input[type=file]").set_input_files(signed)
    office.presses("签字归档").sees("1 条代录记为本人已签").sees("清单已签字").sees("已签清单")
    office.opens("/approvals/paper/").sees("已签字")
    assert PaperDecision.objects.get().signed_at is not None


def test_two_leaders_who_differ_read_each_other_and_end_on_one(one_office, person):
    walk = register(one_office, title=TITLE, side="both").check().propose("应急办主任")
    walk.instruct("应急办主任", post="镇长")
    secretary = person("党委书记").opens_from_desk(TITLE)
    secretary.page.locator("summary", has_text="改承办人").first.click()
    form = secretary.page.locator("#decide")
    form.get_by_label("应急办主任　赵磊").first.uncheck()
    form.get_by_label("民政办主任　何燕").first.check()
    form.get_by_label("牵头").select_option(label="民政办主任　何燕")
    form.get_by_label("意见", exact=True).fill("请民政办牵头。")
    form.locator(".decide-acts button.main").first.click()
    secretary.sees("已送王建国批示")
    assert walk.stage == "批示"

    mayor = person("镇长", PHONE).opens("/").sees("请再定").opens_from_desk(TITLE)
    mayor.sees("待统一意见").sees("请民政办牵头。").sees("同意拟办意见。")
    mayor.sees_no_sideways_scroll().follows("同意拟办意见").presses("确认，批示并送何燕")
    mayor.sees("已送何燕承办")
    assert walk.stage == "承办"
