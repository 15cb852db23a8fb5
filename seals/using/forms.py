from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, cast

from django import forms

from seals.keeping.models import Seal
from seals.using.actions import Papers
from seals.using.checks import BLANK, Line, is_csv, read_sheet, read_words
from seals.using.models import Item, MatterClass, Nature, Request
from seals.using.rules import (
    check_says_something,
    needs_legal_opinion,
)
from township_office.approvals.forms import OpinionForm, ReasonForm
from township_office.files.forms import acceptable
from township_office.people.models import Line as Side
from township_office.people.models import Officer
from township_office.ui.forms import FilesField, OfficeModelForm, Ticks
from township_office.web.refusals import Refused

SIDES = [(Side.GOVERNMENT.value, "政务"), (Side.PARTY.value, "党务")]
NO_CONTENT = "请传上要盖章的定稿，或写出正文、附上清单。没有内容的不能用印（B2.5、SEAL-08）。"
MOST_COPIES = 2000
CHECKS = (
    ("read", "已阅内容（A4.7）"),
    ("same", "与批准的文件一致"),
    ("filled", "不是空白纸、空白表格"),
    ("placed", "骑年压月，端正清晰"),
)
ACROSS = ("across", "已加盖骑缝章")


class RequestForm(OfficeModelForm):
    """用印申请: what for, how many copies, and the very file that is to be stamped."""

    content = FilesField(
        label="要盖章的文件", required=False, help_text="传定稿；盖的就是批准的这一份。"
    )
    legal = FilesField(label="合法性审查意见", required=False, help_text="合同协议须附。")
    lines = forms.CharField(
        label="附清单",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="一批件一次申请：一行一件，「内容，对象，份数」，可从 Excel 直接粘贴。份数按清单合计。",
    )
    sheet = forms.FileField(
        label="或传清单文件", required=False, help_text=".xlsx 或 .csv，三列：内容、对象、份数。"
    )

    class Meta:
        model = Request
        fields = (
            "matter",
            "title",
            "document_number",
            "copies",
            "side",
            "on_behalf",
            "for_outsider",
            "across",
            "wording",
        )
        widgets = {"side": forms.RadioSelect}
        help_texts = {
            "on_behalf": "替群众、单位代办的，填姓名或单位。",
            "wording": "没有文件、只有几句话的，写在这里。",
        }

    def __init__(self, *args: Any, officer: Officer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.officer = officer
        self.listed: list[Item] = []
        matters = MatterClass.objects.filter(township_id=officer.township_id, in_use=True)
        matter = cast(forms.ModelChoiceField, self.fields["matter"])
        matter.queryset, matter.empty_label = matters, "请选事项"
        cast(forms.ChoiceField, self.fields["side"]).choices = SIDES
        self.fields["copies"] = forms.IntegerField(label="份数", min_value=1, max_value=MOST_COPIES)

    def clean_matter(self) -> MatterClass:
        """B2.5: the sentence stands at the field, before anything is sent."""
        matter: MatterClass = self.cleaned_data["matter"]
        if matter.nature == Nature.BLANK:
            raise forms.ValidationError(BLANK)
        return matter

    def clean_content(self) -> Any:
        uploads = acceptable(self.cleaned_data["content"], self.officer.township_id)
        return not_blank(uploads)

    def clean_legal(self) -> Any:
        return acceptable(self.cleaned_data["legal"], self.officer.township_id)

    def clean_lines(self) -> list[Item]:
        return _items(lambda: read_words(self.cleaned_data["lines"]))

    def clean_sheet(self) -> list[Item]:
        sheet = self.cleaned_data["sheet"]
        if not sheet:
            return []
        if not is_csv(sheet.name):  # plain text is read no further than a list is long
            acceptable([sheet], self.officer.township_id)
        return _items(lambda: read_sheet(sheet, sheet.name))

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        self._clean_list(said)
        self._clean_content(said)
        matter = said.get("matter")
        needed = matter is not None and needs_legal_opinion(matter)
        if needed and "legal" not in self.errors and not (said.get("legal") or self._opined()):
            self.add_error("legal", f"{matter}用印须附合法性审查意见。")
        return said

    def _clean_list(self, said: dict[str, Any]) -> None:
        """Typed or from a sheet; its copies are those that are asked for."""
        if said.get("lines") and said.get("sheet") and "lines" in self.changed_data:
            self.add_error("sheet", "清单或写在上面，或传文件，只用一种。")
            return
        self.listed = said.get("sheet") or said.get("lines") or []
        total = sum(item.copies for item in self.listed)
        if total > MOST_COPIES:
            self.add_error(
                "lines", f"清单合计 {total} 份，一次最多 {MOST_COPIES} 份，请分几次申请。"
            )
        elif total:
            said["copies"] = total

    def _clean_content(self, said: dict[str, Any]) -> None:
        if self.errors.keys() & {"content", "lines", "sheet"}:
            return
        here = said.get("content") or said.get("wording", "").strip() or self.listed
        if not (here or self._says_already()):
            self.add_error("content", NO_CONTENT)

    def _says_already(self) -> bool:
        return False

    def _opined(self) -> bool:
        return False

    def papers(self) -> Papers:
        said = self.cleaned_data
        return Papers(content=said["content"], legal=said["legal"], items=self.listed)


class AskForm(RequestForm):
    """The same with the seals it takes: as many requests as boxes are ticked (ADR 8)."""

    seals = forms.ModelMultipleChoiceField(
        label="印章",
        queryset=Seal.objects.none(),
        widget=Ticks,
        error_messages={"required": "请选要用的印章。"},
    )
    field_order = ("seals",)

    def __init__(self, *args: Any, officer: Officer, **kwargs: Any) -> None:
        super().__init__(*args, officer=officer, **kwargs)
        in_use = Seal.objects.visible_to(officer).in_use()
        cast(forms.ModelMultipleChoiceField, self.fields["seals"]).queryset = in_use

    def clean_seals(self) -> list[Seal]:
        return list(self.cleaned_data["seals"])

    def requests(self) -> list[Request]:
        """One for each seal, saying the same."""
        names = [field for field in self.Meta.fields if field in self.cleaned_data]
        said = {name: self.cleaned_data[name] for name in names}
        return [
            Request(township_id=self.officer.township_id, seal=seal, **said)
            for seal in self.cleaned_data.get("seals", ())
        ]


class AmendForm(RequestForm):
    """Mending: what was handed in stays, unless something is handed in for it."""

    def __init__(self, *args: Any, has_file: bool, has_legal: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.has_file, self.has_legal = has_file, has_legal
        items = self.instance.items.all()
        self.initial["lines"] = "\n".join(f"{it.what}\t{it.whom}\t{it.copies}" for it in items)
        least = max(self.instance.stamped, 1)  # what was stamped before it came back stands
        self.fields["copies"] = forms.IntegerField(
            label="份数", min_value=least, max_value=MOST_COPIES
        )
        self.fields["content"].help_text = "不用换的不传；传了新的，就以新的为准，原来的不再用。"

    def _says_already(self) -> bool:
        return self.has_file

    def _opined(self) -> bool:
        return self.has_legal


class ApproveForm(OpinionForm):
    """审批: agree, or say why not."""

    phrases = ("同意用印。", "同意。")


class StampForm(OpinionForm):
    """At the seal: the keeper reads, compares, stamps, counts (A4.7)."""

    phrases = ("已用印。",)

    copies = forms.IntegerField(label="这次用印份数")
    give_up = forms.BooleanField(label="余下的不再盖", required=False)
    taken_by = forms.CharField(label="领取人", max_length=40, required=False)
    scan = forms.FileField(label="盖章页扫描件", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        request: Request = self.subject
        self.left_over = 0
        for key, label in self.points():
            missing = f"「{label}」未勾选，请核对；不符合的请退回或不予用印。"
            self.fields[key] = forms.BooleanField(label=label, error_messages={"required": missing})
        self.fields["copies"] = forms.IntegerField(
            label="这次用印份数",
            min_value=0 if request.stamped else 1,
            initial=request.left,
            help_text=f"批准 {request.copies} 份，已盖 {request.stamped} 份。",
        )
        if request.at_counter:
            self.fields["taken_by"].initial = request.on_behalf[:40]
        needed = request.matter.scan_required
        self.fields["scan"].help_text = f"{request.matter}须留扫描件。" if needed else "可以不传。"
        self.order_fields(["opinion", *(key for key, _ in self.points()), "copies", "give_up"])

    def points(self) -> Sequence[tuple[str, str]]:
        return (*CHECKS, ACROSS) if self.subject.across else CHECKS

    def deed(self) -> dict[str, Any]:
        """What is stamped now, as ``actions.stamp`` asks for it; no copies where the rest is given up."""
        return {name: self.cleaned_data[name] for name in ("copies", "taken_by", "scan")}

    def clean_copies(self) -> int:
        copies: int = self.cleaned_data["copies"]
        if copies > self.subject.left:
            raise forms.ValidationError(
                f"只批准了 {self.subject.copies} 份，最多再盖 {self.subject.left} 份（A4.7）。"
            )
        return copies

    def clean_scan(self) -> Any:
        uploads = [each for each in [self.cleaned_data["scan"]] if each]
        return next(iter(acceptable(uploads, self.officer.township_id)), None)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        copies = said.get("copies")
        if copies == 0:
            for key, _ in self.points():  # nothing is stamped, so nothing was compared
                self.errors.pop(key, None)
        elif self.subject.matter.scan_required and "scan" in said and not said["scan"]:
            self.add_error("scan", f"{self.subject.matter}盖章后须留扫描件（A4.8）。")
        if copies is not None:
            self.left_over = self.subject.left - copies
            self._clean_rest(said)
        return said

    def _clean_rest(self, said: dict[str, Any]) -> None:
        if self.left_over and not said.get("give_up"):
            self.add_error(
                "give_up",
                f"还剩 {self.left_over} 份。以后还要盖的，用「先盖一部分」；确实不再盖的，勾选这一项。",
            )

    def said(self) -> dict[str, Any]:
        copies = self.cleaned_data["copies"]
        words = {
            "用印": f"{copies} 份",
            "核对": "、".join(label for _, label in self.points()) if copies else "",
            "领取人": self.cleaned_data["taken_by"],
            "余下": f"{self.left_over} 份不再盖" if self.left_over else "",
        }
        return {label: value for label, value in words.items() if value}


class PartForm(StampForm):
    """先盖这些，余下以后再盖: the same checks; the request stays with the keeper."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("opinion", "give_up"):
            del self.fields[name]
        self.fields["copies"].initial = 1

    def rest(self) -> list[Any]:
        return list(self)

    def clean_copies(self) -> int:
        copies = super().clean_copies()
        if copies < 1:
            raise forms.ValidationError("至少盖 1 份。")
        if copies == self.subject.left:
            raise forms.ValidationError("这就是全部余下的份数，请在申请页上直接办「用印」。")
        return copies

    def _clean_rest(self, said: dict[str, Any]) -> None:
        """The rest waits."""


def _items(read: Callable[[], list[Line]]) -> list[Item]:
    """The lines of a list, when there is no fault in any; each fault is a sentence of its own."""
    try:
        lines = read()
    except Refused as refusal:
        raise forms.ValidationError(refusal.sentence.splitlines()) from refusal
    return [Item(what=each.what, whom=each.whom, copies=each.copies) for each in lines]


def not_blank(uploads: list[Any]) -> list[Any]:
    """The uploads, when something stands on each. Raises ValidationError with a sentence for each other."""
    faults = []
    for upload in uploads:
        try:
            check_says_something(upload)
        except Refused as refusal:
            faults.append(refusal.sentence)
    if faults:
        raise forms.ValidationError(faults)
    return uploads


__all__ = ["AmendForm", "ApproveForm", "AskForm", "OpinionForm", "PartForm", "ReasonForm"]
