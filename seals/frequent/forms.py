from __future__ import annotations

from typing import Any

from django import forms

from seals.using.models import Request
from township_office.people.models import Department
from township_office.ui.forms import OfficeForm

OWN, ALL = "own", "all"


class KeepForm(OfficeForm):
    """存为常用: what it is called, and for whom."""

    name = forms.CharField(
        label="叫什么", max_length=20, help_text="申请用印页面上的按钮就写这个。"
    )
    whose = forms.ChoiceField(label="给谁用", choices=(), widget=forms.RadioSelect)

    def __init__(self, *args: Any, asked: Request, in_office: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        self.initial.update(name=asked.title[:20], whose=OWN)
        choices = [(OWN, str(asked.department)), *([(ALL, "全镇")] if in_office else [])]
        self.fields["whose"] = forms.ChoiceField(
            label="给谁用", choices=choices, widget=forms.RadioSelect
        )

    def said(self) -> dict[str, Any]:
        """As ``keep_frequent`` asks for it."""
        whose: Department | None = self.asked.department
        return {
            "name": self.cleaned_data["name"],
            "department": whose if self.cleaned_data["whose"] == OWN else None,
        }
