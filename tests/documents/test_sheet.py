"""The 文件阅办单 as a PDF: asked for on the page, drawn by a worker, kept beside the scans."""

from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.template.loader import render_to_string
from django.test import Client
from pypdf import PdfReader

from documents.incoming import actions, prints
from documents.incoming.actions import SHEET
from documents.tasks import draw_sheet
from tests.documents.walk import blank, published, register
from tests.house import build_house
from township_office import clock
from township_office.approvals.circulation import actions as circulation
from township_office.approvals.circulation.lists import told
from township_office.approvals.story import Story
from township_office.files.models import File
from township_office.jobs import claim
from township_office.people.capacity import capacity_of
from township_office.people.models import Appointment
from township_office.web.refusals import Refused


@pytest.fixture
def office(transactional_db):
    return published(build_house())


def test_the_sheet_shows_each_opinion_with_its_name(office):
    walk = register(office).check().propose().instruct()
    actions.ask_for_sheet(walk.paper, by=capacity_of(office["镇长"]))
    assert SHEET.is_under_way(walk.paper)
    claim.drain()
    assert not SHEET.is_under_way(walk.paper)
    sheet = File.objects.attached_to(walk.paper).get(role="sheet")
    with default_storage.open(sheet.stored) as kept:
        text = "".join(page.extract_text() for page in PdfReader(BytesIO(kept.read())).pages)
    for words in ("文件阅办单", "拟请应急办牵头办理", "李秀英", "同意拟办意见", "王建国"):
        assert words in text.replace(" ", "").replace("\n", "")


def test_a_card_has_no_sheet(office):
    clerk = capacity_of(office["文书"], office.posts["文书"])
    card = actions.register_card(blank(office, secrecy="secret"), by=clerk)
    with pytest.raises(Refused, match="A5.7"):
        actions.ask_for_sheet(card, by=clerk)


def test_the_sheet_names_its_readers_and_says_once_who_handles_it(office):
    walk = (
        register(office)
        .check()
        .propose(readers=("副镇长（农业）",))
        .instruct(readers=("副镇长（农业）",))
    )
    sheet = prints.sheet(walk.paper, Story(walk.case))
    assert [reader["name"] for reader in sheet["readers"]] == [office["副镇长（农业）"].name]
    proposed, instructed, _ = sheet["boxes"]
    assert "应急办主任" in proposed.entries[0].note
    assert instructed.entries[0].note == ""


def holding_both(office):
    """The Party secretary is mayor as well."""
    mayor, secretary = office.posts["镇长"], office["党委书记"]
    Appointment.objects.filter(post=mayor).update(officer=secretary)
    office.officers["镇长"] = secretary
    return office


def test_one_person_in_both_posts_signs_as_both(office):
    walk = register(holding_both(office), side="both").check().propose().instruct(post="党委书记")
    story = Story(walk.case)
    _, instructed, _ = prints.sheet(walk.paper, story)["boxes"]
    signed = [(said.post, said.name) for said in instructed.entries]
    assert signed == [("镇长、党委书记", "陈志远")]
    told = [line for line in story.rail if line.title == "批示"]
    assert [line.who for line in told] == ["镇长 陈志远", "党委书记 陈志远"]
    assert [line.note for line in told] == ["", "同一人兼任，一并办理"]
    browser = Client()
    browser.force_login(office["党委书记"])
    page = browser.get(f"/documents/incoming/{walk.paper.pk}/").content.decode()
    assert '<span class="post">镇长、党委书记</span>陈志远' in page


def test_what_the_leader_changed_stands_under_his_words(office):
    walk = register(office).check().propose("应急办主任").instruct("民政办主任")
    _, instructed, _ = prints.sheet(walk.paper, Story(walk.case))["boxes"]
    assert "民政办主任" in instructed.entries[0].note


def test_a_readers_word_and_who_entered_his_circle_stand_under_the_names(office, monkeypatch):
    named = ("党委书记", "副镇长（农业）", "民政办主任")
    walk = register(office).check().propose(readers=named).instruct(readers=named)
    circle = told(walk.paper)
    secretary, deputy, head = (place.reader for place in circle.places)
    clerk = capacity_of(office["文书"], office.posts["文书"])
    circulation.mark_read(
        secretary,
        word="请抓紧落实。",
        by=capacity_of(office["党委书记"], office.posts["党委书记"]),
    )
    today = clock.today()
    circulation.enter_reading(deputy, how="paper", on=today, word="已阅，请转村。", by=clerk)
    circulation.enter_reading(head, how="phone", on=today, by=clerk)
    browser = Client()
    browser.force_login(office["镇长"])
    page = browser.get(f"/documents/incoming/{walk.paper.pk}/").content.decode()
    monkeypatch.setattr("documents.tasks.render_pdf", render_to_string)
    keys = {"township_id": office.township.pk, "officer_id": office["镇长"].pk}
    paper = draw_sheet(incoming_id=walk.paper.pk, **keys)
    for words in (
        "陈志远：请抓紧落实。<",
        "张志强：已阅，请转村。（纸上圈阅，刘芳代录）",
        "何燕（电话告知，刘芳代录）",
    ):
        assert words in page.partition('class="sheet"')[2].partition("</article>")[0]
        assert words in paper
