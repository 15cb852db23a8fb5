"""Sheets stamped blank and not accounted for: people are reminded until every one is settled.

Each time is a job that counts on the row, tells and enqueues the next, in one transaction, so that a
worker killed at any moment neither loses one nor sends it twice.
"""

from seals.blank import rules
from seals.blank.actions import UNSETTLED_JOB, remind_later
from seals.blank.models import BlankRequest
from township_office.jobs.registry import job
from township_office.notices.actions import tell
from township_office.notices.registry import declare

UNSETTLED = declare("seals.blank_unsettled", "空白用印没有交代")


@job(UNSETTLED_JOB, title="空白用印提醒")
def remind(*, township_id: int, blank_id: int, step: int) -> None:
    """What is settled, or was reminded of at this step already, is not spoken of."""
    waiting = BlankRequest.objects.unsettled().filter(pk=blank_id, reminded=step - 1)
    if not waiting.update(reminded=step):
        return
    request = BlankRequest.objects.select_related("seal", "applicant").get(pk=blank_id)
    left = request.pages.filter(confirmed_on__isnull=True).count()
    tell(
        UNSETTLED,
        township_id=township_id,
        officers=rules.who_hears(request, step),
        words=f"空白用印{request.label}还有 {left} 张没有交代清楚、由保管人核对，申请人{request.applicant}。",
        url=request.get_absolute_url(),
        about=str(request),
        group=f"seals.blank:{request.pk}",
        by=None,
    )
    remind_later(request, step=step + 1)
