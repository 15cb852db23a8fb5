"""A small matter of its own, in which everything the engine can do is asked of a few people."""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256

import pytest

from documents.incoming.models import Incoming
from tests.documents.walk import blank
from tests.house import House
from township_office import clock
from township_office.approvals import registry
from township_office.approvals.definition import from_source, write
from township_office.approvals.forms import OpinionForm
from township_office.approvals.models import Flow, FlowVersion
from township_office.approvals.registry import Kind, Matter

STAGES = [
    {"name": "登记", "kind": "joint.begin"},
    {"name": "会签", "kind": "joint.united", "phone_ok": True, "limit": 8}
    | {"rule": [{"who": ["office_director", "mayor"], "fallback": {"mayor": ["party_secretary"]}}]},
    {"name": "审核", "kind": "joint.plain", "phone_ok": True}
    | {"rule": [{"mode": "order", "who": ["mayor", "party_secretary"]}]},
    {"name": "阅办", "kind": "joint.any", "phone_ok": True}
    | {
        "rule": [
            {"mode": "any", "who": ["confidential_officer", "office_director", "party_secretary"]}
        ]
    },
    {"name": "归档", "kind": "joint.last", "rule": [{"who": ["clerk"]}]},
]


def matter(settled: list[str]) -> Matter:
    """``settled`` hears the name of each stage that the case has left for good."""

    def hears(name: str) -> object:
        return lambda subject, by: settled.append(name)

    kinds = [
        Kind("joint.begin", "登记", OpinionForm, deciding=False),
        Kind(
            "joint.united",
            "会签",
            OpinionForm,
            united=True,
            settled=hears("会签"),
            refusal=lambda paper: "不同意",
        ),
        Kind("joint.plain", "审核", OpinionForm, plain=True, settled=hears("审核")),
        Kind("joint.any", "阅办", OpinionForm, settled=hears("阅办"), refusal=lambda paper: "不办"),
        Kind("joint.last", "归档", OpinionForm, deciding=False),
    ]
    return Matter(
        key="joint",
        name="合办",
        icon="file-text",
        url_name="documents:incoming",
        model=Incoming,
        facts=[],
        roles=[],
        kinds=kinds,
        label_of=lambda paper: "合办件",
        digest_of=lambda paper: sha256(paper.title.encode()).hexdigest(),
    )


@contextmanager
def alone(settled: list[str]) -> Iterator[None]:
    """It is the only matter known for as long as the test runs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(registry, "_matters", {"joint": matter(settled)})
        yield


def in_force(house: House) -> FlowVersion:
    """Its flow, put in force as it is; publishing has tests of its own."""
    spec = from_source({"stage": STAGES})
    flow = Flow.objects.create(township=house.township, key="joint", name="合办")
    version = FlowVersion.objects.create(flow=flow, number=1)
    write(version, spec)
    version.digest, version.published_at = spec.digest, clock.now()
    version.save()
    return version


def paper(house: House, number: int = 1) -> Incoming:
    """What is decided upon: its content is its title."""
    paper = blank(house, title="v1", year=2026, number=number, registered_by=house["文书"])
    paper.save()
    return paper
