from typing import Any

from django.core.management.base import BaseCommand

from documents.outgoing.checks import CHECKS, Check

HEAD = """\
# Checks while writing

What the program looks for in an outgoing document, in the order of the document. An error blocks
submission; warnings and hints go with the paper to whoever reviews it. Printed by
`manage.py checks`; the checks are `documents/outgoing/checks/`.

A rule that binds but that a program can only guess at from the words is a warning: a false error
keeps a lawful document from being sent.

| rule | force | what it asks | what the drafter reads |
|---|---|---|---|
"""


class Command(BaseCommand):
    help = "列出拟稿时的全部检查：依据、效力、要求和提示语（即 docs/checks.md）。"

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(page(), ending="")


def page() -> str:
    """docs/checks.md as it should read."""
    return HEAD + "".join(map(_line, CHECKS))


def _line(check: Check) -> str:
    cells = (check.rule, f"{check.force.value} {check.force.label}", check.meaning, check.sentence)
    return f"| {' | '.join(cells)} |\n"
