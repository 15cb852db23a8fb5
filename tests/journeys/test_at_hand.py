"""What lies at the thumb and at the edges: it opens when it is asked for, and covers nothing."""

import pytest

from tests.documents.walk import Walk, register
from tests.journeys.people import PHONE, WIDE, Person
from tests.journeys.test_outgoing import DRAFTER, TITLE

SHORT = {"width": 1360, "height": 480}


@pytest.fixture
def to_be_closed(one_office) -> Walk:
    """A paper that the clerk closes and then files: two stages after each other are his."""
    walk = register(one_office, title=TITLE).check().propose("应急办主任").instruct("应急办主任")
    walk.agree("应急办主任", "已办。")
    assert walk.stage == "办结"
    return walk


def test_the_sheet_of_the_next_stage_waits_until_it_is_asked_for(to_be_closed, person):
    clerk = person("文书", PHONE).opens_from_desk(TITLE)
    clerk.page.locator("#decide .decide-bar .button").last.click()
    for box in clerk.page.locator("#decide input[type=checkbox]").all():
        box.check()
    clerk.page.locator("#decide button[value=agree]").click()
    clerk.sees("已送刘芳归档")
    assert not clerk.page.locator("#decide button[value=agree]").is_visible()
    clerk.page.locator("#decide .decide-bar .button").last.click()
    assert clerk.page.locator("#decide button[value=agree]").is_visible()


@pytest.mark.parametrize("device", [WIDE, PHONE])
def test_to_whom_it_goes_back_is_in_sight_from_the_start(to_be_closed, person, device):
    to_be_closed.agree("文书", "已办结。")
    clerk = person("文书", device).opens(f"{to_be_closed.paper.get_absolute_url()}#return")
    stages = clerk.page.locator("#return .tick-list")
    chosen, of_all = stages.locator("li:has(:checked)").bounding_box(), stages.bounding_box()
    assert stages.locator("li").count() == 6
    assert of_all["y"] <= chosen["y"]
    assert chosen["y"] + chosen["height"] <= of_all["y"] + of_all["height"] + 1


def drafts(who: Person) -> Person:
    who.opens("/documents/outgoing/new/").fills("标题", TITLE)
    who.page.locator("[name=issuer][value=government]").check(force=True)
    return who


@pytest.mark.parametrize("device", [WIDE, PHONE])
def test_what_is_left_out_is_shown_clear_of_the_bar(one_office, person, device):
    who = drafts(person(DRAFTER, device)).presses("送办公室审核")
    who.page.wait_for_function("document.activeElement.name == 'disclosure'")
    field = who.page.locator("fieldset:has([name=disclosure])").bounding_box()
    bar = who.page.locator(".drafting .form-end").bounding_box()
    assert field["y"] + field["height"] <= bar["y"]


def standing(who: Person) -> tuple[str, str]:
    direction = who.page.locator("[name=direction]:checked").input_value()
    return direction, str(who.page.get_by_label("标题", exact=True).get_attribute("placeholder"))


def test_what_can_only_go_up_goes_up_until_somebody_says_otherwise(one_office, person):
    who = person(DRAFTER).opens("/documents/outgoing/new/")
    assert standing(who) == ("down", "关于……的通知")
    who.page.select_option("[name=kind]", "请示")
    assert standing(who) == ("up", "关于……的请示")
    who.page.select_option("[name=kind]", "函")
    assert standing(who) == ("down", "关于……的函")
    who.page.locator("[name=direction][value=level]").check(force=True)
    who.page.select_option("[name=kind]", "报告")
    assert standing(who) == ("level", "关于……的报告")


def test_the_line_on_secrets_stands_whole_beneath_the_places(one_office, person):
    who = person("办公室主任", SHORT)
    foot = who.page.locator(".nav-foot").bounding_box()
    assert foot["y"] + foot["height"] <= SHORT["height"] + 12  # the padding beneath the words
    assert who.page.evaluate(
        "document.querySelector('.nav').scrollHeight > document.querySelector('.nav').clientHeight"
    )
