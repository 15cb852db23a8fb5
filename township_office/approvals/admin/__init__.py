"""流程 in the admin: versions are read in the office's words, drafts are written by drop-downs."""

from typing import Any, cast

from django.contrib import admin
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from township_office.approvals.admin.drafts import VIEWS
from township_office.approvals.admin.stuck import StuckTaskAdmin
from township_office.approvals.definition import rule_spec
from township_office.approvals.models import FlowVersion, Stage
from township_office.approvals.terms import terms_of
from township_office.people.configuration import Configuration, officer_of
from township_office.web.once import once

__all__ = ["FlowVersionAdmin", "StuckTaskAdmin"]


class StageInline(admin.TabularInline):  # type: ignore[type-arg]
    """The stages of a version as they were published; to be read, never to be changed."""

    model = Stage
    fields = readonly_fields = ("order", "name", "limit", "phone", "clause", "who")
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description="可电话请示")
    def phone(self, stage: Stage) -> str:
        return "是" if stage.phone_ok else "否"

    @admin.display(description="办理人（第一条符合的为准）")
    def who(self, stage: Stage) -> SafeString:
        rules = stage.rules.prefetch_related("signers", "conditions")
        terms = terms_of(stage.version.flow)
        return format_html_join(
            "", "<div>{}</div>", ((terms.rule(rule_spec(rule)),) for rule in rules)
        )


@admin.register(FlowVersion)
class FlowVersionAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """流程版本: what cases run on; a published version never changes, a draft has its own pages."""

    list_display = ("flow", "number", "standing", "published_at", "published_by")
    list_select_related = ("flow",)
    inlines = (StageInline,)
    fields = readonly_fields = ("flow", "number", "published_at", "published_by", "digest")
    actions = None

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[FlowVersion]:
        newer = FlowVersion.objects.filter(
            flow=models.OuterRef("flow"),
            number__gt=models.OuterRef("number"),
            published_at__isnull=False,
        )
        township = officer_of(request).township_id
        rows: models.QuerySet[FlowVersion] = (
            super().get_queryset(request).filter(flow__township=township)
        )
        return rows.annotate(replaced=models.Exists(newer)).order_by("flow__name", "-number")

    def get_urls(self) -> list[URLPattern]:
        own = [
            path(route, self.admin_site.admin_view(once(view)), name=name)
            for route, view, name in VIEWS
        ]
        return [*own, *super().get_urls()]

    @admin.display(description="状态")
    def standing(self, version: Any) -> str:
        if version.published_at is None:
            return "底稿，未发布"
        return "已由新版本替换" if version.replaced else "在用"

    def change_view(
        self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """A draft is opened where it can be changed."""
        version = self.get_object(request, object_id)
        if version is not None and version.published_at is None:
            return redirect("admin:approvals_draft", version.pk)
        return super().change_view(request, object_id, *args, **kwargs)

    def history_view(self, request: HttpRequest, object_id: str, *args: Any) -> HttpResponse:
        """The trail of a version: who drafted what, who published it."""
        return Configuration.history_view(cast(Any, self), request, object_id)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
