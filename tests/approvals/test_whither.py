"""Where it went, in the sentence after a click: by name of those who can begin now, nobody else."""

from dataclasses import replace

import pytest

from documents.incoming import prints
from tests.approvals.test_deciding import Desk, seat
from tests.documents.walk import Walk, published, register
from tests.house import House
from township_office import clock
from township_office.approvals.core import Mode
from township_office.approvals.deciding import whither
from township_office.approvals.definition import FlowSpec, read, version_in_force, write
from township_office.approvals.models import FlowVersion
from township_office.approvals.story import Story

INSTRUCTING = "documents.instruct"


@pytest.fixture
def office(house: House) -> House:
    return published(house)


def in_order(spec: FlowSpec) -> FlowSpec:
    """The same flow, in which the leaders instruct one after the other."""
    stages = (
        replace(stage, rules=tuple(replace(rule, mode=Mode.ORDER) for rule in stage.rules))
        if stage.kind == INSTRUCTING
        else stage
        for stage in spec.stages
    )
    return FlowSpec(tuple(stages))


@pytest.fixture
def one_after_the_other(office: House) -> House:
    before = version_in_force("documents.incoming", office.township.pk)
    version = FlowVersion.objects.create(flow=before.flow, number=before.number + 1)
    spec = in_order(read(before))
    write(version, spec)
    version.digest, version.published_at = spec.digest, clock.now()
    version.save()
    return office


def awaited(walk: Walk) -> list[str]:
    """What the sheet says it waits for, in whatever box."""
    sheet = prints.sheet(walk.paper, Story(walk.case))
    return [words for box in sheet["boxes"] for words in box.awaited]


def last_message(desk: Desk) -> str:
    """The sentence at the head of the next page he opens."""
    answer = desk.browser.get("/")
    return str(list(answer.context["messages"])[-1])


def asked_before(walk: Walk) -> None:
    """The mayor passes it to the secretary, who first asks the deputy mayor."""
    passed = {"transfer-seat": seat(walk, "党委书记"), "transfer-note": "请您定。"}
    Desk(walk, "镇长").posts("transfer", **passed)
    asked = {"add-seat": seat(walk, "副镇长（农业）"), "add-order": "before"}
    Desk(walk, "党委书记").posts("add", **asked, **{"add-note": "请先看。"})


def test_who_was_asked_first_is_told_of_alone_when_it_comes_straight_back(office):
    walk = register(office).check().propose()
    asked_before(walk)
    back = {"return-to": 3, "return-manner": "straight", "return-reason": "缺附件。"}
    Desk(walk, "副镇长（农业）").posts("return", **back)
    director = Desk(walk, "办公室主任")
    director.posts("agree", opinion="已补。", **walk.assignment("应急办主任"))
    assert "已送张志强批示。" in last_message(director)
    assert (whither(walk.case), awaited(walk)) == ("已送张志强批示。", ["待 张志强 批示"])


def test_a_title_with_a_title_in_it_has_its_marks_in_turn(office):
    walk = register(office, title="关于印发《防汛办法》的通知").check().propose()
    mayor = Desk(walk, "镇长")
    mayor.posts("quick", **walk.assignment("应急办主任"))
    assert last_message(mayor).startswith("《关于印发〈防汛办法〉的通知》已送赵磊承办")


def test_when_the_first_has_done_it_the_other_is_told_of(office):
    walk = register(office).check().propose()
    asked_before(walk)
    deputy = Desk(walk, "副镇长（农业）")
    deputy.posts("quick", **walk.assignment("应急办主任"))
    assert "已送陈志远批示。" in last_message(deputy)
    assert (whither(walk.case), awaited(walk)) == ("已送陈志远批示。", ["待 陈志远 批示"])


def test_of_a_stage_in_order_only_the_one_whose_turn_it_is_is_told_of(one_after_the_other):
    walk = register(one_after_the_other, side="both").check()
    director = Desk(walk, "办公室主任")
    director.posts("agree", opinion="拟请批示。", **walk.assignment("应急办主任"))
    assert "已送王建国批示。" in last_message(director)
    assert (whither(walk.case), awaited(walk)) == ("已送王建国批示。", ["待 王建国 批示"])
    walk.instruct()
    assert (whither(walk.case), awaited(walk)) == ("已送陈志远批示。", ["待 陈志远 批示"])
