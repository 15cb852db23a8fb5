"""An administrator drafts the next version of a flow, while cases run on the one before."""

import inspect
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from django.db import connections

from tests.documents.walk import published, register
from tests.house import LONG_AGO, House, build_house
from township_office.approvals import definition, drafting
from township_office.approvals.acts import Act
from township_office.approvals.core import Mode
from township_office.approvals.definition import ConditionSpec, RuleSpec, SignerSpec
from township_office.approvals.drafting import OUTDATED, token_of
from township_office.approvals.loader import load_flows
from township_office.approvals.models import FlowVersion, Rule, Stage
from township_office.audit.capacity import Capacity, administrator, system
from township_office.audit.models import Entry
from township_office.people.models import Appointment, Post
from township_office.web.refusals import Refused, Stale

URGENT = RuleSpec(
    Mode.ALL,
    (SignerSpec("office_deputy_lead", ("party_secretary",)),),
    (ConditionSpec("urgency", "is", "加急"),),
)
SECOND = {"kind": "documents.instruct", "limit": 2, "phone_ok": True, "clause": "A3.1.3"}


class Desk:
    """An administrator at a draft: each act is done upon what it says now."""

    def __init__(self, house: House) -> None:
        self.house = published(house)
        self.by = administrator(house["办公室主任"])
        self.in_force = FlowVersion.objects.get(
            published_at__isnull=False, flow__key="documents.incoming"
        )
        self.draft = drafting.copy_version(self.in_force, by=self.by)

    @property
    def names(self) -> list[str]:
        return list(self.draft.stages.values_list("name", flat=True))

    @property
    def orders(self) -> list[int]:
        return list(self.draft.stages.values_list("order", flat=True))

    def stage(self, name: str) -> Stage:
        return self.draft.stages.get(name=name)

    def rule(self, stage: str = "批示", place: int = 1) -> Rule:
        return self.stage(stage).rules.get(order=place)

    def does(self, action: Callable[..., Any], *what: Any, **fields: Any) -> Any:
        return action(*what, by=self.by, seen=token_of(self.draft), **fields)

    def adds(self, name: str = "分管批示", after: int = 4) -> Stage:
        return self.does(drafting.add_stage, self.draft, after=after, name=name, **SECOND)


@pytest.fixture
def desk(house: House) -> Desk:
    return Desk(house)


def test_where_nobody_could_decide_it_is_not_published(desk):
    """A post that nobody holds is a warning while somebody stands behind it, and a fault where not."""
    Appointment.objects.filter(
        post__in=[desk.house.posts[each] for each in ("文书", "机要员")]
    ).delete()
    clerk = RuleSpec(Mode.ALL, (SignerSpec("clerk", ("confidential_officer",)),), ())
    desk.does(drafting.amend_rule, desk.rule("归档"), clerk)
    (fault,) = (each for each in drafting.faults(desk.draft) if "归档" in each)
    assert fault.startswith("「文书」现在没有人任职") and fault.endswith("没有人能办")
    with pytest.raises(Refused, match="还不能发布.*没有人能办"):
        desk.does(drafting.publish_draft, desk.draft)
    Appointment.objects.create(
        officer=desk.house["机要员"], post=desk.house.posts["机要员"], valid_from=LONG_AGO
    )
    assert not any("归档" in each for each in drafting.faults(desk.draft))
    assert any("归档" in each for each in drafting.warnings(desk.draft))


def test_a_draft_begins_as_a_copy(desk):
    assert token_of(desk.draft) == desk.in_force.digest
    assert (desk.draft.number, desk.draft.published_at) == (2, None)


def test_there_is_one_draft_at_a_time(desk):
    assert drafting.copy_version(desk.in_force, by=desk.by) == desk.draft
    assert Entry.objects.filter(code=Act.FLOW_COPIED.value).count() == 1


def test_a_stage_is_added_where_it_is_wanted(desk):
    desk.adds()
    assert desk.names[3:6] == ["批示", "分管批示", "承办"]
    assert desk.orders == list(range(1, 9))


def test_nothing_comes_before_the_first_stage(desk):
    desk.adds(after=0)
    assert desk.names[:2] == ["登记", "分管批示"]


def test_a_stage_moves_and_goes(desk):
    desk.does(drafting.move_stage, desk.stage("办结"), up=True)
    assert desk.names[4:6] == ["办结", "承办"]
    desk.does(drafting.remove_stage, desk.stage("办结"))
    assert (desk.names[4:], desk.orders) == (["承办", "归档"], list(range(1, 7)))


