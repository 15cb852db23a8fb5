from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.models import Group
from django.http import HttpRequest

from township_office import clock
from township_office.audit.capacity import Capacity
from township_office.people.configuration import Configuration
from township_office.setup import actions
from township_office.setup.switches import spoken, typed
from township_office.townships.models import Setting, Township
from township_office.townships.settings import declared, settings_of

admin.site.unregister(Group)  # groups follow posts and departments; nobody keeps them by hand


@admin.register(Township)
class TownshipAdmin(Configuration):
    """How the township and its office are called."""

    list_display = ["name", "office_name", "profile"]
    fields = ["name", "office_name", "profile"]
    readonly_fields = ["profile"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def amend(self, record: Township, changes: dict[str, Any], *, by: Capacity) -> None:
        actions.amend_township(record, by=by, **changes)


class SwitchForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    """One declared switch, its value of its own kind, and the day from which it counts."""

    key = forms.ChoiceField(label="设置")
    value = forms.CharField(
        label="值", help_text="写法同括号里现在的值：开关填“是”或“否”，数字填数字"
    )
    in_force: dict[str, Any] = {}

    class Meta:
        model = Setting
        fields = ["key", "value", "valid_from"]
        help_texts = {"valid_from": "今天或以后；以前的值留着，说明以前为什么那样办"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].choices = [  # type: ignore[attr-defined]
            (key, f"{switch.title}（{spoken(self.in_force.get(key, switch.default))}）")
            for key, switch in declared().items()
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "key" in cleaned and "value" in cleaned:
            try:
                cleaned["value"] = typed(cleaned["value"], declared()[cleaned["key"]])
            except ValueError:
                self.add_error("value", "这项设置的值填得不对。")
        return cleaned


@admin.register(Setting)
class SettingAdmin(Configuration):
    """The switches of the regulation, as dated rows: a change is a new row from its day on."""

    form = SwitchForm
    list_display = ["title", "clause", "shown", "valid_from"]
    ordering = ["key", "-valid_from"]
    readonly_fields = ["title", "clause", "shown"]

    def get_form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        form = super().get_form(request, *args, **kwargs)
        form.in_force = settings_of(_township(request))
        return form

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"valid_from": clock.today()}

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_fields(self, request: HttpRequest, obj: Setting | None = None) -> list[str]:
        return ["title", "clause", "shown", "valid_from"] if obj else ["key", "value", "valid_from"]

    @admin.display(description="设置")
    def title(self, setting: Setting) -> str:
        switch = declared().get(setting.key)
        return switch.title if switch else setting.key

    @admin.display(description="条款")
    def clause(self, setting: Setting) -> str:
        switch = declared().get(setting.key)
        return switch.clause if switch else ""

    @admin.display(description="值")
    def shown(self, setting: Setting) -> str:
        return spoken(setting.value)

    def create(self, values: dict[str, Any], *, township: Township, by: Capacity) -> Setting:
        return actions.set_switch(
            township, values["key"], values["value"], since=values["valid_from"], by=by
        )


def _township(request: HttpRequest) -> Township:
    officer: Any = request.user  # the admin lets in administrators only
    township: Township = officer.township
    return township
