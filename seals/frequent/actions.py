"""Frequent matters kept and dropped: check, change, record."""

from __future__ import annotations

from seals.frequent import rules
from seals.frequent.acts import Act
from seals.frequent.models import FrequentMatter, FrequentSeal
from seals.using.models import Request
from township_office import clock
from township_office.audit.capacity import Capacity
from township_office.audit.trail import record
from township_office.people.models import Department
from township_office.web.once import together


@together
def keep_frequent(
    request: Request, *, name: str, department: Department | None, by: Capacity
) -> FrequentMatter:
    """存为常用: what this request asked for, with all the seals that were asked for together.

    Raises Refused for anybody but its applicant and the office, and where the name is taken.
    """
    rules.check_can_keep(request, name, department, by=by)
    frequent = FrequentMatter.objects.create(
        township_id=request.township_id,
        department=department,
        name=name,
        matter=request.matter,
        title=request.title,
        copies=request.copies,
        side=request.side,
        for_outsider=request.for_outsider,
        across=request.across,
        wording=request.wording,
        kept_by_id=by.person_id,
    )
    FrequentSeal.objects.bulk_create(
        FrequentSeal(frequent=frequent, seal_id=seal) for seal in _seals_of(request)
    )
    whose = department.name if department else "全镇"
    record(Act.KEPT, frequent, by=by, after={"名称": name, "给谁用": whose})
    return frequent


@together
def drop_frequent(frequent: FrequentMatter, *, by: Capacity) -> None:
    """It is offered no more; requests made from it stand. Raises Refused for who may not."""
    rules.check_can_drop(frequent, by=by)
    frequent.dropped_at = clock.now()
    frequent.save(update_fields=["dropped_at"])
    record(Act.DROPPED, frequent, by=by)


def _seals_of(request: Request) -> list[int]:
    if request.bundle is None:
        return [request.seal_id]
    together_with = Request.objects.filter(township_id=request.township_id, bundle=request.bundle)
    return sorted(set(together_with.values_list("seal", flat=True)))
