"""What each stage of an outgoing document asks for, as the paper's lists do."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, cast

from django import forms

from documents.incoming.models import Retention
from documents.outgoing.actions.deciding import has_changed
from documents.outgoing.actions.numbering import series_for, upcoming_label, year_of
from documents.outgoing.forms.sending import copies_needed, filed_by_rule
from documents.outgoing.models import Outgoing, Series
from documents.outgoing.models.papers import Changed
from documents.outgoing.rules import (
    check_is_wording,
    printed_copies,
    requests_for_keeper,
    standing_requests,
)
from seals.using.models import Request
from township_office.approvals.forms import OpinionForm, RequiredOpinionForm
from township_office.people.models import Officer
from township_office.townships.models import Profile
from township_office.townships.names import organ_name
from township_office.ui.forms import Listed
from township_office.web.refusals import as_fault

Points = Sequence[tuple[str, str]]

FOUR_POINTS: Points = (
    ("needed", "确需行文"),
    ("manner", "行文方式妥当（名义、文种、方向）"),
    ("rules", "符合行文规则和拟制公文的要求"),
    ("format", "公文格式符合规定"),
)
PROOF_POINTS: Points = (
    ("text", "文字、标点无误"),
    ("title", "标题、段落层次无误"),
    ("signature", "落款、日期无误"),
    ("parts", "主送抄送、附件齐全"),
)
NUMBER_POINT = ("number", "文号无误")
PRINT_POINTS: Points = (
    ("number", "清样上的文号与登记一致"),
    ("date", "成文日期就是签发日期"),
    ("place", "用印位置留好，压得住落款和日期"),
    ("colophon", "版记在最后一面，最好是偶数页（FMT-084）"),
    ("paper", "A4 纸 60–80 克，洁白、不透，纸面无破损（FMT-003）"),
    ("plate", "版面干净、不歪斜，版心尺寸误差不过 1 毫米（FMT-012）"),
    ("duplex", "双面印，正反对齐误差不过 2 毫米；字黑实，红头套红正（FMT-013）"),
    ("binding", "左侧装订，不掉页，裁切四角成直角（FMT-014）"),
    ("staples", "骑马钉两个，外钉离上下边各约 70 毫米；平订离订口 3–5 毫米（FMT-015）"),
)
SEAL_POINTS: Points = (
    ("read", "已读内容，与签发的文本一致"),
    ("whole", "不是空白件，版记齐全"),
    ("upright", "盖印端正、清晰，骑年压月"),
)
HANDED_ON: Points = (("handed", "印章不由本人保管，每一份都由现在的保管人盖过"),)
FILE_POINTS: Points = (("manuscript", "底稿（发文稿纸、签发稿）已收齐"),)
TWO_COPIES = ("copies", "已存正本两份（B1.11）")


class PointsForm(OpinionForm):
    """A list that is gone through point by point; one left out is told by its own words."""

    def points(self) -> Points:
        raise NotImplementedError

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, label in self.points():
            missing = f"「{label}」未勾选，请核对；不符合的请退回。"
            self.fields[key] = forms.BooleanField(label=label, error_messages={"required": missing})

    def said(self) -> dict[str, Any]:
        return {"核对": "、".join(label for _, label in self.points())}


class VetForm(PointsForm):
    """审核: the office's four points (B1.7, DOC-38)."""

    phrases = ("符合要求，拟同意发文。", "已审核，请领导核稿。")

    def points(self) -> Points:
        return FOUR_POINTS


