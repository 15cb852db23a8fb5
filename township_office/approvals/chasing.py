"""催补签: what a consent by telephone still owes is asked for every working day until it is given.

Each time is a job that marks the day on the row, tells people and enqueues the next, in one
transaction. Of two jobs on one day the second finds the day marked, and its line ends there.
"""

from datetime import datetime, timedelta

from django.urls import reverse

from township_office import clock
from township_office.approvals.models import Confirmation
from township_office.approvals.registry import matter
from township_office.approvals.rules import DIRECTOR, PRINCIPAL_LEADERS
from township_office.approvals.way import Staff, staff_of
from township_office.jobs.outbox import enqueue
from township_office.notices.actions import tell
from township_office.notices.registry import declare
from township_office.workdays.hours import calendar_of

CHASE = "approvals.chase"
EVERY_WEEK = "approvals.owed_each_week"
CHASED = declare("approvals.chased", "催补签")
LISTED = declare("approvals.owed_each_week", "本周待补签")
DAY = timedelta(days=1)


def chase_later(owed: Confirmation) -> None:
    """See to it that it is asked for from its limit on; what was disowned, from the next morning."""
    disowned = owed.status == Confirmation.Status.DISOWNED
    first = None if disowned else owed.due_at
    _enqueue(owed, first or _next_morning(owed.township_id))


def chase(owed_id: int) -> None:
    """Ask for what is still owed, once a day, and see to the next time; what is settled rests."""
    today = clock.today()
    behind = Confirmation.objects.unsettled().filter(pk=owed_id).exclude(chased_on=today)
    if not behind.update(chased_on=today):
        return
    owed = Confirmation.objects.select_related("case", "leader", "called_by").get(pk=owed_id)
    _tell(owed)
    _enqueue(owed, _next_morning(owed.township_id))


def list_for_the_director(township_id: int) -> None:
    """The week begins: the director hears how much is still owed, if anything is."""
    owed = Confirmation.objects.unsettled().filter(township=township_id)
    disowned = owed.filter(status=Confirmation.Status.DISOWNED).count()
    number = owed.count()
    if not number:
        return
    settle = f"，其中 {disowned} 件被否认、待处置" if disowned else ""
    tell(
        LISTED,
        township_id=township_id,
        officers=sorted(staff_of(township_id).in_roles(DIRECTOR)),
        words=f"还有 {number} 件电话同意没有补签{settle}，请催办。",
        url=reverse("approvals:owed"),
        about="补签",
        group=EVERY_WEEK,
        by=None,
    )


def _enqueue(owed: Confirmation, run_at: datetime) -> None:
    enqueue(CHASE, township_id=owed.township_id, run_at=run_at, owed_id=owed.pk)


def _next_morning(township_id: int) -> datetime:
    """When the next working day begins."""
    tomorrow = clock.midnight(clock.today() + DAY)
    return calendar_of(township_id, tomorrow).add(tomorrow, 0).at


def _tell(owed: Confirmation) -> None:
    case = owed.case
    its, staff = matter(case.matter), staff_of(owed.township_id, case.matter)
    tell(
        CHASED,
        township_id=owed.township_id,
        officers=sorted(_asked(owed, staff)),
        words=_words(owed, staff),
        url=its.url_of(case),
        about=case.title,
        group=f"{its.key}:{case.subject_id}",
        by=None,
    )


def _asked(owed: Confirmation, staff: Staff) -> frozenset[int]:
    """The leader; of what he disowned, or where he has left, whoever has to settle it."""
    if owed.status == Confirmation.Status.OPEN and owed.leader_id in staff.names:
        return frozenset({owed.leader_id})
    parties = {owed.leader_id, owed.called_by_id, owed.case.applicant_id}
    directors = staff.in_roles(DIRECTOR) - parties
    return directors or staff.in_roles(*PRINCIPAL_LEADERS) - parties


def _words(owed: Confirmation, staff: Staff) -> str:
    called = clock.local(owed.called_at)
    when = f"{called.month}月{called.day}日"
    if owed.status == Confirmation.Status.DISOWNED:
        return f"{owed.leader}否认{owed.called_by}{when}记录的电话同意，还没有处置，请处置。"
    if owed.leader_id not in staff.names:
        return f"{owed.leader}已离任，{when}的电话同意（{owed.called_by}记录）无人补签，请处置。"
    return f"{owed.leader}{when}的电话同意（{owed.called_by}记录）还没有补签，请补签。"
