from __future__ import annotations

from typing import Any, cast

from django import forms
from django.db.models import QuerySet

from leave.models import Leave, LeaveKind, Trip, keeps_leaves
from leave.rules import asking, changing
from leave.rules.applicants import as_he_asks
from township_office import clock
from township_office.audit.capacity import Capacity
from township_office.files.forms import acceptable
from township_office.people.models import Officer
from township_office.people.stand_ins.forms import WithPosts
from township_office.people.stand_ins.query import in_post
from township_office.ui.forms import FilesField, OfficeForm, OfficeModelForm
from township_office.web.refusals import as_fault
from township_office.workdays.spans import Edge, Half, Span

DATES = ("first_day", "first_half", "last_day", "last_half")
BACKWARDS = "结束在开始之前，请核对日期。"


class AbsenceForm(OfficeModelForm):
    """From when to when, where one can be found, who does the work; for oneself or, for the clerk,
    for who has told it on the telephone."""

    officer = WithPosts(queryset=Officer.objects.none(), label="请假人", empty_label=None)
    substitute = WithPosts(
        queryset=Officer.objects.none(), label="工作交给", required=False, empty_label="不用交接"
    )

    def __init__(self, *args: Any, by: Officer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        people = in_post(by.township_id)
        self._offer("substitute", people)
        if self.instance.pk or not keeps_leaves(by):
            del self.fields["officer"]
        else:
            self._offer("officer", people)
            self.initial.setdefault("officer", by.pk)
        for name in ("first_day", "last_day"):
            self.initial[name] = self.initial.get(name) or clock.today()

    def _offer(self, name: str, rows: QuerySet[Any]) -> None:
        cast(forms.ModelChoiceField, self.fields[name]).queryset = rows

    @property
    def capacity(self) -> Capacity:
        return as_he_asks(self.by)

    @property
    def span(self) -> Span | None:
        """From when to when, as far as it was filled in and makes sense."""
        said = getattr(self, "cleaned_data", {})
        if any(not said.get(name) for name in DATES):
            return None
        span = span_of(*(said[name] for name in DATES))
        sane = span is not None and asking.is_believable(span.first.day, span.last.day)
        return span if sane else None

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        whole = all(said.get(name) for name in DATES)
        if whole and span_of(*(said[name] for name in DATES)) is None:
            self.add_error("last_day", BACKWARDS)
        return said

    def _post_clean(self) -> None:
        """The rules are asked once the record says what was typed; what they refuse stands above."""
        super()._post_clean()  # type: ignore[misc]
        if not self.instance.pk:
            self.instance.township_id = self.by.township_id
            self.instance.officer = self.cleaned_data.get("officer") or self.by
        if not self.errors:
            with as_fault(self):
                self.ask_the_rules(self.instance)

    def ask_the_rules(self, absence: Any) -> None:
        asking.check_can_ask(absence, by=self.capacity)


def span_of(first: Any, first_half: str, last: Any, last_half: str) -> Span | None:
    edges = Edge(first, Half(first_half)), Edge(last, Half(last_half))
    return None if edges[1] < edges[0] else Span(*edges)


class LeaveForm(AbsenceForm):
    """请假条."""

    kind = forms.ModelChoiceField(
        label="假别", queryset=LeaveKind.objects.none(), empty_label="请选假别"
    )
    proofs = FilesField(label="证明", required=False)

    class Meta:
        model = Leave
        fields = ("kind", *DATES, "reason", "place", "phone", "substitute")
        widgets = {"first_half": forms.RadioSelect, "last_half": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = LeaveKind.objects.filter(township=self.by.township_id, in_use=True)
        self._offer("kind", kinds)

    def clean_proofs(self) -> Any:
        return acceptable(self.cleaned_data["proofs"], self.by.township_id)

    def ask_the_rules(self, absence: Any) -> None:
        super().ask_the_rules(absence)
        asking.check_leave(absence)


class BackfillForm(LeaveForm):
    """补假: the same slip, made out afterwards, and why only now."""

    why = forms.CharField(label="为什么事前没有请", max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["substitute"], self.fields["proofs"]

    def ask_the_rules(self, absence: Any) -> None:
        changing.check_can_backfill(absence, by=self.capacity)


class TripForm(AbsenceForm):
    """出差、外出."""

    class Meta:
        model = Trip
        fields = ("purpose", "place", "outside_county", *DATES, "phone", "substitute")
        widgets = {"first_half": forms.RadioSelect, "last_half": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].required = True
        if "officer" in self.fields:
            self.fields["officer"].label = "谁外出"


class ProofForm(OfficeForm):
    """补交证明."""

    proofs = FilesField(label="证明")

    def __init__(self, *args: Any, township_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.township_id = township_id

    def clean_proofs(self) -> Any:
        return acceptable(self.cleaned_data["proofs"], self.township_id)
