from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from township_office.approvals.models import Condition, Flow, FlowVersion, Rule, Stage
from township_office.approvals.registry import Matter, matters
from township_office.people.models import Post
from township_office.townships.settings import declared


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
        flow = stage.version.flow
        return format_html_join("", "<div>{}</div>", ((_sentence(rule, flow),) for rule in rules))


def _sentence(rule: Rule, flow: Flow) -> str:
    """归口是党政：镇长、党委书记（全部）；空缺或为经办人的，顺延党委书记、镇长"""
    signers, matter = list(rule.signers.all()), matters().get(flow.key)
    when = "，".join(_condition(condition, matter) for condition in rule.conditions.all())
    asked = [_role(each.role, matter, flow) for each in signers if not each.instead_of]
    behind = [_role(each.role, matter, flow) for each in signers if each.instead_of]
    mode = f"（{rule.get_mode_display()}）" if len(asked) > 1 else ""
    fallback = f"；空缺或为经办人的，顺延{'、'.join(dict.fromkeys(behind))}" if behind else ""
    return f"{when}{'：' if when else ''}{'、'.join(asked)}{mode}{fallback}"


def _role(role: str, matter: Matter | None, flow: Flow) -> str:
    """What the office calls a role: a relative one by its label, a post by its name there."""
    for relative in matter.roles if matter else ():
        if relative.key == role:
            return relative.label
    posts = Post.objects.filter(township=flow.township, role=role)
    return "、".join(post.name for post in posts) or f"{role}（无此岗位）"


def _condition(condition: Condition, matter: Matter | None) -> str:
    """归口是党政; what can only be so or not is said without 是否: 不是例行阅件."""
    label, words = _fact(condition.fact, matter)
    if isinstance(condition.value, bool):
        so = condition.value == (condition.operator == Condition.Operator.IS)
        return label if so else f"不是{label}"
    values = condition.value if isinstance(condition.value, list) else [condition.value]
    said = "、".join(str(words.get(value, value)) for value in values)
    return f"{label}{condition.get_operator_display()}{said}"


def _fact(key: str, matter: Matter | None) -> tuple[str, dict[Any, Any]]:
    """What the office calls a fact or a switch, and the words for its values."""
    for fact in matter.facts if matter else ():
        if fact.key == key:
            return fact.label, dict(fact.choices)
    switch = declared().get(key.removeprefix("setting."))
    return (f"打开了「{switch.title}」" if switch else key), {}


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
