from collections.abc import Iterable
from typing import Any

import django_filters
from django.db import models
from django.db.models import Q

from seals.keeping.models import Seal
from seals.using.models import MatterClass, Stamping
from township_office.people.models import Department
from township_office.people.requests import OfficerRequest

MONTHS = [(month, f"{month} 月") for month in range(1, 13)]


def _seals(request: OfficerRequest) -> models.QuerySet[Seal]:
    return Seal.objects.visible_to(request.user)


class LineFilter(django_filters.FilterSet):
    """What one looks a line of the ledger up by."""

    words = django_filters.CharFilter(label="事由、文号、单位、经办人", method="with_words")
    department = django_filters.ChoiceFilter(label="用印单位", empty_label="全部单位")
    seal = django_filters.ModelChoiceFilter(label="印章", queryset=_seals, empty_label="全部印章")
    matter = django_filters.ChoiceFilter(label="事项", empty_label="全部事项")
    month = django_filters.ChoiceFilter(
        label="月份", field_name="at", lookup_expr="month", choices=MONTHS, empty_label="全年"
    )

    class Meta:
        model = Stamping
        fields = ("words", "department", "seal", "matter", "month")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        township = self.request.user.township_id
        self._offer("department", Department.objects.filter(township=township))
        self._offer("matter", MatterClass.objects.filter(township=township))

    def _offer(self, name: str, known: models.QuerySet[Any]) -> None:
        """The names of today, and the one asked for: lines keep theirs when it is gone."""
        names: Iterable[str] = known.values_list("name", flat=True)
        said = self.data.get(name)
        asked = [said] if said and "\0" not in said else []  # no database looks for that
        self.filters[name].extra["choices"] = [
            (each, each) for each in dict.fromkeys([*names, *asked])
        ]

    def with_words(
        self, lines: models.QuerySet[Stamping], name: str, words: str
    ) -> models.QuerySet[Stamping]:
        found = (
            Q(title__icontains=words)
            | Q(document_number__icontains=words)
            | Q(department__icontains=words)
            | Q(handler__icontains=words)
        )
        return lines.filter(found)
