"""无人可办: what lies today where nobody who may do it sits; the administrators see to it."""

from __future__ import annotations

from collections.abc import Set

from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from township_office.approvals.core import FIRST
from township_office.approvals.models import StuckTask, Task
from township_office.approvals.models.cases import TaskQuerySet
from township_office.approvals.registry import matters
from township_office.approvals.rules import DIRECTOR
from township_office.approvals.way import Staff, staff_of
from township_office.notices.actions import tell
from township_office.notices.registry import declare
from township_office.people.models import Appointment, Officer

STUCK = declare("approvals.stuck", "无人可办")
EVERY_MORNING = "approvals.stuck_each_day"
PAGE, DESK = "admin:approvals_stucktask_changelist", "desk:todo"


def stuck_in(township_id: int) -> TaskQuerySet:
    """Open tasks that block a case and that nobody may do today; what waits for another does not.

    In a vacant post, with somebody who has left, or with nobody but the applicant himself.
    """
    staff = staff_of(township_id)
    lying = StuckTask.objects.open().ready().filter(township=township_id, blocks=True)
    rows: TaskQuerySet = lying.filter(_nobody_sits(staff) | _only_the_applicant())
    return rows


def where_it_lies(task: Task, staff: Staff) -> str:
    """镇长（职务空缺）, and what else keeps it there."""
    if task.officer is not None:
        here = task.officer_id in staff.names
        return f"{task.officer}（{'是经办人本人' if here else '已不在岗'}）"
    vacant = not staff.holders.get(task.post_id or 0)
    return f"{task.post}（{'职务空缺' if vacant else '只有经办人本人'}）"


def tell_of_the_stuck(township_id: int) -> None:
    """Each morning the administrators and the director hear how many there are, if there are any."""
    number = stuck_in(township_id).count()
    administrators = Officer.objects.filter(township=township_id, is_staff=True, is_active=True)
    told = set(administrators.values_list("pk", flat=True))
    if number:
        here = f"有 {number} 件现在没有人能办。"
        _tell(township_id, told, f"{here}请补上任职，或重新指定。", reverse(PAGE))
        directors = staff_of(township_id).in_roles(DIRECTOR) - told
        _tell(township_id, directors, f"{here}请管理员处理。", reverse(DESK))


def _tell(township_id: int, officers: Set[int], words: str, url: str) -> None:
    tell(
        STUCK,
        township_id=township_id,
        officers=sorted(officers),
        words=words,
        url=url,
        about="无人可办",
        group=EVERY_MORNING,
        by=None,
    )


def _nobody_sits(staff: Staff) -> Q:
    vacant = [post for post in staff.posts if not staff.holders.get(post)]
    left = Q(officer__isnull=False) & ~Q(officer__in=list(staff.names))
    mending = Q(officer=F("case__applicant"), stage=FIRST)  # waits for him, whatever he is today
    return Q(post__in=vacant) | (left & ~mending)


def _only_the_applicant() -> Q:
    """Nobody decides on his own request, so it lies with nobody where only he sits."""
    deciding = [kind.key for each in matters().values() for kind in each.kinds if kind.deciding]
    sitting = Appointment.objects.on().filter(post=OuterRef("post"), officer__is_active=True)
    himself = Exists(sitting.filter(officer=OuterRef("case__applicant")))
    others = Exists(sitting.exclude(officer=OuterRef("case__applicant")))
    alone = Q(officer=F("case__applicant")) | (Q(himself) & ~Q(others))
    return Q(stage__gt=FIRST, kind__in=deciding) & alone
