"""A rule as the administrator puts it together: when, whom, in whose place, how."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory

from township_office.approvals.admin.forms import NONE, DraftForm
from township_office.approvals.core import Mode
from township_office.approvals.definition import ConditionSpec, RuleSpec, SignerSpec
from township_office.approvals.models import Condition
from township_office.approvals.terms import (
    MODES,
    OPERATORS,
    SETTING,
    Choices,
    Term,
    Terms,
    offered,
    packed,
    unpacked,
)

Operator = Condition.Operator
OF_NUMBERS = (Operator.IS, Operator.IS_NOT, Operator.ABOVE, Operator.AT_MOST)
OF_WORDS = (Operator.IS, Operator.IS_NOT, Operator.IN)
SPARE = 2  # empty rows at the end of each list
FALLBACKS = 2  # drop-downs at least


class ModeForm(DraftForm):
    """How several act together."""

    mode = forms.ChoiceField(label="请几位时", choices=list(MODES.items()))
    distinct = forms.BooleanField(label="须是不同的人，一人身兼两职的另请一位", required=False)


class ConditionForm(DraftForm):
    """One condition; a row without a fact is none."""

    fact = forms.ChoiceField(label="看什么", required=False)
    operator = forms.ChoiceField(label="怎么比", choices=list(OPERATORS.items()), required=False)
    value = forms.ChoiceField(label="值", required=False)
    number = forms.FloatField(label="数", required=False)

    def __init__(self, *args: Any, terms: list[Term], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.terms = {term.key: term for term in terms}
        self.offer("fact", list(_facts(terms)))
        self.offer("value", [NONE, *offered(terms)])
        if not any(term.is_number for term in terms):
            del self.fields["number"]

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        term = self.terms.get(said.get("fact", ""))
        if term is None:
            if said.get("value") or said.get("number") is not None:
                self.add_error("fact", "请选看什么；不要这一条，就把值也清掉。")
        elif term.is_number:
            self._clean_number(term, said)
        else:
            self._clean_word(term, said)
        return said

    def _clean_number(self, term: Term, said: dict[str, Any]) -> None:
        if said.get("operator") not in OF_NUMBERS:
            self.add_error("operator", f"「{term.label}」是数，请选{_either(OF_NUMBERS)}。")
        if said.get("number") is None:
            self.add_error("number", f"请填「{term.label}」比较的数。")

    def _clean_word(self, term: Term, said: dict[str, Any]) -> None:
        if said.get("operator") not in OF_WORDS:
            self.add_error("operator", f"「{term.label}」不是数，请选{_either(OF_WORDS)}。")
        if not said.get("value") or unpacked(said["value"])[0] != term.key:
            self.add_error("value", f"请在「{term.label}」那一组里选一个值。")

    def condition(self) -> ConditionSpec | None:
        said = self.cleaned_data
        if not said.get("fact"):
            return None
        value = (
            _number(said["number"])
            if self.terms[said["fact"]].is_number
            else unpacked(said["value"])[1]
        )
        return ConditionSpec(said["fact"], said["operator"], value)


class SignerForm(DraftForm):
    """One who is asked, and who in his place; a row without anybody is none."""

    role = forms.ChoiceField(label="请谁办理", required=False)

    def __init__(self, *args: Any, roles: Choices, fallbacks: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place in range(fallbacks):
            label = "顺延给" if place == 0 else "再顺延给"
            self.fields[f"fallback_{place}"] = forms.ChoiceField(label=label, required=False)
        for name in self.fields:
            self.offer(name, roles)

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if self.behind() and not said.get("role"):
            self.add_error("role", "请选请谁办理，再选顺延给谁。")
        return said

    def behind(self) -> list[str]:
        said = self.cleaned_data
        chosen = [said[name] for name in said if name.startswith("fallback_") and said[name]]
        return [role for role in dict.fromkeys(chosen) if role != said.get("role")]

    def signer(self) -> SignerSpec | None:
        role = self.cleaned_data.get("role")
        return SignerSpec(role, tuple(self.behind())) if role else None


class Signers(BaseFormSet):  # type: ignore[type-arg]  # not subscriptable at run time
    """Whom a rule asks: at least one, nobody twice."""

    def clean(self) -> None:
        chosen = [form.cleaned_data.get("role") for form in self.forms if form.is_valid()]
        roles = [role for role in chosen if role]
        if not roles and not any(self.errors):
            raise forms.ValidationError("请至少选一位办理人。")
        if len(set(roles)) < len(roles):
            raise forms.ValidationError("同一位选了两次，请去掉一个。")


class RuleSheet:
    """The three parts of a rule's page, checked together; what it does not show stays as it was."""

    def __init__(self, data: Any, *, terms: Terms, rule: RuleSpec | None, outdated: bool) -> None:
        self.rule = rule or RuleSpec(Mode.ALL, ())
        self.mode = ModeForm(data, initial=vars(self.rule), outdated=outdated)
        self.when = formset_factory(ConditionForm, extra=SPARE)(
            data,
            prefix="when",
            initial=list(_rows(self.rule)),
            form_kwargs={"terms": _offered_terms(terms, self.rule)},
        )
        behind = max((len(signer.fallbacks) for signer in self.rule.signers), default=0)
        self.who = formset_factory(SignerForm, formset=Signers, extra=SPARE)(
            data,
            prefix="who",
            initial=[_signer_row(signer) for signer in self.rule.signers],
            form_kwargs={"roles": _roles(terms, self.rule), "fallbacks": max(FALLBACKS, behind)},
        )

    def is_valid(self) -> bool:
        return all([self.mode.is_valid(), self.when.is_valid(), self.who.is_valid()])

    @property
    def has_faults(self) -> bool:
        return self.mode.is_bound and not self.is_valid()

    def spec(self) -> RuleSpec:
        signers = (form.signer() for form in self.who.forms)
        conditions = (form.condition() for form in self.when.forms)
        return replace(
            self.rule,
            mode=Mode(self.mode.cleaned_data["mode"]),
            distinct=self.mode.cleaned_data["distinct"],
            signers=tuple(signer for signer in signers if signer),
            conditions=tuple(_gathered(one for one in conditions if one)),
        )


