from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from django import forms
from django.db.models import QuerySet

from documents.incoming.actions import Assignment
from documents.incoming.models import STATE_SECRETS, CardStep, Incoming, Retention, Urgency, Work
from documents.incoming.rules import Candidate, candidates, may_send_routine_straight, vacant
from township_office import clock
from township_office.approvals.forms import OpinionForm, ReasonForm, RequiredOpinionForm
from township_office.files.forms import acceptable
from township_office.people.models import Appointment, Officer, Organ
from township_office.ui.forms import FilesField, OfficeForm, OfficeModelForm, Ticks

FIVE_CHECKS = (
    ("ours", "应当由本机关办理"),
    ("rules", "符合行文规则"),
    ("format", "文种、格式符合要求"),
    ("agreed", "涉及其他部门、地区的事项已协商会签"),
    ("drafting", "符合公文起草的其他要求"),
)


MISSING = {"title": "请照来文抄录标题。", "source_number": "请填来文字号，没有的填「无」。"}


def offer(form: forms.BaseForm, name: str, rows: QuerySet[Any]) -> None:
    """Let a field choose among these rows, which depend on who is asking."""
    cast(forms.ModelChoiceField, form.fields[name]).queryset = rows


class RegisterForm(OfficeModelForm):
    """收文登记: the columns of the register, with the source organ remembered."""

    asked = tuple(MISSING)  # of a paper; a register card goes without

    source_name = forms.CharField(
        label="来文单位", max_length=80, widget=forms.TextInput(attrs={"list": "organs"})
    )
    source_level = forms.ChoiceField(
        label="来文单位层级",
        choices=Organ.Level.choices,
        required=False,
        initial=Organ.Level.ABOVE,
        help_text="初次来文的单位才用选。",
    )
    title = forms.CharField(label="标题", max_length=200, required=False)
    source_number = forms.CharField(
        label="来文字号",
        max_length=60,
        required=False,
        help_text="无字号填「无」；电话、信函、电报也在此登记。",
    )
    deadline = forms.DateTimeField(label="办理期限", required=False)
    scans = FilesField(label="文件", required=False)
    again = forms.BooleanField(label="不是同一份，继续登记", required=False)

    class Meta:
        model = Incoming
        fields = (
            "source_number",
            "title",
            "kind",
            "side",
            "work",
            "urgency",
            "secrecy",
            "copies",
            "pages",
            "dated",
            "received_on",
            "deadline",
            "answer_needed",
            "original_with",
        )
        widgets = {
            "side": forms.RadioSelect,
            "work": forms.RadioSelect,
            "urgency": forms.RadioSelect,
        }

    def __init__(self, *args: Any, officer: Officer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.officer = officer
        self.twin: Incoming | None = None
        offer(self, "original_with", _office_staff(officer))
        if self.instance.pk:
            self.initial["source_name"] = self.instance.source.name
            self.initial["source_level"] = self.instance.source.level
        else:
            self.initial["original_with"] = officer.pk

    def clean_received_on(self) -> Any:
        received_on, today = self.cleaned_data["received_on"], clock.today()
        if received_on > today:
            raise forms.ValidationError("收文日期不能晚于今天。")
        if received_on.year < today.year - 1:
            raise forms.ValidationError("请核对收文日期：只能补登去年和今年的收文。")
        return received_on

    def clean_deadline(self) -> Any:
        return ahead(self.cleaned_data["deadline"], standing=self.initial.get("deadline"))

    def clean_scans(self) -> Any:
        return acceptable(self.cleaned_data["scans"], self.officer.township_id)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("secrecy") in STATE_SECRETS:
            self._clean_card(said)
        else:
            self._clean_paper(said)
        return said

    def _clean_card(self, said: dict[str, Any]) -> None:
        """A5.7: nothing of the content passes, whatever the browser sent."""
        if self.instance.pk:
            self.add_error(
                "secrecy", "已登记的收文不能改为涉密件。确属涉密的，请立即报告机要员处理。"
            )
        if said.get("scans"):
            self.add_error("scans", "涉密文件不得上传。请移去文件，只登记卡片。")

    def _clean_paper(self, said: dict[str, Any]) -> None:
        for name, sentence in MISSING.items():
            if not said.get(name):
                self.add_error(name, sentence)
        if needs_deadline(said) and "deadline" not in self.errors:
            self.add_error("deadline", "特急办件须定期限。")
        self.twin = self._twin(said)
        if self.twin is not None and not said.get("again"):
            self.add_error("again", "确非同一份的，勾选后再登记。")

    def _twin(self, said: dict[str, Any]) -> Incoming | None:
        """The document already registered from the same organ under the same number (DOC-51)."""
        number = said.get("source_number")
        if not number or number == "无":
            return None
        twins = Incoming.objects.filter(
            township_id=self.officer.township_id,
            source__name=said.get("source_name"),
            source_number=number,
            voided_on__isnull=True,
        )
        return twins.exclude(pk=self.instance.pk).first()


def ahead(deadline: datetime | None, *, standing: datetime | None) -> datetime | None:
    """The deadline, when it lies ahead or stood already. Raises ValidationError otherwise."""
    if deadline is not None and deadline != standing and deadline <= clock.now():
        raise forms.ValidationError("期限已过，请填现在以后的时间。")
    return deadline


def needs_deadline(said: dict[str, Any]) -> bool:
    urgent = said.get("work") == Work.HANDLE and said.get("urgency") == Urgency.MOST_URGENT
    return urgent and not said.get("deadline")


def _office_staff(officer: Officer) -> Any:
    held = Appointment.objects.on().filter(post__department__is_office=True)
    return Officer.objects.filter(
        is_active=True, township_id=officer.township_id, pk__in=held.values("officer")
    )


class CheckForm(OpinionForm):
    """初审: five checks; what comes from above takes one tick, its faults are told by telephone."""

    phrases = ("符合要求。", "缺附件，已电话联系补送。")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        points = (("all", "来文齐全，可以办理"),) if self.subject.from_above else FIVE_CHECKS
        self.points = dict(points)
        for key, label in points:
            self.fields[key] = forms.BooleanField(
                label=label, error_messages={"required": f"「{label}」未勾选，请核对。"}
            )

    def said(self) -> dict[str, Any]:
        return {"初审": "、".join(self.points.values())}


class PostsField(forms.TypedMultipleChoiceField):
    """Posts to choose among; cleans to them, by rank."""

    widget = Ticks
    posts: Sequence[Candidate] = ()

    def clean(self, value: Any) -> list[Candidate]:
        chosen = super().clean(value)
        return [post for post in self.posts if post in chosen]


def offer_posts(form: forms.BaseForm, posts: Sequence[Candidate]) -> None:
    """Let the fields of an assignment choose among these."""
    by_key = {str(post.pk): post for post in posts}
    lines: list[tuple[Any, Any]] = [(post.pk, post) for post in posts]
    for name, first in (("handlers", []), ("leads", [LEADS_UNNAMED]), ("readers", [])):
        field = cast(forms.TypedChoiceField, form.fields[name])
        field.choices, field.coerce = first + lines, by_key.__getitem__
        if isinstance(field, PostsField):
            field.posts = posts


LEADS_UNNAMED = ("", "请选牵头的承办人")


class ProposeForm(RequiredOpinionForm):
    """拟办: an opinion, who handles it and who leads, who reads it, until when."""

    phrases: tuple[str, ...] = (
        "拟请……同志阅示。",
        "拟请……牵头办理，并于期限前报告落实情况。",
        "拟呈领导阅，送有关同志传阅。",
    )

    work = forms.ChoiceField(label="类型", choices=Work.choices, widget=forms.RadioSelect)
    handlers = PostsField(label="承办", required=False)
    leads = forms.TypedChoiceField(label="牵头", required=False, empty_value=None)
    readers = PostsField(label="传阅", required=False)
    deadline = forms.DateTimeField(label="办理期限", required=False)
    routine = forms.BooleanField(label="例行阅件，直接送传阅，不再送批示", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_posts(self, candidates(self.officer.township_id))
        named = self.subject.named
        self.initial.update(
            work=self.subject.work,
            handlers=[each.post_id for each in named.handlers],
            leads=next((each.post_id for each in named.handlers if each.leads), None),
            readers=[each.post_id for each in named.readers],
            deadline=self.subject.deadline,
        )

        if not may_send_routine_straight(self.officer.township_id):
            del self.fields["routine"]

    def clean_deadline(self) -> Any:
        return ahead(self.cleaned_data["deadline"], standing=self.subject.deadline)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("work") == Work.HANDLE:
            self._clean_handlers(said)
        else:
            said |= {"handlers": [], "leads": None}
        urgent = needs_deadline(said | {"urgency": self.subject.urgency})
        if urgent and "deadline" not in self.errors:
            self.add_error("deadline", "特急办件须定期限。")
        return said

    def _clean_handlers(self, said: dict[str, Any]) -> None:
        handlers = list(said.get("handlers") or ())
        for post in handlers:
            if not post.holder:
                self.add_error("handlers", vacant(post.name))
        if not handlers:
            self.add_error("handlers", "办件要指定承办人。")
        elif len(handlers) == 1 and said.get("leads") is None:
            said["leads"] = handlers[0]
        elif said.get("leads") not in handlers:
            self.add_error("leads", "两个以上承办的，要从中指定一个牵头（DOC-53）。")

    def assignment(self) -> Assignment:
        said = self.cleaned_data
        leads = said.get("leads")
        return Assignment(
            work=said["work"],
            handlers=[post.pk for post in said["handlers"]],
            leads=leads.pk if leads else None,
            readers=[post.pk for post in said["readers"]],
            deadline=said["deadline"],
            routine=bool(said.get("routine")),
        )

    def said(self) -> dict[str, Any]:
        answers = self.cleaned_data
        leads = answers.get("leads")
        words = {
            "类型": Work(answers["work"]).label,
            "牵头": leads.name if leads else "",
            "承办": "、".join(post.name for post in answers["handlers"] if post != leads),
            "传阅": "、".join(post.name for post in answers["readers"]),
        }
        return {label: value for label, value in words.items() if value}


class InstructForm(ProposeForm):
    """批示: the leader's words; what the director proposed stands unless he changes it."""

    phrases = ("同意。", "同意拟办意见。", "请抓好落实。", "请……同志阅处。")

    folded_label = "改承办人、传阅范围、期限"
    folded_names = ("work", "handlers", "leads", "readers", "deadline")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("routine", None)  # what reached the leader is no longer routine


class HandleForm(RequiredOpinionForm):
    """承办: what was done, and files that show it."""

    phrases = ("已办理完毕，情况如下：", "已落实。")

    enclosures = FilesField(label="附件", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["opinion"].label = "办理结果"

    def clean_enclosures(self) -> Any:
        return acceptable(self.cleaned_data["enclosures"], self.officer.township_id)


class CloseForm(OpinionForm):
    """办结: the answer to the sender where he asked for one."""

    phrases = ("已办结。", "已向来文单位报告落实情况。")

    answered_on = forms.DateField(label="答复日期", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.subject.answer_needed:
            self.fields["answered_on"].required = True
            self.fields["answered_on"].help_text = "来文要求回复，答复后才能办结（DOC-56）。"
        else:
            del self.fields["answered_on"]

    def said(self) -> dict[str, Any]:
        answered_on = self.cleaned_data.get("answered_on")
        return {"答复日期": f"{answered_on:%Y-%m-%d}"} if answered_on else {}


class FileForm(OpinionForm):
    """归档: the original is back, and how long it is kept."""

    phrases = ("已归档。",)

    retention = forms.ChoiceField(
        label="保管期限", choices=Retention.choices, widget=forms.RadioSelect, initial=Retention.TEN
    )
    original_back = forms.BooleanField(
        label="原件已收回", error_messages={"required": "原件收回之后才能归档（A3.1.6）。"}
    )

    def said(self) -> dict[str, Any]:
        return {"保管期限": Retention(self.cleaned_data["retention"]).label}


class CardStepForm(OfficeForm):
    """One line on the card of a classified paper."""

    step = forms.ChoiceField(label="环节", choices=CardStep.Step.choices)
    officer = forms.ModelChoiceField(
        label="经手人", queryset=Officer.objects.none(), empty_label="请选经手人"
    )
    on = forms.DateField(label="日期")

    def __init__(self, *args: Any, officer: Officer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        staff = Officer.objects.filter(township_id=officer.township_id, is_active=True)
        offer(self, "officer", staff.order_by("pinyin"))
        self.initial.setdefault("on", clock.today())


__all__ = ["CardStepForm", "OpinionForm", "ReasonForm", "RegisterForm"]
