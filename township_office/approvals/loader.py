"""The flows that ship, loaded as data when a township is set up; from then on they are its own."""

from django.db import transaction

from township_office import clock
from township_office.approvals import definition
from township_office.approvals.acts import Act
from township_office.approvals.models import Flow, FlowVersion
from township_office.approvals.publishing import faults_of, roles_of
from township_office.approvals.registry import matters
from township_office.approvals.shipped import Source, shipped
from township_office.audit.capacity import Capacity
from township_office.audit.trail import record
from township_office.townships.models import Township


class Unpublishable(Exception):
    """A definition that could not be run; says every fault it found."""


@transaction.atomic
def load_flows(township: Township, *, by: Capacity) -> list[FlowVersion]:
    """Publish the shipped flows of the township's profile for every matter that is built.

    Where the newest version says the same already, nothing happens. The flows of what is not built
    yet wait: ``manage.py flows`` says for what.
    """
    return [
        version
        for source in _built(township)
        for version in _publish_if_new(township, source, by=by)
    ]


@transaction.atomic
def load_missing_flows(township: Township, *, by: Capacity) -> list[FlowVersion]:
    """Publish the shipped flows of what was built since the township was founded.

    A flow that it has stays as it is, also where the administrator has made another of it. Raises
    Unpublishable where the township lacks a post that one asks for.
    """
    published = FlowVersion.objects.filter(flow__township=township, published_at__isnull=False)
    there = set(published.values_list("flow__key", flat=True))
    return [
        version
        for source in _built(township)
        if source["key"] not in there
        for version in _publish_if_new(township, source, by=by)
    ]


def _built(township: Township) -> list[Source]:
    """The shipped flows whose matter there is."""
    sources = shipped(township.profile).items()
    return [source for key, source in sources if key in matters()]


def _publish_if_new(township: Township, source: Source, *, by: Capacity) -> list[FlowVersion]:
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
    matter = matters().get(version.flow.key)
    if matter is None:
        raise Unpublishable("这类事项还没有启用，启用后再发布")
    spec = definition.read(version)
    township = version.flow.township
    if faults := faults_of(spec, matter, roles_of(township), township.profile):
        raise Unpublishable("；".join(faults))
    version.digest = spec.digest
    version.published_at, version.published_by = clock.now(), by.officer_name
    version.save(update_fields=["digest", "published_at", "published_by"])
    record(Act.FLOW_PUBLISHED, version, by=by, after={"版本": version.number})
    return version
