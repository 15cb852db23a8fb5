"""因私出国（境）: the county's organisation department decides first, and keeps the passports (LV-20)."""

from leave.models import Leave
from leave.rules.asking import check_asks_for
from township_office import clock
from township_office.audit.capacity import Capacity
from township_office.web.refusals import Refused


def lacks_permit(leave: Leave) -> bool:
    return leave.kind.abroad and leave.permit_on is None


def check_permit(leave: Leave) -> None:
    """Before it is decided the approval and the custody of the passport are recorded."""
    if lacks_permit(leave):
        raise Refused(
            f"{leave.kind}须先经县委组织部批准。请先在假条上登记批准文号、日期和证件由谁保管，再审批。"
        )


def check_can_note_permit(leave: Leave, *, by: Capacity) -> None:
    """By him or for him, until the leave is decided."""
    check_asks_for(leave.officer, by=by)
    if not leave.kind.abroad:
        raise Refused(f"{leave.kind}不用登记出国（境）批准。")
    if leave.approved_on or leave.voided_on or leave.cancelled_on:
        raise Refused("这张假条已经办完，出国（境）批准不能再改。")


def check_permit_date(leave: Leave) -> None:
    if leave.permit_on is not None and leave.permit_on > clock.today():
        raise Refused("批准日期还没有到，请核对。")
