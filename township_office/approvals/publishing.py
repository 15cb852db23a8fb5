"""What keeps a version from being published: every fault a sentence that says what to do."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef

from township_office.approvals.clauses import all_clauses
from township_office.approvals.combinations import (
    Facts,
    Values,
    conditions_of,
    idle_rules,
    too_many,
    uncovered,
    values_named,
)
from township_office.approvals.core import FIRST
from township_office.approvals.definition import ConditionSpec, FlowSpec, SignerSpec, StageSpec
from township_office.approvals.registry import Kind, Matter
from township_office.approvals.shipped import SETTING
from township_office.people.models import Appointment, Post
from township_office.townships.models import Township
from township_office.townships.settings import declared


@dataclass(frozen=True)
class Seated:
    """A role on the list of posts: what the office calls it, and whether anybody holds it today."""

    name: str
    held: bool


Roles = Mapping[str, Seated]
NOBODY = "没有人能办"


def roles_of(township: Township | int) -> dict[str, Seated]:
    """The roles that the township's posts carry; one query."""
    holding = Appointment.objects.on().filter(post=OuterRef("pk"), officer__is_active=True)
    posts = Post.objects.filter(township=township).exclude(role="")
    found: dict[str, Seated] = {}
    for role, name, held in posts.annotate(held=Exists(holding)).values_list(
        "role", "name", "held"
    ):
        known = found.get(role)
        found[role] = Seated(known.name, known.held or held) if known else Seated(name, held)
    return found


def faults_of(
    spec: FlowSpec, matter: Matter, roles: Roles | None = None, profile: str = ""
) -> list[str]:
    """Why this definition could not be run, in sentences; empty when it can.

    ``roles`` and ``profile`` are those of the township it is for; without them nobody asks who
    could be found, nor what only one regulation asks for.
    """
    mandatory = [kind for kind in matter.kinds if kind.is_mandatory(profile)]
    faults = [
        *_faults_of_order(spec, matter, mandatory),
        *(fault for stage in spec.stages for fault in _faults_of_stage(stage, matter)),
        *(fault for stage in spec.stages for fault in _nobody(stage, matter, roles)),
    ]
    return faults or _faults_of_conditions(spec, matter, mandatory)


def unmanned_in(spec: FlowSpec, matter: Matter, roles: Roles) -> list[str]:
    """Posts that nobody holds today and nobody stands behind: what comes there could not go on."""
    return [each for each in warnings_of(spec, matter, roles) if each.endswith(NOBODY)]


def warnings_of(spec: FlowSpec, matter: Matter, roles: Roles) -> list[str]:
    """Posts that the flow asks and nobody holds today; a township that is being set up may have many."""
    relative = {role.key for role in matter.roles}
    manned = relative | {role for role, seated in roles.items() if seated.held}
    empty: dict[tuple[str, str], list[str]] = {}
    for stage in spec.stages:
        for signer in _vacant(stage, roles, relative):
            then = "由顶替的人办" if manned.intersection(signer.fallbacks) else NOBODY
            empty.setdefault((roles[signer.role].name, then), []).append(stage.name)
    return [
        f"「{post}」现在没有人任职，请在后台补上任职；补上之前，{'、'.join(dict.fromkeys(stages))}{then}"
        for (post, then), stages in empty.items()
    ]


def _vacant(stage: StageSpec, roles: Roles, relative: set[str]) -> Iterable[SignerSpec]:
    """Whom the stage asks by posts that nobody holds today."""
    signers = dict.fromkeys(signer for rule in stage.rules for signer in rule.signers)
    posts = (each for each in signers if each.role in roles and each.role not in relative)
    return (each for each in posts if not roles[each.role].held)


# Which stages there are, and in which order


def _faults_of_order(spec: FlowSpec, matter: Matter, mandatory: Sequence[Kind]) -> list[str]:
    if not spec.stages:
        return ["还没有环节，请至少加一个"]
    present = [stage.kind for stage in spec.stages]
    words = {kind.key: kind.called for kind in matter.kinds}
    strange = [stage for stage in spec.stages if stage.kind not in words]
    missing = [kind for kind in mandatory if kind.key not in present]
    early = [(kind, before) for kind in matter.kinds for before in _not_before(kind, present)]
    return [
        *(f"没有「{each.kind}」这种环节，请给「{each.name}」另选一种" for each in strange),
        *(f"缺必经环节「{kind.called}」，请加上" for kind in missing),
        *(f"「{kind.called}」排得太早，请移到「{words[key]}」之后" for kind, key in early),
    ]


def _not_before(kind: Kind, present: Sequence[str]) -> Iterator[str]:
    """What this kind must follow and does not."""
    if kind.key in present:
        earlier = present[: present.index(kind.key)]
        yield from (each for each in kind.follows if each in present and each not in earlier)


# What one stage says


def _faults_of_stage(stage: StageSpec, matter: Matter) -> list[str]:
    clauses = [clause for clause in stage.clause.split() if clause not in all_clauses()]
    found = [
        *(f"的依据 {clause} 不在制度里，请改成制度里的条款" for clause in clauses),
        *_faults_of_asking(stage),
        *(_wrong(condition, matter) for condition in conditions_of(stage.rules)),
    ]
    return list(dict.fromkeys(f"「{stage.name}」{fault}" for fault in found if fault))


