from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import Group
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path

from township_office import clock
from township_office.audit.capacity import Capacity, administrator
from township_office.numbers import series
from township_office.numbers.counters import SeriesStarted, open_at
from township_office.numbers.models import Counter
from township_office.people.configuration import Configuration, officer_of
from township_office.setup import actions
from township_office.setup.switches import spoken, typed
from township_office.townships.models import Setting, Township
from township_office.townships.settings import declared, settings_of
from township_office.web.once import once
from township_office.web.refusals import Refused

admin.site.unregister(Group)  # groups follow posts and departments; nobody keeps them by hand


@admin.register(Township)
class TownshipAdmin(Configuration):
    """How the township and its office are called; what it lacks of the usual is laid in (补齐)."""

    change_form_template = "admin/townships/township/change_form.html"
    list_display = ["name", "office_name", "profile"]
    fields = ["name", "office_name", "profile"]
    readonly_fields = ["profile"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def amend(self, record: Township, changes: dict[str, Any], *, by: Capacity) -> None:
        actions.amend_township(record, by=by, **changes)

    def get_urls(self) -> list[URLPattern]:
        lay_in = self.admin_site.admin_view(once(self.lay_in))
        own = path("<int:township>/lay_in/", lay_in, name="townships_township_lay_in")
        return [own, *super().get_urls()]

    def lay_in(self, request: HttpRequest, township: int) -> HttpResponse:
        record = self.get_object(request, str(township))
        if record is None or not self.has_change_permission(request, record):
            raise Http404
        if request.method != "POST":
            its = {"title": "补齐常用项目", "opts": self.opts, "township": record}
            page = self.admin_site.each_context(request) | its
            return TemplateResponse(request, "admin/townships/lay_in.html", page)
        made = actions.lay_in(record, by=administrator(officer_of(request)))
        said = "；".join(f"{kind}：{names}" for kind, names in made.items())
        messages.success(request, f"已补上{said}。" if said else "常用项目都在，没有要补的。")
        return redirect("admin:townships_township_change", record.pk)


class SwitchForm(forms.ModelForm):
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
        key: Any = self.fields["key"]
        key.choices = [
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
        form.in_force = settings_of(officer_of(request).township)
        return form

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"valid_from": clock.today()}

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_fields(self, request: HttpRequest, obj: Setting | None = None) -> list[Any]:
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


class OpeningForm(forms.ModelForm):
    """From which number a series goes on, where a paper register was kept before."""

    series = forms.ChoiceField(label="编号种类")
    first = forms.IntegerField(
        label="从几号开始",
        min_value=1,
        help_text="纸质登记簿的最后一号加 1；用出第一号以后不能再改",
    )

    class Meta:
        model = Counter
        fields = ["series", "year"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["series"]
            self.fields["first"].initial = self.instance.opening + 1
        else:
            kind: Any = self.fields["series"]
            kind.choices = list(series.declared().items())


@admin.register(Counter)
class CounterAdmin(Configuration):
    """How far each series has counted, and from where it began."""

    form = OpeningForm
    list_display = ["title", "year", "opening", "value"]
    list_filter = ["year"]
    ordering = ["-year", "series"]
    fields = ["series", "year", "first"]

    @admin.display(description="编号种类")
    def title(self, counter: Counter) -> str:
        return series.title_of(counter.series)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"year": clock.today().year}

    def get_readonly_fields(self, request: HttpRequest, obj: Counter | None = None) -> list[Any]:
        return ["title", "year"] if obj else []

    def get_fields(self, request: HttpRequest, obj: Counter | None = None) -> list[Any]:
        return ["title", "year", "first"] if obj else ["series", "year", "first"]

    def create(self, values: dict[str, Any], *, township: Township, by: Capacity) -> Counter:
        return self._open(township.pk, values["series"], values["year"], values["first"], by)

    def amend(self, record: Counter, changes: dict[str, Any], *, by: Capacity) -> None:
        self._open(record.township_id, record.series, record.year, changes["first"], by)

    def _open(self, township: int, key: str, year: int, first: int, by: Capacity) -> Counter:
        try:
            return open_at(township, key, year, first, by=by)
        except SeriesStarted as started:
            raise Refused(f"{started}，不能再改起始编号。") from started
