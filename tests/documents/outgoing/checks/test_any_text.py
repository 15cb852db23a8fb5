"""Whatever somebody types or pastes: the checks answer, twice the same, and do not think for long."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.outgoing.checks import (
    Addressee,
    Direction,
    Disclosure,
    Force,
    Issuer,
    IssuingOrgan,
    Level,
    Manuscript,
    examine,
)
from documents.outgoing.checks.kinds import KINDS
from tests.documents.outgoing.checks.corpus import CORPUS
from township_office.paper.official import Annex
from township_office.writing.blocks import Cell, Paragraph, Table

PIECES = (
    *"一二十、（）()1234567890.．，。；：《》“”〔〕[]【】★×年月日第号的关于发函\n\t '\"٣３Xx-/",
    *KINDS,
    "关于",
    "妥否，请批示。",
    "附件1",
    "2026年2月30日（星期天）",
    "梁政发[26]第03号",
    "13991234567",
    "11010519491231002X",
    "每日报送",
    "机密★",
)
TEXT = st.one_of(st.lists(st.sampled_from(PIECES), max_size=25).map("".join), st.text(max_size=40))
PARAGRAPHS = st.builds(Paragraph, TEXT, st.integers(0, 4))
TABLES = st.builds(Table, st.tuples(st.tuples(st.builds(Cell, TEXT))))
BODIES = st.lists(PARAGRAPHS | TABLES, max_size=6).map(tuple)
ORGANS = st.builds(IssuingOrgan, TEXT, st.tuples(TEXT))
ADDRESSEES = st.builds(Addressee, TEXT, st.sampled_from(Level), st.booleans(), st.booleans())
MANUSCRIPTS = st.builds(
    Manuscript,
    issuer=st.sampled_from(Issuer),
    organs=st.lists(ORGANS, max_size=3).map(tuple),
    kind=st.sampled_from(KINDS) | TEXT,
    direction=st.sampled_from(Direction),
    title=TEXT,
    body=BODIES,
    main=st.lists(ADDRESSEES, max_size=3).map(tuple),
    copied=st.lists(ADDRESSEES, max_size=3).map(tuple),
    annexes=st.lists(st.builds(Annex, TEXT, BODIES), max_size=3).map(tuple),
    note=TEXT,
    number=TEXT,
    dated=st.none() | st.dates(),
    urgency=TEXT,
    secrecy=TEXT,
    disclosure=st.none() | st.sampled_from(Disclosure),
    important=st.booleans(),
    known_numbers=st.none() | st.frozensets(TEXT, max_size=3),
)


@given(MANUSCRIPTS)
@settings(max_examples=300, deadline=None)
def test_no_text_is_too_strange_and_the_answer_is_always_the_same(manuscript):
    found = examine(manuscript)
    assert found == examine(manuscript)
    assert [each.force.rank for each in found] == sorted(each.force.rank for each in found)
    assert all(each.place.label and each.sentence for each in found)


def test_the_first_and_the_last_year_of_the_calendar_have_neighbours_that_do_not_exist():
    manuscript = next(iter(CORPUS.values()))
    said = (Paragraph("3月16日（星期五）"),)
    for edge in (date.min, date.max):
        examine(replace(manuscript, body=said, dated=edge))


FORTY_PAGES = 40 * 22 * 28  # characters (FMT-009, FMT-010)


@pytest.mark.parametrize(
    "unit", ["发", "（", "经", "请求", "年1月", "梁发[", "附件", "1234 ", "。  "]
)
def test_a_pattern_that_tries_everything_would_never_end_here(unit):
    manuscript = next(iter(CORPUS.values()))
    monotony = Paragraph((unit * FORTY_PAGES)[:FORTY_PAGES])
    fault = Paragraph("于9月31日前完成。")
    found = examine(replace(manuscript, body=(monotony, fault), annexes=()))
    assert "9月31日" in [each.quote for each in found]


def test_a_text_of_forty_pages_has_no_more_errors_than_a_short_one():
    texts = [block for each in CORPUS.values() for block in each.body] * 3
    length = sum(len(block.text) for block in texts if isinstance(block, Paragraph))
    manuscript = replace(next(iter(CORPUS.values())), body=tuple(texts))
    assert length > FORTY_PAGES
    assert [each for each in examine(manuscript) if each.force is Force.MUST] == []
