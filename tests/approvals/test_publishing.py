"""What is not published, and the sentence that says what to do about it."""

from dataclasses import replace

import pytest

from documents.approval import INCOMING
from township_office.approvals.combinations import values_named
from township_office.approvals.core import Mode
from township_office.approvals.definition import (
    ConditionSpec,
    FlowSpec,
    RuleSpec,
    SignerSpec,
    StageSpec,
    from_source,
)
from township_office.approvals.publishing import Seated, faults_of, roles_of, warnings_of
from township_office.approvals.registry import Fact, Kind, Matter, Role
from township_office.approvals.shipped import shipped
from township_office.townships import settings as switches
from township_office.townships.settings import Switch


def nothing(subject):
    return None


LEAVE = Matter(
    key="tests.leave",
    name="请假",
    icon="",
    url_name="",
    model=INCOMING.model,
    facts=[
        Fact("side", "归口", nothing, [("party", "党务"), ("government", "政务")]),
        Fact("days", "天数", nothing),
        Fact("reported", "已报告", nothing, [(True, "是"), (False, "否")]),
    ],
    roles=[Role("head", "部门负责人", lambda subject: [])],
    kinds=[
        Kind("apply", "申请", INCOMING.kinds[0].form, deciding=False, mandatory=True),
        Kind("note", "签注", INCOMING.kinds[0].form, follows=["apply"]),
        Kind("approve", "审批", INCOMING.kinds[0].form, mandatory=True, follows=["note"]),
    ],
    label_of=str,
    digest_of=str,
)
POSTS = {
    "mayor": Seated("镇长", held=True),
    "clerk": Seated("文书", held=False),
}
APPLY = StageSpec(1, "申请", "apply", None, False, "A2.5")


@pytest.fixture(autouse=True)
def switch(monkeypatch):
    ladder = Switch("leave.opinions_first", "逐级签注", default=True)
    limit = Switch("leave.most", "最多天数", default=30)
    monkeypatch.setattr(switches, "_declared", {each.key: each for each in (ladder, limit)})


def condition(fact, operator, value):
    return ConditionSpec(fact, operator, value)


def asks(*roles, when=(), distinct=False, **fallback):
    signers = tuple(SignerSpec(role, tuple(fallback.get(role, ()))) for role in roles)
    return RuleSpec(Mode.ALL, signers, tuple(when), distinct)


def approve(*rules, kind="approve", clause="A2.7", name="审批"):
    return StageSpec(2, name, kind, 8, False, clause, rules)


def flow(*later):
    return FlowSpec((APPLY, *(replace(each, order=2 + n) for n, each in enumerate(later))))


def faults(*later, roles=POSTS, matter=LEAVE):
    return faults_of(flow(*later), matter, roles)


def asked_when(*conditions):
    """The faults of a flow whose approval has one conditional rule before the one for everybody."""
    return faults(approve(asks("mayor", when=conditions), asks("mayor")))


def test_a_sound_flow_has_no_fault():
    assert faults(approve(asks("mayor"))) == []


def test_a_flow_has_stages():
    assert faults_of(FlowSpec(()), LEAVE, POSTS) == ["还没有环节，请至少加一个"]


# Which stages, in which order


def test_a_kind_the_matter_does_not_know_is_named_with_its_stage():
    strange = approve(asks("mayor"), kind="dance", name="跳舞")
    assert "没有「dance」这种环节，请给「跳舞」另选一种" in faults(strange)


def test_what_is_mandatory_must_be_there():
    assert faults() == ["缺必经环节「审批」，请加上"]


def test_what_must_follow_another_stage_is_sent_behind_it():
    note = approve(asks("mayor"), kind="note")
    assert faults(approve(asks("mayor")), note) == ["「审批」排得太早，请移到「签注」之后"]
    assert faults(note, approve(asks("mayor"))) == []


def test_the_first_stage_asks_nobody():
    spec = flow(approve(asks("mayor")))
    first = replace(spec.stages[0], rules=(asks("mayor"),))
    assert faults_of(replace(spec, stages=(first, *spec.stages[1:])), LEAVE, POSTS) == [
        "「申请」由送出的人自己办，请删去它的办理人"
    ]


