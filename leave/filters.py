import django_filters
from django.db import models
from django.http import HttpRequest

from leave.models import Leave, LeaveKind
from township_office.people.models import Department


def _kinds(request: HttpRequest | None) -> models.QuerySet[LeaveKind]:
    own = getattr(getattr(request, "user", None), "township_id", None)
    return LeaveKind.objects.filter(township=own)


def _departments(request: HttpRequest | None) -> models.QuerySet[Department]:
    own = getattr(getattr(request, "user", None), "township_id", None)
    return Department.objects.filter(township=own)


class LeaveFilter(django_filters.FilterSet):
    """What the leave clerk looks a leave up by."""

    name = django_filters.CharFilter(
        label="姓名", field_name="officer__name", lookup_expr="icontains"
    )
    department = django_filters.ModelChoiceFilter(
        label="部门", queryset=_departments, empty_label="全部部门"
    )
    kind = django_filters.ModelChoiceFilter(label="假别", queryset=_kinds, empty_label="全部假别")

    class Meta:
        model = Leave
        fields = ("name", "department", "kind")