def _faults_of_asking(stage: StageSpec) -> list[str]:
    if stage.order == FIRST:
        return ["由送出的人自己办，请删去它的办理人"] if stage.rules else []
    few = [rule for rule in stage.rules if len(rule.signers) < 1 + rule.distinct]
    return [
        *([] if stage.rules else ["没有写由谁办理，请加一条规则"]),
        *(["有规则写的岗位不够，请补上办理人"] if few else []),
    ]


def _wrong(condition: ConditionSpec, matter: Matter) -> str:
    """What is wrong with a condition; nothing where it can be asked."""
    label, choices = _fact(condition.fact, matter)
    if not label:
        return f"用了不认识的事实 {condition.fact}，请另选"
    if condition.operator in ("above", "at_most"):
        return "" if _is_number(condition.value) else f"的条件「{label}」比大小，请填数字"
    if (condition.operator == "in") is not isinstance(condition.value, list):
        return f"的条件「{label}」只有用“属于”才能填几个值，请改比较或改值"
    strange = [value for value in _listed(condition.value) if not _among(value, choices)]
    if strange:
        values = "、".join(choices.values())
        return f"的条件「{label}」没有“{strange[0]}”这个值，请从{values}中选"
    return ""


def _fact(key: str, matter: Matter) -> tuple[str, dict[Any, str]]:
    """What the office calls a fact or a switch, and its values in words; no words where unknown."""
    if key.startswith(SETTING):
        switch = declared().get(key.removeprefix(SETTING))
        truth = {True: "是", False: "否"} if switch and isinstance(switch.default, bool) else {}
        return (switch.title if switch else ""), truth
    for fact in matter.facts:
        if fact.key == key:
            return fact.label, {value: str(words) for value, words in fact.choices}
    return "", {}


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _among(value: Any, choices: Mapping[Any, str]) -> bool:
    """Whether it is one of the choices and of their kind: 1 is not 是."""
    same = (value == each and isinstance(value, bool) is isinstance(each, bool) for each in choices)
    return not choices or any(same)


# Whom it could find


def _nobody(stage: StageSpec, matter: Matter, roles: Roles | None) -> list[str]:
    """Roles that neither the matter nor a post of the township has, with nobody behind them."""
    if roles is None:
        return []
    known = {role.key for role in matter.roles} | set(roles)
    lost = {each for rule in stage.rules for each in rule.signers if not _findable(each, known)}
    return [
        f"「{stage.name}」要找的 {role} 没有这样的岗位，也没有人顶替，请另选，或先设这个岗位"
        for role in sorted(each.role for each in lost)
    ]


def _findable(signer: SignerSpec, known: set[str]) -> bool:
    return any(role in known for role in (signer.role, *signer.fallbacks))


# Where the facts lead


def _faults_of_conditions(spec: FlowSpec, matter: Matter, mandatory: Sequence[Kind]) -> list[str]:
    later = [stage for stage in spec.stages if stage.order > FIRST]
    return [
        *(fault for stage in later for fault in _idle(stage, matter)),
        *(fault for kind in mandatory for fault in _gaps(kind, spec, matter)),
    ]


def _idle(stage: StageSpec, matter: Matter) -> list[str]:
    values = _values_of([stage], matter)
    if too_many(values):
        return [f"「{stage.name}」的条件太多，没法逐一核对，请拆成几个环节"]
    idle = idle_rules(stage, values)
    if len(idle) == len(stage.rules):
        return [f"「{stage.name}」什么情况下都走不到，请改它的条件"]
    return [f"「{stage.name}」的第{place}条规则永远轮不到，请改条件，或移到前面" for place in idle]


def _gaps(kind: Kind, spec: FlowSpec, matter: Matter) -> list[str]:
    """A mandatory kind is there for everybody: its rules leave no combination of facts out."""
    stages = [stage for stage in spec.stages if stage.kind == kind.key]
    if any(stage.order == FIRST for stage in stages):
        return []
    values = _values_of(stages, matter)
    if too_many(values):
        return [f"「{kind.called}」的条件太多，没法逐一核对，请拆成几个环节"]
    left_out = uncovered(stages, values, kind.spared)
    if left_out is None:
        return []
    return [f"「{kind.called}」是必经环节，{_spoken(left_out, matter)}时却没有人办，请补一条规则"]


def _values_of(stages: Sequence[StageSpec], matter: Matter) -> Values:
    asked: dict[str, list[ConditionSpec]] = {}
    for stage in stages:
        for condition in conditions_of(stage.rules):
            asked.setdefault(condition.fact, []).append(condition)
    return {
        fact: list(_fact(fact, matter)[1]) or values_named(conditions)
        for fact, conditions in asked.items()
    }


def _spoken(facts: Facts, matter: Matter) -> str:
    """归口为党务、例行阅件为否"""
    words = ((_fact(key, matter), value) for key, value in facts.items())
    return "、".join(
        f"{label}为{choices.get(value, value if _is_number(value) else '其他')}"
        for (label, choices), value in words
    )
