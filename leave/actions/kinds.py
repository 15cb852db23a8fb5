"""Kinds of leave with their rules, and what the balance of annual leave is reckoned from."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import models

from leave.acts import Act
from leave.models import Each, Entitlement, LeaveKind, Service, Sort
from township_office.audit.capacity import Capacity
from township_office.audit.trail import record
from township_office.people.models import Officer
from township_office.people.told import told
from township_office.townships.models import Township
from township_office.web.once import together
from township_office.web.refusals import Refused
from township_office.workdays.spans import Counts


@dataclass(frozen=True)
class Usual:
    """A kind as the national rules have it; where they leave the days to provinces, a first guess."""

    sort: Sort
    most: int | None = None
    each: Each = Each.YEAR
    counts: Counts = Counts.WORKDAYS
    statutory: bool = False
    proof_above: int | None = None
    note: str = ""
    abroad: bool = False

    def fields(self, order: int) -> dict[str, Any]:
        return {
            "name": self.sort.label,
            "sort": self.sort.value,
            "most": None if self.most is None else Decimal(self.most),
            "each": self.each.value,
            "counts": self.counts.value,
            "statutory": self.statutory,
            "proof_above": None if self.proof_above is None else Decimal(self.proof_above),
            "note": self.note,
            "abroad": self.abroad,
            "order": order,
        }


BIRTH = (
    "难产增加 15 天，多胞胎每多一个增加 15 天；怀孕未满 4 个月流产 15 天，满 4 个月流产 42 天。"
    "另加本省的天数。"
)
HOME = "探望配偶每年 30 天；未婚探望父母每年 20 天；已婚探望父母每四年 20 天。须工作满一年，路程假另计。"
ABROAD = "写明去往的国家或地区。先经县委组织部批准；护照、通行证由组织部门统一保管，回来后交回。"
# LV-01, LV-06 … LV-15, LV-20
USUAL = (
    Usual(Sort.ANNUAL, statutory=True, note="按工龄 5、10、15 天，可以分次休。"),
    Usual(Sort.SICK, proof_above=2, note="超过两天的，销假前补交医院证明。"),
    Usual(Sort.PERSONAL, most=15),
    Usual(Sort.MARRIAGE, 3, Each.TIME, statutory=True, proof_above=0, note="国家 3 天，另加本省的天数。"),
    Usual(Sort.MATERNITY, 98, Each.TIME, Counts.CALENDAR, True, 0, BIRTH),
    Usual(Sort.PATERNITY, 15, Each.TIME, Counts.CALENDAR, True, 0, "天数按本省规定。"),
    Usual(Sort.CHILDCARE, 10, statutory=True, note="子女三周岁以前，天数按本省规定。"),
    Usual(Sort.CARE, 15, statutory=True, proof_above=0, note="天数按本省规定。"),
    Usual(Sort.BEREAVEMENT, 3, Each.TIME, statutory=True, note="直系亲属去世，路程假另计。"),
    Usual(Sort.HOME, 30, Each.YEAR, Counts.CALENDAR, True, None, HOME),
    Usual(Sort.INJURY, statutory=True, proof_above=0, note="按工伤认定。"),
    Usual(Sort.OFFICIAL, note="参加选举、作证、献血等依法履行的社会活动。"),
    Usual(Sort.IN_LIEU, note="值班、加班以后的补休，事由写明哪一天。"),
    Usual(Sort.ABROAD, note=ABROAD, abroad=True),
)  # fmt: skip


def make_usual_kinds(township: Township, by: Capacity) -> list[LeaveKind]:
    """The kinds of leave by the national rules; the provinces' days are there to be corrected.

    A sort that the township has a kind of already, whatever it is called, is left as it is.
    """
    kinds = LeaveKind.objects.filter(township=township)
    known = {word for kind in kinds.values_list("sort", "name") for word in kind}
    return [
        make_kind(township=township, by=by, **usual.fields(order))
        for order, usual in enumerate(USUAL, start=1)
        if known.isdisjoint({usual.sort.value, usual.sort.label})
    ]


@together
def make_kind(*, township: Township, by: Capacity, **fields: Any) -> LeaveKind:
    """A kind of leave with its rules."""
    _check_name(township.pk, fields["name"])
    kind = LeaveKind.objects.create(township=township, **fields)
    record(Act.KIND_MADE, kind, by=by, after=told(kind, fields))
    return kind


@together
def amend_kind(kind: LeaveKind, *, by: Capacity, **changes: Any) -> LeaveKind:
    """Change a kind's rules; what was asked for already keeps the days it was counted at."""
    standing = LeaveKind.objects.get(pk=kind.pk)
    if changes.get("name", standing.name) != standing.name:
        _check_name(standing.township_id, changes["name"])
    change = _changed(standing, changes)
    record(Act.KIND_AMENDED, standing, by=by, **change)
    return standing


@together
def note_service(*, officer: Officer, by: Capacity, **fields: Any) -> Service:
    """参加工作时间, from which the annual leave follows (LV-01)."""
    service = Service.objects.create(officer=officer, **fields)
    record(Act.SERVICE_NOTED, service, by=by, after=told(service, fields))
    return service


@together
def amend_service(service: Service, *, by: Capacity, **changes: Any) -> Service:
    standing = Service.objects.get(pk=service.pk)
    change = _changed(standing, changes)
    record(Act.SERVICE_AMENDED, standing, by=by, **change)
    return standing


@together
def note_entitlement(*, officer: Officer, by: Capacity, **fields: Any) -> Entitlement:
    """What is carried over by decision, and what was taken on paper before the system began (LV-03)."""
    brought = Entitlement.objects.create(officer=officer, **fields)
    record(Act.ENTITLEMENT_NOTED, brought, by=by, after=told(brought, fields))
    return brought


@together
def amend_entitlement(brought: Entitlement, *, by: Capacity, **changes: Any) -> Entitlement:
    standing = Entitlement.objects.get(pk=brought.pk)
    change = _changed(standing, changes)
    record(Act.ENTITLEMENT_AMENDED, standing, by=by, **change)
    return standing


def _changed(standing: models.Model, changes: dict[str, Any]) -> dict[str, Any]:
    before = told(standing, changes)
    for name, value in changes.items():
        setattr(standing, name, value)
    standing.save()
    return {"before": before, "after": told(standing, changes)}


def _check_name(township_id: int, name: str) -> None:
    if LeaveKind.objects.filter(township=township_id, name=name).exists():
        raise Refused(f"已有假别“{name}”。请换个名称，或改原来的。")
