from __future__ import annotations

from typing import Any, cast

from django import forms

from leave.models import Cancellation, Extension, HalfDay, Leave, Lengthening, Return, Unexcused
from leave.rules import abroad, absent, changing
from township_office import clock
from township_office.audit.capacity import Capacity
from township_office.people.models import Officer
from township_office.people.stand_ins.forms import WithPosts
from township_office.people.stand_ins.query import in_post
from township_office.ui.forms import OfficeModelForm
from township_office.web.refusals import as_fault


class RuledForm(OfficeModelForm):
    """What the rules refuse is said above the form, which keeps what was typed."""

    def __init__(self, *args: Any, by: Capacity, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if not self.errors:
            with as_fault(self):
                self.ask_the_rules(self.instance)

    def ask_the_rules(self, record: Any) -> None:
        """Raises Refused."""


class ExtensionForm(RuledForm):
    """续假: until when, and why."""

    class Meta:
        model = Extension
        fields = ("until", "until_half", "reason")
        widgets = {"until_half": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = True

    def ask_the_rules(self, record: Extension) -> None:
        changing.check_longer(record.leave, changing.extended(record))


class LengtheningForm(RuledForm):
    """延长外出: until when, and why."""

    class Meta:
        model = Lengthening
        fields = ("until", "until_half", "reason")
        widgets = {"until_half": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = True

    def ask_the_rules(self, record: Lengthening) -> None:
        changing.check_longer_trip(record.trip, changing.lengthened(record))


class CancellationForm(RuledForm):
    class Meta:
        model = Cancellation
        fields = ("reason",)


class ReturnForm(RuledForm):
    """销假: from which half day on he is back; late with a reason."""

    class Meta:
        model = Return
        fields = ("back_on", "back_half", "late_reason")
        widgets = {"back_half": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["back_on"] = clock.today()
        self.fields["late_reason"].help_text = "按时回来的不填。"

    def ask_the_rules(self, record: Return) -> None:
        changing.check_return(record)


class PermitForm(RuledForm):
    """出国（境）批准: number, day, and who keeps the passport."""

    permit = forms.CharField(label="批准文号", max_length=60)
    permit_on = forms.DateField(label="批准日期")
    passport = forms.CharField(
        label="证件保管",
        max_length=100,
        help_text="护照、通行证由谁保管，哪天领出；如：县委组织部保管，11月20日领出",
    )

    class Meta:
        model = Leave
        fields = ()

    def ask_the_rules(self, record: Leave) -> None:
        record.permit, record.passport = self.cleaned_data["permit"], self.cleaned_data["passport"]
        record.permit_on = self.cleaned_data["permit_on"]
        abroad.check_permit_date(record)


class UnexcusedForm(RuledForm):
    """未请假缺岗: who, when, and what he said to it."""

    officer = WithPosts(queryset=Officer.objects.none(), label="姓名", empty_label="选人")
    half = forms.ChoiceField(
        label="时间",
        choices=[("", "全天"), *HalfDay.choices],
        required=False,
        widget=forms.RadioSelect,
        initial="",
    )

    class Meta:
        model = Unexcused
        fields = ("officer", "day", "half", "heard")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = in_post(self.by.township_id).exclude(pk=self.by.person_id)
        cast(forms.ModelChoiceField, self.fields["officer"]).queryset = people
        self.initial["day"] = clock.today()
        self.fields["heard"].help_text = "先听本人说明，再记。"

    def ask_the_rules(self, record: Unexcused) -> None:
        absent.check_can_note(record, by=self.by)
