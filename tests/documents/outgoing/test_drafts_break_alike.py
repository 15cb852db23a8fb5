"""送审稿: its pages break where those of the document will (B9: what is signed is seen as it prints)."""

from dataclasses import replace

import pypdfium2
import pytest

from documents.outgoing import prints
from tests.documents.outgoing.deeds import Office
from tests.house import House
from township_office.paper.official import Official, official_pdf
from township_office.writing.blocks import blocks_of

LINE = "各单位要压实责任，抓好落实，按时报送工作情况，重大事项及时报告。"


@pytest.fixture
def office(house: House) -> Office:
    return Office(house)


def pages(official: Official) -> list[list[str]]:
    """Which paragraphs of the text, and whether the date, stand on each page."""
    with pypdfium2.PdfDocument(official_pdf(official)) as pdf:
        said = ["".join(page.get_textpage().get_text_bounded().split()) for page in pdf]
    marks = [f"第{number}款" for number in range(100)]
    dates = ("年月日", "".join(official.day.split()))
    return [
        [mark for mark in marks if mark in each] + ["date"] * any(date in each for date in dates)
        for each in said
    ]


@pytest.mark.parametrize("paragraphs", [4, 9, 10, 11])
def test_the_draft_s_pages_break_as_the_document_s(office, paragraphs):
    paper = office.formal()
    paper.direction = "up"
    paper.body = "".join(f"<p>第{number}款{LINE}</p>" for number in range(paragraphs))
    draft, formal = (prints.official(paper, formal=formal) for formal in (False, True))
    assert pages(draft) == pages(replace(formal, printed_on=None))
    assert draft.body == blocks_of(paper.body)


def test_what_is_blank_on_the_draft_has_its_room(office):
    paper = office.formal()
    paper.direction = "up"
    draft = prints.official(paper, formal=False)
    year = paper.signed_on.year
    assert draft.number == f"宁政发〔{year}〕　号"
    assert (draft.day, draft.signers, draft.sealed) == ("　　年　月　日", ("　　　",), True)


def test_the_signature_changes_nothing_on_the_draft(office):
    paper = office.sent()
    before = prints.official(paper, formal=False).digest
    from_then = office.signed()
    assert prints.official(from_then, formal=False).digest == before
