"""Who notes that somebody was away without a slip, and of whom (A2.5)."""

from leave.models import HalfDay, Leave, Trip, Unexcused
from township_office import clock
from township_office.approvals.rules import DIRECTOR
from township_office.audit.capacity import Capacity
from township_office.people.today import today_of
from township_office.web.refusals import Refused, Stale
from township_office.workdays.hours import is_workday
from township_office.workdays.spans import Half


def check_notes(by: Capacity) -> None:
    if not today_of(by.person_id).has_role(DIRECTOR):
        raise Refused("未请假缺岗由办公室主任听取本人说明后记录（A2.5）。")


def check_can_note(noted: Unexcused, *, by: Capacity) -> None:
    """A day that is over or under way, that is worked, and for which there is no slip."""
    check_notes(by)
    if noted.officer.township_id != by.township_id:
        raise Refused("只能记本乡镇的人员。")
    if noted.officer_id == by.person_id:
        raise Refused("自己的情况不由自己记，请向分管领导说明。")
    if noted.day > clock.today():
        raise Refused("日期还没有到，请核对。")
    if not is_workday(noted.day):
        raise Refused("这一天不上班，请核对日期。")
    check_has_no_slip(noted)
    standing = Unexcused.objects.filter(officer=noted.officer_id, day=noted.day)
    halves = {"", noted.half} if noted.half else {"", *HalfDay.values}
    if standing.filter(withdrawn_on__isnull=True, half__in=halves).exists():
        raise Refused("这一天已经记过。")


def check_has_no_slip(noted: Unexcused) -> None:
    """Only a slip that covers all of it excuses; one under way does so far as well."""
    halves = [Half(noted.half)] if noted.half else list(Half)
    for model in (Leave, Trip):
        rows = model.objects.counting().filter(officer=noted.officer_id)
        for other in rows.during(noted.day, noted.day):
            missing = [half for half in halves if not other.covers(noted.day, half)]
            if not missing:
                raise Refused(f"这一天有{other._meta.verbose_name}{other.label}，不是缺岗。")


def check_can_withdraw(noted: Unexcused, *, by: Capacity) -> None:
    check_notes(by)
    if noted.withdrawn_on is not None:
        raise Stale("这条记录已经撤销。")
