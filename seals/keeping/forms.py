from __future__ import annotations

from datetime import date
from typing import Any, cast

from django import forms

from seals.keeping import rules
from seals.keeping.actions.life import Report
from seals.keeping.models import Handover, Loss, LossStep, Making, Seal, Upkeep, What
from township_office import clock
from township_office.approvals.forms import OpinionForm
from township_office.files.forms import acceptable
from township_office.files.models import Kind
from township_office.people.models import Appointment, Department, Officer, Post
from township_office.ui.forms import FilesField, OfficeForm, OfficeModelForm
from township_office.web.refusals import as_fault

PICTURES = (Kind.JPEG, Kind.PNG)


class ReceiverField(forms.ModelChoiceField):
    """Somebody in one of his posts: 吴梅　印章保管员."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.officer.name}　{obj.post.name}"


class SealForm(OfficeModelForm):
    """What the register says of a seal."""

    class Meta:
        model = Seal
        fields: tuple[str, ...] = (
            "name",
            "organ",
            "sort",
            "side",
            "owner",
            "leader",
            "keeper_post",
            "diameter",
            "issuer",
            "note",
        )

    def __init__(self, *args: Any, officer: Officer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = {"township": officer.township_id}
        self._offer("owner", Department.objects.filter(**own))
        self._offer("leader", Post.objects.filter(**own, leader=True))
        if "keeper_post" in self.fields:
            self._offer("keeper_post", Post.objects.filter(**own))
        self.instance.township_id = officer.township_id

    def _offer(self, name: str, rows: Any) -> None:
        cast(forms.ModelChoiceField, self.fields[name]).queryset = rows

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not self.errors:
            asked = Seal(pk=self.instance.pk, township_id=self.instance.township_id)
            for name in self.Meta.fields:
                setattr(asked, name, said.get(name, getattr(asked, name)))
            asked.status = self.instance.status
            with as_fault(self):
                rules.check_entry(asked)
        return said


class EnterForm(SealForm):
    """登记在用印章: a seal in use, and since when."""

    class Meta(SealForm.Meta):
        fields = (*SealForm.Meta.fields, "activated_on")


class MakeForm(SealForm):
    """申请刻制: the seal that is wanted, and why."""

    reason = forms.CharField(
        label="刻制理由", max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )

    class Meta(SealForm.Meta):
        fields = tuple(name for name in SealForm.Meta.fields if name != "keeper_post")


class ReasonForm(OfficeModelForm):
    """申请启用、停用、缴销: why."""

    class Meta:
        model = Making
        fields = ("reason",)
        widgets = {"reason": forms.Textarea(attrs={"rows": 3})}


class HandoverForm(OfficeModelForm):
    """提出移交: to whom, with what, until when."""

    to = ReceiverField(label="接收人", queryset=Appointment.objects.none())

    class Meta:
        model = Handover
        fields = ("items", "until", "reason")

    field_order = ("to", "until", "items", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = cast(forms.ModelChoiceField, self.fields["to"])
        others = rules.appointments(self.instance.seal)
        held = Appointment.objects.filter(pk__in=[each.pk for each in others])
        asked.queryset = held.select_related("officer", "post").order_by("post__rank", "post", "id")
        if self.instance.pk:
            asked.initial = next(
                (each.pk for each in others if each.officer_id == self.instance.receiver_id), None
            )

    def clean_until(self) -> date | None:
        until: date | None = self.cleaned_data["until"]
        if until is not None and until < clock.today():
            raise forms.ValidationError("这一天已过，请填今天以后的日期。")
        return until

    def save(self, commit: bool = True) -> Handover:
        chosen: Appointment = self.cleaned_data["to"]
        self.instance.receiver, self.instance.receiver_post = chosen.officer, chosen.post
        handover: Handover = super().save(commit)
        return handover


# What the stages ask for


class GiveForm(OpinionForm):
    """移交: what is given is all there."""

    phrases = ("已当面移交。",)
    given = forms.BooleanField(label="印章和移交内容已当面交给接收人")

    def said(self) -> dict[str, Any]:
        return {"移交内容": self.subject.items}


class ReceiveForm(OpinionForm):
    """接收: the seal itself was seen, its imprint held against the register's."""

    phrases = ("已当面接收，无误。",)
    condition = forms.CharField(label="印章状况", max_length=120, initial="完好，印迹清晰")
    received = forms.BooleanField(label="印章实物已经在手")
    compared = forms.BooleanField(label="试盖的印迹与登记的印模一致")

    def said(self) -> dict[str, Any]:
        return {"印章状况": self.cleaned_data["condition"], "印模核对": "一致"}


