"""The shipped flows become data, and what could not be run is not published."""

from dataclasses import replace

import pytest

from documents.approval import INCOMING
from tests.documents.walk import published, register
from tests.house import build_house
from township_office.approvals import definition
from township_office.approvals.definition import Tampered, from_source
from township_office.approvals.loader import (
    Unpublishable,
    faults_of,
    load_flows,
    publish,
    shipped,
)
from township_office.approvals.models import FlowVersion, Signer
from township_office.audit.capacity import system
from township_office.web.refusals import Refused


def incoming(profile="A"):
    return from_source(shipped(profile)["documents.incoming"])


def without(spec, kind):
    kept = tuple(stage for stage in spec.stages if stage.kind != kind)
    return replace(spec, stages=kept)


@pytest.mark.parametrize("profile", ["A", "B"])
def test_the_shipped_flow_has_no_fault(profile):
    assert faults_of(incoming(profile), INCOMING) == []


def test_a_flow_without_the_instruction_is_not_published():
    assert "缺必经环节「批示」" in faults_of(without(incoming(), "documents.instruct"), INCOMING)


def test_what_must_follow_another_stage_cannot_stand_before_it():
    spec = incoming()
    swapped = list(spec.stages)
    swapped[2], swapped[3] = swapped[3], swapped[2]
    assert "「批示」排得太早" in faults_of(replace(spec, stages=tuple(swapped)), INCOMING)


def test_unknown_clauses_kinds_and_facts_are_named():
    spec = incoming()
    strange = replace(spec.stages[1], clause="X9.9", kind="documents.dance")
    faults = faults_of(replace(spec, stages=(spec.stages[0], strange)), INCOMING)
    assert "没有「documents.dance」这种环节" in faults
    assert "「初审」的依据 X9.9 不在制度里" in faults


def test_rows_say_what_the_shipped_file_said(house):
    load_flows(house.township, by=system(house.township.pk))
    version = FlowVersion.objects.get()
    assert definition.read(version) == incoming()
    assert definition.published(version).digest == version.digest


def test_loading_again_publishes_nothing_new(house):
    by = system(house.township.pk)
    assert len(load_flows(house.township, by=by)) == 1
    assert load_flows(house.township, by=by) == []


def test_a_running_case_stays_on_its_version(house):
    walk = register(published(house))
    flow = walk.case.version.flow
    newer = FlowVersion.objects.create(flow=flow, number=2)
    spec = incoming()
    renamed = tuple(
        replace(stage, name="阅批" if stage.name == "批示" else stage.name) for stage in spec.stages
    )
    definition.write(newer, replace(spec, stages=renamed))
    publish(newer, by=system(house.township.pk))
    walk.check().propose()
    assert walk.stage == "批示"
    assert register(house, source_number="另一份").check().propose().stage == "阅批"


def test_a_faulty_draft_is_refused_with_all_its_faults(house):
    published(house)
    draft = FlowVersion.objects.create(flow=FlowVersion.objects.get().flow, number=2)
    definition.write(draft, without(incoming(), "documents.propose"))
    with pytest.raises(Unpublishable, match="拟办"):
        publish(draft, by=system(house.township.pk))


def test_a_version_changed_behind_our_back_stops(house):
    walk = register(published(house))
    Signer.objects.filter(role="mayor").update(role="clerk")
    definition._published.cache_clear()
    with pytest.raises(Tampered):
        walk.check()


def test_without_a_published_flow_nothing_is_sent(house):
    with pytest.raises(Refused, match="还没有发布"):
        register(house)


def test_the_town_calls_the_proposal_by_its_own_name(db):
    walk = register(published(build_house(profile="B"))).check()
    assert walk.stage == "批办"


def test_what_is_published_is_not_published_again(house):
    published(house)
    with pytest.raises(Unpublishable, match="已经发布"):
        publish(FlowVersion.objects.get(), by=system(house.township.pk))
