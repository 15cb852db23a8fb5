"""A document of the data files as its drafter fills in the page: fields, recipients, text."""

from collections.abc import Mapping
from datetime import date
from itertools import groupby
from typing import Any

from django.utils.datastructures import MultiValueDict

from documents.incoming.models import Incoming
from documents.outgoing.actions import Parts
from documents.outgoing.forms.drafting import AnnexForms, DraftForm, Key, parts_of
from documents.outgoing.models import Outgoing
from township_office.demo.cast import Cast
from township_office.demo.filled import valid
from township_office.demo.sendings import Sending, on_the_day
from township_office.people.models import Line, Officer
from township_office.people.rules import department_of
from township_office.writing.blocks import Block, Cell, Paragraph, Table, html_of
from township_office.writing.levels import levelled

Typed = dict[str, list[str]]
ANNEX = "annex"
PLAIN = ("issuer", "lead", "name_of", "kind", "direction", "urgency", "note", "disclosure")


def body_of(text: str) -> str:
    """Lines of a data file as a body: numbered ones are headings, those with | a table."""
    blocks: list[Block] = []
    for tabular, group in groupby(text.strip().splitlines(), key=lambda line: line[0] == "|"):
        lines = list(group)
        blocks += [_table(lines)] if tabular else map(Paragraph, lines)
    return html_of(levelled(blocks))


def _table(lines: list[str]) -> Table:
    rows = ([cell.strip() for cell in line.strip("|").split("|")] for line in lines)
    return Table(
        tuple(tuple(Cell(cell, heads=place == 0) for cell in row) for place, row in enumerate(rows))
    )


def typed(sending: Sending, cast: Cast, day: date, amended: Mapping[str, str]) -> Typed:
    """What the browser would send, written on that day; ``amended`` are words put for others."""
    body = body_of(on_the_day(sending.text, day))
    for old, new in amended.items():
        body = body.replace(old, new)
    fields: dict[str, Any] = {name: [getattr(sending, name)] for name in PLAIN}
    fields |= {
        "title": [on_the_day(sending.title, day)],
        "body": [body],
        "side": [Line.PARTY if sending.issuer == "party" else Line.GOVERNMENT],
        "secrecy": ["none"],
        "disclosure_reason": [sending.disclosure_reason],
        "main": [_key(cast, name) for name in sending.to],
        "copied": [_key(cast, name) for name in sending.copied],
        "consulted": [str(cast.departments[name].pk) for name in sending.consulted],
        **{name: ["on"] for name in ("normative", "important") if getattr(sending, name)},
        **_annexes(sending, day),
    }
    if sending.answers:
        fields["answers"] = [str(Incoming.objects.get(title=sending.answers).pk)]
    return fields


def written(fields: Typed, officer: Officer, paper: Outgoing | None) -> tuple[Outgoing, Parts]:
    """The document as the page makes it, with its parts; a new one where none is given."""
    data = MultiValueDict(fields)
    blank = Outgoing(
        township=officer.township, drafter=officer, department=department_of(officer, "拟稿")
    )
    form = valid(DraftForm(data, officer=officer, instance=paper or blank))
    annexes = AnnexForms(data, prefix=ANNEX)
    annexes.is_valid()
    return form.save(commit=False), parts_of(form, annexes, {"main": [], "copied": []})


def _key(cast: Cast, name: str) -> str:
    return Key.of(cast.organs.get(name) or cast.departments[name])


def _annexes(sending: Sending, day: date) -> Typed:
    fields = {
        f"{ANNEX}-TOTAL_FORMS": [str(len(sending.annexes))],
        f"{ANNEX}-INITIAL_FORMS": ["0"],
    }
    for place, annex in enumerate(sending.annexes):
        fields[f"{ANNEX}-{place}-title"] = [annex.title]
        fields[f"{ANNEX}-{place}-body"] = [body_of(on_the_day(annex.text, day))]
    return fields
