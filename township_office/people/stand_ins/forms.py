from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.db.models import QuerySet

from township_office import clock
from township_office.audit.capacity import Capacity
from township_office.people.models import Officer, StandIn
from township_office.people.modules import modules
from township_office.people.stand_ins.query import in_post, suitable_for
from township_office.people.stand_ins.rules import check_can_appoint
from township_office.ui.forms import OfficeForm, Ticks
from township_office.web.refusals import as_fault


class Pick(Ticks):
    """One of a list, found by part of a name or by the initials of its pinyin."""

    input_type = "radio"
    allow_multiple_selected = False

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return data.get(name)


class WithPosts(forms.ModelChoiceField):  # type: ignore[type-arg]  # not subscriptable at run time
    """张志强　副镇长（农业）."""

    def label_from_instance(self, officer: Any) -> str:
        posts = "、".join(appointment.post.name for appointment in officer.held)
        return f"{officer.name}　{posts}"


class PrincipalForm(forms.Form):
    """For whom the office enters it."""

    of = WithPosts(queryset=Officer.objects.none(), label="替谁登记", empty_label="选人")

    def __init__(self, *args: Any, township_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["of"].queryset = in_post(township_id)  # type: ignore[attr-defined]


class StandInForm(OfficeForm):
    """委托: from when to when, to whom, what, why; the office says too how it was told."""

    valid_from = forms.DateField(label="从")
    valid_until = forms.DateField(label="到", help_text="这一天仍由代办人办理")
    deputy = WithPosts(queryset=Officer.objects.none(), label="委托给", empty_label=None)
    matters = forms.MultipleChoiceField(
        label="委托哪些事", required=False, widget=Ticks, help_text="一项不选，就是全部事项"
    )
    reason = forms.CharField(
        label="事由",
        max_length=200,
        widget=forms.TextInput(attrs={"placeholder": "如：赴县党校学习"}),
    )
    how = forms.ChoiceField(
        label="凭什么登记",
        choices=[("phone", "本人电话"), ("paper", "书面委托")],
        widget=forms.RadioSelect,
        initial="phone",
    )

    def __init__(self, *args: Any, principal: Officer, by: Capacity, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.principal, self.by = principal, by
        self._offer(suitable_for(principal))
        self.fields["valid_from"].initial = clock.today()
        if by.officer_id == principal.pk:
            del self.fields["how"]

    def _offer(self, people: QuerySet[Officer]) -> None:
        deputy: Any = self.fields["deputy"]
        deputy.widget = Pick()
        deputy.queryset = people
        matters: Any = self.fields["matters"]
        matters.choices = [tuple(module) for module in modules()]

    def clean(self) -> dict[str, Any]:
        """What the rule refuses is said above the form, which keeps what was typed."""
        said = super().clean() or self.cleaned_data
        if not self.errors:
            with as_fault(self):
                check_can_appoint(self._given(), by=self.capacity())
        return said

    def capacity(self) -> Capacity:
        """He who gives it himself, or the office as it was told."""
        return replace(self.by, how=self.cleaned_data.get("how", "online"))

    def _given(self) -> StandIn:
        said = self.cleaned_data
        return StandIn(
            principal=self.principal,
            deputy=said["deputy"],
            valid_from=said["valid_from"],
            valid_until=said["valid_until"],
            matters=said["matters"],
        )
