"""Who may read a record. A module writes two small tables beside its model:

    class IncomingGroupGrant(GroupObjectPermissionBase):
        township_path = "content_object__township"
        content_object = models.ForeignKey(Incoming, models.CASCADE, related_name="group_grants")

    class IncomingOfficerGrant(UserObjectPermissionBase): ...

Grants go to the groups of posts and departments, or to a person. Who stands behind a group is
decided by the appointments of the day one reads on; being superuser opens nothing.
"""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.contrib.auth.models import Permission
from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from township_office.people.models import Appointment, Department, Officer, Post
from township_office.townships.roots import NATIONAL, township_path

M = TypeVar("M", bound=models.Model)
Base = type[GroupObjectPermissionBase] | type[UserObjectPermissionBase]


def let_read(
    subject: models.Model,
    *,
    posts: Iterable[Post] = (),
    departments: Iterable[Department] = (),
    officers: Iterable[Officer | int] = (),
) -> None:
    """Open one record to whoever holds these posts, works in these departments, or is named.

    At most two inserts; a grant that stands already stays as it is.
    """
    groups = {post.group_id for post in posts} | {each.group_id for each in departments}
    names = {officer if isinstance(officer, int) else officer.pk for officer in officers}
    permission = _reading(type(subject)).get()
    for table, reader, ids in (
        (_table(type(subject), GroupObjectPermissionBase), "group_id", groups),
        (_table(type(subject), UserObjectPermissionBase), "user_id", names),
    ):
        grant = {"content_object": subject, "permission": permission}
        rows = [table(**grant, **{reader: pk}) for pk in sorted(ids)]
        table._default_manager.bulk_create(rows, ignore_conflicts=True)


def readable_by(records: QuerySet[M], officer: Officer) -> QuerySet[M]:
    """Those of the records that a grant opens to the officer today; none of another township.

    Asks for his groups at once, in a query of their own: given as numbers they let PostgreSQL probe
    the grants by index, which at 300 000 records is 2 to 70 times faster than a nested query.
    """
    mine = Q(group__in=_groups_of(officer))
    return records.filter(
        _granted(records.model, GroupObjectPermissionBase, mine)
        | _granted(records.model, UserObjectPermissionBase, Q(user=officer)),
        **_own_township(records.model, officer),
    )


def _granted(model: type[models.Model], base: Base, who: Q) -> Exists:
    grants = _table(model, base)._default_manager.filter(
        who, content_object=OuterRef("pk"), permission=Subquery(_reading(model).values("pk")[:1])
    )
    return Exists(grants)


def _groups_of(officer: Officer) -> set[int]:
    """The groups of the posts held today and of the departments of these posts."""
    held = Appointment.objects.on().filter(officer=officer)
    pairs = held.values_list("post__group_id", "post__department__group_id")
    return {group for pair in pairs for group in pair if group is not None}


def _reading(model: type[models.Model]) -> QuerySet[Permission]:
    meta = model._meta
    return Permission.objects.filter(
        codename=f"view_{meta.model_name}",
        content_type__app_label=meta.app_label,
        content_type__model=meta.model_name,
    )


def _table(model: type[models.Model], base: Base) -> type[Any]:
    """The table of grants that the module declares beside the model."""
    for relation in model._meta.related_objects:
        if issubclass(relation.related_model, base) and relation.field.name == "content_object":
            return relation.related_model
    raise LookupError(f"{model.__name__} has no table of {base.__name__} beside it")


def _own_township(model: type[models.Model], officer: Officer) -> dict[str, int]:
    path = township_path(model)
    return {path: officer.township_id} if path and path != NATIONAL else {}
