"""Who sees which line of the ledger, its scan, its request's form, a paper ledger (docs/visibility.md)."""

from io import BytesIO
from uuid import uuid4

import pytest
from django.test import Client
from openpyxl import load_workbook

from seals.ledger.actions import add_scans
from tests.documents.walk import published
from tests.house import House, build_house
from tests.seals.ledger.desk import KEEPER, SIGNED, Desk, scan
from tests.test_walks import ALL
from township_office.files.models import File
from township_office.people.grants import let_read
from township_office.people.models import Officer

OFFICE = {"文书", "办公室主任", "机要员"}
# line: who in its own township sees it; nobody anywhere else does
SEES = {
    "镇政府合同": OFFICE | {"镇长", "应急办干事"},  # he decided upon it, the other asked for it
    "民政专用章证明": OFFICE | {"民政办主任"},  # who keeps that seal
    "纸质登记的证明": OFFICE,
}
OF_A_LINE = ["<int:line>/", "<int:line>/correct/", "<int:line>/scans/"]
OF_A_REQUEST = [f"requests/<int:asked>/form/{rest}" for rest in ("", "pdf/", "files/")]
OF_PAPER = ["paper/<int:paper_ledger>/"]


class Here:
    """宁条梁镇 with a line of each sort, and everybody in it and beyond it."""

    def __init__(self, house: House, other: House) -> None:
        self.desk, self.house = Desk(published(house)), house
        self.strangers = [*other.officers.values(), administrator(house)]
        self.asked = self.desk.asked(5, title="镇政府合同", signers=SIGNED)
        let_read(self.asked, officers=[house["镇长"], house["应急办干事"]])
        special = self.desk.make_seal("民政专用章", keeper="民政办主任")
        self.lines = {
            "镇政府合同": self.desk.line(3, self.asked),
            "民政专用章证明": self.desk.line(title="民政专用章证明", seal=special),
            "纸质登记的证明": self.desk.line(title="纸质登记的证明", origin="import"),
        }
        self.browsers = {who: signed_in(one) for who, one in house.officers.items()}


def administrator(house: House) -> Officer:
    return Officer.objects.create(
        township=house.township, username="admin", name="郭晓东", is_staff=True, is_superuser=True
    )


def signed_in(officer: Officer) -> Client:
    browser = Client()
    browser.force_login(officer)
    return browser


@pytest.fixture
def here(house: House) -> Here:
    return Here(house, published(build_house("红墩界镇", prefix="hdj-")))


def met(browser: Client, address: str) -> set[int]:
    """What it answers to whoever opens it and to whoever sends something there."""
    sent = browser.post(address, {"once-key": str(uuid4())})
    return {browser.get(address).status_code, sent.status_code} - {405}


def path_of(route: str, key: int) -> str:
    return (
        f"/seals/ledger/{route.replace(route[route.index('<') : route.index('>') + 1], str(key))}"
    )


def test_a_line_opens_to_those_whom_the_table_names_and_to_nobody_else(here):
    for route in OF_A_LINE:
        for title, line in here.lines.items():
            address = path_of(route, line.pk)
            seeing = {who for who, one in here.browsers.items() if met(one, address) != {404}}
            assert (route, title, seeing) == (route, title, SEES[title])
            assert {frozenset(met(signed_in(one), address)) for one in here.strangers} == {
                frozenset({404})
            }


def test_the_register_lists_what_one_may_see(here):
    for who, browser in here.browsers.items():
        for listed in (on_the_page, on_paper, in_the_workbook):
            text = listed(browser)
            assert {title for title in SEES if title in text} == {
                title for title in SEES if who in SEES[title]
            }
    assert not any(title in on_the_page(signed_in(one)) for one in here.strangers for title in SEES)


def on_the_page(browser: Client) -> str:
    return browser.get("/seals/ledger/").content.decode()


def on_paper(browser: Client) -> str:
    return browser.get("/seals/ledger/?as=print").content.decode()


def in_the_workbook(browser: Client) -> str:
    book = load_workbook(BytesIO(browser.get("/seals/ledger/?as=xlsx").content))
    rows = book.worksheets[0].iter_rows(values_only=True)
    return "\n".join(str(cell) for row in rows for cell in row)


def test_the_figures_are_of_what_one_may_see(here):
    copies = {
        who: browser.get("/seals/ledger/figures/").context["figures"].copies
        for who, browser in here.browsers.items()
    }
    assert copies == {
        who: sum(line.copies for title, line in here.lines.items() if who in SEES[title])
        for who in here.browsers
    }


def test_a_scan_opens_to_whoever_sees_its_line(here):
    line = here.lines["镇政府合同"]
    add_scans(line, [scan()], by=here.desk.who(KEEPER))
    file = File.objects.attached_to(line).get()
    opened = {
        who
        for who, browser in here.browsers.items()
        if browser.get(f"/files/{file.pk}/").status_code == 200
    }
    assert opened == SEES["镇政府合同"]
    assert {signed_in(one).get(f"/files/{file.pk}/").status_code for one in here.strangers} == {404}


def test_the_form_of_a_request_opens_to_whoever_sees_the_request(here):
    seeing = OFFICE | {"镇长", "应急办干事"}
    for route in OF_A_REQUEST:
        address = path_of(route, here.asked.pk)
        opened = {who for who, one in here.browsers.items() if met(one, address) != {404}}
        assert (route, opened) == (route, seeing)
        assert {status for one in here.strangers for status in met(signed_in(one), address)} == {
            404
        }


def test_a_paper_ledger_is_the_offices(house):
    desk = Desk(published(house))
    paper = desk.read(desk.row(1))
    file = File.objects.attached_to(paper).get()
    for address in (path_of(OF_PAPER[0], paper.pk), f"/files/{file.pk}/download/"):
        opened = {
            who
            for who, one in house.officers.items()
            if signed_in(one).get(address).status_code == 200
        }
        assert opened == OFFICE


def test_every_address_of_a_record_is_walked_here():
    routes = {each.route for each in ALL if each.route.startswith("seals/ledger/")}
    of_records = {route for route in routes if "<" in route}
    assert of_records == {f"seals/ledger/{each}" for each in OF_A_LINE + OF_A_REQUEST + OF_PAPER}
