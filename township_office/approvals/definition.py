"""A version as plain values: read from TOML or rows, written to rows, checked by its digest."""

import json
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

from township_office.approvals.core import Mode
from township_office.approvals.models import Condition, FlowVersion, Rule, Signer, Stage
from township_office.townships.known import known_from
from township_office.web.refusals import Refused


class Tampered(Exception):
    """A published version no longer says what was published."""


@dataclass(frozen=True)
class ConditionSpec:
    fact: str
    operator: str
    value: Any


@dataclass(frozen=True)
class SignerSpec:
    role: str
    fallbacks: tuple[str, ...] = ()


@dataclass(frozen=True)
class RuleSpec:
    """Who decides when all conditions hold; ``distinct`` asks for as many people as signers."""

    mode: Mode
    signers: tuple[SignerSpec, ...]
    conditions: tuple[ConditionSpec, ...] = ()
    distinct: bool = False

    def matches(self, facts: dict[str, Any]) -> bool:
        return all(_holds(condition, facts) for condition in self.conditions)


@dataclass(frozen=True)
class StageSpec:
    """One stage: what it asks for, within how many working hours, and by which clauses."""

    order: int
    name: str
    kind: str
    limit: int | None
    phone_ok: bool
    clause: str
    rules: tuple[RuleSpec, ...] = ()

    def rule_for(self, facts: dict[str, Any]) -> RuleSpec | None:
        """The first rule that matches wins; none, and the stage is left out."""
        return next((rule for rule in self.rules if rule.matches(facts)), None)


@dataclass(frozen=True)
class FlowSpec:
    stages: tuple[StageSpec, ...]

    @property
    def digest(self) -> str:
        text = json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)
        return sha256(text.encode()).hexdigest()

    def stage(self, order: int) -> StageSpec:
        return next(stage for stage in self.stages if stage.order == order)


def _holds(condition: ConditionSpec, facts: dict[str, Any]) -> bool:
    actual, value = facts.get(condition.fact), condition.value
    match condition.operator:
        case "is":
            return bool(actual == value)
        case "is_not":
            return bool(actual != value)
        case "in":
            return actual in value
        case "above":
            return actual is not None and actual > value
        case "at_most":
            return actual is not None and actual <= value
    raise ValueError(f"unknown operator {condition.operator}")


@known_from(FlowVersion)
def published(version_id: int) -> FlowSpec:
    """The version as it was published; known from before, for none changes afterwards.

    Raises Tampered where the rows say otherwise when they are read.
    """
    version = FlowVersion.objects.select_related("flow").get(pk=version_id)
    spec = read(version)
    if spec.digest != version.digest:
        raise Tampered(f"{version} 与发布时不一致，已停用。请管理员核查。")
    return spec


def version_in_force(key: str, township_id: int) -> FlowVersion:
    """The newest published version of a flow. Raises Refused where none is published."""
    versions = FlowVersion.objects.filter(
        flow__key=key, flow__township=township_id, published_at__isnull=False
    )
    version = versions.order_by("-number").first()
    if version is None:
        raise Refused("这类事项的流程还没有发布，请管理员在后台发布后再送。")
    return version


def read(version: FlowVersion) -> FlowSpec:
    """The version's rows as values, published or not."""
    stages = version.stages.prefetch_related("rules__signers", "rules__conditions")
    return FlowSpec(tuple(_stage(stage) for stage in stages))


def _stage(stage: Any) -> StageSpec:
    return StageSpec(
        order=stage.order,
        name=stage.name,
        kind=stage.kind,
        limit=stage.limit,
        phone_ok=stage.phone_ok,
        clause=stage.clause,
        rules=tuple(rule_spec(rule) for rule in stage.rules.all()),
    )


def rule_spec(rule: Any) -> RuleSpec:
    """One rule's rows as values."""
    signers = list(rule.signers.all())
    return RuleSpec(
        mode=Mode(rule.mode),
        signers=tuple(
            SignerSpec(
                signer.role,
                tuple(other.role for other in signers if other.instead_of == signer.role),
            )
            for signer in signers
            if not signer.instead_of
        ),
        conditions=tuple(
            ConditionSpec(condition.fact, condition.operator, condition.value)
            for condition in rule.conditions.all()
        ),
        distinct=rule.distinct,
    )


def from_source(source: dict[str, Any]) -> FlowSpec:
    """A shipped definition (approvals/flows/*.toml) as values."""
    return FlowSpec(
        tuple(
            StageSpec(
                order=order,
                name=stage["name"],
                kind=stage["kind"],
                limit=stage.get("limit"),
                phone_ok=stage.get("phone_ok", False),
                clause=stage.get("clause", ""),
                rules=tuple(_rule_from(rule) for rule in stage.get("rule", ())),
            )
            for order, stage in enumerate(source["stage"], start=1)
        )
    )


def _rule_from(rule: dict[str, Any]) -> RuleSpec:
    behind = rule.get("fallback", {})
    return RuleSpec(
        mode=Mode(rule.get("mode", "all")),
        signers=tuple(SignerSpec(role, tuple(behind.get(role, ()))) for role in rule["who"]),
        conditions=tuple(
            ConditionSpec(when["fact"], operator, value)
            for when in rule.get("when", ())
            for operator, value in when.items()
            if operator != "fact"
        ),
        distinct=rule.get("distinct", False),
    )


def write(version: FlowVersion, spec: FlowSpec) -> None:
    """The values as rows of a version that is not published yet."""
    for stage in spec.stages:
        fields = {key: value for key, value in vars(stage).items() if key != "rules"}
        row = Stage.objects.create(version=version, **fields)
        for order, rule in enumerate(stage.rules, start=1):
            made = Rule.objects.create(
                stage=row, order=order, mode=rule.mode, distinct=rule.distinct
            )
            write_rule(made, rule)


def write_rule(row: Rule, rule: RuleSpec) -> None:
    """Whom a rule asks and when, as rows of it."""
    asked = [(signer.role, "") for signer in rule.signers]
    behind = [(role, signer.role) for signer in rule.signers for role in signer.fallbacks]
    Signer.objects.bulk_create(
        Signer(rule=row, order=order, role=role, instead_of=instead_of)
        for order, (role, instead_of) in enumerate(asked + behind, start=1)
    )
    Condition.objects.bulk_create(
        Condition(rule=row, fact=condition.fact, operator=condition.operator, value=condition.value)
        for condition in rule.conditions
    )
