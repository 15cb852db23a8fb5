"""A paper is the same to the byte whether WeasyPrint takes our shortcuts or its own long way."""

from dataclasses import replace

import pytest
from django.template.loader import render_to_string
from weasyprint import HTML

from tests.paper.printing import printed
from township_office.paper import fonts, press
from township_office.paper.official.samples import NOTICE, SAMPLES, table, text
from township_office.paper.parcel import Attachment, Parcel
from township_office.paper.press import print_parcel
from township_office.paper.shortcuts import OURS, THEIRS
from township_office.writing.blocks import Cell, Paragraph, Table

LEDGER = replace(NOTICE, body=(*text(0), table(6, 60), *text(0)), annexes=(), note="")
ODD = Table(
    (
        (Cell("姓名", rows=2, heads=True), Cell("住址及\n联系方式", columns=2, heads=True)),
        (Cell("住址", heads=True), Cell("电话", heads=True)),
        (Cell(" 王志强 "), Cell("西园则村第三村民小组东侧旧窑洞院内"), Cell("4621234")),
        (Cell(""), Cell("a-very-long-word-that-no-cell-of-this-width-can-hold" * 3), Cell("\n")),
        (Cell("fi ffi ﷺ"), Cell("ش سلام"), Cell("👪 1\u20282\u20293")),
    )
)
CASES = {
    **{key: official for key, (_, official) in SAMPLES.items()},
    "ledger": LEDGER,
    "odd": replace(NOTICE, body=(Paragraph("防汛 fi 123\n第二行"), ODD), annexes=(), note=""),
}


@pytest.fixture
def the_long_way(monkeypatch) -> None:
    for owner, name, theirs in THEIRS:
        monkeypatch.setattr(owner, name, theirs)
    monkeypatch.setattr(press, "take_shortcuts", lambda: None)
    monkeypatch.setattr(press, "Form", HTML)


@pytest.fixture(scope="module")
def by_shortcuts() -> dict[str, bytes]:
    """Printed before any test goes the long way."""
    return {key: printed(official) for key, official in CASES.items()}


@pytest.mark.parametrize("key", CASES)
def test_a_document_is_the_same_to_the_byte(key, by_shortcuts, the_long_way):
    assert printed(CASES[key]) == by_shortcuts[key]


def test_a_form_with_a_list_is_the_same_to_the_byte(sheet, request):
    quickly = form(sheet)
    request.getfixturevalue("the_long_way")
    assert form(sheet) == quickly


def test_printing_takes_the_shortcuts():
    printed(NOTICE)
    assert all(getattr(owner, name) is ours for owner, name, ours in OURS)


def form(sheet) -> bytes:
    faces = Attachment("faces.css", "text/css", fonts.stylesheet().encode())
    return print_parcel(Parcel(render_to_string("paper/incoming_sheet.html", sheet), (faces,)))
