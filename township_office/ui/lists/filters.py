"""The line of filters above a register, drawn from a django-filter FilterSet."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django import forms
from django.db.models import Model, QuerySet
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString


class Control(NamedTuple):
    """One field of the line of filters; ``id`` is empty where the field says itself what it is."""

    id: str
    label: str
    field: SafeString
    faults: list[str]


def controls(form: forms.Form) -> Iterator[Control]:
    for bound in form:
        several = isinstance(bound.field.widget, forms.MultiWidget)
        named = "" if several else bound.id_for_label
        faults = [str(fault) for fault in bound.errors]
        yield Control(named, str(bound.label), _drawn(bound, named=bool(named)), faults)


def conditions(form: forms.Form) -> list[str]:
    """What was asked for, in words: 印章：镇政府. Faulty fields ask for nothing."""
    form.is_valid()
    said = ((name, _said(form.fields[name], value)) for name, value in form.cleaned_data.items())
    return [f"{form[name].label}：{words}" for name, words in said if words]


def _drawn(bound: BoundField, *, named: bool) -> SafeString:
    attrs: dict[str, Any] = {} if named else {"aria-label": bound.label}
    if type(bound.field.widget) is forms.TextInput:
        attrs |= {"class": "grow", "placeholder": bound.label}
        return bound.as_widget(forms.SearchInput(), attrs)
    return bound.as_widget(attrs=attrs)


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
