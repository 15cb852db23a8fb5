from typing import Any

from django import forms

from leave.models import Leave, absence_of
from leave.rules.beside import other_leader_away
from township_office import clock
from township_office.approvals.forms import OpinionForm, RequiredOpinionForm


class NoteForm(OpinionForm):
    """签注: an opinion for whoever decides."""

    phrases = ("同意。", "工作已安排好，拟同意。")


class ApproveForm(OpinionForm):
    """审批: yes or no; a statutory leave is a right, refused only with another time for it."""

    phrases = ("同意。", "同意，请安排好工作。")
    folded_label = "不同意的，另安排时间"
    folded_names = ("arranged",)

    arranged = forms.DateField(
        label="安排到（从哪天起）",
        required=False,
        help_text="法定的假只能另安排时间，不同意时须填。",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        absence = absence_of(self.subject)
        self.statutory = isinstance(absence, Leave) and absence.kind.statutory
        if not self.statutory:
            del self.fields["arranged"]

    def reason(self) -> str:
        """Of a statutory leave: why not now, and when instead."""
        said = super().reason()
        arranged = self.cleaned_data.get("arranged")
        if not said or not self.statutory:
            return said
        if arranged is None or arranged <= clock.today():
            self.add_error("arranged", "法定的假不能只是不准，请写明另安排到哪一天起。")
            return ""
        return f"{said}　安排到{arranged:%Y-%m-%d}起休。"


class ReportForm(RequiredOpinionForm):
    """报县: what the county answered; why, where both principal leaders are away at once (LV-19)."""

    phrases = ("县委办电话答复：同意。", "县政府办电话答复：同意。")

    reported_on = forms.DateField(label="报告日期")
    why_both = forms.CharField(label="两位主要领导同时不在的理由", max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["opinion"].label = "县里的答复"
        self.initial.setdefault("reported_on", clock.today())
        if not other_leader_away(absence_of(self.subject)):
            del self.fields["why_both"]

    def said(self) -> dict[str, Any]:
        answers = {"报告日期": f"{self.cleaned_data['reported_on']:%Y-%m-%d}"}
        if "why_both" in self.fields:
            answers["两位主要领导同时不在"] = self.cleaned_data["why_both"]
        return answers


class FileForm(OpinionForm):
    """报备、登记: the office has it."""

    phrases = ("已登记。",)
