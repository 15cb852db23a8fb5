"""What every page of the admin keeps to: one township, actions instead of saves, nothing deleted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast
from uuid import uuid4

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from township_office import click
from township_office.audit.capacity import Capacity, administrator
from township_office.audit.trail import trail_of
from township_office.people.models import Officer
from township_office.townships.models import Township
from township_office.townships.roots import NATIONAL, township_path
from township_office.web.refusals import Refused


def within(rows: models.QuerySet[Any], township: int) -> models.QuerySet[Any]:
    """The rows of one township; what is the same for the whole country stays whole."""
    if rows.model is Township:
        return rows.filter(pk=township)
    path = township_path(rows.model)
    return rows.filter(**{path: township}) if path and path != NATIONAL else rows


class RefusedForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    """A form that says why its action was refused."""

    refusal = ""

    def clean(self) -> dict[str, Any]:
        if self.refusal:
            self.add_error(None, self.refusal)
        return super().clean() or self.cleaned_data


class Configuration(admin.ModelAdmin):  # type: ignore[type-arg]  # not subscriptable at run time
    """Base of every admin page: seen and chosen from within one's own township.

    Saving calls ``create`` or ``amend``, which call an action; each answers with the saved record.
    """

    actions = None
    view_on_site = False
    show_facets = admin.ShowFacets.NEVER

    def create(self, values: dict[str, Any], *, township: Township, by: Capacity) -> models.Model:
        """Make the record from the form's values, by an action."""
        raise NotImplementedError

    def amend(self, record: Any, changes: dict[str, Any], *, by: Capacity) -> None:
        """Change what the form changed, by an action; ``record`` shows the new values already."""
        raise NotImplementedError

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        return within(super().get_queryset(request), officer_of(request).township_id)

    def formfield_for_foreignkey(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> forms.ModelChoiceField[Any] | None:
        rows = kwargs.get("queryset", db_field.related_model._default_manager.all())
        kwargs["queryset"] = within(rows, officer_of(request).township_id)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        """Plain choices: what is missing is made on its own page, not in a window over this one."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        said = {"refusal": getattr(request, "refusal", "")}
        return type(form.__name__, (RefusedForm, form), said)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """One save is one click: acts and rows of history carry the same id.

        A refusal, all undone, is shown above the form, which keeps what was typed.
        """
        with click.served(str(uuid4())):
            try:
                return super().changeform_view(request, *args, **kwargs)
            except Refused as refusal:
                request.refusal = refusal.sentence  # type: ignore[attr-defined]
                return super().changeform_view(request, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        officer = officer_of(request)
        by = administrator(officer)
        if not change:
            made = self.create(form.cleaned_data, township=officer.township, by=by)
            obj.__dict__.update(made.__dict__)
        elif form.changed_data:
            changes = {name: form.cleaned_data[name] for name in form.changed_data}
            self.amend(obj, changes, by=by)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Mapping[str, Any] | None = None
    ) -> HttpResponse:
        """The trail: who changed what, before and after, in the office's words."""
        record = self.get_object(request, object_id)
        if record is None or not self.has_view_or_change_permission(request, record):
            raise Http404
        context = {
            **self.admin_site.each_context(request),
            "title": f"留痕：{record}",
            "opts": self.opts,
            "record": record,
            "entries": trail_of(record),
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/trail.html", context)


def officer_of(request: HttpRequest) -> Officer:
    return cast("Officer", request.user)  # the admin lets in administrators only
