"""拟稿: the one page on which a document is written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, cast

from django import forms

from documents.incoming.models import Incoming, Secrecy
from documents.outgoing.actions import Parts
from documents.outgoing.checks.standing import level_of
from documents.outgoing.forms.openness import ask_why_closed
from documents.outgoing.models import Direction, Issuer, Kind, Outgoing, Recipient
from documents.outgoing.models.papers import RARE
from documents.outgoing.rules import NO_SECRETS
from township_office.files.checks.content import check_size
from township_office.files.checks.names import check_is_unclassified, clean_name
from township_office.files.forms import acceptable
from township_office.people.models import Department, Line, Officer, Organ
from township_office.townships.models import Township
from township_office.ui.forms import FilesField, OfficeForm, OfficeModelForm, Ticks
from township_office.web.refusals import Refused
from township_office.writing.fields import BodyField
from township_office.writing.word import Imported, read_word

LARGEST_MB = 20
MORE = 200  # organs offered to be ticked; who is not among them is written down by name
KINDS = [
    *[(each.value, each.label) for each in Kind if each not in RARE],
    ("少用的文种", [(each.value, each.label) for each in RARE]),
]
# Short enough to stand in one row on a phone.
ISSUERS = [
    (each.value, "联合" if each == Issuer.JOINT else each.label.removesuffix("业务"))
    for each in Issuer
]
BETWEEN = re.compile(r"[、，,；;](?![^（(]*[）)])")  # 县委政法委（平安办、综治办） is one


ABOVE, SAME, BELOW = "上级机关", "平级机关和不相隶属单位", "下级单位"
OWN = {
    Department.Kind.VILLAGE.value: "本镇村（社区）",
    Department.Kind.STATION.value: "本镇站所",
    Department.Kind.DEPARTMENT.value: "本镇内设机构",
}
LEVELS = {
    Organ.Level.ABOVE.value: ABOVE,
    Organ.Level.SAME.value: SAME,
    Organ.Level.BELOW.value: BELOW,
}
FIRST = {
    Direction.UP: (ABOVE, SAME, *OWN.values(), BELOW),
    Direction.LEVEL: (SAME, ABOVE, *OWN.values(), BELOW),
    Direction.DOWN: (*OWN.values(), BELOW, SAME, ABOVE),
}
BY_RANK = (ABOVE, SAME, BELOW, *OWN.values())


def heading_of(whom: Organ | Department) -> str:
    """Under which heading of the directory somebody stands."""
    return LEVELS[whom.level] if isinstance(whom, Organ) else OWN[whom.kind]


class Key(str):
    """The value of a box to tick, together with what it stands for, so that pinyin finds it."""

    instance: Organ | Department

    @classmethod
    def of(cls, whom: Organ | Department) -> Key:
        key = cls(f"{'organ' if isinstance(whom, Organ) else 'department'}-{whom.pk}")
        key.instance = whom
        return key


class Directory:
    """Everybody a document may be sent to, under headings."""

    def __init__(self, township_id: int) -> None:
        self.township_id = township_id
        organs = Organ.objects.filter(township_id=township_id).order_by("level", "-line", "pinyin")
        own = Department.objects.filter(township_id=township_id).order_by("-kind", "rank")
        self.all = {Key.of(each): each for each in [*own, *organs[:MORE]]}

    def choices(self, direction: str = Direction.DOWN) -> list[tuple[str, list[tuple[Key, str]]]]:
        """By heading, those first at whom the direction points."""
        found: dict[str, list[tuple[Key, str]]] = {name: [] for name in FIRST[Direction(direction)]}
        for key, each in self.all.items():
            found[heading_of(each)].append((key, each.name))
        return [(name, those) for name, those in found.items() if those]

    def those(self, keys: Sequence[str]) -> list[Organ | Department]:
        """By rank, as they stand on paper: above, same, below, the Party first (GB/T 9704 7.3.3, 7.4.2)."""
        chosen = [each for key, each in self.all.items() if key in keys]
        return sorted(chosen, key=lambda each: BY_RANK.index(heading_of(each)))

    def called(self, name: str, direction: str) -> Organ | Department:
        """Who bears a name that was written down; a stranger as he would be remembered, not saved."""
        standing = next((each for each in self.all.values() if each.name == name), None)
        standing = standing or Organ.objects.filter(township=self.township_id, name=name).first()
        return standing or Organ(
            township_id=self.township_id,
            name=name,
            level=str(level_of(name, direction, own=self._own)),
        )

    @cached_property
    def _own(self) -> str:
        return Township.objects.values_list("name", flat=True).get(pk=self.township_id)


class DraftForm(OfficeModelForm):
    """A document as its drafter writes it; what the rules leave no choice about is not asked."""

    body = BodyField(label="正文")
    main = forms.MultipleChoiceField(
        label="主送",
        widget=Ticks,
        required=False,
        help_text="选的先后不论，印出来按上级、平级、下级的次序。",
    )
    main_more = forms.CharField(
        label="名录里没有的主送单位",
        max_length=300,
        required=False,
        help_text="写全称，几个的用顿号隔开；下次就在名录里了。",
    )
    copied = forms.MultipleChoiceField(label="抄送", widget=Ticks, required=False)
    copied_more = forms.CharField(label="名录里没有的抄送单位", max_length=300, required=False)
    consulted = forms.ModelMultipleChoiceField(
        label="会签部门", queryset=Department.objects.none(), widget=Ticks, required=False
    )
    materials = FilesField(
        label="随附材料",
        required=False,
        help_text="审核、签发时要看的依据、图片、表格；送出时随件保存，不排进文件，草稿里也不留。",
    )
    answers = forms.ModelChoiceField(
        queryset=Incoming.objects.none(), required=False, widget=forms.HiddenInput
    )

    class Meta:
        model = Outgoing
        fields = (
            "issuer",
            "lead",
            "name_of",
            "side",
            "kind",
            "direction",
            "title",
            "body",
            "note",
            "urgency",
            "secrecy",
            "disclosure",
            "disclosure_reason",
            "normative",
            "important",
            "basis",
            "answers",
        )
        widgets = {
            "issuer": forms.RadioSelect,
            "lead": forms.RadioSelect,
            "name_of": forms.RadioSelect,
            "side": forms.RadioSelect,
            "direction": forms.RadioSelect,
            "urgency": forms.RadioSelect,
            "secrecy": forms.RadioSelect,
            "disclosure": forms.RadioSelect,
            "title": forms.TextInput(attrs={"placeholder": "关于……的通知"}),
        }

    def __init__(self, *args: Any, officer: Officer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.officer = officer
        self.directory = Directory(officer.township_id)
        self._offer_directory()
        departments = Department.objects.filter(township_id=officer.township_id)
        _offer(self, "consulted", departments.exclude(kind=Department.Kind.VILLAGE))
        _offer(self, "answers", Incoming.objects.visible_to(officer))
        self._word()
        if self.instance.pk:
            self._stand_as(self.instance)

    def _word(self) -> None:
        _choose(self, "issuer", ISSUERS)
        _choose(self, "kind", KINDS)
        _choose(self, "name_of", [(Issuer.OFFICE, "党政办"), (Issuer.GOVERNMENT, "政府")])
        _choose(self, "lead", [(Line.PARTY, "党委主办"), (Line.GOVERNMENT, "政府主办")])
        _choose(self, "side", [(Line.PARTY, "党务"), (Line.GOVERNMENT, "政务")])
        _choose(
            self,
            "secrecy",
            [(Secrecy.NONE, "无"), (Secrecy.INTERNAL, "内部"), (Secrecy.SECRET, "秘密及以上")],
        )

    def _stand_as(self, paper: Outgoing) -> None:
        named = list(paper.recipients.select_related("organ", "department"))
        self._keep_offering(each.organ or each.department for each in named)
        for name, role in (("main", Recipient.Role.MAIN), ("copied", Recipient.Role.COPY)):
            whom = [each.organ or each.department for each in named if each.role == role]
            self.initial[name] = [Key.of(each) for each in whom if each is not None]
        self.initial["consulted"] = [each.department_id for each in paper.consulted.all()]

    def _keep_offering(self, named: Iterable[Organ | Department | None]) -> None:
        """Whom it goes to already, also where the directory holds more than are offered."""
        self.directory.all |= {Key.of(each): each for each in named if each is not None}
        self._offer_directory()

    def _offer_directory(self) -> None:
        said = self["direction"].value()
        direction = said if said in Direction.values else Direction.DOWN.value
        for name in ("main", "copied"):
            _choose(self, name, self.directory.choices(direction))

    def clean_secrecy(self) -> str:
        """A5.7: nothing of 秘密 and above is written here, whatever the browser sent."""
        if (secrecy := str(self.cleaned_data["secrecy"])) == Secrecy.SECRET:
            raise forms.ValidationError(NO_SECRETS)
        return secrecy

    def clean_main_more(self) -> str:
        return check_names(self.cleaned_data["main_more"])

    def clean_copied_more(self) -> str:
        return check_names(self.cleaned_data["copied_more"])

    def clean_materials(self) -> Any:
        return acceptable(self.cleaned_data["materials"], self.officer.township_id)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        self.instance.asked = list(said.get("consulted", ()))
        ask_why_closed(self, said)
        if not (said.get("main") or said.get("main_more") or self._goes_to_everybody(said)):
            self.add_error("main", "请选主送机关；普发的公告、通告可以不选。")
        self._leave_out(said)
        return said

    def _goes_to_everybody(self, said: Mapping[str, Any]) -> bool:
        return said.get("kind") in (
            Kind.ANNOUNCEMENT,
            Kind.PROCLAMATION,
            Kind.COMMUNIQUE,
            Kind.MINUTES,
            Kind.RESOLUTION,
            Kind.DECISION,
            Kind.ORDER,
        )

    def _leave_out(self, said: dict[str, Any]) -> None:
        """What this issuer has no use for says nothing, whatever stood in the hidden field."""
        issuer = said.get("issuer")
        said["lead"] = said.get("lead") if issuer == Issuer.JOINT else ""
        said["name_of"] = said.get("name_of") if issuer == Issuer.STATION else ""

    @property
    def towards(self) -> str:
        """The direction, from which follows where whoever is written down by name may stand."""
        return self.cleaned_data.get("direction") or Direction.DOWN.value

    def more(self, name: str) -> list[str]:
        """Organs written down by name."""
        return names_in(str(self.cleaned_data.get(f"{name}_more") or ""))

    def named(self, name: str) -> list[Organ | Department]:
        """Everybody whom main or copied names, ticked or written down; nothing is saved."""
        ticked = self.directory.those(self.cleaned_data.get(name, ()))
        written = (self.directory.called(each, self.towards) for each in self.more(name))
        return each_once(*ticked, *written)


def names_in(words: str) -> list[str]:
    """Several in one field, each once: 甲、乙 or 甲，乙 or 甲；乙."""
    return list(dict.fromkeys(part.strip() for part in BETWEEN.split(words) if part.strip()))


def check_names(words: str) -> str:
    """The words, if each name in them has room in the directory."""
    longest = Organ._meta.get_field("name").max_length or 0
    for name in names_in(words):
        if len(name) > longest:
            raise forms.ValidationError(f"“{name}”太长，单位名称最多 {longest} 个字。")
    return words


class AnnexForm(OfficeForm):
    """One attachment: its name as the document announces it, and its text."""

    title = forms.CharField(label="附件名称", max_length=200, required=False)
    body = BodyField(label="附件正文", required=False)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("body") and not said.get("title"):
            self.add_error("title", "请写附件名称。")
        return said


AnnexForms = forms.formset_factory(AnnexForm, extra=0, max_num=20, validate_max=True)


class ImportForm(OfficeForm):
    """从 Word 导入: cleans to what the file says; what is wrong with it stands beside it."""

    word = forms.FileField(
        label="Word 文件",
        help_text="只认 .docx；导入后替换上面的正文，标题和附件也一并带入。",
        required=False,
        widget=forms.FileInput(attrs={"accept": ".docx"}),
    )

    def clean_word(self) -> Imported:
        upload = self.cleaned_data["word"]
        if upload is None:
            raise forms.ValidationError("请先选一个 Word 文件（.docx），再点「导入」。")
        try:
            check_is_unclassified(clean_name(upload.name))
            check_size(upload.size, largest_mb=LARGEST_MB)
            return read_word(upload.read())
        except Refused as refusal:
            raise forms.ValidationError(refusal.sentence) from refusal


def parts_of(
    form: DraftForm, annexes: Any, named: Mapping[str, Sequence[Organ | Department]]
) -> Parts:
    """What the page says besides the document's own fields; ``named`` were written down by name."""
    said = form.cleaned_data
    return Parts(
        main=each_once(*form.directory.those(said["main"]), *named["main"]),
        copied=each_once(*form.directory.those(said["copied"]), *named["copied"]),
        annexes=[(title, body) for title, body in annexes_of(annexes)],
        consulted=list(said["consulted"]),
        materials=said["materials"],
    )


def each_once(*whom: Organ | Department) -> list[Organ | Department]:
    """Who is ticked and written down as well is named once."""
    return list({each.name: each for each in whom}.values())


def annexes_of(annexes: Any) -> Iterator[tuple[str, str]]:
    for each in annexes:
        said = getattr(each, "cleaned_data", None) or {}
        if said.get("title"):
            yield said["title"], said.get("body", "")


def _offer(form: forms.BaseForm, name: str, rows: Any) -> None:
    cast(forms.ModelChoiceField, form.fields[name]).queryset = rows


def _choose(form: forms.BaseForm, name: str, choices: Any) -> None:
    cast(forms.ChoiceField, form.fields[name]).choices = choices
