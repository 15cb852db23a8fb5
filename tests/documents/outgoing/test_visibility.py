"""Who sees which outgoing document, draft and line of the register (docs/visibility.md)."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from openpyxl import load_workbook

from documents.outgoing import actions
from documents.outgoing.actions import Parts
from documents.outgoing.models import Outgoing, Recipient
from tests.documents.outgoing.deeds import MADE, REPEALED, Office
from tests.documents.outgoing.desk import Desk, submitted
from tests.house import House, build_house
from township_office.files.models import File
from township_office.people.capacity import capacity_of
from township_office.people.models import Officer

OFFICE = {"文书", "办公室主任", "机要员"}
DRAFTER = {"应急办干事"}
MAKING = ["versions/", "trail/", "files/"]
PAGES = ["", "layout/", *MAKING]
ACTS = ["", "amend/", "void/", "form/", "layout/again/", "more/", "correct/", "seal/"]
OF_PARTS = ["list/", "receipt/<int:recipient>/", "layout/<int:layout>/<int:number>.png"]
OF_AMENDMENTS = [f"amendments/<int:amendment>/{deed}/" for deed in ("recalled", "told")]
WALKED = {*PAGES, *ACTS, *OF_PARTS, *OF_AMENDMENTS}

# document: who in its own township opens it; nobody anywhere else does
SEES = {
    "关于刚送审的通知": OFFICE | DRAFTER,
    "关于会签的通知": OFFICE | DRAFTER | {"民政办主任"},
    "关于核稿的通知": OFFICE | DRAFTER | {"副镇长（农业）"},
    "关于发给民政办的通知": OFFICE | DRAFTER | {"民政办主任"},
    "关于补录的通知": OFFICE,
    "关于外镇的通知": set(),
}
# whom it was but sent to, and who does not see how it was made
RECEIVED = {"关于发给民政办的通知": {"民政办主任"}}
NUMBERED = {"关于发给民政办的通知", "关于补录的通知"}


@dataclass
class Township:
    """A township with a document at each turn, and everybody who might look."""

    house: House
    papers: dict[str, Outgoing]

    def browsers(self) -> dict[str, Client]:
        return {who: signed_in(officer) for who, officer in self.house.officers.items()}

    def statuses(self, address: str) -> dict[str, dict[str, int]]:
        """What each document answers each person here at this address."""
        return {
            title: {
                who: browser.get(path_of(paper, address)).status_code
                for who, browser in self.browsers().items()
            }
            for title, paper in self.papers.items()
        }

    def expects(self, address: str) -> dict[str, dict[str, int]]:
        everybody = self.house.officers
        return {
            title: {who: 200 if who in seen_at(address, title) else 404 for who in everybody}
            for title in self.papers
        }


def seen_at(address: str, title: str) -> set[str]:
    return SEES[title] - RECEIVED.get(title, set()) if address in MAKING else SEES[title]


def signed_in(officer: Officer) -> Client:
    browser = Client()
    browser.force_login(officer)
    return browser


def path_of(paper: Outgoing, address: str) -> str:
    return f"/documents/outgoing/{paper.pk}/{address}"


def part_of(paper: Outgoing, address: str) -> str:
    """The address of a part of it: a recipient, a page as it prints."""
    keys = {"recipient": paper.recipients.get().pk, "layout": paper.layouts.last().pk, "number": 1}
    for name, key in keys.items():
        address = address.replace(f"<int:{name}>", str(key))
    return path_of(paper, address)


def words(answer: HttpResponse) -> str:
    return b"".join(answer).decode() if answer.streaming else answer.content.decode()


def consulted(house: House) -> Parts:
    return Parts(consulted=[house.departments["民政办公室"]])


def distributed(office: Office, title: str) -> Outgoing:
    """To a department here, on its desk."""
    house = office.house
    paper = submitted(house, parts=Parts(main=[house.departments["民政办公室"]]), title=title).paper
    actions.sign(paper, by=office.who("镇长"))
    actions.number_outgoing(paper, series=office.series, by=office.clerk)
    actions.recheck(paper, changed="none", by=office.who("应急办干事"))
    actions.print_outgoing(paper, copies=2, by=office.clerk)
    actions.seal_outgoing(paper, copies=2, by=office.who("印章保管员"))
    row = paper.recipients.get()
    given = {row.pk: (1, Recipient.Way.SYSTEM.value)}
    actions.distribute(paper, given, filed=1, by=office.clerk)
    actions.keep_layout(paper.layouts.get(formal=True), MADE, by=office.clerk)
    return paper


def from_paper(office: Office, title: str) -> Outgoing:
    told = office.free_number()
    told["paper"].title = title
    return actions.enter_afterwards(**told, by=office.clerk)


@pytest.fixture
def here(house: House) -> Township:
    office = Office(house)
    there = Office(build_house("红墩界镇", prefix="hdj-"))
    desks = [
        submitted(house, title="关于刚送审的通知"),
        agreed(submitted(house, parts=consulted(house), title="关于会签的通知")),
        agreed(submitted(house, title="关于核稿的通知")),
        submitted(there.house, title="关于外镇的通知"),
    ]
    papers = {desk.paper.title: desk.paper for desk in desks}
    papers["关于补录的通知"] = from_paper(office, "关于补录的通知")
    papers["关于发给民政办的通知"] = distributed(office, "关于发给民政办的通知")
    return Township(house, papers)


def agreed(desk: Desk) -> Desk:
    desk.agree("办公室主任")
    return desk


@pytest.fixture
def beyond(here: Township) -> Township:
    """The same documents as everybody in 红墩界镇 meets them."""
    township = here.papers["关于外镇的通知"].township
    staff = Officer.objects.filter(township=township)
    house = House(township, officers={each.username: each for each in staff})
    ours = {title: paper for title, paper in here.papers.items() if SEES[title]}
    return Township(house, ours)


def test_a_document_opens_to_those_whom_the_table_names_and_to_nobody_else(here):
    for address in PAGES:
        assert (address, here.statuses(address)) == (address, here.expects(address))


def test_what_one_may_not_see_one_cannot_touch(here):
    """Nor hear more than that it is not there; what the others hear is up to the rules."""
    browsers = here.browsers()
    touched = {
        (title, who)
        for title, paper in here.papers.items()
        for who, browser in browsers.items()
        for act in ACTS
        if browser.post(path_of(paper, act), {"once-key": str(uuid4())}).status_code != 404
    }
    assert {(title, who) for title, who in touched if who not in SEES[title]} == set()
    assert {title for title, _ in touched} == {title for title in SEES if SEES[title]}


def test_a_part_is_there_for_whoever_sees_the_document(here):
    title = "关于发给民政办的通知"
    for address in OF_PARTS:
        way = part_of(here.papers[title], address)
        ask = {who: _asked(browser, way) for who, browser in here.browsers().items()}
        seen = seen_at("trail/", title) if address == "list/" else SEES[title]
        assert {who for who, status in ask.items() if status != 404} == seen, address


def test_an_amendment_is_there_for_whoever_sees_the_document(here):
    paper = here.papers["关于发给民政办的通知"]
    by = capacity_of(here.house["办公室主任"])
    key = str(actions.correct(paper, REPEALED, by=by).pk)
    for address in OF_AMENDMENTS:
        way = path_of(paper, address.replace("<int:amendment>", key))
        heard = {
            who: browser.post(way, {"once-key": str(uuid4())}).status_code
            for who, browser in here.browsers().items()
        }
        assert {who for who, status in heard.items() if status != 404} == SEES[paper.title]


def _asked(browser: Client, way: str) -> int:
    posted = "receipt" in way
    return (
        browser.post(way, {"once-key": str(uuid4())}) if posted else browser.get(way)
    ).status_code


def test_a_file_opens_to_whoever_sees_the_document_and_the_issued_one_to_whom_it_was_sent(here):
    title = "关于发给民政办的通知"
    issued = here.papers[title].layouts.get(formal=True).pdf
    for file in File.objects.attached_to(here.papers[title]):
        opened = {
            who
            for who, browser in here.browsers().items()
            if browser.get(f"/files/{file.pk}/download/").status_code == 200
        }
        assert opened == (SEES[title] if file == issued else seen_at("files/", title))


def test_nothing_of_another_township_is_there(beyond):
    for address in PAGES:
        answered = {
            status for each in beyond.statuses(address).values() for status in each.values()
        }
        assert (address, answered) == (address, {404})
    sent = beyond.papers["关于发给民政办的通知"]
    ways = [part_of(sent, address) for address in OF_PARTS]
    ways += [f"/files/{file.pk}/" for file in File.objects.attached_to(sent)]
    met = {_asked(browser, way) for browser in beyond.browsers().values() for way in ways}
    assert met == {404}


LISTS = ["/documents/outgoing/", "/documents/outgoing/register/"]


def shown(browser: Client) -> dict[str, str]:
    """The two lists, on the page, in the workbook and on paper."""
    pages = {(way, how): browser.get(f"{way}{how}") for way in LISTS for how in ("", "?as=print")}
    found = {f"{way}{how}": words(answer) for (way, how), answer in pages.items()}
    return found | {f"{way}?as=xlsx": in_the_workbook(browser, way) for way in LISTS}


def in_the_workbook(browser: Client, way: str) -> str:
    book = load_workbook(BytesIO(browser.get(f"{way}?as=xlsx").content))
    rows = book.worksheets[0].iter_rows(values_only=True)
    return "\n".join(str(cell) for row in rows for cell in row)


def test_lists_name_what_one_may_see(here, beyond):
    """The register has a line a number; what came from paper is in no other list."""
    everybody = {**here.browsers(), **beyond.browsers()}
    texts = {who: shown(browser) for who, browser in everybody.items()}
    ours = SEES.keys() - {"关于外镇的通知"}
    for title in ours:
        for way in next(iter(texts.values())):
            named = {who for who in texts if title in texts[who][way]}
            assert (title, way, named) == (title, way, SEES[title] if lists(way, title) else set())


def lists(way: str, title: str) -> bool:
    in_register = "register" in way
    return title in NUMBERED if in_register else title != "关于补录的通知"


def test_a_draft_is_its_authors_alone(here):
    key = uuid4()
    clerk = capacity_of(here.house["文书"])
    said = {"title": ["关于没有写完的通知"]}
    actions.save_draft(key, said, outgoing=None, by=clerk)
    sheet = f"/documents/outgoing/drafts/{key}/"
    for who, browser in here.browsers().items():
        own = who == "文书"
        page = browser.get(sheet)
        assert (who, page.status_code) == (who, 200 if own else 404)
        assert ("没有写完" in words(browser.get("/documents/outgoing/drafts/"))) == own
        if not own:
            assert taken_over(browser, sheet) == {404}
    assert actions.save_draft(key, said, outgoing=None, by=clerk).fields == said


def taken_over(browser: Client, sheet: str) -> set[int]:
    """Nobody keeps, drops, sends or overwrites another's."""
    said: dict[str, Any] = {"title": "关于别的通知"}
    acts = [
        browser.post(sheet, said | {"act": act, "once-key": str(uuid4())}).status_code
        for act in ("keep", "drop", "submit")
    ]
    return {*acts, browser.post(f"{sheet}save/", said).status_code}


def test_what_is_not_seen_is_not_drafted_upon(here):
    """No draft hangs on a document that its author may not open."""
    paper = here.papers["关于刚送审的通知"]
    stranger = here.browsers()["民政办主任"]
    answer = stranger.post(f"/documents/outgoing/drafts/{uuid4()}/save/", {"outgoing": paper.pk})
    assert (answer.status_code, paper.drafts.count()) == (404, 0)
