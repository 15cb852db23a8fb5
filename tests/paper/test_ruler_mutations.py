"""Move one thing by two millimetres, and the ruler names its rule."""

from dataclasses import replace

import pytest

from tests.paper.printing import SEAL, measured
from township_office.paper.official import Annex
from township_office.paper.official.samples import NOTICE, REQUEST, SAMPLES, text

PLAIN = replace(
    NOTICE, body=text(0), annexes=(Annex("防汛抗旱应急预案"), Annex("防汛抗旱物资台账"))
)
BOUND = replace(PLAIN, annexes=(Annex("防汛抗旱应急预案", text(0)),))
UNSEALED = replace(PLAIN, sealed=False, organs=("宁条梁镇人民政府", "东坑镇人民政府"), annexes=())
LONG = replace(PLAIN, body=text(1))
JOINT, MANY, ACROSS, SIX = (SAMPLES[key][1] for key in ("joint", "many", "across", "six"))
OWN_PAGE = ".room { break-before: page }"
MOVES = [
    ("FMT-004", PLAIN, "@page { size: 212mm 297mm }"),
    ("FMT-005", LONG, "@page { margin-top: 36.58mm; margin-bottom: 30.58mm }"),
    ("FMT-006", PLAIN, "@page { margin-left: 30mm; margin-right: 24mm }"),
    ("FMT-007", PLAIN, ".body { position: relative; left: 2mm }"),
    ("FMT-009", LONG, "html { line-height: 28pt }"),
    ("FMT-010", PLAIN, ".body { margin-right: 2mm }"),
    ("FMT-011", PLAIN, ".title { color: #00f }"),
    ("FMT-022", REQUEST, ".urgency { left: 2mm }"),
    ("FMT-022", REQUEST, ".urgency { top: 2mm }"),
    ("FMT-024", PLAIN, ".head { padding-top: 39.42mm }"),
    ("FMT-024", PLAIN, ".head { left: 2mm }"),
    ("FMT-026", PLAIN, ".head span { transform: scaleX(.8) !important }"),
    ("FMT-027", JOINT, ".file { margin-top: 2mm }"),
    ("FMT-028", PLAIN, ".head { padding-bottom: 4.42mm }"),
    ("FMT-028", PLAIN, ".number { position: relative; left: 2mm }"),
    ("FMT-031", JOINT, ".number { margin-left: 2mm }"),
    ("FMT-031", JOINT, ".number { margin-bottom: 2mm }"),
    ("FMT-032", JOINT, ".up .signers { margin-right: calc(1em + 2mm) }"),
    ("FMT-033", JOINT, ".up .signers p + p { margin-left: 2mm }"),
    ("FMT-034", PLAIN, ".rule { margin-top: 3.55mm }"),
    ("FMT-034", PLAIN, ".rule { margin-left: 2mm }"),
    ("FMT-034", PLAIN, ".rule { margin-right: 2mm }"),
    ("FMT-035", PLAIN, ".rule { height: 1mm }"),
    ("FMT-040", PLAIN, ".first { padding-top: 2mm }"),
    ("FMT-040", PLAIN, ".first { position: relative; left: 2mm }"),
    ("FMT-041", PLAIN, ".title { letter-spacing: 5mm }"),
    ("FMT-043", PLAIN, ".main { position: relative; left: 2mm }"),
    ("FMT-043", PLAIN, ".first { padding-bottom: 2mm }"),
    ("FMT-045", PLAIN, ".body { break-before: page }"),
    ("FMT-046", PLAIN, ".body p { padding-left: 2mm }"),
    ("FMT-050", PLAIN, ".annexes { padding-top: 2mm }"),
    ("FMT-050", PLAIN, ".annexes { margin-left: 2mm }"),
    ("FMT-051", PLAIN, ".annexes p + p { margin-left: 2mm }"),
    ("FMT-060", PLAIN, ".seals .date { margin-left: 2mm }"),
    ("FMT-060", PLAIN, ".seals .organ { margin-left: 2mm }"),
    ("FMT-060", PLAIN, ".seals .organ { margin-bottom: 2mm }"),
    ("FMT-060", PLAIN, ".signed { padding-top: 2mm }"),
    ("FMT-060", PLAIN, f"{SEAL} .seal {{ margin-left: 2mm }}"),
    ("FMT-060", PLAIN, f"{SEAL} .seal {{ margin-top: 2mm }}"),
    ("FMT-061", SIX, ".seals .date { margin-left: 2mm }"),
    ("FMT-061", SIX, f"{SEAL} .seal {{ margin-left: 2mm }}"),
    ("FMT-061", SIX, ".signed { padding-top: 2mm }"),
    ("FMT-063", UNSEALED, ".unsealed .date { margin-left: calc(2 * var(--em) + 2mm) }"),
    ("FMT-063", UNSEALED, ".unsealed .names { margin-right: calc(2 * var(--em) + 2mm) }"),
    ("FMT-063", UNSEALED, ".unsealed { margin-top: 2mm }"),
    ("FMT-064", UNSEALED, ".names p:nth-child(2) { margin-left: 2mm }"),
    ("FMT-069", PLAIN, ".signed { break-before: page }"),
    ("FMT-072", PLAIN, ".note { padding-left: 2mm }"),
    ("FMT-072", PLAIN, ".note { position: relative; top: 2mm }"),
    ("FMT-073", BOUND, ".annex > p { margin-left: 2mm }"),
    ("FMT-073", BOUND, ".annex > p { position: relative; top: 2mm }"),
    ("FMT-073", BOUND, ".annex .title { position: relative; top: 2mm }"),
    ("FMT-073", BOUND, ".annex .title { position: relative; left: 2mm }"),
    ("FMT-073", BOUND, ".annex { break-before: auto }"),
    ("FMT-080", PLAIN, "@page { @left-bottom { padding-bottom: 4.42mm } }"),
    ("FMT-080", PLAIN, ".bottom { margin-left: 30mm }"),
    ("FMT-080", PLAIN, ".bottom { width: 154mm }"),
    ("FMT-080", PLAIN, ".colophon > div { border-width: .6mm !important }"),
    ("FMT-081", PLAIN, ".colophon > .copied { padding-left: calc(16pt + 2mm) }"),
    ("FMT-081", MANY, ".colophon > div { padding-right: 0 }"),
    ("FMT-082", MANY, ".colophon > .main + .copied { border-top: .25mm solid }"),
    ("FMT-083", PLAIN, ".colophon > .printed { padding-left: calc(16pt + 2mm) }"),
    ("FMT-083", PLAIN, ".colophon > .printed { padding-right: calc(16pt + 2mm) }"),
    ("FMT-085", PLAIN, ".folio { font-size: 20pt }"),
    ("FMT-086", PLAIN, ".folio { padding-top: 2mm }"),
    ("FMT-086", PLAIN, ".folio { padding-left: calc(16pt + 2mm) }"),
    ("FMT-086", PLAIN, ".folio { padding-right: calc(16pt + 2mm) }"),
    ("FMT-086", PLAIN, ".folio { visibility: hidden }"),
    ("FMT-087", PLAIN, f"{OWN_PAGE} .room .folio::before {{ content: '— 3 —' }}"),
    ("FMT-088", ACROSS, "@page wide { margin-top: 27.58mm }"),
]
SEALS = {PLAIN: 1, SIX: 6}


@pytest.mark.parametrize(
    ("rule", "official", "css"), MOVES, ids=[f"{m[0]} {m[2][:60]}" for m in MOVES]
)
def test_what_is_moved_breaks_its_own_rule(rule, official, css):
    seals = SEALS[official] if SEAL in css else 0
    broken = {each.rule for each in measured(official, css, seals=seals) if not each.passed}
    assert rule in broken


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
    assert known <= {move[0] for move in MOVES}
