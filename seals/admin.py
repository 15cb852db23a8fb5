from __future__ import annotations

from typing import Any

from django.contrib import admin

from seals.certifying import actions as certifying
from seals.certifying.models import CertificateTemplate
from seals.using import actions
from seals.using.models import MatterClass
from township_office.audit.capacity import Capacity
from township_office.people.configuration import Configuration
from township_office.townships.models import Township


@admin.register(MatterClass)
class MatterClassAdmin(Configuration):
    """Classes of matters for seals: what they are called, by which way they go, what they ask for."""

    list_display = [
        "name",
        "nature",
        "for_outsider",
        "scan_required",
        "legal_opinion",
        "order",
        "in_use",
    ]
    list_filter = ["nature", "in_use"]
    search_fields = ["name"]
    fields = ["name", "nature", "for_outsider", "scan_required", "legal_opinion", "order", "in_use"]

    def create(self, values: dict[str, Any], *, township: Township, by: Capacity) -> MatterClass:
        return actions.make_matter(by=by, **values)

    def amend(self, record: MatterClass, changes: dict[str, Any], *, by: Capacity) -> None:
        actions.amend_matter(record, by=by, **changes)


@admin.register(CertificateTemplate)
class CertificateTemplateAdmin(Configuration):
    """What certificates say, with which seal, under which matter."""

    list_display = ["name", "seal", "matter", "order", "in_use"]
    list_filter = ["in_use"]
    search_fields = ["name", "body"]
    fields = ["name", "body", "seal", "matter", "order", "in_use"]

    def create(
        self, values: dict[str, Any], *, township: Township, by: Capacity
    ) -> CertificateTemplate:
        return certifying.make_template(by=by, **values)

    def amend(self, record: CertificateTemplate, changes: dict[str, Any], *, by: Capacity) -> None:
        certifying.amend_template(record, by=by, **changes)
