from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Any, cast

from django import forms
from django.forms.boundfield import BoundField

from seals.keeping.models import Life, Seal
from seals.outing import rules
from seals.outing.actions import Line, Return
from seals.outing.models import Condition, Outing
from township_office import clock
from township_office.approvals.forms import OpinionForm
from township_office.bookings.spans import Span
from township_office.files.forms import acceptable
from township_office.people.models import Officer
from township_office.ui.forms import FilesField, OfficeForm, OfficeModelForm
from township_office.web.refusals import as_fault

MOST_LINES, MOST_COPIES, LONGEST = 50, 999, 120
COPIES = re.compile(r"^(?P<what>.*\S)[\s,，、:：×*]+(?P<copies>\d{1,4})\s*[份张页]?$")


class LinesField(forms.CharField):
    """One file a line, with its copies behind it (土地流转合同 2); without a number it is one."""

    widget = forms.Textarea(attrs={"rows": 4})

    def clean(self, value: Any) -> list[Line]:
        written = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        if len(written) > MOST_LINES:
            raise forms.ValidationError(f"最多 {MOST_LINES} 行，请合并同类文件。")
        return [self._line(each) for each in written]

    def _line(self, written: str) -> Line:
        found = COPIES.match(written)
        what, copies = (found["what"], int(found["copies"])) if found else (written, 1)
        if not 0 < copies <= MOST_COPIES:
            raise forms.ValidationError(f"「{what}」的份数要在 1 到 {MOST_COPIES} 之间。")
        if len(what) > LONGEST:
            raise forms.ValidationError(f"「{what[:20]}……」太长，最多 {LONGEST} 个字。")
        return Line(what, copies)


