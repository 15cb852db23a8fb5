from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin import RelatedOnlyFieldListFilter
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path

from township_office.audit.capacity import Capacity, administrator
from township_office.people import actions
from township_office.people.configuration import Configuration, officer_of
from township_office.people.models import (
    Appointment,
    Charge,
    Department,
    Officer,
    Organ,
    Post,
    StandIn,
)
from township_office.townships.models import Township

ONE_TIME = "admin/people/officer/one_time_password.html"
WITH_DEPARTMENT = ("department", RelatedOnlyFieldListFilter)


@admin.register(Officer)
class OfficerAdmin(Configuration):
    """Accounts. A new one, and one whose password is forgotten, gets a password shown once."""

    list_display = ["name", "username", "phone", "posts_today", "is_staff", "is_active"]
    list_filter = ["is_active", "is_staff"]
    search_fields = ["name", "pinyin", "initials", "username", "phone"]
    ordering = ["-is_active", "pinyin", "name"]
    change_form_template = "admin/people/officer/change_form.html"

    def get_fields(self, request: HttpRequest, obj: Officer | None = None) -> list[Any]:
        fields = ["name", "username", "phone", "is_staff"]
        return [*fields, "is_active"] if obj else fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[Officer]:
        held = Appointment.objects.on().select_related("post").order_by("post__rank")
        return (
            super().get_queryset(request).prefetch_related(Prefetch("appointments", held, "held"))
        )

    @admin.display(description="现任职务")
    def posts_today(self, officer: Any) -> str:
        return "、".join(appointment.post.name for appointment in officer.held)

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "is_active":
            field.help_text = "停用前须免去全部职务、办好移交（A3.2.10）；停用后姓名和记录都保留"
        elif db_field.name == "is_staff":
            field.help_text = "管理员只管配置，不因此看到任何公文"
        return field

    def create(self, values: dict[str, Any], *, township: Township, by: Capacity) -> Officer:
        officer, password = actions.hire(township, by=by, **values)
        officer.__dict__["one_time_password"] = password
        return officer

    def amend(self, record: Officer, changes: dict[str, Any], *, by: Capacity) -> None:
        if "is_active" in changes:
            open_or_close = actions.enable if changes.pop("is_active") else actions.disable
            open_or_close(record, by=by)
        if changes:
            actions.amend_officer(record, by=by, **changes)

    def response_add(
        self, request: HttpRequest, obj: Officer, post_url_continue: str | None = None
    ) -> HttpResponse:
        """Not a redirect: the password stands on this one page and nowhere else."""
        return self._show_password(request, obj, obj.__dict__["one_time_password"])

    def get_urls(self) -> list[URLPattern]:
        reset = self.admin_site.admin_view(self.reset_password)
        own = path("<int:officer>/password/", reset, name="people_officer_password")
        return [own, *super().get_urls()]

    def reset_password(self, request: HttpRequest, officer: int) -> HttpResponse:
        record = self.get_object(request, str(officer))
        if record is None or not self.has_change_permission(request, record):
            raise Http404
        if request.method != "POST":
            return self._show_password(request, record, "")
        password = actions.reset_password(record, by=administrator(officer_of(request)))
        return self._show_password(request, record, password)

    def _show_password(self, request: HttpRequest, officer: Officer, password: str) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": f"{officer}的一次性密码",
            "opts": self.opts,
            "officer": officer,
            "password": password,
        }
        return TemplateResponse(request, ONE_TIME, context)


@admin.register(Department)
class DepartmentAdmin(Configuration):
    """Departments, stations and villages, in the order in which they are printed."""

    list_display = ["name", "short_name", "kind", "line", "is_office", "rank"]
    list_filter = ["kind", "line"]
    search_fields = ["name", "short_name"]
    fields = ["name", "short_name", "kind", "line", "is_office", "rank"]

    def create(self, values: dict[str, Any], *, township: Township, by: Capacity) -> Department:
        return actions.open_department(township, by=by, **values)

    def amend(self, record: Department, changes: dict[str, Any], *, by: Capacity) -> None:
        actions.amend_department(record, by=by, **changes)


