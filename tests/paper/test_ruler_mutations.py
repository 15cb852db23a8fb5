"""Move one thing by two millimetres, and the ruler names its rule."""

import pytest

from tests.paper.elements import (
    ACROSS,
    BOUND,
    ELEMENTS,
    HEADED,
    MOVED,
    PLAIN,
    layouts,
)
from tests.paper.printing import measured
from township_office.paper.official import Official
from township_office.paper.official.samples import REQUEST, SAMPLES

OWN_PAGE = ".room { break-before: page }"
MOVES = [
    ("FMT-004", PLAIN, "@page { size: 212mm 297mm }"),
    ("FMT-005", HEADED, "@page { margin-top: 36.58mm; margin-bottom: 30.58mm }"),
    ("FMT-006", PLAIN, "@page { margin-left: 30mm; margin-right: 24mm }"),
    ("FMT-008", PLAIN, ".body { font-size: 15pt }"),
    ("FMT-009", HEADED, "html { line-height: 28pt }"),
    ("FMT-010", PLAIN, ".body { margin-right: 2mm }"),
    ("FMT-011", PLAIN, ".title { color: #00f }"),
    ("FMT-024", PLAIN, ".head { padding-top: 39.42mm }"),
    ("FMT-026", PLAIN, ".head span { transform: scaleX(.8) !important }"),
    ("FMT-028", PLAIN, ".head { padding-bottom: 4.42mm }"),
    ("FMT-034", PLAIN, ".rule { margin-right: 2mm }"),
    ("FMT-035", PLAIN, ".rule { height: 1mm }"),
    ("FMT-041", PLAIN, ".title { letter-spacing: 5mm }"),
    ("FMT-045", PLAIN, ".body { break-before: page }"),
    ("FMT-069", PLAIN, ".signed { break-before: page }"),
    ("FMT-073", BOUND, ".annex { break-before: auto }"),
    ("FMT-080", PLAIN, "@page { @left-bottom { padding-bottom: 4.42mm } }"),
    ("FMT-080", PLAIN, ".bottom { margin-left: 30mm }"),
    ("FMT-080", PLAIN, ".bottom { width: 154mm }"),
    ("FMT-080", PLAIN, ".colophon > div { border-width: .6mm !important }"),
    ("FMT-081", MOVED, ".colophon > div { padding-right: 0 }"),
    ("FMT-082", MOVED, ".colophon > .main + .copied { border-top: .25mm solid }"),
    ("FMT-085", PLAIN, ".folio { font-size: 20pt }"),
    ("FMT-086", PLAIN, ".folio { visibility: hidden }"),
    ("FMT-087", PLAIN, f"{OWN_PAGE} .room .folio::before {{ content: '— 3 —' }}"),
    ("FMT-088", ACROSS, "@page wide { margin-top: 27.58mm }"),
]


@pytest.mark.parametrize(
    ("rule", "official", "css"), MOVES, ids=[f"{m[0]} {m[2][:60]}" for m in MOVES]
)
def test_what_is_moved_breaks_its_own_rule(rule, official, css):
    assert rule in broken(official, css)


def broken(official: Official, css: str, seals: int = 0) -> set[str]:
    return {each.rule for each in measured(official, css, seals=seals) if not each.passed}


@pytest.mark.parametrize(
    "moved", layouts(), ids=lambda moved: " and ".join(each.name for each in moved)
)
def test_what_is_moved_by_two_millimetres_breaks_a_rule_of_its_own(moved):
    first = moved[0]
    found = {
        direction: broken(
            first.official, "".join(each.css(direction) for each in moved), first.seals
        )
        for direction in first.directions
    }
    for each in moved:
        unseen = {way for way, rules in found.items() if not rules & set(each.rules)}
        assert unseen == set(dict(each.lawful))
        assert set(each.rules) <= set.union(*found.values())


def test_a_colophon_on_a_page_of_its_own_has_no_number():
    found = measured(PLAIN, OWN_PAGE)
    assert [each.passed for each in found if each.rule == "FMT-087"] == [True]
    assert [each.rule for each in found if each.fails] == []


def test_every_rule_the_ruler_knows_has_been_broken_here():
    known = {
        each.rule
        for sample in (PLAIN, BOUND, REQUEST, *(o for _, o in SAMPLES.values()))
        for each in measured(sample)
    }
    moved = {rule for each in ELEMENTS for rule in each.rules}
    assert known <= moved | {move[0] for move in MOVES}