class OutingForm(OfficeModelForm):
    """外带申请: which seal, what for and for which sheets, where, from when to when, by which two."""

    lines = LinesField(
        label="盖什么",
        help_text="一行一件，后面写份数，如「土地流转合同 2」；没写份数的算 1 份。",
    )
    contents = FilesField(label="要盖章的文件", required=False)

    class Meta:
        model = Outing
        fields = ("seal", "purpose", "place", "since", "until", "carrier", "escort")
        widgets = {"purpose": forms.TextInput}

    def __init__(self, *args: Any, officer: Officer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.officer = officer
        staff = Officer.objects.filter(township_id=officer.township_id, is_active=True)
        for name in ("carrier", "escort"):
            field = cast(forms.ModelChoiceField, self.fields[name])
            field.queryset, field.empty_label = staff.order_by("pinyin"), "请选人"
        seals = cast(forms.ModelChoiceField, self.fields["seal"])
        seals.queryset, seals.empty_label = Seal.objects.visible_to(officer).in_use(), "请选印章"
        longest = rules.days_allowed(officer.township_id)
        self.fields["until"].help_text = f"最长 {longest} 天，逾期会逐级提醒（A4.5）。"
        if self.instance.pk:
            self.initial["lines"] = written(self.instance)
        else:
            self.initial["carrier"] = officer.pk

    def clean_contents(self) -> Any:
        return acceptable(self.cleaned_data["contents"], self.officer.township_id)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        with as_fault(self, "escort"):
            rules.check_two_people(said.get("carrier"), said.get("escort"))
        since, until, seal = said.get("since"), said.get("until"), said.get("seal")
        if since and until:
            with as_fault(self, "until"):
                rules.check_times(since, until, self.officer.township_id)
        if since and until and seal and since < until:
            with as_fault(self, "since"):
                rules.check_seal_free(seal, Span(since, until), but=self.instance)
        return said


def written(outing: Outing) -> str:
    """The list as it was typed."""
    return "\n".join(f"{each.what} {each.copies}" for each in outing.sheets.all())


class ApproveForm(OpinionForm):
    """审批 by the principal leader."""

    phrases = ("同意。", "同意，按时归还。")


class PointsForm(OpinionForm):
    """Points that the keeper goes through one by one."""

    points: Sequence[tuple[str, str]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, label in self.points:
            missing = f"「{label}」未勾选，请核对；不符合的不能办。"
            self.fields[key] = forms.BooleanField(label=label, error_messages={"required": missing})

    def said(self) -> dict[str, Any]:
        return {"核对": "、".join(label for _, label in self.points)}


class HandOutForm(PointsForm):
    """交出: both who take it out stand before the keeper (SEAL-09)."""

    phrases = ("已交出。",)
    points = (
        ("both", "带印人、随行人都在场，核对无误"),
        ("told", "已交代：只盖清单上的文件，按时归还"),
        ("whole", "印章完好"),
    )


class TakeBackForm(PointsForm):
    """收回: how the seal is, and how often it was used outside, sheet by sheet."""

    phrases = ("已收回。",)
    points = (("counted", "已与带印人逐件核对外出用印的份数"),)

    condition = forms.ChoiceField(label="印章", choices=Condition.choices, widget=forms.RadioSelect)
    others = LinesField(
        label="清单以外另盖的",
        required=False,
        help_text="照实填，一行一件。超出批准的会报办公室主任和批准的领导。",
    )
    remark = forms.CharField(
        label="情况说明",
        required=False,
        max_length=200,
        help_text="超出批准、有损坏或遗失的必须写。",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lost = self.subject.seal.status == Life.LOST
        condition = cast(forms.ChoiceField, self.fields["condition"])
        condition.choices = [
            each for each in Condition.choices if (each[0] == Condition.LOST) == lost
        ]
        self.sheets = list(self.subject.sheets.all())
        for sheet in self.sheets:
            self.fields[f"stamped-{sheet.pk}"] = forms.IntegerField(
                label=f"{sheet.what}　批准 {sheet.copies} 份，实盖",
                min_value=0,
                max_value=MOST_COPIES,
                initial=sheet.copies,
            )

    def rest(self) -> list[BoundField]:
        """How the seal is, the list sheet by sheet, what is beyond it, the points."""
        counted = [f"stamped-{sheet.pk}" for sheet in self.sheets]
        points = [key for key, _ in self.points]
        return [self[name] for name in ("condition", *counted, "others", "remark", *points)]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not said.get("remark") and (said.get("condition") != Condition.INTACT or self._beyond()):
            self.add_error("remark", "超出批准、有损坏或遗失的，请写明情况。")
        return said

    def _stamped(self) -> dict[int, int]:
        said = self.cleaned_data
        return {sheet.pk: said.get(f"stamped-{sheet.pk}") or 0 for sheet in self.sheets}

    def _beyond(self) -> bool:
        stamped = self._stamped()
        more = any(stamped[sheet.pk] > sheet.copies for sheet in self.sheets)
        return more or bool(self.cleaned_data.get("others"))

    def found(self) -> Return:
        said = self.cleaned_data
        return Return(said["condition"], self._stamped(), said["others"], said["remark"])

    def said(self) -> dict[str, Any]:
        found = self.found()
        count = sum(found.stamped.values()) + sum(line.copies for line in found.others)
        words = {"印章": Condition(found.condition).label, "外出用印": f"{count} 份"}
        return words | ({"说明": found.remark} if found.remark else {})


class LongerForm(OfficeForm):
    """申请延期: until when, and why."""

    until = forms.DateTimeField(label="延至")
    reason = forms.CharField(label="理由", max_length=200)

    def __init__(self, *args: Any, outing: Outing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.outing = outing
        self.initial.setdefault("until", clock.local(outing.until) + timedelta(hours=2))

    def clean_until(self) -> Any:
        until = self.cleaned_data["until"]
        with as_fault(self, "until"):
            rules.check_longer(self.outing, until)
        return until


class ExtendForm(OpinionForm):
    """审批 of an extension."""

    phrases = ("同意延期，按时归还。", "同意。")


__all__ = ["ExtendForm", "LongerForm", "OpinionForm", "OutingForm"]
