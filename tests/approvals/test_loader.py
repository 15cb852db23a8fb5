"""The shipped flows become data, and what could not be run is not published."""

from dataclasses import replace

import pytest

from tests.documents.walk import published, register
from tests.house import build_house
from township_office.approvals import definition
from township_office.approvals.definition import Tampered, from_source
from township_office.approvals.loader import (
    Unpublishable,
    load_flows,
    publish,
)
from township_office.approvals.models import Flow, FlowVersion, Signer
from township_office.approvals.registry import matters
from township_office.approvals.shipped import shipped
from township_office.audit.capacity import system
from township_office.web.refusals import Refused


def incoming(profile="A"):
    return from_source(shipped(profile)["documents.incoming"])


def version_of(key="documents.incoming"):
    return FlowVersion.objects.get(flow__key=key)


def without(spec, kind):
    kept = tuple(stage for stage in spec.stages if stage.kind != kind)
    return replace(spec, stages=kept)


def test_rows_say_what_the_shipped_file_said(house):
    load_flows(house.township, by=system(house.township.pk))
    for key in matters():
        version = version_of(key)
        assert definition.read(version) == from_source(shipped("A")[key])
        assert definition.published(version.pk).digest == version.digest


def test_loading_again_publishes_nothing_new(house):
    by = system(house.township.pk)
    assert len(load_flows(house.township, by=by)) == len(matters())
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
    draft = FlowVersion.objects.create(flow=version_of().flow, number=2)
    definition.write(draft, without(incoming(), "documents.propose"))
    with pytest.raises(Unpublishable, match="拟办"):
        publish(draft, by=system(house.township.pk))


def test_a_version_changed_behind_our_back_stops(house):
    walk = register(published(house))
    running = walk.case.version
    Signer.objects.filter(rule__stage__version=running, role="mayor").update(role="clerk")
    FlowVersion.objects.filter(pk=running.pk).update(digest=running.digest)  # to be read again
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
        publish(version_of(), by=system(house.township.pk))


def test_what_is_not_built_yet_is_not_loaded(house):
    load_flows(house.township, by=system(house.township.pk))
    assert not Flow.objects.exclude(key__in=matters()).exists()
    assert len(shipped("A")) > Flow.objects.count()


def test_a_flow_that_no_module_runs_is_not_published(house):
    flow = Flow.objects.create(township=house.township, key="desk.announcement", name="公告")
    draft = FlowVersion.objects.create(flow=flow, number=1)
    with pytest.raises(Unpublishable, match="还没有启用"):
        publish(draft, by=system(house.township.pk))


def test_a_post_nobody_set_up_is_found_when_publishing(house):
    published(house)
    flow = Flow.objects.get(key="documents.incoming")
    draft = FlowVersion.objects.create(flow=flow, number=2)
    definition.write(draft, incoming())
    Signer.objects.filter(rule__stage__version=draft, role="clerk").update(role="scribe")
    Signer.objects.filter(rule__stage__version=draft, instead_of="clerk").delete()
    with pytest.raises(Unpublishable, match="要找的 scribe 没有这样的岗位"):
        publish(draft, by=system(house.township.pk))