class ConsultForm(OpinionForm):
    """会签: a department agrees, or says why not (DOC-31)."""

    phrases = ("同意。", "同意，请按我办意见修改第……条。")

    agrees = forms.ChoiceField(
        label="会签意见", choices=[("yes", "同意"), ("no", "不同意")], widget=forms.RadioSelect
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("agrees") == "no" and not said.get("opinion"):
            self.add_error("opinion", "不同意的，请写明意见，协调时要看。")
        return said

    @property
    def consents(self) -> bool:
        return bool(self.cleaned_data["agrees"] == "yes")

    def said(self) -> dict[str, Any]:
        return {"会签": "同意" if self.consents else "不同意"}


class SettleForm(RequiredOpinionForm):
    """会签意见协调: how the disagreement was settled; it stays on the sheet."""

    phrases = ("已与有关部门协商一致，按……意见办理。", "经请示主要领导，按原稿办理。")


class ReviewForm(OpinionForm):
    """核稿 by the leader in charge."""

    phrases = ("同意，请领导签发。", "已阅改，请领导签发。")


class LegalForm(RequiredOpinionForm):
    """合法性审核 of what binds the public (规范性文件)."""

    phrases = ("权限、程序、内容合法，同意提请签发。", "符合法律法规，与上位法无抵触。")


class SignForm(OpinionForm):
    """签发: opinion, name and full date (DOC-37)."""

    phrases = ("同意，请印发。", "发。", "同意。")


class RecheckForm(PointsForm):
    """复核 by the drafter after the signature: the list, and what was changed since (B1.9, DOC-40)."""

    phrases = ("已复核，与签发稿一致。", "已复核，改正个别文字。")

    changed = forms.ChoiceField(
        label="与签发稿比",
        choices=[
            (Changed.WORDING.value, "只改了文字、标点，意思没有变"),
            ("substance", "改了实质内容"),
        ],
        widget=Listed,
        help_text="改动见「花脸稿」。文字性改动由办公室主任确认；实质性改动须送回签发人（DOC-40）。",
    )
    field_order = ["opinion", "changed"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_changed(self.subject):
            del self.fields["changed"]

    def points(self) -> Points:
        return (*PROOF_POINTS, *([NUMBER_POINT] if self.subject.number else []))

    def clean_changed(self) -> str:
        if (changed := str(self.cleaned_data["changed"])) == "substance":
            raise forms.ValidationError(
                "有实质性改动的，要由签发人重新签发（DOC-40）。请点「退回」，退回给「签发」。"
            )
        with as_fault(self, "changed"):
            check_is_wording(self.subject)
        return changed

    @property
    def declared(self) -> str:
        return str(self.cleaned_data.get("changed") or Changed.NONE.value)

    def said(self) -> dict[str, Any]:
        return {**super().said(), "改动": Changed(self.declared).label}


class ConfirmWordingForm(OpinionForm):
    """文字改动确认: the director has looked at what was changed after the signature."""

    phrases = ("改动属文字性，同意。",)


class NumberForm(OpinionForm):
    """登记编号: under which code it is numbered; the next number stands beside it (DOC-41)."""

    phrases = ("已登记编号。",)

    series = forms.TypedChoiceField(label="发文字号", coerce=int, widget=Listed)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found = {each.pk: each for each in series_for(self.subject)}
        field = cast(forms.ChoiceField, self.fields["series"])
        field.choices = [(pk, self._label(each)) for pk, each in self.found.items()]
        field.error_messages["required"] = (
            "还没有可用的机关代字。请管理员在「发文机关代字」里加上。"
        )
        standing = self.subject.numbers.standing().first()
        field.initial = standing.series_id if standing else next(iter(self.found), None)

    def _label(self, series: Series) -> str:
        year = year_of(self.subject)
        reserved = self.subject.numbers.standing().filter(series=series, year=year).first()
        return f"{reserved}（已预留）" if reserved else f"下一号　{upcoming_label(series, year)}"

    @property
    def chosen(self) -> Series:
        return self.found[self.cleaned_data["series"]]

    def said(self) -> dict[str, Any]:
        return {"代字": self.chosen.code}


class PrintForm(PointsForm):
    """印制: the proof is looked at once more, then printed in so many copies (B1.9)."""

    phrases = ("清样已核对，可以印制。",)

    copies = forms.IntegerField(label="印数（份）", min_value=1, max_value=2000)
    field_order = ["opinion", "copies"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        needed = copies_needed(self.subject) + filed_by_rule(self.subject)
        self.initial.setdefault("copies", needed)
        self.fields["copies"].help_text = f"主送抄送和存档至少 {needed} 份。"

    def points(self) -> Points:
        return PRINT_POINTS

    def said(self) -> dict[str, Any]:
        return {"印数": f"{self.cleaned_data['copies']} 份"}


class SealForm(PointsForm):
    """用印: the keeper reads, compares, stamps, counts (A4.7).

    Who keeps none of its seals any more says that whoever keeps them has stamped it.
    """

    phrases = ("已用印。",)

    copies = forms.IntegerField(label="用印份数", min_value=1)
    field_order = ["opinion", "copies"]

    def __init__(self, *args: Any, subject: Outgoing, officer: Officer, **kwargs: Any) -> None:
        asked = standing_requests(subject)
        own = requests_for_keeper(asked, officer.pk)
        self.handed_on = bool(asked) and not own
        super().__init__(*args, subject=subject, officer=officer, **kwargs)
        if self.handed_on:
            del self.fields["copies"]
        else:
            self._ask_for_copies(asked, own)

    def _ask_for_copies(self, asked: Sequence[Request], own: Sequence[Request]) -> None:
        printed = printed_copies(self.subject)
        self.left = max((each.left for each in own), default=printed)
        self.initial.setdefault("copies", self.left)
        sealed = printed - self.left
        told = f"印了 {printed} 份，用印不能多于印数。"
        if sealed:
            told = f"已盖 {sealed} 份，还要盖 {self.left} 份。"
        self.fields["copies"].help_text = told + "".join(_not_as_signed(self.subject, asked))

    def points(self) -> Points:
        return HANDED_ON if self.handed_on else SEAL_POINTS

    def clean_copies(self) -> int:
        if (copies := int(self.cleaned_data["copies"])) < self.left:
            raise forms.ValidationError(
                f"还有 {self.left} 份要盖，盖完才能往下办。先盖一部分的，请点「先盖一部分」。"
            )
        return copies

    def said(self) -> dict[str, Any]:
        return {"用印": "印章已移交，由现在的保管人用印"} if self.handed_on else self._counted()

    def _counted(self) -> dict[str, Any]:
        return {"用印": f"{self.cleaned_data['copies']} 份"}


def _not_as_signed(paper: Outgoing, asked: Iterable[Request]) -> Iterator[str]:
    """SEAL-12: a seal is put to the signature it names; where the words differ, the keeper is told."""
    for request in asked:
        seal, signed = request.seal, organ_name(paper.township, request.seal.organ)
        if seal.name != signed:
            yield f"印文「{seal.name}」与署名「{signed}」不一致，请核对（SEAL-12）。"


class EnterForm(PointsForm):
    """登记 in the register of outgoing documents, after the seal (B1.9)."""

    phrases = ("已登记发文登记簿。",)

    def points(self) -> Points:
        return (("entered", "字号、标题、份数与发文登记簿一致"),)


class FileForm(PointsForm):
    """归档: manuscript in hand, how long it is kept (A3.2.8, B1.11)."""

    phrases = ("已归档。",)

    retention = forms.ChoiceField(
        label="保管期限",
        choices=Retention.choices,
        widget=forms.RadioSelect,
        initial=Retention.THIRTY,
    )
    field_order = ["opinion", "retention"]

    def points(self) -> Points:
        town = self.subject.township.profile == Profile.TOWN
        return (*FILE_POINTS, *([TWO_COPIES] if town else []))

    def said(self) -> dict[str, Any]:
        return {"保管期限": Retention(self.cleaned_data["retention"]).label}
