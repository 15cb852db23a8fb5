from typing import Any

import django_filters
from django.db import models
from django.db.models import Q
from django.http import HttpRequest

from township_office.approvals.models import Task
from township_office.approvals.registry import matters
from township_office.people.models import Appointment, Post


def _matters() -> list[tuple[str, str]]:
    return [(key, each.name) for key, each in matters().items()]


def _stages() -> list[tuple[str, str]]:
    """请假　审批: of which matter; several share a kind of stage, and most have one of its name."""
    return [
        (f"{key}/{kind.key}", f"{each.name}　{kind.called}")
        for key, each in matters().items()
        for kind in each.kinds
    ]


def _posts(request: HttpRequest | None) -> models.QuerySet[Post]:
    here = request.user.township_id if request else None  # type: ignore[union-attr]
    return Post.objects.filter(township=here).order_by("rank", "id")


class OverdueFilter(django_filters.FilterSet):
    """What the director looks delays up by."""

    matter = django_filters.ChoiceFilter(
        label="事项", field_name="case__matter", choices=_matters, empty_label="全部事项"
    )
    stage = django_filters.ChoiceFilter(
        label="环节", choices=_stages, method="at_stage", empty_label="全部环节"
    )
    whose = django_filters.ModelChoiceFilter(
        label="在谁处", queryset=_posts, method="lying_with", empty_label="全部职务"
    )

    class Meta:
        model = Task
        fields = ("matter", "stage", "whose")

    def at_stage(
        self, tasks: models.QuerySet[Task], name: str, stage: str
    ) -> models.QuerySet[Task]:
        matter, kind = stage.split("/")
        return tasks.filter(case__matter=matter, kind=kind)

    def lying_with(
        self, tasks: models.QuerySet[Task], name: str, post: Any
    ) -> models.QuerySet[Task]:
        """In that post, or with whoever holds it as a person."""
        holding = Appointment.objects.on().filter(post=post)
        return tasks.filter(Q(post=post) | Q(officer__in=holding.values("officer")))
