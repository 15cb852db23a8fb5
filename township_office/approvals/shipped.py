"""The definitions that ship, as they stand in the files: whether they are sound, what they wait for.

``<key>.A.toml`` and ``<key>.B.toml`` are what the two regulations say; ``<key>.toml`` serves both.
A flow that is built has its matter registered by its module; until then it waits.
"""

import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from township_office.approvals.clauses import all_clauses
from township_office.approvals.core import Mode
from township_office.approvals.models import Condition
from township_office.approvals.registry import Matter
from township_office.townships.models import Profile

SETTING = "setting."
# The posts that every township is set up with (setup.actions.found_township).
STANDING = frozenset(
    {
        "party_secretary",
        "mayor",
        "deputy_secretary",
        "office_director",
        "clerk",
        "confidential_officer",
        "legal_reviewer",
    }
)
_FLOWS = Path(__file__).parent / "flows"
_FLOW = {"key", "name", "stage"}
_STAGE = {"name", "kind", "limit", "phone_ok", "clause", "rule"}
_RULE = {"who", "when", "mode", "distinct", "fallback"}

Source = dict[str, Any]


@dataclass(frozen=True)
class Waiting:
    """What a flow names and the modules do not have yet."""

    matter: str = ""
    kinds: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()


@cache
def shipped(profile: str) -> dict[str, Source]:
    """The shipped definitions of a profile by key."""
    read = (tomllib.loads(path.read_text()) for path in _files(profile))
    sources = {source["key"]: source for source in read}
    return {key: _whole(source, sources) for key, source in sources.items()}


def _files(profile: str) -> list[Path]:
    others = tuple(f".{other}" for other in Profile.values if other != profile)
    return sorted(path for path in _FLOWS.glob("*.toml") if not path.stem.endswith(others))


def _whole(source: dict[str, Any], sources: Mapping[str, Source]) -> Source:
    """With its stages: its own, or those of the flow whose way it takes."""
    model = sources[source["same_way_as"]] if "same_way_as" in source else source
    return {"key": source["key"], "name": source["name"], "stage": model["stage"]}


def slips_of(source: Source) -> list[str]:
    """What is wrong with a shipped definition whether or not its module is built."""
    stages = source["stage"]
    first_asks = ["第一个环节由送出的人自己办，不写办理人"] if stages[0].get("rule") else []
    return [
        *_strange(source, _FLOW),
        *first_asks,
        *(f"「{stage['name']}」没有写由谁办理" for stage in stages[1:] if not stage.get("rule")),
        *(slip for stage in stages for slip in _slips_of_stage(stage)),
    ]


def _slips_of_stage(stage: Source) -> list[str]:
    clauses = stage.get("clause", "").split()
    found = [
        *_strange(stage, _STAGE),
        *([] if clauses else ["没有写依据"]),
        *(f"依据 {clause} 不在制度里" for clause in clauses if clause not in all_clauses()),
        *(slip for rule in stage.get("rule", ()) for slip in _slips_of_rule(rule)),
    ]
    return [f"「{stage['name']}」{slip}" for slip in found]


def _slips_of_rule(rule: Source) -> list[str]:
    asked, behind = rule["who"], rule.get("fallback", {})
    operators = {each for when in rule.get("when", ()) for each in when} - {"fact"}
    mode = rule.get("mode", Mode.ALL)
    return [
        *_strange(rule, _RULE),
        *([] if asked else ["没有写由谁办理"]),
        *([] if mode in set(Mode) else [f"没有“{mode}”这种办理方式"]),
        *(f"没有“{each}”这种比较" for each in sorted(operators - set(Condition.Operator))),
        *(f"顶替的是没有列入办理人的 {role}" for role in behind if role not in asked),
        *(f"{role} 不能顶替自己" for role, others in behind.items() if role in others),
    ]


def _strange(part: Source, known: Collection[str]) -> list[str]:
    return [f"写了没有的项目 {name}" for name in part if name not in known]


def waits_for(
    source: Source, matter: Matter | None, *, settings: Collection[str], posts: Collection[str]
) -> Waiting:
    """What this definition names that neither its matter, the settings nor the list of posts has."""
    facts = set(_facts(source))
    switches = {fact.removeprefix(SETTING) for fact in facts if fact.startswith(SETTING)}
    own = {fact for fact in facts if not fact.startswith(SETTING)}
    return Waiting(
        "" if matter else source["key"],
        _lacking((stage["kind"] for stage in source["stage"]), matter and matter.kinds),
        _lacking(own, matter and matter.facts),
        tuple(
            role for role in _lacking(_roles(source), matter and matter.roles) if role not in posts
        ),
        tuple(sorted(switches - set(settings))),
    )


def _lacking(named: Any, declared: Any) -> tuple[str, ...]:
    return tuple(sorted(set(named) - {each.key for each in declared or ()}))


def _rules(source: Source) -> Iterator[Source]:
    return (rule for stage in source["stage"] for rule in stage.get("rule", ()))


def _facts(source: Source) -> Iterator[str]:
    return (when["fact"] for rule in _rules(source) for when in rule.get("when", ()))


def _roles(source: Source) -> Iterator[str]:
    for rule in _rules(source):
        yield from rule["who"]
        yield from (role for others in rule.get("fallback", {}).values() for role in others)
