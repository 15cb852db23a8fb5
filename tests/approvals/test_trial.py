"""Who would get it: the whole way for given facts, asked before any paper goes it."""

from dataclasses import replace

import pytest

from tests.documents.walk import published
from township_office.approvals.definition import read
from township_office.approvals.models import Flow, FlowVersion
from township_office.approvals.terms import facts_used, terms_of
from township_office.approvals.trial import Tried, try_out, usual_facts
from township_office.approvals.way import staff_of
from township_office.people.models import Appointment

FACTS = {"routine": False, "side": "government", "work": "handle"}


@pytest.fixture
def way(house):
    """Tries the incoming flow out: by the name of the stage, what becomes of it."""
    version = FlowVersion.objects.get(
        flow=Flow.objects.get(township=published(house).township, key="documents.incoming")
    )

    def _way(**facts) -> dict[str, Tried]:
        terms = terms_of(version.flow)
        tried = try_out(read(version), terms, FACTS | facts, staff_of(house.township))
        return {each.stage.name: each for each in tried}

    return _way


def names(tried: Tried) -> list[str]:
    return [name for asked in tried.asked for name in asked.names]


def vacate(house, post: str) -> None:
    Appointment.objects.filter(post=house.posts[post]).delete()


def test_a_government_paper_comes_to_the_mayor_by_the_third_rule(way):
    assert names(way()["批示"]) == ["王建国"]
    assert (way()["批示"].place, way()["批示"].words.startswith("不是例行阅件：镇长")) == (3, True)


def test_other_facts_lead_to_others(way):
    assert names(way(side="party")["批示"]) == ["陈志远"]
    assert names(way(side="both")["批示"]) == ["王建国", "陈志远"]


def test_what_no_rule_matches_is_left_out(way):
    reading = way(work="read")
    assert [name for name, each in reading.items() if each.left_out] == ["承办", "办结"]
    assert not reading["登记"].left_out


def test_who_depends_on_the_matter_is_called_by_his_label(way):
    (asked,) = way()["承办"].asked
    assert (asked.role, asked.names, asked.relative) == ("承办人", (), True)
    assert not way()["承办"].stuck


def test_a_vacant_post_is_stood_in_for_and_it_says_for_whom(way, house):
    vacate(house, "镇长")
    (asked,) = way()["批示"].asked
    assert (asked.names, asked.instead_of) == (("陈志远",), "镇长")


def test_where_nobody_is_left_the_way_is_stuck(way, house):
    vacate(house, "镇长")
    vacate(house, "党委书记")
    assert way()["批示"].stuck
    assert not way()["归档"].stuck


def test_a_trial_begins_with_what_is_usual(way, house):
    version = FlowVersion.objects.get(flow__key="documents.incoming")
    spec, terms = read(version), terms_of(version.flow)
    usual = usual_facts(spec, terms, house.township)
    assert list(usual) == facts_used(spec) == ["routine", "side", "work"]
    assert (usual["routine"], usual["side"]) == (False, "party")


def test_a_switch_begins_as_the_township_has_set_it(house):
    version = published(house) and FlowVersion.objects.get(flow__key="documents.incoming")
    spec, key = read(version), "setting.incoming.director_sends_routine_to_circulation"
    rule = spec.stages[3].rules[0]
    asks = replace(rule, conditions=(replace(rule.conditions[0], fact=key),))
    spec = replace(spec, stages=(replace(spec.stages[3], rules=(asks,)),))
    assert usual_facts(spec, terms_of(version.flow), house.township) == {key: False}
