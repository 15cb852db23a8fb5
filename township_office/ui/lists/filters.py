"""The line of filters above a register, drawn from a django-filter FilterSet."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django import forms
from django.db.models import Model, QuerySet
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

from township_office.ui.forms import Day


class Control(NamedTuple):
    """One field of the line of filters.

    ``said`` where its label must be seen, because neither a placeholder nor a first choice says what
    it is; ``id`` is empty where it is several fields, each with a name of its own.
    """

    id: str
    label: str
    said: bool
    field: SafeString
    faults: list[str]


def controls(form: forms.Form) -> Iterator[Control]:
    for bound in form:
        widget, label = bound.field.widget, str(bound.label)
        several = isinstance(widget, forms.MultiWidget)
        said = not isinstance(widget, forms.Select) and type(widget) is not forms.TextInput
        drawn = _drawn(bound, widget, {"aria-label": label} if several else {})
        faults = [str(fault) for fault in bound.errors]
        yield Control("" if several else bound.id_for_label, label, said, drawn, faults)


def _drawn(bound: BoundField, widget: forms.Widget, attrs: dict[str, Any]) -> SafeString:
    if type(widget) is forms.TextInput:
        found_by = {"class": "grow", "placeholder": bound.label}
        return bound.as_widget(forms.SearchInput(), attrs | found_by)
    if type(widget) is forms.DateInput:
        return bound.as_widget(Day(), attrs)
    return bound.as_widget(attrs=attrs)


def conditions(form: forms.Form) -> list[str]:
    """What was asked for, in words: 印章：镇政府. Faulty fields ask for nothing."""
    form.is_valid()
    said = ((name, _said(form.fields[name], value)) for name, value in form.cleaned_data.items())
    return [f"{form[name].label}：{words}" for name, words in said if words]


def _said(field: forms.Field, value: Any) -> str:
    match value:
        case None | "":
            return ""
        case bool():
            return "是" if value else "否"
        case slice():
            return "—".join(str(end or "") for end in (value.start, value.stop))
        case list() | QuerySet():
            return "、".join(_said(field, each) for each in value)
        case Model():
            return str(value)
    return str(dict(_choices(field)).get(value, value))


def _choices(field: forms.Field) -> Iterator[tuple[Any, Any]]:
    for value, label in getattr(field, "choices", ()):
        yield from label if isinstance(label, list | tuple) else [(value, label)]
