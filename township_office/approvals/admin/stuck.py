"""无人可办 in the admin: where a case stands still, never what it is about; resolved anew, with a reason."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe

from township_office.approvals import actions
from township_office.approvals.models import StuckTask, Task
from township_office.approvals.registry import matter
from township_office.approvals.stuck import stuck_in, where_it_lies
from township_office.approvals.way import Staff, staff_of
from township_office.audit.capacity import administrator
from township_office.people.configuration import officer_of
from township_office.web.once import once

AT_A_GLANCE = 200


class ReasonForm(forms.Form):
    required_css_class = "required"

    reason = forms.CharField(
        label="重新指定的理由",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="会写进办理过程，经办人和后面办理的人都看得到。",
        error_messages={"required": "请写明理由，如：副镇长已调离，职务空缺。"},
    )


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    township = officer_of(request).township_id
    rows = stuck_in(township).select_related("case", "post", "officer").order_by("opened_at", "pk")
    staff = staff_of(township)
    lines = [_line(task, staff) for task in rows[:AT_A_GLANCE]]
    return TemplateResponse(request, "admin/approvals/stuck.html", _page(request, lines=lines))


def resolve(request: HttpRequest, pk: int) -> HttpResponse:
    """Let it go where its rule leads today."""
    officer = officer_of(request)
    task = _own(request, pk)
    form = ReasonForm(request.POST or None, label_suffix="")
    if not form.is_valid():
        page = _page(request, form=form, **_line(task, staff_of(officer.township_id)))
        return TemplateResponse(request, "admin/approvals/resolve.html", page)
    reason = form.cleaned_data["reason"]
    case = actions.intervene(task, reason=reason, by=administrator(officer))
    messages.success(request, f"{case.label}已重新指定，现在是「{case.stage_name}」。")
    return redirect("admin:approvals_stucktask_changelist")


@admin.register(StuckTask)
class StuckTaskAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """One list and one form; the records themselves are nobody's to change here."""

    def get_urls(self) -> list[URLPattern]:
        return [
            path("", self.admin_site.admin_view(listed), name="approvals_stucktask_changelist"),
            path(
                "<int:pk>/", self.admin_site.admin_view(once(resolve)), name="approvals_stuck_one"
            ),
        ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def _own(request: HttpRequest, pk: int) -> Task:
    rows = StuckTask.objects.filter(township=officer_of(request).township_id)
    found: Task = get_object_or_404(rows.select_related("case", "post", "officer"), pk=pk)
    return found


def _line(task: Task, staff: Staff) -> dict[str, Any]:
    """What an administrator may know of it: neither title nor content."""
    return {
        "task": task,
        "label": task.case.label,
        "matter": matter(task.case.matter).name,
        "lies": where_it_lies(task, staff),
    }


def _page(request: HttpRequest, **shown: Any) -> dict[str, Any]:
    its = {"title": "无人可办", "opts": StuckTask._meta}
    return {**admin.site.each_context(request), **its, **shown}
