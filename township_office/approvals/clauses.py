"""The clauses by id, for the line 依据 on every page."""

import tomllib
from functools import cache
from pathlib import Path


@cache
def all_clauses() -> dict[str, str]:
    with (Path(__file__).parent / "clauses.toml").open("rb") as file:
        return tomllib.load(file)


def wording(clause: str) -> str:
    """What a clause says; an unknown id says nothing."""
    return all_clauses().get(clause, "")


def worded(clauses: str) -> list[tuple[str, str]]:
    """Several ids as a stage names them, each with what it says."""
    return [(clause, wording(clause)) for clause in clauses.split()]
