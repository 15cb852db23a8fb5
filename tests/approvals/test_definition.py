"""A flow as plain values: which rule matches, and what a digest covers."""

import tomllib
from dataclasses import replace
from typing import Any

import pytest

from township_office import clock
from township_office.approvals import definition
from township_office.approvals.core import Mode
from township_office.approvals.definition import (
    ConditionSpec,
    FlowSpec,
    RuleSpec,
    SignerSpec,
    StageSpec,
    from_source,
    version_in_force,
)
from township_office.approvals.models import Flow, FlowVersion

SOURCE = """
[[stage]]
name = "申请"
kind = "leave.apply"

[[stage]]
name = "签注"
kind = "leave.note"
limit = 4
clause = "A9.1 A9.2"
rule = [{ when = [{ fact = "days", above = 1, at_most = 3 }], who = ["head"] }]

[[stage]]
name = "审批"
kind = "leave.decide"
limit = 8
phone_ok = true
rule = [
    { when = [{ fact = "side", in = ["party", "both"] }], who = ["party_secretary"] },
    { mode = "order", who = ["mayor", "party_secretary"], fallback = { mayor = ["deputy", "clerk"] } },
]
"""


@pytest.fixture
def leave() -> FlowSpec:
    return from_source(tomllib.loads(SOURCE))


def asked(stage: StageSpec, **facts: Any) -> list[str]:
    """The roles that the stage asks for these facts; nobody where it is left out."""
    rule = stage.rule_for(facts)
    return [signer.role for signer in rule.signers] if rule else []


def rule(*roles: str, when: tuple[ConditionSpec, ...] = ()) -> RuleSpec:
    return RuleSpec(Mode.ALL, tuple(SignerSpec(role) for role in roles), when)


def stage(*rules: RuleSpec) -> StageSpec:
    return StageSpec(2, "审批", "decide", None, False, "", rules)


def test_the_first_rule_that_matches_wins() -> None:
    is_party = (ConditionSpec("side", "is", "party"),)
    special_first = stage(rule("party_secretary", when=is_party), rule("mayor"))
    assert asked(special_first, side="party") == ["party_secretary"]
    assert asked(special_first, side="government") == ["mayor"]
    general_first = stage(rule("mayor"), rule("party_secretary", when=is_party))
    assert asked(general_first, side="party") == ["mayor"]


def test_a_stage_that_no_rule_matches_is_left_out() -> None:
    handling = stage(rule("handlers", when=(ConditionSpec("work", "is", "handle"),)))
    assert asked(handling, work="read") == []
    assert asked(stage()) == []


def test_all_conditions_of_a_rule_must_hold() -> None:
    short_and_urgent = (ConditionSpec("days", "at_most", 1), ConditionSpec("urgent", "is", True))
    decided = stage(rule("head", when=short_and_urgent))
    assert asked(decided, days=1, urgent=True) == ["head"]
    assert asked(decided, days=1, urgent=False) == []
    assert asked(decided, days=2, urgent=True) == []


@pytest.mark.parametrize(
    ("operator", "value", "fact", "holds"),
    [
        ("is", "party", "party", True),
        ("is", "party", "government", False),
        ("is", "party", None, False),
        ("is", False, False, True),
        ("is_not", "party", "government", True),
        ("is_not", "party", "party", False),
        ("is_not", "party", None, True),
        ("in", ["party", "both"], "both", True),
        ("in", ["party", "both"], "government", False),
        ("in", ["party", "both"], None, False),
        ("above", 2, 2.5, True),
        ("above", 2, 2, False),
        ("above", 2, None, False),
        ("at_most", 2, 2, True),
        ("at_most", 2, 2.5, False),
        ("at_most", 2, None, False),
    ],
)
def test_a_condition_compares_a_fact_with_a_value(
    operator: str, value: Any, fact: Any, holds: bool
) -> None:
    condition = ConditionSpec("it", operator, value)
    assert rule("mayor", when=(condition,)).matches({"it": fact}) is holds


def test_a_fact_that_is_not_there_counts_as_unknown() -> None:
    assert not rule("mayor", when=(ConditionSpec("days", "above", 0),)).matches({})
    assert not rule("mayor", when=(ConditionSpec("days", "at_most", 9),)).matches({})


