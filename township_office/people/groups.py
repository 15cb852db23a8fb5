"""Groups mirror posts and departments, so that a reading grant can be given to either."""

from typing import Any

from django.contrib.auth.models import Group
from django.db.models import QuerySet

from township_office.people.models import Appointment, Officer
from township_office.townships.models import Township

Membership: Any = Officer.groups.through


def group_for(kind: str, township: Township, name: str) -> Group:
    """A new group for a post or department; its name is unique because theirs is in the township."""
    return Group.objects.create(name=group_name(kind, township, name))


def group_name(kind: str, township: Township, name: str) -> str:
    return f"{township.pk} {kind} {name}"


def mirror(officers: QuerySet[Officer]) -> None:
    """Let the officers be in the groups of what they hold today, and in no others.

    Reading does not depend on it: grants follow the appointments themselves.
    """
    wanted = _wanted(officers)
    standing = Membership.objects.filter(officer__in=officers)
    rows = {(row.officer_id, row.group_id): row.pk for row in standing}
    stale = [pk for pair, pk in rows.items() if pair not in wanted]
    Membership.objects.filter(pk__in=stale).delete()
    missing = [Membership(officer_id=one, group_id=group) for one, group in wanted - rows.keys()]
    Membership.objects.bulk_create(missing, ignore_conflicts=True)


def _wanted(officers: QuerySet[Officer]) -> set[tuple[int, int]]:
    held = Appointment.objects.on().filter(officer__in=officers)
    rows = held.values_list("officer_id", "post__group_id", "post__department__group_id")
    return {(officer, group) for officer, *groups in rows for group in groups if group is not None}
