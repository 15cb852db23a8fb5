"""What each verb asks for; the stage's own form is the module's."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, cast

from django import forms

from township_office import clock
from township_office.approvals.core import Seat
from township_office.approvals.deciding.seats import Choices, OneSeat, Seats, seat_from
from township_office.approvals.rules import fault_of_call, fault_of_paper
from township_office.files.forms import acceptable
from township_office.people.away import HERE, Away
from township_office.ui.forms import Listed, OfficeForm

STRAIGHT, AGAIN = "straight", "again"
LONGEST_AWAY = timedelta(days=366)


def words_field(label: str, *, required: bool = False, missing: str = "", rows: int = 2) -> Any:
    faults = {"required": missing} if missing else {}
    box = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, required=required, max_length=500, widget=box, error_messages=faults
    )


def offer(form: forms.BaseForm, name: str, choices: Choices) -> None:
    cast(forms.ChoiceField, form.fields[name]).choices = choices


class ReturnForm(OfficeForm):
    """退回: to whom, why, and how it comes back."""

    to = forms.TypedChoiceField(label="退回给", coerce=int, widget=Listed)
    manner = forms.ChoiceField(
        label="改好以后",
        choices=[(AGAIN, "按流程再走一遍"), (STRAIGHT, "直接送回我")],
        initial=AGAIN,
        widget=forms.RadioSelect,
        help_text="直接送回的，内容没有改动时，中间各环节的意见仍然有效；内容改了，仍按流程再走。",
    )
    reason = words_field(
        "理由", required=True, missing="请写明退回的理由，对方才知道怎么改。", rows=3
    )

    def __init__(self, *args: Any, stages: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "to", stages)

    @property
    def straight(self) -> bool:
        return bool(self.cleaned_data["manner"] == STRAIGHT)


class PassForm(OfficeForm):
    """转办: to whom, and what he should know."""

    seat = forms.ChoiceField(
        label="转给", widget=OneSeat, error_messages={"required": "请选转给谁。"}
    )
    note = words_field("说明", required=True, missing="请写一句说明，对方才知道为什么转给他。")

    def __init__(self, *args: Any, seats: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "seat", seats)

    @property
    def to(self) -> Seat:
        return seat_from(self.cleaned_data["seat"])


class AddForm(PassForm):
    """加签: who else decides, before me or after me."""

    order = forms.ChoiceField(
        label="次序",
        choices=[("before", "在我之前"), ("after", "在我之后")],
        initial="before",
        widget=forms.RadioSelect,
    )
    field_order = ["seat", "order", "note"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seat"].label = "请谁加签"
        self.fields["seat"].error_messages["required"] = "请选请谁加签。"
        self.fields["note"].error_messages["required"] = "请写一句说明，对方才知道请他看什么。"

    @property
    def before(self) -> bool:
        return bool(self.cleaned_data["order"] == "before")


class CopyForm(OfficeForm):
    """抄送: several, with a word."""

    seats = forms.MultipleChoiceField(
        label="抄送给", widget=Seats, error_messages={"required": "请选抄送给谁。"}
    )
    note = words_field("说明（可不写）")

    def __init__(self, *args: Any, seats: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "seats", seats)

    @property
    def to(self) -> list[Seat]:
        return [seat_from(value) for value in self.cleaned_data["seats"]]


class UrgeForm(OfficeForm):
    note = words_field("说明（可不写）")


class HeardForm(OfficeForm):
    """Whose word it is; the only one there is, is chosen already.

    ``since`` says from when on each of them can have given it.
    """

    leader = forms.ChoiceField(
        label="领导", widget=forms.RadioSelect, error_messages={"required": "请选是哪位领导。"}
    )

    said_when = ""  # the field in which it stands

    def __init__(
        self, *args: Any, leaders: Choices, since: Mapping[str, datetime], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.leaders, self.since = leaders, since
        offer(self, "leader", leaders)
        if len(leaders) == 1:
            self.initial.setdefault("leader", leaders[0][0])

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        when, since = said.get(self.said_when), self.since.get(said.get("leader", ""))
        if when and since and (fault := self.fault_of(when, since)):
            self.add_error(self.said_when, fault)
        return said

    def fault_of(self, when: Any, since: datetime) -> str:
        raise NotImplementedError


class PhoneForm(HeardForm):
    """电话请示: who was called, when, and when he will be back to confirm it."""

    said_when = "called_at"
    called_at = forms.DateTimeField(label="通话时间")
    back_on = forms.DateField(
        label="领导哪天返回（可不填）", required=False, help_text="补签期限从返回之日起算。"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["leader"].label = "请示了谁"
        self.initial.setdefault("called_at", clock.now().replace(second=0, microsecond=0))

    def fault_of(self, when: datetime, since: datetime) -> str:
        return fault_of_call(when, since)

    def say_who_is_away(self, away: Mapping[int, Away]) -> None:
        """Beside each name, where he is today; who alone can be asked and is away, is back then."""
        where = {key: away.get(int(key)) for key, _ in self.leaders}
        told = [
            (key, f"{name}　{at.words if (at := where[key]) else HERE}")
            for key, name in self.leaders
        ]
        offer(self, "leader", told)
        if len(told) == 1 and (his := where[told[0][0]]) is not None:
            self.initial.setdefault("back_on", his.back_on)

    def clean_back_on(self) -> date | None:
        back_on: date | None = self.cleaned_data["back_on"]
        if back_on is not None and back_on < clock.today():
            raise forms.ValidationError(
                "返回日期已过，请填今天以后的日期；领导已在单位的，不用填。"
            )
        if back_on is not None and back_on > clock.today() + LONGEST_AWAY:
            raise forms.ValidationError("返回日期太远，请核对年份；不知道哪天返回的，不用填。")
        return back_on


class PaperForm(HeardForm):
    """代录: whose decision, when it was written, and its scan."""

    said_when = "written_on"
    written_on = forms.DateField(label="签署日期")
    scan = forms.FileField(
        label="扫描件", error_messages={"required": "请上传领导签字页的扫描件，主任要对照确认。"}
    )

    def __init__(self, *args: Any, township: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.township = township
        self.initial.setdefault("written_on", clock.today())

    def fault_of(self, when: date, since: datetime) -> str:
        return fault_of_paper(when, since)

    def clean_scan(self) -> Any:
        (scan,) = acceptable([self.cleaned_data["scan"]], self.township)
        return scan


class SignedForm(OfficeForm):
    """The list as the leader signed it."""

    scan = forms.FileField(label="签字后的清单扫描件")

    def __init__(self, *args: Any, township: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.township = township

    def clean_scan(self) -> Any:
        (scan,) = acceptable([self.cleaned_data["scan"]], self.township)
        return scan


class ReasonedForm(OfficeForm):
    """One sentence of why; ``missing`` says what to write where it is empty."""

    words = words_field("理由", required=True, missing="请写明理由。")

    def __init__(self, *args: Any, label: str = "理由", missing: str = "", **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["words"].label = label
        if missing:
            self.fields["words"].error_messages["required"] = missing