def test_an_operator_nobody_knows_is_an_error_and_not_a_no() -> None:
    with pytest.raises(ValueError, match="like"):
        rule("mayor", when=(ConditionSpec("title", "like", "%"),)).matches({"title": "通知"})


# The shipped form


def test_stages_are_counted_from_one(leave: FlowSpec) -> None:
    assert [(each.order, each.name) for each in leave.stages] == [
        (1, "申请"),
        (2, "签注"),
        (3, "审批"),
    ]
    assert leave.stage(3).kind == "leave.decide"


def test_what_a_source_does_not_say_is_nothing(leave: FlowSpec) -> None:
    assert leave.stage(1) == StageSpec(1, "申请", "leave.apply", None, False, "")


def test_one_condition_may_bound_a_fact_on_both_sides(leave: FlowSpec) -> None:
    noted = leave.stage(2)
    assert asked(noted, days=1) == []
    assert asked(noted, days=3) == ["head"]
    assert asked(noted, days=3.5) == []


def test_a_rule_names_its_mode_and_whom_it_falls_back_to(leave: FlowSpec) -> None:
    first, second = leave.stage(3).rules
    assert (first.mode, first.signers) == (Mode.ALL, (SignerSpec("party_secretary"),))
    assert (second.mode, second.signers) == (
        Mode.ORDER,
        (SignerSpec("mayor", ("deputy", "clerk")), SignerSpec("party_secretary")),
    )


# The digest


def test_equal_flows_have_equal_digests(leave: FlowSpec) -> None:
    assert from_source(tomllib.loads(SOURCE)).digest == leave.digest


@pytest.mark.parametrize(
    ("said", "instead"),
    [
        ('name = "签注"', 'name = "审核"'),
        ("limit = 4", "limit = 5"),
        ("phone_ok = true", "phone_ok = false"),
        ('"A9.1 A9.2"', '"A9.1"'),
        ('mode = "order"', 'mode = "all"'),
        ("above = 1", "above = 2"),
        ("at_most = 3", "at_most = 4"),
        ('fact = "days"', 'fact = "hours"'),
        ('"party", "both"', '"both", "party"'),
        ('who = ["mayor", "party_secretary"]', 'who = ["party_secretary", "mayor"]'),
        ('["deputy", "clerk"]', '["clerk", "deputy"]'),
        ('kind = "leave.note"', 'kind = "leave.decide"'),
    ],
)
def test_whatever_is_changed_changes_the_digest(leave: FlowSpec, said: str, instead: str) -> None:
    assert SOURCE.count(said) == 1
    changed = from_source(tomllib.loads(SOURCE.replace(said, instead)))
    assert changed.digest != leave.digest


def test_a_stage_more_or_less_changes_the_digest(leave: FlowSpec) -> None:
    assert replace(leave, stages=leave.stages[:-1]).digest != leave.digest


# As rows


@pytest.fixture
def flow(house: Any) -> Flow:
    return Flow.objects.create(township=house.township, key="leave.request", name="请假")


def published(flow: Flow, number: int) -> FlowVersion:
    return FlowVersion.objects.create(flow=flow, number=number, published_at=clock.now())


def test_what_is_written_as_rows_is_read_back_the_same(flow: Flow, leave: FlowSpec) -> None:
    version = FlowVersion.objects.create(flow=flow, number=1)
    *others, last = leave.stages
    two = replace(rule("mayor", "party_secretary"), distinct=True)
    whole = FlowSpec((*others, replace(last, rules=(two, *last.rules))))
    definition.write(version, whole)
    assert definition.read(version) == whole
    assert definition.read(version).digest == whole.digest


def test_the_newest_published_version_is_in_force(flow: Flow) -> None:
    published(flow, 1)
    second = published(flow, 2)
    FlowVersion.objects.create(flow=flow, number=3)
    assert version_in_force("leave.request", flow.township_id) == second


def test_each_township_has_its_own_version_in_force(flow: Flow, other_house: Any) -> None:
    ours = published(flow, 1)
    theirs = Flow.objects.create(township=other_house.township, key=flow.key, name="请假")
    published(theirs, 7)
    assert version_in_force("leave.request", flow.township_id) == ours
