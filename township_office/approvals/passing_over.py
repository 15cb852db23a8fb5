"""Whom the rule asked for, where another decides in his place: 镇长空缺，按规定顺延."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from township_office.approvals.definition import RuleSpec, SignerSpec, StageSpec
from township_office.approvals.models import Case, Task
from township_office.approvals.registry import Matter, matter


class Why(StrEnum):
    """Why whom the rule asks for is passed over today."""

    VACANT = "{}空缺，按规定顺延"
    APPLICANT = "{}是经办人，本人回避，按规定顺延"
    ASKED = "{}与同一环节另一办理人是同一人，按规定顺延"


NOBODY_KNOWN = "原定办理人"


@dataclass(frozen=True, slots=True)
class PassedOver:
    """Whom the rule asks for, and why he is not asked today."""

    name: str
    why: Why

    def __str__(self) -> str:
        return self.why.format(self.name or NOBODY_KNOWN)


def role_name(matter: Matter, role: str, posts: Iterable[tuple[str, str]]) -> str:
    """分管领导 by its label, a post by its name here; ``posts`` are pairs of role and name."""
    label = next((each.label for each in matter.roles if each.key == role), "")
    return label or "、".join(name for each, name in posts if each == role)


def passed_over_then(
    case: Case, stage: StageSpec, task: Task, posts: dict[int, tuple[str, str]]
) -> str:
    """Whom the rule asked for, in words that are true whoever held the post then."""
    of = matter(case.matter)
    own = posts.get(task.post_id or 0, ("", ""))[0]
    asked = {
        signer.role
        for rule in _rules(case, stage, task, of)
        for signer in rule.signers
        if _could_fall_to(signer, own, of)
    }
    name = role_name(of, asked.pop(), posts.values()) if len(asked) == 1 else ""
    return f"应由{name}办理，按规定顺延" if name else f"{NOBODY_KNOWN}不能办理，按规定顺延"


def _rules(case: Case, stage: StageSpec, task: Task, of: Matter) -> tuple[RuleSpec, ...]:
    """The rule by which it was opened; all of the stage, where the facts may have been others then."""
    now = stage.rule_for(case.facts)
    named = {condition.fact for rule in stage.rules for condition in rule.conditions}
    moving = {fact for kind in of.kinds for fact in kind.decides}
    sure = task.round == case.round and not named & moving
    return (now,) if sure and now is not None else stage.rules


def _could_fall_to(signer: SignerSpec, own: str, of: Matter) -> bool:
    """Whether it may have come from this signer to a post of that role, or to whom the subject names."""
    relative = {role.key for role in of.roles}
    return any(each == own or each in relative for each in signer.fallbacks)