def test_a_stage_that_asks_nobody_is_not_published():
    assert faults(approve()) == ["「审批」没有写由谁办理，请加一条规则"]
    assert faults(approve(asks())) == ["「审批」有规则写的岗位不够，请补上办理人"]


def test_two_different_people_are_not_found_in_one_post():
    one = approve(asks("mayor", distinct=True))
    assert faults(one) == ["「审批」有规则写的岗位不够，请补上办理人"]
    assert faults(approve(asks("mayor", "clerk", distinct=True))) == []


def test_a_clause_stands_in_the_regulation():
    fault = "「审批」的依据 X9.9 不在制度里，请改成制度里的条款"
    assert faults(approve(asks("mayor"), clause="A2.7 X9.9")) == [fault]


# Conditions


def test_an_unknown_fact_is_named():
    assert asked_when(condition("colour", "is", "red")) == [
        "「审批」用了不认识的事实 colour，请另选"
    ]


def test_a_setting_nobody_declared_is_unknown():
    assert asked_when(condition("setting.leave.opinions_first", "is", True)) == []
    assert asked_when(condition("setting.leave.nothing", "is", True)) == [
        "「审批」用了不认识的事实 setting.leave.nothing，请另选"
    ]


def test_a_value_is_one_of_the_facts_own():
    assert asked_when(condition("side", "is", "military")) == [
        "「审批」的条件「归口」没有“military”这个值，请从党务、政务中选"
    ]
    assert "没有“military”这个值" in asked_when(condition("side", "in", ["party", "military"]))[0]
    assert "没有“是”这个值，请从是、否中选" in asked_when(condition("reported", "is", "是"))[0]
    assert "没有“1”这个值" in asked_when(condition("reported", "is", 1))[0]
    assert "请从是、否中选" in asked_when(condition("setting.leave.opinions_first", "is", "on"))[0]


def test_only_in_takes_several_values():
    fault = "「审批」的条件「归口」只有用“属于”才能填几个值，请改比较或改值"
    assert asked_when(condition("side", "in", "party")) == [fault]
    assert asked_when(condition("side", "is", ["party"])) == [fault]


@pytest.mark.parametrize("value", ["2", True, None, [2]])
def test_more_and_less_are_asked_of_numbers(value):
    assert asked_when(condition("days", "above", value)) == [
        "「审批」的条件「天数」比大小，请填数字"
    ]
    assert asked_when(condition("days", "above", 2.5)) == []


# Whom it could find


def test_a_role_that_neither_the_matter_nor_a_post_has_is_not_published():
    fault = "「审批」要找的 wizard 没有这样的岗位，也没有人顶替，请另选，或先设这个岗位"
    assert faults(approve(asks("wizard"))) == [fault]
    assert faults(approve(asks("wizard", wizard=["witch"]))) == [fault]


def test_a_relative_role_or_a_fallback_can_be_found():
    assert faults(approve(asks("head"))) == []
    assert faults(approve(asks("wizard", wizard=["witch", "mayor"]))) == []


def test_nobody_asks_who_is_there_where_no_township_is_named():
    assert faults(approve(asks("wizard")), roles=None) == []


def test_a_vacant_post_is_a_warning_and_no_fault():
    spec = flow(approve(asks("clerk", "mayor", clerk=["mayor"])))
    assert faults_of(spec, LEAVE, POSTS) == []
    assert warnings_of(spec, LEAVE, POSTS) == [
        "「文书」现在没有人任职，请在后台补上任职；补上之前，审批由顶替的人办"
    ]
    nobody_behind = flow(approve(asks("clerk", clerk=["wizard"])))
    assert warnings_of(nobody_behind, LEAVE, POSTS) == [
        "「文书」现在没有人任职，请在后台补上任职；补上之前，审批没有人能办"
    ]


def test_the_roles_of_a_township_are_those_of_its_posts(house, other_house):
    other_house.posts["文书"].appointments.all().delete()
    assert roles_of(house.township)["clerk"] == Seated("文书", held=True)
    assert roles_of(other_house.township)["clerk"] == Seated("文书", held=False)
    assert "" not in roles_of(house.township)


