"""What the DOCX is told of the PDF: whether the imprint is alone, what was carried to the signature."""

from dataclasses import replace

import pytest

from tests.paper.official_samples import ENDS, annexed, ledger
from tests.paper.printing import printed, words_of
from township_office.paper.official.ending import ending_of
from township_office.paper.official.samples import DUTY, table
from township_office.paper.official.values import Ending
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
    ("name", "found"),
    [
        ("signed24", Ending(alone=True)),
        ("unsigned29", Ending()),
        ("table27", Ending(carried=1)),
        ("table28", Ending()),  # the page before is full: its last row is there of itself
    ],
)
def test_it_is_seen_on_the_last_two_pages(name, found):
    assert ending(ENDS[name]) == found


def test_rows_that_one_cell_reaches_through_are_carried_together():
    official = replace(ledger(4, 1), body=(*ledger(4, 1).body[:4], TIED))
    assert ending(official).carried == 2


def test_of_a_paragraph_as_many_characters_are_carried_as_begin_the_page():
    official = ENDS["single"]
    pdf = printed(official)
    carried = ending_of(pdf, official).carried
    assert 28 < carried <= 56
    assert words_of(pdf)[1].startswith(f"{(DUTY * 2)[-carried:]}宁条梁镇人民政府")


def test_a_line_break_at_the_end_of_a_paragraph_is_no_text_of_it():
    official = replace(ENDS["single"], body=(Paragraph(f"{DUTY * 2}\n"),))
    assert ending(official) == ending(ENDS["single"])


def test_a_table_that_begins_where_it_ends_is_not_parted():
    assert ending(annexed(table(5, 17))).carried == 0


def test_a_row_without_a_word_tells_nothing():
    blank = Table((*ledger(4, 20).body[-1].rows[1:], (Cell(""),) * 6))
    assert ending(replace(ledger(4, 1), body=(*ledger(4, 1).body[:4], blank))).carried == 0


def test_of_no_text_nothing_is_carried():
    assert ending(replace(ENDS["single"], body=())).carried == 0
