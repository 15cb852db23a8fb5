"""Fields as the office draws them: the label above, the fault below, nothing typed lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms.boundfield import BoundField
from django.forms.models import ModelChoiceIterator
from django.forms.renderers import TemplatesSetting

EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)
CHECKED = {"date", "datetime-local", "number", "email", "url"}  # by the browser, as one types
IN_ONE_ROW = 24  # characters of all choices together, beyond which a row of buttons no longer fits


class OfficeField(BoundField):
    """A field that knows which of the house's shapes it takes."""

    @property
    def shape(self) -> str:
        """plain, tick (one box), ticks (a list), choices (a row of buttons) or drop (files)."""
        match self.field.widget:
            case forms.CheckboxInput():
                return "tick"
            case forms.FileInput():
                return "drop"
            case forms.CheckboxSelectMultiple():
                return "ticks"
            case forms.RadioSelect():
                return "choices" if self._fits_in_one_row() else "ticks"
        return "plain"

    @property
    def must(self) -> bool:
        """Whether 必填 stands beside the label; what stands already, or is ticked, needs no asking."""
        asked = self.field.required or self.name in getattr(self.form, "asked", ())
        return asked and self.shape != "tick" and not self.initial

    @property
    def may_be_written(self) -> bool:
        """Whether the form takes by name, in a field below, whom its list does not hold."""
        return f"{self.name}_more" in self.form.fields

    @property
    def width(self) -> str:
        """How much of a row it takes, where the form says so and not the page."""
        return str(getattr(self.form, "widths", {}).get(self.name, "whole"))

    def _fits_in_one_row(self) -> bool:
        if isinstance(self.field.widget, Listed):
            return False
        choices = getattr(self.field, "choices", ())
        if isinstance(choices, ModelChoiceIterator):
            return False
        return sum(len(str(label)) for _, label in choices) <= IN_ONE_ROW

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: forms.Widget | None = None
    ) -> dict[str, Any]:
        attrs = super().build_widget_attrs(attrs, widget)
        widget = widget or self.field.widget
        if self.shape == "plain" and not widget.is_hidden:
            own = attrs.get("class") or widget.attrs.get("class", "")
            attrs["class"] = f"field-input {own}".strip()
        return attrs if widget.is_hidden else attrs | _said_by_the_browser(self.field, attrs)


class Renderer(TemplatesSetting):
    """Draws every form of the house, ``{{ form }}`` and ``{% field %}`` alike."""

    form_template_name = "ui/_form.html"
    field_template_name = "ui/_field.html"
    bound_field_class = OfficeField


class Day(forms.DateInput):
    """A day, picked from the browser's calendar."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class Moment(forms.DateTimeInput):
    """A day and time, to the minute."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class Ticks(forms.CheckboxSelectMultiple):
    """A list to tick, filtered by part of a name or by the initials of its pinyin; in groups or not."""

    def optgroups(self, *args: Any, **kwargs: Any) -> list[Any]:
        """Each group's first line bears its heading."""
        groups = super().optgroups(*args, **kwargs)
        for heading, options, _ in groups:
            if heading and options:
                options[0]["heading"] = heading
        return groups

    def create_option(
        self, name: str, value: Any, label: Any, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        option = super().create_option(name, value, label, *args, **kwargs)
        named = getattr(value, "instance", label)
        parts = (getattr(named, part, None) for part in ("initials", "pinyin"))
        option["pinyin"] = " ".join(part or "" for part in parts)  # a vacant post has none
        return option


class Listed(forms.RadioSelect):
    """One of several, one below the other, however few they are."""


class Files(forms.FileInput):
    """The drop area, for any number of files."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[UploadedFile[Any]]:
        return list(files.getlist(name))


class FilesField(forms.FileField):
    """Any number of uploads; cleans to a list, empty where none is asked for."""

    widget = Files

    def clean(
        self, data: Sequence[UploadedFile[Any]], initial: Any = None
    ) -> list[UploadedFile[Any]]:
        if not data:
            super().clean(None, initial)
        return [super(FilesField, self).clean(upload, initial) for upload in data or ()]


class OfficeForm(forms.Form):
    """A form that speaks like the office."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _settle(self)


class OfficeModelForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    """A form of one record that speaks like the office."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _settle(self)


def _said_by_the_browser(field: forms.Field, attrs: dict[str, Any]) -> dict[str, str]:
    """The field's own sentences, which ``office.js`` lets the browser say instead of its own."""
    own, words = field.widget.attrs, field.error_messages
    asked = {
        "required": (attrs.get("required"), words.get("required")),
        "invalid": (getattr(field.widget, "input_type", "") in CHECKED, words.get("invalid")),
        "min": (own.get("min"), words.get("min_value")),
        "max": (own.get("max"), words.get("max_value")),
    }
    said = {name: (limit, sentence) for name, (limit, sentence) in asked.items() if sentence}
    return {
        f"data-if-{name}": str(sentence).replace("%(limit_value)s", str(limit))
        for name, (limit, sentence) in said.items()
        if limit not in (None, False, "")
    }


def _settle(form: forms.BaseForm) -> None:
    for field in form.fields.values():
        _pick_from_a_calendar(field)
        _ask_for_our_time(field)
        _grow_from_three_lines(field)
        _say_what_to_do(field)


def _pick_from_a_calendar(field: forms.Field) -> None:
    better = {forms.DateInput: Day, forms.DateTimeInput: Moment}.get(type(field.widget))
    if better:
        required = field.widget.is_required
        field.widget = better(field.widget.attrs)
        field.widget.is_required = required


def _ask_for_our_time(field: forms.Field) -> None:
    if isinstance(field, forms.DateTimeField):
        field.validators.append(_is_of_our_time)


def _is_of_our_time(moment: datetime) -> None:
    """A moment of the year 1 is one that PostgreSQL keeps and nobody reads again."""
    if moment < EARLIEST:
        raise forms.ValidationError("日期太早了，请核对年份。")


def _grow_from_three_lines(field: forms.Field) -> None:
    attrs = field.widget.attrs
    if isinstance(field.widget, forms.Textarea) and attrs.get("rows") == "10":
        attrs["rows"] = "3"


def _say_what_to_do(field: forms.Field) -> None:
    for code, words in _words(field):
        if field.error_messages.get(code) is _djangos_words(field, code):
            field.error_messages[code] = words


def _words(field: forms.Field) -> Iterator[tuple[str, str]]:
    label = field.label or "这一栏"
    yield "max_length", "最多 %(limit_value)d 个字，现在 %(show_value)d 个，请删减。"
    yield "min_value", "不能小于 %(limit_value)s。"
    yield "max_value", "不能大于 %(limit_value)s。"
    match field:
        case forms.BooleanField():
            yield "required", f"请勾选「{label}」。"
        case forms.FileField():
            yield "required", "请选文件。"
            yield "empty", "文件是空的，请重选。"
        case forms.ChoiceField():
            yield "required", f"请选择{label}。"
            yield "invalid_choice", "这一项已经不能选，请重选。"
        case forms.DateField() | forms.DateTimeField():
            yield "required", f"请填{label}。"
            yield "invalid", "日期没有认出来，请写成 2026-11-23 这样。"
        case forms.IntegerField():
            yield "required", f"请填{label}。"
            yield "invalid", "请填数字。"
        case _:
            yield "required", f"请填{label}。"


def _djangos_words(field: forms.Field, code: str) -> Any:
    """What the field class itself would say; None where the words come from a validator."""
    for kind in type(field).__mro__:
        if code in (words := vars(kind).get("default_error_messages", {})):
            return words[code]
    return None
