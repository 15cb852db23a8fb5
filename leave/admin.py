from __future__ import annotations

from typing import Any

from django.contrib import admin

from leave import actions
from leave.models import Entitlement, LeaveKind, Service
from township_office.audit.capacity import Capacity
from township_office.people.configuration import Configuration
from township_office.townships.models import Township


@admin.register(LeaveKind)
class LeaveKindAdmin(Configuration):
    """Kinds of leave with their rules; the provinces' days are corrected here."""

    list_display = ["name", "counts", "most", "each", "statutory", "proof_above", "in_use"]
    list_filter = ["in_use", "statutory"]
    fields = [
        "name",
        "sort",
        "counts",
        "most",
        "each",
        "statutory",
        "proof_above",
        "abroad",
        "note",
        "order",
        "in_use",
    ]

    def create(self, values: dict[str, Any], *, township: Township, by: Capacity) -> LeaveKind:
        return actions.make_kind(township=township, by=by, **values)

    def amend(self, record: LeaveKind, changes: dict[str, Any], *, by: Capacity) -> None:
        actions.amend_kind(record, by=by, **changes)


@admin.register(Service)
class ServiceAdmin(Configuration):
    """参加工作时间, from which the days of annual leave follow."""

    list_display = ["officer", "began_on", "joined_on"]
    search_fields = ["officer__name"]
    fields = ["officer", "began_on", "joined_on"]

    def create(self, values: dict[str, Any], *, township: Township, by: Capacity) -> Service:
        return actions.note_service(by=by, **values)

    def amend(self, record: Service, changes: dict[str, Any], *, by: Capacity) -> None:
        actions.amend_service(record, by=by, **changes)


@admin.register(Entitlement)
class EntitlementAdmin(Configuration):
    """What is carried over by decision, and what was taken before the township began here.

    Of a year that has a row nothing is reckoned by itself.
    """

    list_display = ["officer", "kind", "year", "carried", "used_before", "note"]
    list_filter = ["year", "kind"]
    search_fields = ["officer__name"]
    fields = ["officer", "kind", "year", "carried", "used_before", "note"]

    def create(self, values: dict[str, Any], *, township: Township, by: Capacity) -> Entitlement:
        return actions.note_entitlement(by=by, **values)

    def amend(self, record: Entitlement, changes: dict[str, Any], *, by: Capacity) -> None:
        actions.amend_entitlement(record, by=by, **changes)