class WitnessForm(OpinionForm):
    """监交: a third person saw it."""

    phrases = ("监交无误。",)
    seen = forms.BooleanField(label="双方当面清点交接，我在场监交")

    def said(self) -> dict[str, Any]:
        return {"监交": "在场"}


class VetForm(OpinionForm):
    phrases = ("情况属实，拟同意。", "同意。")


class ApproveForm(OpinionForm):
    phrases = ("同意。",)


class ReportForm(OpinionForm):
    """报县: what was done, on which day, under which number."""

    phrases = ("已报县，已办妥。",)
    on = forms.DateField(label="日期", initial=clock.today)
    place = forms.CharField(label="单位", max_length=80, required=False)
    receipt = forms.CharField(label="县级批文号、回执号", max_length=60, required=False)
    answers = FilesField(label="批文、回执", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        what = self.subject.what
        self.fields["on"].label = f"{self.subject.get_what_display()}日期"
        if what == What.MAKE:
            self._ask_place("刻制单位", "公安机关指定的刻制单位（SEAL-04）")
        elif what == What.RETURN:
            self._ask_place("缴往机关", "一般是制发机关，由其封存或销毁（SEAL-06）")
            self.fields["place"].initial = self.subject.seal.issuer
        else:
            del self.fields["place"]

    def _ask_place(self, label: str, help_text: str) -> None:
        field = self.fields["place"]
        field.label, field.help_text, field.required = label, help_text, True

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        with as_fault(self, "on"):
            rules.check_past(on)
        return on

    def clean_answers(self) -> Any:
        return acceptable(self.cleaned_data["answers"], self.officer.township_id)

    def report(self) -> Report:
        said = self.cleaned_data
        return Report(said["on"], said.get("place", ""), said["receipt"])

    def said(self) -> dict[str, Any]:
        told = {
            str(self.fields["on"].label): f"{self.cleaned_data['on']:%Y-%m-%d}",
            "单位": self.cleaned_data.get("place", ""),
            "回执": self.cleaned_data["receipt"],
        }
        return {label: value for label, value in told.items() if value}


# Beside the ways


class ImprintForm(OfficeForm):
    """留存印模."""

    picture = forms.FileField(
        label="印模图片", help_text="盖在白纸上拍照或扫描，JPG 或 PNG，只截印迹。"
    )
    note = forms.CharField(label="说明", max_length=120, required=False)

    def __init__(self, *args: Any, officer: Officer, **kwargs: Any) -> None:
        self.officer = officer
        super().__init__(*args, **kwargs)
        self.fields["picture"].widget.attrs["accept"] = ",".join(PICTURES)

    def clean_picture(self) -> Any:
        (picture,) = acceptable([self.cleaned_data["picture"]], self.officer.township_id)
        if not str(picture.name).lower().endswith((".jpg", ".jpeg", ".png")):
            raise forms.ValidationError("印模要图片，请存成 JPG 或 PNG。")
        return picture


class UpkeepForm(OfficeModelForm):
    """记保养."""

    class Meta:
        model = Upkeep
        fields = ("kind", "on", "note")
        widgets = {"kind": forms.RadioSelect}

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        with as_fault(self, "on"):
            rules.check_past(on)
        return on


class LossForm(OfficeModelForm):
    """报告遗失 (SEAL-15)."""

    class Meta:
        model = Loss
        fields = ("noticed_at", "place", "circumstances")
        widgets = {"circumstances": forms.Textarea(attrs={"rows": 4})}


class StepForm(OfficeModelForm):
    """遗失处置: one step, done."""

    class Meta:
        model = LossStep
        fields = ("step", "on", "note")

    def __init__(self, *args: Any, left: list[LossStep.Step] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if left is not None:
            asked = cast(forms.ChoiceField, self.fields["step"])
            asked.choices = [(each.value, each.label) for each in left]

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        with as_fault(self, "on"):
            rules.check_past(on)
        return on
