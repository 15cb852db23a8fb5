import csv
from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.admin.helpers import AdminForm
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe

from township_office.audit.capacity import administrator
from township_office.web.once import once
from township_office.workdays.actions import import_notice
from township_office.workdays.forms import NoticeForm
from township_office.workdays.models import CalendarYear
from township_office.workdays.notice import write_notice

OVERVIEW = "admin:workdays_calendaryear_changelist"


@admin.register(CalendarYear)
class CalendarYearAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not subscriptable at run time
    """The years whose notice is known. One is added by importing its notice, and in no other way."""

    list_display = ["__str__", "source"]
    fields = ["source", "named_days"]
    readonly_fields = ["named_days"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return obj is None and super().has_change_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    @admin.display(description="列明的日子")
    def named_days(self, year: CalendarYear) -> str:
        return format_html_join(mark_safe("<br>"), "{}", ((day,) for day in year.days.all()))

    def get_urls(self) -> list[URLPattern]:
        import_view = self.admin_site.admin_view(once(self.import_notice))
        table_view = self.admin_site.admin_view(self.table)
        return [
            path("import/", import_view, name="workdays_import"),
            path("<int:year>/table.csv", table_view, name="workdays_table"),
            *super().get_urls(),
        ]

    def import_notice(self, request: HttpRequest) -> HttpResponse:
        if not self.has_change_permission(request):
            raise PermissionDenied
        form = NoticeForm(request.POST or None, request.FILES or None)
        if not form.is_valid():
            fields = AdminForm(cast(Any, form), [(None, {"fields": list(form.fields)})], {})
            page = self.admin_site.each_context(request) | {
                "title": "导入放假通知",
                "fields": fields,
            }
            return TemplateResponse(request, "admin/workdays/import.html", page)
        year = import_notice(**form.cleaned_data, by=administrator(cast(Any, request.user)))
        messages.success(request, f"{year}已更新。")
        return redirect(OVERVIEW)

    def table(self, request: HttpRequest, year: int) -> HttpResponse:
        """The year as the table that can be mended and imported again."""
        calendar = get_object_or_404(CalendarYear, pk=year)
        name = f"attachment; filename={year}.csv"
        answer = HttpResponse("\ufeff", "text/csv", headers={"Content-Disposition": name})
        csv.writer(answer).writerows(write_notice(list(calendar.days.all())))
        return answer
