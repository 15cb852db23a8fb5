"""Which facts lead where: the few values that facts have, tried one with another."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise, product
from math import prod
from typing import Any

from township_office.approvals.definition import ConditionSpec, RuleSpec, StageSpec

MOST = 200_000  # combinations that are tried; no stage of an office has as many

Facts = dict[str, Any]
Values = Mapping[str, Sequence[Any]]
_OTHER = object()  # what no condition names


def conditions_of(rules: Iterable[RuleSpec]) -> list[ConditionSpec]:
    return [condition for rule in rules for condition in rule.conditions]


def too_many(values: Values) -> bool:
    return prod(len(each) for each in values.values()) > MOST


def tried(values: Values) -> Iterator[Facts]:
    """Every combination of the values."""
    return (dict(zip(values, chosen, strict=True)) for chosen in product(*values.values()))


def values_named(conditions: Iterable[ConditionSpec]) -> list[Any]:
    """Values of a fact that make every difference these conditions can see."""
    named = [value for each in conditions for value in _values(each)]
    if any(isinstance(value, bool) for value in named):
        return [True, False]
    if named and all(isinstance(value, int | float) for value in named):
        return _on_and_between(sorted(set(named)))
    return [*dict.fromkeys(named), _OTHER]


def _values(condition: ConditionSpec) -> list[Any]:
    return condition.value if isinstance(condition.value, list) else [condition.value]


def _on_and_between(bounds: list[Any]) -> list[Any]:
    between = [(low + high) / 2 for low, high in pairwise(bounds)]
    return sorted([bounds[0] - 1, *bounds, *between, bounds[-1] + 1])


def idle_rules(stage: StageSpec, values: Values) -> list[int]:
    """The rules that nothing leads to, counted from one: contradictory, or behind one that wins."""
    idle = set(range(len(stage.rules)))
    for facts in tried(values):
        if not idle:
            break
        matching = (place for place, rule in enumerate(stage.rules) if rule.matches(facts))
        idle.discard(next(matching, -1))
    return [place + 1 for place in sorted(idle)]


def uncovered(stages: Sequence[StageSpec], values: Values, spared: Values) -> Facts | None:
    """The first combination that leads to none of these stages though it should."""
    for facts in tried(values):
        let_off = any(facts.get(fact, _OTHER) in these for fact, these in spared.items())
        if not let_off and not any(stage.rule_for(facts) for stage in stages):
            return facts
    return None