def _rows(rule: RuleSpec) -> Iterator[dict[str, Any]]:
    """The conditions as rows; 属于 several values is a row for each."""
    for condition in rule.conditions:
        values = condition.value if isinstance(condition.value, list) else [condition.value]
        for value in values:
            yield {
                "fact": condition.fact,
                "operator": condition.operator,
                "value": packed(condition.fact, value),
                "number": value,
            }


def _gathered(conditions: Iterator[ConditionSpec]) -> list[ConditionSpec]:
    """Rows of 属于 about the same fact are one condition with several values."""
    several: dict[str, list[Any]] = {}
    gathered: list[ConditionSpec] = []
    for condition in conditions:
        if condition.operator != Operator.IN:
            gathered.append(condition)
        elif condition.fact in several:
            several[condition.fact].append(condition.value)
        else:
            values = several[condition.fact] = [condition.value]
            gathered.append(replace(condition, value=values))
    return gathered


def _offered_terms(terms: Terms, rule: RuleSpec) -> list[Term]:
    """The matter's facts and the switches, and whatever the rule asks for already."""
    known = {term.key: term for term in [*terms.facts(), *terms.turns()]}
    for condition in rule.conditions:
        known.setdefault(condition.fact, terms.term(condition.fact))
    return list(known.values())


def _facts(terms: list[Term]) -> Iterator[tuple[str, Any]]:
    yield NONE
    matter = [(term.key, term.label) for term in terms if not term.key.startswith(SETTING)]
    switches = [(term.key, term.label) for term in terms if term.key.startswith(SETTING)]
    yield "事项", matter
    if switches:
        yield "制度设置", switches


def _roles(terms: Terms, rule: RuleSpec) -> Choices:
    """Posts by name, relative roles by label, and whoever is named already."""
    named, relative = terms.named(), terms.relative()
    used = {role for signer in rule.signers for role in (signer.role, *signer.fallbacks)}
    lost = [(role, terms.role(role)) for role in sorted(used - named.keys() - relative.keys())]
    groups = [
        ("按事项确定", list(relative.items())),
        ("职务", list(named.items())),
        ("已无此岗位", lost),
    ]
    return [NONE, *(group for group in groups if group[1])]


def _signer_row(signer: SignerSpec) -> dict[str, Any]:
    behind = {f"fallback_{place}": role for place, role in enumerate(signer.fallbacks)}
    return {"role": signer.role, **behind}


def _number(value: float) -> float | int:
    return int(value) if value == int(value) else value


def _either(operators: tuple[Any, ...]) -> str:
    return "、".join(f"“{operator.label}”" for operator in operators)
