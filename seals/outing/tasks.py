"""外带逾期: carrier and escort, keeper, director, leader hear of it, each a step after the one before.

Each step is a job that marks the step on the row, tells people and enqueues the next, in one
transaction, so that a worker killed at any moment neither loses one nor sends it twice.
"""

from datetime import datetime

from django.utils.formats import date_format

from seals.outing import rules
from seals.outing.actions import LATE_JOB, remind_when_late
from seals.outing.actions.telling import LATE, tell_of
from seals.outing.models import Outing
from township_office import clock
from township_office.jobs.registry import job


@job(LATE_JOB, title="外带逾期提醒")
def remind(*, township_id: int, outing_id: int, step: int, due: str) -> None:
    """What is back, lost, extended since, or told of at this step already is not spoken of."""
    late = Outing.objects.out().filter(pk=outing_id, seal__out_since__isnull=False)
    late = late.filter(until=datetime.fromisoformat(due), late_steps=step - 1)
    if not Outing.objects.filter(pk__in=late.values("pk")).update(late_steps=step):
        return
    outing = Outing.objects.select_related("seal", "carrier").get(pk=outing_id)
    tell_of(LATE, outing, rules.who_hears(outing, step), _words(outing), by=None)
    if step < len(rules.LATE_HOURS):
        remind_when_late(outing, step=step + 1)


def _words(outing: Outing) -> str:
    """榆阳镇人民政府外带应于11月26日 17:30归还，还没有收回，现在马军处。"""
    due = date_format(clock.local(outing.until), "n月j日 H:i")
    return f"{outing.seal}外带应于{due}归还，还没有收回，现在{outing.carrier}处。"
