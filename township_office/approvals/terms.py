"""What the office calls the facts, roles and rules of a flow; nobody reads or types a fact's name."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from township_office.approvals.definition import ConditionSpec, FlowSpec, RuleSpec
from township_office.approvals.models import Condition, Flow, Rule
from township_office.approvals.registry import Matter, matters
from township_office.people.models import Post
from township_office.townships.settings import Switch, declared

YES_NO = ((True, "是"), (False, "否"))
SETTING = "setting."
OPERATORS = dict(Condition.Operator.choices)
MODES: dict[Any, Any] = dict(Rule._meta.get_field("mode").flatchoices)

Choices = list[tuple[str, Any]]  # as a drop-down takes them, in groups or not


@dataclass(frozen=True)
class Term:
    """A fact or a switch under its own name, with the words for its values; none where it is a number."""

    key: str
    label: str
    values: Sequence[tuple[Any, Any]] = ()

    @property
    def is_number(self) -> bool:
        return not self.values

    def word(self, value: Any) -> str:
        return str(next((word for each, word in self.values if each == value), value))


@dataclass(frozen=True)
class Terms:
    """The words of one flow in one township: its matter's, its posts', its switches'."""

    matter: Matter | None
    posts: tuple[Post, ...]
    switches: Mapping[str, Switch]

    def kinds(self) -> Choices:
        return [(kind.key, kind.called) for kind in self.matter.kinds] if self.matter else []

    def kind(self, key: str) -> str:
        return str(dict(self.kinds()).get(key, key))

    def facts(self) -> list[Term]:
        facts = self.matter.facts if self.matter else ()
        return [Term(fact.key, fact.label, tuple(fact.choices)) for fact in facts]

    def turns(self) -> list[Term]:
        """The switches that are on or off."""
        return [
            _turn(switch) for switch in self.switches.values() if isinstance(switch.default, bool)
        ]

    def term(self, key: str) -> Term:
        switch = self.switches.get(key.removeprefix(SETTING))
        if key.startswith(SETTING) and switch is not None:
            return _turn(switch)
        return next((term for term in self.facts() if term.key == key), Term(key, key))

    def relative(self) -> dict[str, str]:
        """Roles whose person depends on the matter at hand."""
        return {role.key: role.label for role in self.matter.roles} if self.matter else {}

    def named(self) -> dict[str, str]:
        """Every post of the township by the role that a rule names it with, in order of rank."""
        names: dict[str, list[str]] = {}
        for post in self.posts:
            names.setdefault(post.role or own_role(post), []).append(post.name)
        return {role: "、".join(each) for role, each in names.items()}

    def role(self, role: str) -> str:
        """承办人 by its label, a post by its name here."""
        return self.relative().get(role) or self.named().get(role) or f"{role}（无此岗位）"

    def rule(self, rule: RuleSpec) -> str:
        """归口是党政：镇长、党委书记（全部）；空缺或为经办人的，顺延党委书记、镇长"""
        when = "，".join(self.condition(condition) for condition in rule.conditions)
        asked = "、".join(self.role(signer.role) for signer in rule.signers)
        behind = [self.role(role) for signer in rule.signers for role in signer.fallbacks]
        mode = f"（{MODES[rule.mode]}）" if len(rule.signers) > 1 else ""
        fallback = f"；空缺或为经办人的，顺延{'、'.join(dict.fromkeys(behind))}" if behind else ""
        distinct = "，须是不同的人" if rule.distinct else ""
        return f"{when}{'：' if when else ''}{asked}{mode}{distinct}{fallback}"

    def condition(self, condition: ConditionSpec) -> str:
        """归口是党政; what can only be so or not is said without 是否: 不是例行阅件."""
        term, value = self.term(condition.fact), condition.value
        label = f"打开了「{term.label}」" if condition.fact.startswith(SETTING) else term.label
        if isinstance(value, bool):
            so = value == (condition.operator == Condition.Operator.IS)
            return label if so else f"不是{label}"
        values = value if isinstance(value, list) else [value]
        return f"{label}{OPERATORS[condition.operator]}{'、'.join(map(term.word, values))}"


def terms_of(flow: Flow) -> Terms:
    """The words for a flow as its township has them today."""
    posts = Post.objects.filter(township=flow.township_id)
    return Terms(matters().get(flow.key), tuple(posts), declared())


def own_role(post: Post) -> str:
    """The role that a post without one gets once a rule names it."""
    return f"post_{post.pk}"


def facts_used(spec: FlowSpec) -> list[str]:
    """The facts and switches that any rule asks for, in the order in which the way meets them."""
    conditions = (
        condition for stage in spec.stages for rule in stage.rules for condition in rule.conditions
    )
    return list(dict.fromkeys(condition.fact for condition in conditions))


def offered(terms: Sequence[Term]) -> Iterator[tuple[str, Choices]]:
    """The values of several facts in one drop-down, each fact its group."""
    for term in terms:
        if term.values:
            yield term.label, [(packed(term.key, value), word) for value, word in term.values]


def packed(key: str, value: Any) -> str:
    """A value together with the fact that it belongs to, as a drop-down sends it."""
    return json.dumps([key, value], ensure_ascii=False)


def unpacked(sent: str) -> tuple[str, Any]:
    key, value = json.loads(sent)
    return key, value


def _turn(switch: Switch) -> Term:
    values = YES_NO if isinstance(switch.default, bool) else ()
    return Term(f"{SETTING}{switch.key}", switch.title, values)
