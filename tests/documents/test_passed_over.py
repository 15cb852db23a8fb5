"""Who decides in another's place: told while it lies with him and ever after, on the page and on paper."""

from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from pypdf import PdfReader

from documents.incoming import actions, prints
from documents.incoming.actions import SHEET
from documents.incoming.approval import INCOMING
from tests.documents.walk import Walk, blank, published, register
from tests.house import House, build_house
from township_office.approvals.models import Event
from township_office.approvals.prints import on_paper
from township_office.approvals.rail import RailLine
from township_office.approvals.story import Story, preview
from township_office.files.models import File
from township_office.jobs import claim
from township_office.people.capacity import capacity_of

VACANT = "镇长空缺，按规定顺延"
HIS_OWN = "办公室主任是经办人，本人回避，按规定顺延"
THEN = "应由镇长办理，按规定顺延"
SECRETARY = "党委书记"


@pytest.fixture
def office(house: House) -> House:
    return published(house)


def leaves(house: House, post: str) -> None:
    house.posts[post].appointments.all().update(valid_until="2021-01-01")


def comes_back(house: House, post: str) -> None:
    house.posts[post].appointments.all().update(valid_until=None)


def line(walk: Walk, title: str) -> RailLine:
    (found,) = [each for each in Story(walk.case).rail if each.title == title]
    return found


def page(walk: Walk, post: str) -> str:
    browser = Client()
    browser.force_login(walk.house[post])
    return browser.get(f"/documents/incoming/{walk.paper.pk}/").content.decode()


def test_while_it_lies_with_the_secretary_the_rail_says_that_there_is_no_mayor(office):
    leaves(office, "镇长")
    paper = blank(office, side="government", work="handle")
    ahead = preview(INCOMING, paper, office["文书"])
    assert [each.note for each in ahead if each.title == "批示"] == [f"限 8 个工作小时，{VACANT}"]
    walk = register(office, urgency="加急").check().propose()
    assert line(walk, "批示").note == VACANT
    assert VACANT in page(walk, SECRETARY)


def test_when_he_has_decided_it_still_stands_on_rail_and_sheet_for_whom(office):
    leaves(office, "镇长")
    walk = register(office).check().propose().instruct(post=SECRETARY)
    comes_back(office, "镇长")
    assert line(walk, "批示").note == THEN
    sheet = prints.sheet(walk.paper, Story(walk.case))
    assert [said.name for said in sheet["boxes"][1].entries] == [f"陈志远（{THEN}）"]
    way = on_paper(Story(walk.case), whole=True)["way"]
    assert [step["note"] for step in way if step["stage"] == "批示"] == [THEN]
    assert page(walk, "文书").count(THEN) == 2


def test_where_somebody_is_mayor_again_the_open_line_says_only_whose_it_was(office):
    leaves(office, "镇长")
    walk = register(office).check().propose()
    comes_back(office, "镇长")
    assert line(walk, "批示").note == THEN


def test_who_asks_does_not_propose_and_the_rail_says_so_before_and_after(office):
    paper = blank(office)
    by = capacity_of(office["办公室主任"], office.posts["办公室主任"])
    actions.register_incoming(paper, by=by)
    walk = Walk(office, paper).check()
    deputy = "副书记（分管办公室）"
    assert line(walk, "拟办").note == HIS_OWN
    walk.agree(deputy, "拟请应急办办理。", **walk.assignment())
    assert line(walk, "拟办").note == "应由办公室主任办理，按规定顺延"


def test_whom_the_rule_itself_names_is_not_said_to_stand_behind_anybody(office):
    walk = register(office).check().propose().instruct()
    assert "顺延" not in "".join(each.note for each in Story(walk.case).rail)
    assert [walk.case.events.filter(verb=Event.Verb.AGREE).count(), walk.stage] == [3, "承办"]


def test_paper_tells_it_too(transactional_db):
    office = published(build_house())
    leaves(office, "镇长")
    walk = register(office).check().propose().instruct(post=SECRETARY)
    actions.ask_for_sheet(walk.paper, by=capacity_of(office[SECRETARY]))
    claim.drain()
    sheet = File.objects.attached_to(walk.paper).get(role="sheet")
    with default_storage.open(sheet.stored) as kept:
        text = "".join(each.extract_text() for each in PdfReader(BytesIO(kept.read())).pages)
    assert SHEET.is_under_way(walk.paper) is False
    assert THEN in text.replace(" ", "").replace("\n", "")
