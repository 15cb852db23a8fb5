"""Whose delays somebody may look at (flows.md, overdue at a principal leader)."""

from township_office import clock
from township_office.approvals.core import FIRST
from township_office.approvals.models import Case, Task
from township_office.approvals.models.cases import TaskQuerySet
from township_office.approvals.registry import seen_by
from township_office.approvals.rules import DIRECTOR, PRINCIPAL_LEADERS, unspoken
from township_office.people.models import Officer
from township_office.people.today import today_of


def chases(officer: Officer) -> bool:
    """Whether he presses whoever is late: the office director."""
    return today_of(officer).has_role(DIRECTOR)


def looks_after_delays(officer: Officer) -> bool:
    """Whether delays of others are his concern at all."""
    return today_of(officer).has_role(DIRECTOR, *PRINCIPAL_LEADERS)


def overdue_for(officer: Officer) -> TaskQuerySet:
    """What is overdue, as far as it is his concern and he may open it; not what its sender mends.

    The director looks after all of the township, a principal leader after all but what lies with
    the other one; everybody else sees his own.
    """
    rows = Task.objects.open().filter(blocks=True, stage__gt=FIRST, due_at__lt=clock.now())
    seen = rows.filter(township=officer.township_id, case__in=Case.objects.filter(seen_by(officer)))
    if chases(officer):
        return seen
    if looks_after_delays(officer):
        return seen.exclude(unspoken(officer))
    return seen.lying_with(officer)
