"""The flows that ship, loaded as data when a township is set up; from then on they are its own."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from django.db import transaction

from township_office import clock
from township_office.approvals import definition
from township_office.approvals.acts import Act
from township_office.approvals.clauses import all_clauses
from township_office.approvals.models import Flow, FlowVersion
from township_office.approvals.registry import Matter, matters
from township_office.audit.capacity import Capacity
from township_office.audit.trail import record
from township_office.townships.models import Township

_FLOWS = Path(__file__).parent / "flows"


class Unpublishable(Exception):
    """A definition that could not be run; says every fault it found."""


@cache
def shipped(profile: str) -> dict[str, dict[str, Any]]:
    """The shipped definitions of a profile by key."""
    flows = (tomllib.loads(path.read_text()) for path in sorted(_FLOWS.glob(f"*.{profile}.toml")))
    return {flow["key"]: flow for flow in flows}


@transaction.atomic
def load_flows(township: Township, *, by: Capacity) -> list[FlowVersion]:
    """Publish the shipped flows of the township's profile for every matter that is built.

    Where the newest version says the same already, nothing happens.
    """
    return [
        version
        for key, source in shipped(township.profile).items()
        if key in matters()
        for version in _publish_if_new(township, source, by=by)
    ]


def _publish_if_new(
    township: Township, source: dict[str, Any], *, by: Capacity
) -> list[FlowVersion]:
    flow, _ = Flow.objects.get_or_create(
        township=township, key=source["key"], defaults={"name": source["name"]}
    )
    latest = flow.versions.filter(published_at__isnull=False).first()
    spec = definition.from_source(source)
    if latest is not None and spec.digest == latest.digest:
        return []
    newest = flow.versions.first()
    version = FlowVersion.objects.create(flow=flow, number=newest.number + 1 if newest else 1)
    definition.write(version, spec)
    return [publish(version, by=by)]


def publish(version: FlowVersion, *, by: Capacity) -> FlowVersion:
    """From now on new cases go this way; running ones stay on theirs. Raises Unpublishable."""
    if version.published_at is not None:
        raise Unpublishable(f"{version}已经发布，不能再发布一次。")
    spec = definition.read(version)
    if faults := faults_of(spec, matters()[version.flow.key]):
        raise Unpublishable("；".join(faults))
    version.digest = spec.digest
    version.published_at, version.published_by = clock.now(), by.officer_name
    version.save(update_fields=["digest", "published_at", "published_by"])
    record(Act.FLOW_PUBLISHED, version, by=by, after={"版本": version.number})
    return version


def faults_of(spec: definition.FlowSpec, matter: Matter) -> list[str]:
    """Why this definition could not be run, in sentences; empty when it can."""
    known = {kind.key for kind in matter.kinds}
    present = [stage.kind for stage in spec.stages]
    return [
        *(f"没有「{stage.kind}」这种环节" for stage in spec.stages if stage.kind not in known),
        *(f"缺必经环节「{kind.verb}」" for kind in matter.kinds if _missing(kind, present)),
        *(f"「{kind.verb}」排得太早" for kind in matter.kinds if _too_early(kind, present)),
        *(fault for stage in spec.stages for fault in _stage_faults(stage, matter)),
    ]


def _missing(kind: Any, present: list[str]) -> bool:
    return kind.mandatory and kind.key not in present


def _too_early(kind: Any, present: list[str]) -> bool:
    if kind.key not in present:
        return False
    earlier = present[: present.index(kind.key)]
    return any(before in present and before not in earlier for before in kind.follows)


def _stage_faults(stage: definition.StageSpec, matter: Matter) -> list[str]:
    facts = {fact.key for fact in matter.facts}
    used = {condition.fact for rule in stage.rules for condition in rule.conditions}
    unknown = {fact for fact in used if fact not in facts and not fact.startswith("setting.")}
    return [
        *(f"「{stage.name}」用了不认识的事实 {fact}" for fact in sorted(unknown)),
        *(
            f"「{stage.name}」的依据 {clause} 不在制度里"
            for clause in stage.clause.split()
            if clause not in all_clauses()
        ),
    ]
