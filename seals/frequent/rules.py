"""What may be kept as a frequent matter, for whom it is offered, and who may drop it."""

from seals.frequent.models import FrequentMatter
from seals.using.models import Request
from township_office.audit.capacity import Capacity
from township_office.people.models import Department, Officer
from township_office.people.today import today_of
from township_office.web.refusals import Refused

MOST = 30  # as many buttons as one still finds something among


def check_can_keep(
    request: Request, name: str, department: Department | None, *, by: Capacity
) -> None:
    """Who asked for it, or the office; for the whole township the office alone."""
    in_office = today_of(by.person_id).in_office
    if request.source_id is not None:
        raise Refused("随文用印的由公文带出，不用存为常用。")
    if request.applicant_id != by.person_id and not in_office:
        raise Refused("常用事项由申请人或党政办存。")
    if department is None and not in_office:
        raise Refused("全镇通用的由党政办存；您可以存给本部门用。")
    of_them = FrequentMatter.objects.filter(
        township_id=request.township_id, department=department, dropped_at__isnull=True
    )
    if of_them.filter(name=name).exists():
        raise Refused(f"常用事项「{name}」已经有了，请换个名字，或先删去原来的。")
    if of_them.count() >= MOST:
        raise Refused(f"常用事项最多 {MOST} 个，请先删去不用的。")


def check_can_drop(frequent: FrequentMatter, *, by: Capacity) -> None:
    if frequent.dropped_at is not None:
        raise Refused(f"常用事项「{frequent}」已经删去。")
    if frequent.kept_by_id != by.person_id and not today_of(by.person_id).in_office:
        raise Refused(f"常用事项「{frequent}」由存的人（{frequent.kept_by}）或党政办删去。")


def may_keep(request: Request, officer: Officer) -> bool:
    """Whether 存为常用 is worth showing."""
    own = request.applicant_id == officer.pk or today_of(officer).in_office
    return request.source_id is None and own
