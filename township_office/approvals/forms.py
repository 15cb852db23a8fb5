from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from township_office.ui.forms import OfficeForm


class OpinionForm(OfficeForm):
    """What every stage asks for at least: an opinion. A stage kind adds its own fields.

    ``said`` is what the event keeps: field labels and readable values, as they will print.
    """

    opinion = forms.CharField(
        label="意见", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )

    phrases: tuple[str, ...] = ("同意。", "请抓好落实。")
    folded_label = ""
    folded_names: tuple[str, ...] = ()

    def __init__(self, *args: Any, subject: Any, officer: Any, **kwargs: Any) -> None:
        self.subject = subject
        self.officer = officer
        super().__init__(*args, **kwargs)

    def rest(self) -> list[BoundField]:
        """The fields beside the opinion that stand open."""
        away = {"opinion", *self.folded_names}
        return [self[name] for name in self.fields if name not in away]

    def folded(self) -> list[BoundField]:
        """What is settled already and only seldom changed."""
        return [self[name] for name in self.folded_names if name in self.fields]

    def words(self) -> str:
        return str(self.cleaned_data.get("opinion", "")).strip()

    def reason(self) -> str:
        """The opinion as the reason of a refusal, which asks for nothing else; empty when at fault."""
        faults, said = self.errors.get("opinion"), self.words()
        self.errors.clear()
        if faults:
            self.errors["opinion"] = faults
        elif not said:
            self.add_error("opinion", "请写明理由。")
        return "" if self.errors else said

    def said(self) -> dict[str, Any]:
        """The kind's own answers by label, ready to be shown; kinds with fields override it."""
        return {}


class RequiredOpinionForm(OpinionForm):
    """An opinion that may not be empty."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["opinion"].required = True


class ReasonForm(OfficeForm):
    """One reason, for what ends a matter or a record."""

    reason = forms.CharField(
        label="理由",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "请写明理由。"},
    )
