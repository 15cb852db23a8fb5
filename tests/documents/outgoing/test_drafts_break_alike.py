"""送审稿: its pages break where those of the document will (B9: what is signed is seen as it prints)."""

from dataclasses import replace
from datetime import UTC, datetime

import pypdfium2
import pytest

from documents.outgoing import actions as outgoing
from documents.outgoing import prints
from documents.outgoing.actions.layouts import layout_of
from documents.outgoing.models import Layout, Outgoing
from tests.documents.outgoing.deeds import Office
from tests.house import House
from township_office import clock
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


def test_a_draft_laid_out_in_december_is_laid_out_in_the_new_year(office):
    with clock.moved_to(datetime(2026, 12, 31, 10, tzinfo=UTC)):
        paper = office.sent()
        laid = layout_of(paper)
    with clock.moved_to(datetime(2027, 1, 4, 10, tzinfo=UTC)):
        assert prints.blank_number(paper) == "宁政发〔2027〕　号"
        assert layout_of(Outgoing.objects.get()) == laid == Layout.objects.get()


@pytest.mark.parametrize("changes", [{"code": "宁镇政发"}, {"in_use": False}])
def test_whatever_becomes_of_a_code_the_drafts_stay_laid_out(office, changes):
    paper = office.sent()
    laid, blank = layout_of(paper), prints.blank_number(paper)
    outgoing.amend_series(office.series, by=office.clerk, **changes)
    assert prints.blank_number(paper) != blank
    assert layout_of(Outgoing.objects.get()) == laid == Layout.objects.get()


def test_the_number_is_part_of_what_a_document_is_known_by(office):
    formal = prints.official(office.formal(), formal=True)
    assert formal.digest != replace(formal, number="宁政发〔2026〕99号").digest


def test_the_signature_changes_nothing_on_the_draft(office):
    paper = office.sent()
    before = prints.official(paper, formal=False).digest
    from_then = office.signed()
    assert prints.official(from_then, formal=False).digest == before