def test_the_first_stage_stays_where_it_is(desk):
    for name, up in (("登记", False), ("初审", True)):
        with pytest.raises(Refused, match="最前面"):
            desk.does(drafting.move_stage, desk.stage(name), up=up)
    with pytest.raises(Refused, match="最前面"):
        desk.does(drafting.remove_stage, desk.stage("登记"))


def test_the_last_stage_does_not_move_beyond_the_end(desk):
    with pytest.raises(Refused, match="到头"):
        desk.does(drafting.move_stage, desk.stage("归档"), up=False)


def test_a_stage_is_amended_and_the_trail_tells_only_what_changed(desk):
    stage = desk.stage("批示")
    desk.does(drafting.amend_stage, stage, **{**SECOND, "name": "批示", "limit": 6})
    line = Entry.objects.get(code=Act.STAGE_AMENDED.value)
    assert (line.before, line.after) == ({"时限（工作小时）": 8}, {"时限（工作小时）": 6})


def test_whom_a_stage_asks_is_changed_and_told_in_the_offices_words(desk):
    desk.does(drafting.amend_rule, desk.rule(place=3), URGENT)
    assert definition.read(desk.draft).stages[3].rules[2] == URGENT
    line = Entry.objects.get(code=Act.RULE_AMENDED.value)
    assert line.before["办理人"].startswith("不是例行阅件：镇长")
    assert (
        line.after["办理人"] == "紧急程度是加急：分管办公室的领导；空缺或为经办人的，顺延党委书记"
    )


def test_rules_are_added_behind_moved_and_taken_away(desk):
    row = desk.does(drafting.add_rule, desk.stage("批示"), URGENT)
    assert row.order == 4
    desk.does(drafting.move_rule, row, up=True)
    assert definition.read(desk.draft).stages[3].rules[2] == URGENT
    desk.does(drafting.remove_rule, desk.rule(place=1))
    assert list(desk.stage("批示").rules.values_list("order", flat=True)) == [1, 2, 3]
    assert definition.read(desk.draft).stages[3].rules[1] == URGENT


def test_a_post_without_a_role_gets_one_when_a_rule_names_it(desk):
    post = desk.house.posts["副镇长（农业）"]
    role = f"post_{post.pk}"
    rule = replace(URGENT, signers=(SignerSpec(role),))
    desk.does(drafting.amend_rule, desk.rule(), rule)
    assert Post.objects.get(pk=post.pk).role == role
    line = Entry.objects.get(code=Act.RULE_AMENDED.value)
    assert line.after["办理人"] == "紧急程度是加急：副镇长（农业）"


def test_a_published_draft_is_in_force_and_running_cases_stay(desk):
    walk = register(desk.house)
    desk.does(drafting.add_rule, desk.adds(), URGENT)
    desk.does(drafting.publish_draft, desk.draft)
    assert definition.version_in_force("documents.incoming", desk.house.township.pk) == desk.draft
    walk.check().propose().instruct()
    assert (walk.case.version, walk.stage) == (desk.in_force, "承办")
    urgent = register(desk.house, source_number="另一份", urgency="加急")
    urgent.check().propose().instruct()
    assert urgent.stage == "分管批示"


def test_a_draft_with_a_fault_is_not_published_and_says_why(desk):
    desk.does(drafting.remove_stage, desk.stage("拟办"))
    assert any("拟办" in fault for fault in drafting.faults(desk.draft))
    with pytest.raises(Refused, match="还不能发布：.*拟办"):
        desk.does(drafting.publish_draft, desk.draft)


def test_a_draft_comes_after_what_was_published_meanwhile(desk):
    Stage.objects.filter(version=desk.in_force, name="批示").update(limit=9)
    desk.in_force.digest = token_of(desk.in_force)
    desk.in_force.save()
    load_flows(desk.house.township, by=system(desk.house.township.pk))
    assert FlowVersion.objects.get(number=3).published_at is not None
    published = desk.does(drafting.publish_draft, desk.draft)
    assert published.number == 4


def test_a_draft_given_up_leaves_no_row_and_the_old_version_stands(desk):
    desk.does(drafting.discard_draft, desk.draft)
    assert list(FlowVersion.objects.filter(flow=desk.in_force.flow)) == [desk.in_force]
    assert token_of(desk.in_force) == desk.in_force.digest
    with pytest.raises(Stale, match="作废"):
        drafting.publish_draft(desk.draft, by=desk.by, seen=desk.in_force.digest)


