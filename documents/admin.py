from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest

from documents.outgoing import actions
from documents.outgoing.models import Series
from township_office.audit.capacity import Capacity
from township_office.people.configuration import Configuration
from township_office.townships.models import Township


@admin.register(Series)
class SeriesAdmin(Configuration):
    """Organ codes; one that has numbers keeps its code and organ, and is put out of use instead."""

    list_display = ["code", "organ", "order", "in_use", "given_out"]
    list_filter = ["organ", "in_use"]
    search_fields = ["code"]
    fields = ["code", "organ", "order", "in_use"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Series]:
        return super().get_queryset(request).annotate(given_out=Count("numbers"))

    @admin.display(description="已编号（个）")
    def given_out(self, series: Any) -> int:
        return int(series.given_out)

    def create(self, values: dict[str, Any], *, township: Township, by: Capacity) -> Series:
        return actions.make_series(by=by, **values)

    def amend(self, record: Series, changes: dict[str, Any], *, by: Capacity) -> None:
        actions.amend_series(record, by=by, **changes)
