"""How a text ends: whatever stands before the signature, it does not stand alone (FMT-069)."""

from dataclasses import replace
from itertools import pairwise

import pytest

from tests.paper.printing import failing, measured, printed
from township_office.paper.official import Annex
from township_office.paper.official.samples import NOTICE, OPENING, table, text
from township_office.paper.ruler.pages import look
from township_office.paper.ruler.raster import PX, sheets
from township_office.writing.blocks import Paragraph

PLAIN = replace(NOTICE, annexes=(), note="")
BESIDE_WORDS = (28.8, 30.0)  # mm; within the first column of a table, left of what it says


def ending_with(columns: int, rows: int):
    return replace(PLAIN, body=(*text(0), table(columns, rows)))


def ruled(sheet) -> list[float]:
    """How far apart the horizontal lines of a table stand, in millimetres."""
    left, right = (round(at * PX) for at in BESIDE_WORDS)
    inked = sheet.black.crop((left, 0, right, round(262 * PX))).getprojection()[1]
    begun = [at for at, (before, here) in enumerate(pairwise(inked)) if here and not before]
    return [(b - a) / PX for a, b in pairwise(begun)]


@pytest.mark.parametrize("rows", [24, 26, 27])
def test_a_table_that_gives_its_last_row_to_the_signature_is_closed_below_the_one_before(rows):
    _, second, last = sheets(printed(ending_with(6, rows)))
    apart = ruled(second)
    assert len(apart) > 15
    assert max(apart) < 1.3 * min(apart)
    assert len(ruled(last)) >= 2  # the heads again, and the last row


@pytest.mark.parametrize("rows", [1, 5, 18, 30])
def test_a_wide_table_that_ends_the_text_stands_upright_above_the_signature(rows):
    ended = ending_with(10, rows)
    assert failing(measured(ended)) == []
    assert not any(page.across for page in look(printed(ended)))


def test_a_wide_table_with_words_behind_it_stands_across():
    amid = replace(PLAIN, body=(*text(0), table(10, 5), *text(0)))
    assert [page.across for page in look(printed(amid))] == [False, True, False]


@pytest.mark.parametrize("count", [1, 2, 8])
@pytest.mark.parametrize("words", [18, 50])
def test_a_text_of_a_line_or_two_stays_on_page_one_and_its_list_stands_above_the_signature(
    words, count
):
    short = (Paragraph(OPENING[:words]),)
    listed = tuple(Annex("防汛抗旱工作任务分解表") for _ in range(count))
    assert failing(measured(replace(PLAIN, body=short, annexes=listed))) == []


@pytest.mark.parametrize("count", [15, 17, 19, 24])
@pytest.mark.parametrize("lines", [0, 7, 14])
def test_a_long_list_of_attachments_leaves_the_signature_with_words_above_it(count, lines):
    listed = tuple(Annex("防汛抗旱工作任务分解表") for _ in range(count))
    found = measured(replace(PLAIN, body=text(0) * (lines // 4 + 1), annexes=listed))
    assert [each.passed for each in found if each.rule == "FMT-069"] == [True]
