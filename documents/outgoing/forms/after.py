"""What is asked once a document has been sent, and of papers that were sent before."""

from typing import Any, cast

from django import forms

from documents.outgoing.forms.drafting import ISSUERS, names_in
from documents.outgoing.models import Amendment, Disclosure, Issuer, Outgoing, Recipient, Series
from township_office import clock
from township_office.files.forms import acceptable
from township_office.people.models import Officer
from township_office.ui.forms import FilesField, OfficeForm, OfficeModelForm

# Whose codes a document in this name may bear: of two organs the lead's, of a station the office's or
# the government's (DOC-33, DOC-34).
ORGANS = {
    Issuer.PARTY.value: (Issuer.PARTY.value,),
    Issuer.GOVERNMENT.value: (Issuer.GOVERNMENT.value,),
    Issuer.JOINT.value: (Issuer.PARTY.value, Issuer.GOVERNMENT.value),
    Issuer.OFFICE.value: (Issuer.OFFICE.value,),
    Issuer.STATION.value: (Issuer.OFFICE.value, Issuer.GOVERNMENT.value),
}


class ReceiptForm(OfficeForm):
    """记签收: who signed for it, and when."""

    on = forms.DateField(label="签收日期")
    name = forms.CharField(label="签收人", max_length=40)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("on", clock.today())

    def clean_on(self) -> Any:
        if (on := self.cleaned_data["on"]) > clock.today():
            raise forms.ValidationError("签收日期不能晚于今天。")
        return on


class PrintMoreForm(OfficeForm):
    """加印."""

    copies = forms.IntegerField(label="加印份数", min_value=1, max_value=2000)
    reason = forms.CharField(label="事由", max_length=200)
    went_to = forms.CharField(label="去向", max_length=200, help_text="发给谁、各几份")


class CorrectForm(OfficeModelForm):
    """更正、收回、撤销、废止, each with its basis and what it means (DOC-64)."""

    class Meta:
        model = Amendment
        fields = ("what", "reason", "basis", "since", "to_recall", "recalled")
        widgets = {"what": forms.RadioSelect, "reason": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.ChoiceField, self.fields["what"])
        field.choices = Amendment.What.choices
        field.help_text = "撤销的自始无效，废止的自起算日期失效；更正、收回的要告知收文单位。"
        self.initial["since"] = self.instance.since or clock.today()

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("what") == Amendment.What.RECALLED and said.get("to_recall") == 0:
            self.add_error("to_recall", "要收回几份，请写在这里。")
        if (said.get("recalled") or 0) > (said.get("to_recall") or 0):
            self.add_error("recalled", "收回的不能多于应收回的份数。")
        return said


class RecalledForm(OfficeForm):
    """又收回 n 份."""

    copies = forms.IntegerField(label="又收回（份）", min_value=1, max_value=2000, initial=1)


class ToldForm(OfficeForm):
    """记已告知: whom the office told by hand, and how."""

    whom = forms.ModelMultipleChoiceField(
        label="已告知", queryset=Recipient.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    how = forms.CharField(label="怎么告知的", max_length=80)

    def __init__(self, *args: Any, amendment: Amendment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.ModelMultipleChoiceField, self.fields["whom"])
        field.queryset = amendment.outgoing.recipients.all()


class PartForm(OfficeForm):
    """先盖一部分: so many copies now."""

    copies = forms.IntegerField(label="先盖（份）", min_value=1, max_value=2000)


class AfterwardsForm(OfficeModelForm):
    """补录 of a document that was signed and sent on paper: its line of the register, with the scan."""

    series = forms.ModelChoiceField(label="机关代字", queryset=Series.objects.none())
    number = forms.IntegerField(label="序号", min_value=1)
    signer = forms.CharField(label="签发人", max_length=40, help_text="两人的用顿号隔开")
    copies = forms.IntegerField(label="印数（份）", min_value=1, max_value=2000, required=False)
    main = forms.CharField(
        label="主送单位",
        max_length=300,
        required=False,
        help_text="写全称，几个的用顿号隔开；普发的不写",
    )
    scans = FilesField(label="扫描件")

    class Meta:
        model = Outgoing
        fields = (
            "issuer",
            "kind",
            "title",
            "direction",
            "signed_on",
            "sent_on",
            "disclosure",
            "disclosure_reason",
        )
        widgets = {
            "issuer": forms.RadioSelect,
            "direction": forms.RadioSelect,
            "disclosure": forms.RadioSelect,
        }

    def __init__(self, *args: Any, officer: Officer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.officer = officer
        rows = Series.objects.filter(township_id=officer.township_id)
        cast(forms.ModelChoiceField, self.fields["series"]).queryset = rows
        cast(forms.ChoiceField, self.fields["issuer"]).choices = ISSUERS
        self.fields["signed_on"].required = True
        self.initial["disclosure"] = None  # it was settled on paper: nobody guesses it here

    def clean_signed_on(self) -> Any:
        if (day := self.cleaned_data["signed_on"]) > clock.today():
            raise forms.ValidationError("成文日期不能晚于今天。")
        return day

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        series, signed, sent = said.get("series"), said.get("signed_on"), said.get("sent_on")
        if series and series.organ not in ORGANS.get(said.get("issuer", ""), (series.organ,)):
            self.add_error("series", "这个代字不是以这个名义发文用的，请核对。")
        if said.get("disclosure") != Disclosure.ACTIVE and not said.get("disclosure_reason"):
            self.add_error("disclosure_reason", "不主动公开的，请写明理由。")
        if signed and sent and sent < signed:
            self.add_error("sent_on", "分发不会早于签发，请核对日期。")
        return said

    def clean_signer(self) -> list[str]:
        return names_in(self.cleaned_data["signer"])

    def clean_main(self) -> list[str]:
        return names_in(self.cleaned_data["main"])

    def clean_scans(self) -> Any:
        return acceptable(self.cleaned_data["scans"], self.officer.township_id)


class YearForm(OfficeForm):
    """起始号: where the paper register of a year stopped."""

    series = forms.ModelChoiceField(label="机关代字", queryset=Series.objects.none())
    year = forms.IntegerField(label="年度", min_value=2000, max_value=2100)
    first = forms.IntegerField(label="下一号", min_value=1)

    def __init__(self, *args: Any, officer: Officer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Series.objects.filter(township_id=officer.township_id)
        cast(forms.ModelChoiceField, self.fields["series"]).queryset = rows
        self.initial.setdefault("year", clock.today().year)


class CloseYearForm(OfficeForm):
    """封号: a year of a series is over."""

    series = forms.ModelChoiceField(label="机关代字", queryset=Series.objects.none())
    year = forms.IntegerField(label="年度", min_value=2000, max_value=2100)

    def __init__(self, *args: Any, officer: Officer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Series.objects.filter(township_id=officer.township_id)
        cast(forms.ModelChoiceField, self.fields["series"]).queryset = rows
        self.initial.setdefault("year", clock.today().year - 1)
