"""What the DOCX is told of the PDF: whether the imprint is alone, what was carried to what follows."""

from dataclasses import replace

import pytest

from tests.paper.official_samples import ENDS, annexed, ledger
from tests.paper.printing import printed, words_of
from township_office.paper.official.ending import ending_of
from township_office.paper.official.samples import DUTY, table
from township_office.paper.official.values import End, Ending
from township_office.writing.blocks import Cell, Paragraph, Table

TIED = Table(
    (
        *table(6, 20).rows,
        (Cell("合计", rows=2), *(Cell("甲"),) * 5),
        (Cell("乙"),) * 5,
    )
)


def ending(official) -> Ending:
    return ending_of(printed(official), official)


@pytest.mark.parametrize(
    ("name", "alone", "text", "annex"),
    [
        ("signed24", True, 0, 0),
        ("unsigned29", False, 0, 0),
        ("table27", False, 1, 0),
        (
            "table28",
            False,
            1,
            0,
        ),  # the page before is full: another program has room for a row more
        ("long17", True, 0, 0),
        ("long18", False, 50, 0),
        ("long20", False, 0, 0),  # the page before is full: two lines are there of themselves
        ("annexed_long7", True, 0, 0),
        ("annexed_long8", False, 0, 50),
    ],
)
def test_it_is_seen_on_the_last_two_pages(name, alone, text, annex):
    found = ending(ENDS[name])
    assert (found.alone, found.text.carried, found.annex.carried) == (alone, text, annex)


@pytest.mark.parametrize(
    ("name", "whole"), [("long14", True), ("long17", False), ("long18", False)]
)
def test_a_paragraph_is_whole_that_stands_above_the_imprint_from_its_first_word(name, whole):
    assert ending(ENDS[name]).text.whole is whole


def test_rows_that_one_cell_reaches_through_are_carried_together():
    official = replace(ledger(4, 1), body=(*ledger(4, 1).body[:4], TIED))
    assert ending(official).text.carried == 2


def test_of_a_paragraph_as_many_characters_are_carried_as_begin_the_page():
    official = ENDS["single"]
    pdf = printed(official)
    carried = ending_of(pdf, official).text.carried
    assert 28 < carried <= 56
    assert words_of(pdf)[1].startswith(f"{(DUTY * 2)[-carried:]}宁条梁镇人民政府")


def test_a_line_break_at_the_end_of_a_paragraph_is_no_text_of_it():
    official = replace(ENDS["single"], body=(Paragraph(f"{DUTY * 2}\n"),))
    assert ending(official) == ending(ENDS["single"])


def test_a_table_that_begins_where_it_ends_is_not_parted():
    assert ending(annexed(table(5, 17))).annex == End()


def test_a_row_without_a_word_tells_nothing():
    blank = Table((*ledger(4, 20).body[-1].rows[1:], (Cell(""),) * 6))
    assert ending(replace(ledger(4, 1), body=(*ledger(4, 1).body[:4], blank))).text == End()


def test_of_no_text_nothing_is_carried():
    assert ending(replace(ENDS["single"], body=())).text == End()
