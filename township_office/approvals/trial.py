"""试一试: who would get it for given facts, asked of a draft before anybody's paper goes that way."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from township_office.approvals.core import FIRST, Mode
from township_office.approvals.definition import FlowSpec, RuleSpec, SignerSpec, StageSpec
from township_office.approvals.terms import SETTING, Terms, facts_used
from township_office.approvals.way import Staff
from township_office.townships.models import Township
from township_office.townships.settings import settings_of


@dataclass(frozen=True)
class Asked:
    """Whom one signer of a rule comes to today; ``instead_of`` where a fallback is used."""

    role: str
    names: tuple[str, ...]
    relative: bool = False
    instead_of: str = ""


@dataclass(frozen=True)
class Tried:
    """One stage for these facts: left out, or by which rule, and with whom."""

    stage: StageSpec
    place: int = 0
    rule: RuleSpec | None = None
    words: str = ""
    asked: tuple[Asked, ...] = ()

    @property
    def by_sending(self) -> bool:
        """The first stage is done by whoever sends the matter on its way."""
        return self.stage.order == FIRST

    @property
    def left_out(self) -> bool:
        return self.rule is None and not self.by_sending

    @property
    def stuck(self) -> bool:
        """Whether nobody could act: where all are asked, nobody passes for one who cannot be."""
        if self.rule is None:
            return False
        found = [bool(each.names) or each.relative for each in self.asked]
        return not (any(found) if self.rule.mode is Mode.ANY else all(found))


def try_out(spec: FlowSpec, terms: Terms, facts: dict[str, Any], staff: Staff) -> list[Tried]:
    """Every stage of the way for these facts, those left out as well."""
    return [_tried(stage, terms, facts, staff) for stage in spec.stages]


def usual_facts(spec: FlowSpec, terms: Terms, township: Township | int) -> dict[str, Any]:
    """Where a trial begins: nothing out of the ordinary, and the switches as they are."""
    settings = settings_of(township)
    return {key: _usual(key, terms, settings) for key in facts_used(spec)}


def _usual(key: str, terms: Terms, settings: dict[str, Any]) -> Any:
    if key.startswith(SETTING):
        return settings.get(key.removeprefix(SETTING))
    values = [value for value, _ in terms.term(key).values] or [1]
    return False if False in values else values[0]


def _tried(stage: StageSpec, terms: Terms, facts: dict[str, Any], staff: Staff) -> Tried:
    rule = stage.rule_for(facts)
    if stage.order == FIRST or rule is None:
        return Tried(stage)
    asked = tuple(_asked(signer, terms, staff) for signer in rule.signers)
    return Tried(stage, stage.rules.index(rule) + 1, rule, terms.rule(rule), asked)


def _asked(signer: SignerSpec, terms: Terms, staff: Staff) -> Asked:
    """The first of the signer and his fallbacks where somebody sits today."""
    for role in (signer.role, *signer.fallbacks):
        instead_of = terms.role(signer.role) if role != signer.role else ""
        if role in terms.relative():
            return Asked(terms.role(role), (), True, instead_of)
        if names := tuple(_names(role, staff)):
            return Asked(terms.role(role), names, False, instead_of)
    return Asked(terms.role(signer.role), ())


def _names(role: str, staff: Staff) -> Iterator[str]:
    for seat in staff.of_role(role):
        yield from (holder.name for holder in staff.named(seat))