@admin.register(Post)
class PostAdmin(Configuration):
    """The list of posts; leaders are listed by rank, never by alphabet."""

    list_display = ["name", "role", "department", "heads", "leader", "rank", "held_by"]
    list_filter = [WITH_DEPARTMENT, "leader", "heads"]
    search_fields = ["name", "role"]
    fields = ["name", "role", "department", "heads", "leader", "rank"]
    list_select_related = ["department"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Post]:
        held = Appointment.objects.on().select_related("officer")
        return (
            super().get_queryset(request).prefetch_related(Prefetch("appointments", held, "held"))
        )

    @admin.display(description="现任")
    def held_by(self, post: Any) -> str:
        return "、".join(appointment.officer.name for appointment in post.held) or "空缺"

    def create(self, values: dict[str, Any], *, township: Township, by: Capacity) -> Post:
        return actions.create_post(township, by=by, **values)

    def amend(self, record: Post, changes: dict[str, Any], *, by: Capacity) -> None:
        actions.amend_post(record, by=by, **changes)


class Ending(Configuration):
    """Rows with dates: begun once, ended once, never otherwise changed."""

    ordering = ["valid_until", "-valid_from"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        return [name for name in self.fields or () if name != "valid_until"] if obj else []

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        return list(self.fields or ())

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        if obj is not None and "valid_until" in form.base_fields:
            form.base_fields["valid_until"].required = True
        return form


@admin.register(Appointment)
class AppointmentAdmin(Ending):
    """Who holds which post from when to when; one leaves by the last day, not by being removed."""

    list_display = ["post", "officer", "valid_from", "valid_until"]
    list_filter = [("post__department", RelatedOnlyFieldListFilter)]
    search_fields = ["officer__name", "officer__pinyin", "officer__initials", "post__name"]
    list_select_related = ["post", "officer"]
    fields = ["officer", "post", "valid_from", "valid_until"]

    def formfield_for_foreignkey(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if db_field.name == "officer":
            kwargs["queryset"] = Officer.objects.filter(is_active=True).order_by("pinyin", "name")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "valid_until":
            field.help_text = "任职的最后一天，这一天仍在任；未定则不填"
        return field

    def create(self, values: dict[str, Any], *, township: Township, by: Capacity) -> Appointment:
        return actions.appoint(
            values["officer"],
            values["post"],
            since=values["valid_from"],
            until=values["valid_until"],
            by=by,
        )

    def amend(self, record: Appointment, changes: dict[str, Any], *, by: Capacity) -> None:
        actions.release(record, last_day=changes["valid_until"], by=by)


@admin.register(Charge)
class ChargeAdmin(Ending):
    """Which leader is in charge of which department; a new one follows the one before by himself."""

    list_display = ["department", "post", "valid_from", "valid_until"]
    list_filter = [WITH_DEPARTMENT]
    list_select_related = ["post", "department"]
    fields = ["department", "post", "valid_from", "valid_until"]

    def get_fields(self, request: HttpRequest, obj: Charge | None = None) -> list[Any]:
        return list(self.fields) if obj else ["department", "post", "valid_from"]

    def formfield_for_foreignkey(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if db_field.name == "post":
            kwargs["queryset"] = Post.objects.filter(leader=True)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def create(self, values: dict[str, Any], *, township: Township, by: Capacity) -> Charge:
        return actions.put_in_charge(
            values["post"], values["department"], since=values["valid_from"], by=by
        )

    def amend(self, record: Charge, changes: dict[str, Any], *, by: Capacity) -> None:
        actions.relieve_of_charge(record, last_day=changes["valid_until"], by=by)


@admin.register(Organ)
class OrganAdmin(Configuration):
    """Organs outside the house; registering a paper remembers a new one by itself."""

    list_display = ["name", "short_name", "level", "line", "last_used"]
    list_filter = ["level", "line"]
    search_fields = ["name", "short_name", "pinyin", "initials"]
    fields = ["name", "short_name", "level", "line"]

    def create(self, values: dict[str, Any], *, township: Township, by: Capacity) -> Organ:
        return actions.remember_organ(township, by=by, **values)

    def amend(self, record: Organ, changes: dict[str, Any], *, by: Capacity) -> None:
        actions.amend_organ(record, by=by, **changes)


@admin.register(StandIn)
class StandInAdmin(Configuration):
    """Who stands in for whom; given and ended on the page 委托代办, by those whose it is."""

    list_display = ["principal", "deputy", "handed_over", "valid_from", "valid_until", "ended_on"]
    search_fields = ["principal__name", "principal__pinyin", "deputy__name", "deputy__pinyin"]
    list_select_related = ["principal", "deputy"]
    ordering = ["-valid_from", "-pk"]
    fields = ["principal", "deputy", "handed_over", "valid_from", "valid_until", "reason"]
    fields += ["made_by", "ended_on"]
    readonly_fields = ["handed_over"]

    @admin.display(description="事项")
    def handed_over(self, given: StandIn) -> str:
        return given.matter_words

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
