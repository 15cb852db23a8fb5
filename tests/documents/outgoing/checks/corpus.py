"""The documents of corpus.toml as manuscripts."""

import re
import tomllib
from pathlib import Path
from typing import Any

from documents.outgoing.checks import (
    Addressee,
    Direction,
    Disclosure,
    Issuer,
    IssuingOrgan,
    Level,
    Manuscript,
)
from documents.outgoing.checks.standing import is_higher, is_person
from township_office.paper.official import Annex
from township_office.writing.blocks import Block, Paragraph

ENTRIES: list[dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("corpus.toml").read_text(encoding="utf-8")
)["document"]
PARTY = IssuingOrgan("中共宁条梁镇委员会", ("宁条梁镇党委", "镇党委"))
GOVERNMENT = IssuingOrgan("宁条梁镇人民政府", ("宁条梁镇政府", "镇政府"))
OFFICE = IssuingOrgan("宁条梁镇党政办公室", ("宁条梁镇党政办",))
ORGANS = {
    Issuer.PARTY: (PARTY,),
    Issuer.GOVERNMENT: (GOVERNMENT,),
    Issuer.JOINT: (PARTY, GOVERNMENT),
    Issuer.OFFICE: (OFFICE,),
    Issuer.STATION: (GOVERNMENT,),
}
HEADINGS = (r"[一二三四五六七八九十]+、", r"（[一二三四五六七八九十]+）", r"\d+\.", r"（\d+）")
MAIN = {Direction.UP: Level.ABOVE, Direction.LEVEL: Level.SAME, Direction.DOWN: Level.BELOW}


def blocks(text: str) -> tuple[Block, ...]:
    """A line is a paragraph; a short one with a number is a heading, as the editor would have it."""
    return tuple(Paragraph(line, _level(line)) for line in text.strip().splitlines())


def _level(line: str) -> int:
    fitting = (level for level, form in enumerate(HEADINGS, 1) if re.match(form, line))
    return next(fitting, 0) if len(line) < 20 else 0


def addressee(name: str) -> Addressee:
    above = name.startswith(("县", "梁安县", "中共梁安县"))
    return recipient(name, Level.ABOVE if above else Level.SAME)


def recipient(name: str, level: Level) -> Addressee:
    higher = is_higher(name, under_a_county=True)
    return Addressee(name, level, is_person=is_person(name), direct_superior=not higher)


def manuscript_of(entry: dict[str, Any]) -> Manuscript:
    issuer, direction = Issuer(entry["issuer"]), Direction(entry["direction"])
    own = tuple(IssuingOrgan(name) for name in entry.get("organs", ()))
    annexed = blocks(entry.get("annexed", "内容略。"))
    return Manuscript(
        issuer=issuer,
        organs=own or ORGANS[issuer],
        kind=entry["kind"],
        direction=direction,
        title=entry["title"],
        body=blocks(entry["text"]),
        main=tuple(recipient(name, MAIN[direction]) for name in entry.get("main", ())),
        copied=tuple(map(addressee, entry.get("copied", ()))),
        annexes=tuple(Annex(title, annexed) for title in entry.get("annexes", ())),
        note=entry.get("note", ""),
        dated=entry.get("dated"),
        urgency=entry.get("urgency", ""),
        disclosure=Disclosure(entry.get("disclosure", "public")),
        disclosure_reason=entry.get("reason", ""),
    )


CORPUS = {entry["title"]: manuscript_of(entry) for entry in ENTRIES}
WARNED = {entry["title"]: set(entry.get("warned", ())) for entry in ENTRIES}
