from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms

from seals.blank.actions import Fate
from seals.blank.models import BlankRequest, BlankSheet, State
from seals.blank.rules import MOST
from seals.keeping.models import Seal
from township_office.approvals.forms import OpinionForm
from township_office.people.models import Line, Officer
from township_office.ui.forms import OfficeForm, OfficeModelForm

SIDES = [(Line.GOVERNMENT.value, "政务"), (Line.PARTY.value, "党务")]
POINTS = (
    ("numbered", "每张已编号"),
    ("counted", "张数与批准的一致，没有多盖"),
    ("told", "已交代：每张用途要登记，没用的退回"),
)


class BlankForm(OfficeModelForm):
    """空白用印申请: which paper, how many sheets, and why it cannot be written first."""

    class Meta:
        model = BlankRequest
        fields = ("seal", "side", "paper", "sheets", "purpose")
        widgets = {"side": forms.RadioSelect, "purpose": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, officer: Officer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seals = cast(forms.ModelChoiceField, self.fields["seal"])
        seals.queryset, seals.empty_label = Seal.objects.visible_to(officer).in_use(), "请选印章"
        cast(forms.ChoiceField, self.fields["side"]).choices = SIDES
        self.fields["sheets"] = forms.IntegerField(label="张数", min_value=1, max_value=MOST)


class ApproveForm(OpinionForm):
    """审批 by the principal leader."""

    phrases = ("同意，逐张登记用途。", "同意。")


class StampForm(OpinionForm):
    """逐张编号用印: numbered, counted, told."""

    phrases = ("已逐张编号用印。",)

    sheets = forms.IntegerField(label="用印张数")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        approved = self.subject.sheets
        self.fields["sheets"] = forms.IntegerField(
            label="用印张数",
            min_value=1,
            max_value=approved,
            initial=approved,
            help_text=f"批准 {approved} 张，从 1 编号。",
        )
        for key, label in POINTS:
            missing = f"「{label}」未勾选，请核对；不符合的不能办。"
            self.fields[key] = forms.BooleanField(label=label, error_messages={"required": missing})

    def said(self) -> dict[str, Any]:
        return {
            "用印": f"{self.cleaned_data['sheets']} 张",
            "核对": "、".join(label for _, label in POINTS),
        }


class FateForm(OfficeForm):
    """What became of one sheet."""

    state = forms.ChoiceField(label="状态", choices=State.choices)
    used_for = forms.CharField(label="用于", max_length=120, required=False)

    def __init__(self, *args: Any, sheet: BlankSheet, **kwargs: Any) -> None:
        super().__init__(*args, prefix=str(sheet.number), **kwargs)
        self.sheet = sheet
        self.initial.update(state=sheet.state, used_for=sheet.used_for)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("state") == State.USED and not said.get("used_for"):
            self.add_error("used_for", f"第 {self.sheet.number} 张已用，请写明用于什么。")
        return said


def fates(told: Iterable[FateForm]) -> dict[int, Fate]:
    """By number, as ``account_for`` asks for them; each form has been found valid."""
    return {
        each.sheet.number: Fate(each.cleaned_data["state"], each.cleaned_data["used_for"])
        for each in told
    }


__all__ = ["ApproveForm", "BlankForm", "FateForm", "OpinionForm", "StampForm"]
