"""What an administrator fills in of a stage: words, numbers and drop-downs, never a fact's name."""

from __future__ import annotations

from typing import Any, cast

from django import forms

from township_office.approvals.clauses import all_clauses
from township_office.approvals.drafting import OUTDATED
from township_office.approvals.models import Stage
from township_office.approvals.terms import Choices, Term, Terms, packed, unpacked

NONE: tuple[str, Any] = ("", "——")
CLAUSES = 3  # drop-downs at least; a stage that names more has more


class DraftForm(forms.Form):
    """A form of a draft; where the draft has changed meanwhile it says so and keeps what was typed."""

    required_css_class = "required"

    def __init__(self, *args: Any, outdated: bool = False, **kwargs: Any) -> None:
        self.outdated = outdated
        super().__init__(*args, **{"label_suffix": "", **kwargs})

    def clean(self) -> dict[str, Any]:
        if self.outdated:
            self.add_error(None, f"{OUTDATED}您填的还在下面，核对后可以再按一次保存。")
        return super().clean() or self.cleaned_data

    def offer(self, name: str, choices: Choices) -> None:
        cast(forms.ChoiceField, self.fields[name]).choices = choices


class StageForm(DraftForm):
    """One stage, but for whom it asks."""

    name = forms.CharField(label="环节名称", max_length=20, help_text="如：批示、会签、复核")
    kind = forms.ChoiceField(label="办什么", help_text="定这一环节要填什么、办完记在哪里")
    limit = forms.IntegerField(
        label="时限（工作小时）",
        required=False,
        min_value=1,
        max_value=2000,
        help_text="不填为不限；特急、加急按昼夜计，见制度设置",
    )
    phone_ok = forms.BooleanField(label="领导外出时可电话请示，事后补签", required=False)

    def __init__(self, *args: Any, terms: Terms, stage: Stage | None = None, **kwargs: Any) -> None:
        if stage is not None:
            kwargs["initial"] = _initial(stage)
        super().__init__(*args, **kwargs)
        self.offer("kind", [NONE, *terms.kinds()])
        named = stage.clause.split() if stage else []
        for place in range(max(CLAUSES, len(named))):
            self.fields[f"clause_{place}"] = _clause(named, first=not place)

    def rows(self) -> list[Any]:
        """The fields in the order of the page."""
        return list(self.fields)

    def stage_fields(self) -> dict[str, Any]:
        """What the stage's row keeps."""
        said = self.cleaned_data
        clauses = [said[name] for name in said if name.startswith("clause_") and said[name]]
        kept = {name: said[name] for name in ("name", "kind", "limit", "phone_ok")}
        return kept | {"clause": " ".join(dict.fromkeys(clauses))}


class NewStageForm(StageForm):
    """A stage to be added, and behind which."""

    after = forms.TypedChoiceField(label="排在哪个环节之后", coerce=int)

    def __init__(self, *args: Any, stages: list[Stage], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("after", [(str(each.order), f"{each.order} {each.name}") for each in stages])

    field_order = ["after"]


class TrialForm(forms.Form):
    """A value for each fact that the flow uses."""

    def __init__(self, *args: Any, asked: list[Term], facts: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        for term in asked:
            self.fields[term.key] = _value(term, facts.get(term.key))

    def facts(self) -> dict[str, Any]:
        return {key: _sent(value) for key, value in self.cleaned_data.items()}


def _initial(stage: Stage) -> dict[str, Any]:
    clauses = {f"clause_{place}": clause for place, clause in enumerate(stage.clause.split())}
    return clauses | {name: getattr(stage, name) for name in ("name", "kind", "limit", "phone_ok")}


def _clause(named: list[str], *, first: bool) -> forms.ChoiceField:
    known = {clause: f"{clause}　{words}" for clause, words in all_clauses().items()}
    unknown = {clause: clause for clause in named if clause not in known}
    choices = [NONE, *(known | unknown).items()]
    return forms.ChoiceField(label="依据" if first else "又依据", required=False, choices=choices)


def _value(term: Term, value: Any) -> forms.Field:
    if term.is_number:
        return forms.FloatField(label=term.label, initial=value)
    choices = [(packed(term.key, each), word) for each, word in term.values]
    return forms.ChoiceField(label=term.label, choices=choices, initial=packed(term.key, value))


def _sent(value: Any) -> Any:
    return unpacked(value)[1] if isinstance(value, str) else value
