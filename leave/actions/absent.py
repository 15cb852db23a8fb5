"""未请假缺岗: noted by the director after hearing the person; what follows people decide (A2.5)."""

from leave.acts import Act
from leave.models import Unexcused
from leave.rules import absent
from township_office import clock
from township_office.audit.capacity import Capacity
from township_office.audit.trail import record
from township_office.notices.actions import tell
from township_office.notices.registry import declare
from township_office.web.once import together

NOTED = declare("leave.unexcused", "未请假缺岗")


@together
def note_unexcused(noted: Unexcused, *, by: Capacity) -> None:
    """Note that somebody was away without a slip, with what he said to it; he is told."""
    absent.check_can_note(noted, by=by)
    noted.noted_by_id, noted.noted_at = by.person_id, clock.now()
    noted.save()
    after = {"日期": f"{noted.day:%Y-%m-%d}{noted.get_half_display()}"}
    record(Act.UNEXCUSED_NOTED, noted, by=by, words=noted.heard, after=after)
    _told(noted, "记了一次未请假缺岗，有不同意见请向办公室主任说明。", by)


@together
def withdraw_unexcused(noted: Unexcused, *, reason: str, by: Capacity) -> None:
    """Take it back, with the reason; it stays to be read."""
    absent.check_can_withdraw(noted, by=by)
    noted.withdrawn_on, noted.withdrawn_reason = clock.today(), reason
    noted.save(update_fields=["withdrawn_on", "withdrawn_reason"])
    record(Act.UNEXCUSED_WITHDRAWN, noted, by=by, words=reason)
    _told(noted, "缺岗记录已撤销。", by)


def _told(noted: Unexcused, words: str, by: Capacity) -> None:
    tell(
        NOTED,
        township_id=by.township_id,
        officers=[noted.officer_id],
        words=words,
        url="/leave/unexcused/",
        about=f"{noted.day:%Y-%m-%d} 未请假缺岗",
        group=f"leave.unexcused:{noted.pk}",
        by=by,
    )
