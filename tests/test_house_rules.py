"""The rules of docs/architecture.md that neither the linter nor the import contracts hold."""

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from statistics import median, quantiles

import pytest
from django.conf import settings
from django.core.management import call_command

from township_office.approvals.models import Case
from township_office.townships.checks import every_model_reaches_its_township
from township_office.townships.roots import own_models, township_path

HOUSE = settings.BASE_DIR
MODULES = ("township_office", "documents", "seals", "leave")
CLOCK = HOUSE / "township_office/clock.py"
LONGEST_MODULE, LONGEST_FUNCTION, USUAL_FUNCTION = 400, 45, 9

Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def product() -> dict[Path, ast.Module]:
    """Every module of the product, but for migrations, which Django writes."""
    paths = [path for module in MODULES for path in (HOUSE / module).rglob("*.py")]
    ours = (path for path in paths if "migrations" not in path.parts)
    return {path: ast.parse(path.read_text()) for path in sorted(ours)}


def where(path: Path, node: ast.AST) -> str:
    return f"{path.relative_to(HOUSE)}:{getattr(node, 'lineno', 0)}"


def everywhere(*kinds: type[ast.AST]) -> Iterator[tuple[Path, ast.AST]]:
    for path, module in product().items():
        yield from ((path, node) for node in ast.walk(module) if isinstance(node, kinds))


# Time

OTHER_CLOCKS = {
    "timezone": {"now", "localdate"},
    "datetime": {"now", "utcnow", "today"},
    "date": {"today"},
    "time": {"time", "localtime"},
}


def asks_another_clock(node: ast.AST) -> bool:
    match node:
        case ast.Attribute(value=ast.Name(id=module), attr=name):
            return name in OTHER_CLOCKS.get(module, ())
        case ast.keyword(arg="auto_now" | "auto_now_add"):
            return True
    return False


def test_nothing_asks_what_time_it_is_but_the_clock():
    nodes = everywhere(ast.Attribute, ast.keyword)
    asking = {path for path, node in nodes if asks_another_clock(node)}
    assert {path for path in asking if path != CLOCK} == set()
    assert CLOCK in asking  # else the test would not see it


def test_no_page_asks_what_time_it_is():
    pages = {path: path.read_text() for path in (HOUSE / "templates").rglob("*.html")}
    other_clock = re.compile(r"{%-? *now\b|\|(timesince|timeuntil)\b(?!:)")
    assert [path for path, text in pages.items() if other_clock.search(text)] == []


# Code


def functions() -> Iterator[tuple[Path, Function]]:
    for path, node in everywhere(ast.FunctionDef, ast.AsyncFunctionDef):
        assert isinstance(node, Function)
        yield path, node


LATE = {
    "ready": "Django has set up its registry by then, and not before",
    "main": "a child process says in a code of its own that Pango is missing, where the import raises",
}


def test_nothing_is_imported_inside_a_function():
    late = {
        where(path, function): function.name
        for path, function in functions()
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    assert {place: name for place, name in late.items() if name not in LATE} == {}
    children = {place.partition(":")[0] for place, name in late.items() if name == "main"}
    assert children == {"township_office/demo/press.py", "township_office/paper/child.py"}


def lines(node: Function) -> int:
    assert node.end_lineno is not None
    return node.end_lineno - node.lineno + 1


def test_modules_and_functions_are_short():
    modules = {str(path): len(path.read_text().splitlines()) for path in product()}
    assert {path: long for path, long in modules.items() if long > LONGEST_MODULE} == {}
    lengths = [lines(function) for _, function in functions()]
    assert median(lengths) <= USUAL_FUNCTION
    assert quantiles(lengths, n=100)[94] < LONGEST_FUNCTION


ROOMLESS = {"utils", "helpers", "common", "mixins", "services", "misc", "constants"}


def test_there_is_no_room_for_odds_and_ends():
    assert [path for path in product() if {path.stem, *path.parts} & ROOMLESS] == []


def test_nothing_is_left_for_later():
    left = re.compile(r"\b(TODO|FIXME|XXX)\b")
    assert [path for path in product() if left.search(path.read_text())] == []


# Data


def test_every_model_reaches_its_township():
    assert every_model_reaches_its_township() == []
    assert all(township_path(model) is not None for model in own_models())
    call_command("check", fail_level="WARNING")


@pytest.mark.parametrize("path", [None, "", "case__nowhere", "version", "applicant__name"])
def test_a_model_that_does_not_is_found_out(monkeypatch, path):
    monkeypatch.setattr(Case, "township_path", path)
    assert [fault.obj for fault in every_model_reaches_its_township()] == [Case]


# What is in the repository

MACHINE = re.compile(r"(?<![\w.\-/])/(work|root|tmp|home|Users)/\w")
# brackets, lest the rule find itself
REGISTRY = re.compile(r"py[p]i\.org|python[h]osted|npm[j]s\.|npm[m]irror")


def tracked() -> Iterator[tuple[str, str]]:
    """The text files that are, or are about to be, in the repository."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=HOUSE, capture_output=True, text=True, check=True
    )
    for name in filter(None, listed.stdout.split("\0")):
        path = HOUSE / name
        if path.is_file() and b"\0" not in path.read_bytes()[:8000]:
            yield name, path.read_text()


@pytest.mark.skipif(not (HOUSE / ".git").exists(), reason="not a checkout of the repository")
def test_no_file_knows_one_machine_or_one_registry():
    knowing = {
        name: found[0]
        for name, text in tracked()
        if (found := MACHINE.search(text) or REGISTRY.search(text))
    }
    assert knowing == {}
