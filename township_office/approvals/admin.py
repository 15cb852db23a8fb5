from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from township_office.approvals.models import FlowVersion, Rule, Stage


class StageInline(admin.TabularInline):  # type: ignore[type-arg]
    """The stages of a version as they were published; to be read, never to be changed."""

    model = Stage
    fields = readonly_fields = ("order", "name", "limit", "phone_ok", "clause", "who")
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description="办理人（第一条符合的为准）")
    def who(self, stage: Stage) -> SafeString:
        rules = stage.rules.prefetch_related("signers", "conditions")
        return format_html_join("", "<div>{}</div>", ((_sentence(rule),) for rule in rules))


def _sentence(rule: Rule) -> str:
    """当 side 是 both：mayor、party_secretary（全部），顺延 …"""
    when = "，".join(str(condition) for condition in rule.conditions.all())
    signers = list(rule.signers.all())
    asked = "、".join(signer.role for signer in signers if not signer.instead_of)
    behind = "、".join(signer.role for signer in signers if signer.instead_of)
    parts = [f"当 {when}：" if when else "", asked, f"（{rule.get_mode_display()}）"]
    return "".join(parts) + (f"，顺延 {behind}" if behind else "")


@admin.register(FlowVersion)
class FlowVersionAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """流程版本: what cases run on; a published version never changes."""

    list_display = ("flow", "number", "published_at", "published_by")
    inlines = (StageInline,)
    fields = readonly_fields = ("flow", "number", "published_at", "published_by", "digest")

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[FlowVersion]:
        township = request.user.township_id  # type: ignore[union-attr]
        return super().get_queryset(request).filter(flow__township=township)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