# action: what it is done to, on this desk
DEEDS: dict[Callable[..., Any], Callable[[Desk], tuple[tuple[Any, ...], dict[str, Any]]]] = {
    drafting.discard_draft: lambda d: ((d.draft,), {}),
    drafting.publish_draft: lambda d: ((d.draft,), {}),
    drafting.add_stage: lambda d: ((d.draft,), {"after": 4, "name": "会商", **SECOND}),
    drafting.amend_stage: lambda d: ((d.stage("批示"),), {"limit": 6}),
    drafting.move_stage: lambda d: ((d.stage("归档"),), {"up": True}),
    drafting.remove_stage: lambda d: ((d.stage("办结"),), {}),
    drafting.add_rule: lambda d: ((d.stage("批示"), URGENT), {}),
    drafting.amend_rule: lambda d: ((d.rule(), URGENT), {}),
    drafting.move_rule: lambda d: ((d.rule(),), {"up": False}),
    drafting.remove_rule: lambda d: ((d.rule(),), {}),
}
each_deed = pytest.mark.parametrize("action", DEEDS, ids=lambda action: action.__name__)


def test_every_action_upon_a_draft_is_told_of_here():
    written = inspect.getmembers(drafting, inspect.isfunction)
    takes_a_token = {
        each
        for _, each in written
        if each.__module__ == drafting.__name__ and "seen" in inspect.signature(each).parameters
    }
    assert {each for each in takes_a_token if not each.__name__.startswith("_")} == set(DEEDS)


@each_deed
def test_an_action_leaves_one_line_and_changes_what_the_draft_says(desk, action):
    what, fields = DEEDS[action](desk)
    lines, said = Entry.objects.count(), token_of(desk.draft)
    desk.does(action, *what, **fields)
    assert Entry.objects.count() == lines + 1
    assert Entry.objects.order_by("-id")[0].officer_name == "李秀英"
    assert action is drafting.publish_draft or token_of(desk.draft) != said


@each_deed
def test_what_another_changed_meanwhile_is_not_changed_unseen(desk, action):
    what, fields = DEEDS[action](desk)
    seen = token_of(desk.draft)
    desk.adds("另一位加的")
    now = token_of(desk.draft)
    with pytest.raises(Stale, match="另一位管理员"):
        action(*what, by=desk.by, seen=seen, **fields)
    assert token_of(desk.draft) == now


@each_deed
def test_a_published_version_is_never_changed(desk, action):
    what, fields = DEEDS[action](desk)
    desk.does(drafting.publish_draft, desk.draft)
    with pytest.raises(Refused, match="已经发布"):
        desk.does(action, *what, **fields)
    assert token_of(desk.draft) == FlowVersion.objects.get(pk=desk.draft.pk).digest


@each_deed
def test_a_flow_of_another_township_is_not_touched(desk, other_house, action):
    what, fields = DEEDS[action](desk)
    stranger: Capacity = administrator(other_house["镇长"])
    with pytest.raises(Refused, match="本乡镇"):
        action(*what, by=stranger, seen=token_of(desk.draft), **fields)


def test_a_flow_of_another_township_is_not_copied(desk, other_house):
    with pytest.raises(Refused, match="本乡镇"):
        drafting.copy_version(desk.in_force, by=administrator(other_house["镇长"]))


def test_two_administrators_at_the_same_moment(transactional_db):
    """One draft comes of two copies; of two changes one is made, and the other is told."""
    desk = Desk(build_house())
    desk.does(drafting.discard_draft, desk.draft)
    drafts = at_once(lambda: drafting.copy_version(desk.in_force, by=desk.by))
    assert drafts[0] == drafts[1]
    desk.draft, seen = drafts[0], desk.in_force.digest
    heard = at_once(lambda: _stale_or_not(desk, seen))
    assert sorted(heard) == ["", OUTDATED]
    assert desk.names.count("会商") == 1


def at_once(action: Callable[[], Any]) -> list[Any]:
    def alone(_: int) -> Any:
        try:
            return action()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as two:
        return list(two.map(alone, range(2)))


def _stale_or_not(desk: Desk, seen: str) -> str:
    try:
        drafting.add_stage(desk.draft, after=4, name="会商", by=desk.by, seen=seen, **SECOND)
    except Stale as stale:
        return stale.sentence
    return ""