# Where the facts lead


def test_a_stage_whose_conditions_contradict_each_other_is_never_reached():
    never = asks(
        "mayor", when=[condition("side", "is", "party"), condition("side", "is_not", "party")]
    )
    note = approve(never, kind="note", name="签注")
    assert faults(note, approve(asks("mayor"))) == ["「签注」什么情况下都走不到，请改它的条件"]


def test_bounds_that_leave_no_number_between_them_are_found():
    none = asks("mayor", when=[condition("days", "above", 3), condition("days", "at_most", 3)])
    some = asks("mayor", when=[condition("days", "above", 2), condition("days", "at_most", 3)])
    assert "走不到" in faults(approve(none, kind="note"), approve(asks("mayor")))[0]
    assert faults(approve(some, kind="note"), approve(asks("mayor"))) == []


def test_a_rule_behind_one_that_always_wins_is_named():
    idle = asks("clerk", when=[condition("side", "is", "party")])
    assert faults(approve(asks("mayor"), idle)) == [
        "「审批」的第2条规则永远轮不到，请改条件，或移到前面"
    ]


def test_a_mandatory_stage_leaves_nobody_out():
    party = approve(asks("mayor", when=[condition("side", "is", "party")]))
    assert faults(party) == ["「审批」是必经环节，归口为政务时却没有人办，请补一条规则"]


def test_two_stages_of_a_mandatory_kind_may_share_the_facts_between_them():
    short = approve(asks("head", when=[condition("days", "at_most", 2)]), name="部门审批")
    long = approve(asks("mayor", when=[condition("days", "above", 2)]), name="领导审批")
    assert faults(short, long) == []
    longer = approve(asks("mayor", when=[condition("days", "above", 3)]), name="领导审批")
    assert faults(short, longer) == ["「审批」是必经环节，天数为2.5时却没有人办，请补一条规则"]


def test_a_switch_may_not_do_away_with_a_mandatory_stage():
    switched = approve(asks("mayor", when=[condition("setting.leave.opinions_first", "is", True)]))
    assert faults(switched) == ["「审批」是必经环节，逐级签注为否时却没有人办，请补一条规则"]


def test_the_module_itself_may_spare_somebody_a_mandatory_stage():
    *others, last = LEAVE.kinds
    spared = replace(LEAVE, kinds=[*others, replace(last, spared={"side": ["government"]})])
    party = approve(asks("mayor", when=[condition("side", "is", "party")]))
    assert faults(party, matter=spared) == []


def test_conditions_beyond_counting_are_split_up():
    facts = [Fact(f"f{n}", f"事实{n}", nothing, [(v, str(v)) for v in range(10)]) for n in range(6)]
    matter = replace(LEAVE, facts=facts)
    every = [condition(fact.key, "is", 1) for fact in facts]
    note = approve(asks("mayor", when=every), kind="note", name="签注")
    assert faults(note, approve(asks("mayor")), matter=matter) == [
        "「签注」的条件太多，没法逐一核对，请拆成几个环节"
    ]


def test_values_are_tried_on_the_bounds_and_between_them():
    bounds = [condition("days", "above", 2), condition("days", "at_most", 1)]
    assert values_named(bounds) == [0, 1, 1.5, 2, 3]
    assert values_named([condition("reported", "is", False)]) == [True, False]
    *named, other = values_named([condition("place", "in", ["县城", "市里"])])
    assert named == ["县城", "市里"]
    assert other not in named


# The flow that is built


def incoming():
    return from_source(shipped("A")["documents.incoming"])


def test_incoming_may_be_left_without_instruction_only_as_routine():
    spec = incoming()
    instruct = spec.stages[3]
    party_only = replace(instruct, rules=instruct.rules[1:2])
    stages = (*spec.stages[:3], party_only, *spec.stages[4:])
    left_out = faults_of(replace(spec, stages=stages), INCOMING)
    assert left_out == ["「批示」是必经环节，例行阅件为否、归口为政务时却没有人办，请补一条规则"]
