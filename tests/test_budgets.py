"""What a page may ask the database: so many queries and no more, however much lies there."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from documents.outgoing import actions
from documents.outgoing.actions import Parts
from seals.certifying.actions import issue_certificate, make_usual_templates
from seals.frequent.actions import keep_frequent
from seals.keeping.actions import enter_seal
from seals.ledger.actions import add_scans, correct_line, enter_paper
from seals.outing.actions import Line
from tests.documents.outgoing.deeds import Office
from tests.documents.outgoing.desk import submitted
from tests.documents.walk import Walk, organ, published, register
from tests.house import House
from tests.seals.blank.desk import allow
from tests.seals.blank.desk import asked as asked_blank
from tests.seals.certifying.deeds import ANSWERS, kind
from tests.seals.counter.deeds import entered
from tests.seals.keeping.desk import Seals
from tests.seals.ledger.desk import SIGNED, scan
from tests.seals.ledger.desk import Desk as LedgerDesk
from tests.seals.outing.desk import opened
from tests.seals.using.desk import APPLICANT, Desk, asked, paper, staffed
from township_office import clock
from township_office.files.actions import keep_bytes
from township_office.people.capacity import capacity_of
from township_office.people.grants import let_read
from township_office.people.models import Organ

FEW, MANY = 10, 120  # papers; half of them lie on each of two desks
# of every page one is the bell, of the desk's one the number to be read and one who is away today (one
# more where anybody is, tests/leave/test_today.py), of the director's two what is to be confirmed by
# telephone and from paper
# of the office's pages one is whether both principal leaders are out or on leave now, for the line
# above every page
DESK, LIST, CASE, TRAIL, FORM = 16, 15, 23, 12, 12
# to check a paper one looks where it came from
AGREEING = {"文书": 21, "办公室主任": 30, "镇长": 20, "应急办主任": 21}  # 初审, 拟办, 批示, 承办

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(house: House) -> House:
    return published(house)


def papers(house: House, number: int) -> list[Walk]:
    """So many papers under way: every other one with the mayor, the rest with the clerk."""
    walks = [register(house, title=f"第{one}件", source_number="无") for one in range(number)]
    for walk in walks[1::2]:
        walk.check().propose("应急办主任", readers=("副镇长（农业）",))
    return walks


def cost(house: House, who: str, address: str) -> int:
    """Queries of one page, opened a second time: what is read once for ever is not counted."""
    browser = Client()
    browser.force_login(house[who])
    browser.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(address).status_code == 200
    return len(asked)


FILTERED = "?words=第&side=government&standing=late&sort=received_on"
LISTS = [
    ("文书", "/", DESK),
    ("镇长", "/", DESK),
    ("文书", "/begun/", LIST),
    ("文书", "/done/", LIST),
    ("办公室主任", "/done/", LIST),
    ("镇长", "/done/", LIST),
    ("文书", "/documents/incoming/", LIST),
    ("文书", f"/documents/incoming/{FILTERED}", LIST),
    ("镇长", "/documents/incoming/", LIST),
    ("镇长", "/documents/incoming/?tab=open", LIST),
    ("文书", "/documents/incoming/?as=print", LIST),
    ("镇长", "/documents/incoming/?as=xlsx", LIST),
]


def test_a_list_costs_the_same_however_long_it_is(office):
    papers(office, FEW)
    few = {(who, address): cost(office, who, address) for who, address, _ in LISTS}
    papers(office, MANY - FEW)
    many = {(who, address): cost(office, who, address) for who, address, _ in LISTS}
    assert many == few
    too_dear = {(who, page): many[who, page] for who, page, most in LISTS if many[who, page] > most}
    assert too_dear == {}


def test_what_is_overdue_costs_the_same_however_much_it_is(office):
    papers(office, FEW)
    costs = []
    for more in (0, MANY - FEW):
        papers(office, more)
        with clock.moved_to(clock.now() + timedelta(days=30)):
            costs.append([cost(office, who, "/overdue/") for who in ("办公室主任", "镇长")])
    assert costs[0] == costs[1]
    assert max(costs[0]) <= LIST


def test_the_lists_had_something_to_show(office):
    """Else the budgets above would prove nothing."""
    papers(office, FEW)
    browser = Client()
    for who, address, title in (
        ("文书", "/", "第0件"),
        ("镇长", "/", "第1件"),
        ("文书", "/done/", "第1件"),
        ("文书", "/documents/incoming/", "第4件"),
        ("镇长", "/documents/incoming/", "第3件"),
    ):
        browser.force_login(office[who])
        assert title in browser.get(address).content.decode(), (who, address)


STAGES = {
    "文书": lambda walk: walk,
    "办公室主任": lambda walk: walk.check(),
    "镇长": lambda walk: walk.check().propose(
        "应急办主任", "民政办主任", readers=("副镇长（农业）",)
    ),
    "应急办主任": lambda walk: walk.check().propose().instruct("应急办主任", "民政办主任"),
}


def test_the_page_of_a_case_costs_little_for_whoever_decides(office):
    walks = {who: bring(register(office)) for who, bring in STAGES.items()}
    pages = {who: f"/documents/incoming/{walk.paper.pk}/" for who, walk in walks.items()}
    few = {who: cost(office, who, page) for who, page in pages.items()}
    by = capacity_of(office["文书"])
    for walk in walks.values():
        for number in range(5):
            scan = f"第{number}页。".encode()
            keep_bytes(f"{number}.txt", scan, attached_to=walk.paper, by=by, role="scan")
    papers(office, FEW)
    assert {who: cost(office, who, page) for who, page in pages.items()} == few
    assert {who: number for who, number in few.items() if number > CASE} == {}


def test_the_page_of_a_case_costs_the_same_after_many_rounds(office):
    walk = register(office).check().propose()
    page = f"/documents/incoming/{walk.paper.pk}/"
    fresh = cost(office, "镇长", page)
    for _ in range(5):
        walk.return_to("镇长", to=3, reason="请补充。")
        walk.propose("应急办主任", "民政办主任", readers=("副镇长（农业）", "党委书记"))
    assert cost(office, "镇长", page) == fresh <= CASE


def test_a_trail_costs_the_same_however_long_it_is(office):
    walk = register(office).check().propose()
    page = f"/documents/incoming/{walk.paper.pk}/trail/"
    short = cost(office, "文书", page)
    for _ in range(5):
        walk.return_to("镇长", to=3, reason="请补充。")
        walk.propose()
    assert cost(office, "文书", page) == short <= TRAIL


def test_the_form_of_a_new_paper_costs_the_same_for_many_organs(office):
    papers(office, FEW)
    assert cost(office, "文书", "/documents/incoming/new/") <= FORM


BROUGHT = {
    "文书": lambda walk: walk,
    "办公室主任": lambda walk: walk.check(),
    "镇长": lambda walk: walk.check().propose("应急办主任"),
    "应急办主任": lambda walk: walk.check().propose().instruct("应急办主任"),
}


@pytest.mark.parametrize("who", BROUGHT)
def test_agreeing_costs_no_more_than_it_does(office, who):
    """A ratchet: who makes it dearer says why here, who makes it cheaper lowers it."""
    walk = BROUGHT[who](register(office))
    here = walk.stage
    browser = Client()
    browser.force_login(office[who])
    page = f"/documents/incoming/{walk.paper.pk}/"
    said = {"act": "agree", "opinion": "同意。", "all": "on", **walk.assignment("应急办主任")}
    said["version"] = browser.get(page).context["decision"].version
    with CaptureQueriesContext(connection) as asked:
        answer = browser.post(page, said | {"once-key": str(uuid4())})
    assert (answer.status_code, walk.stage != here) == (302, True)
    assert len(asked) <= AGREEING[who]


# Outgoing documents: their lists, the page of one, the sheet on which one drafts.

SOME, MORE = 4, 24
# of a list one asks of whose delay he may speak; of signing one is the notice that it has come,
# and one by which facts the case goes its way: nobody signs what asks for another way by now
# of the director's page one is what waits for him alone, one whether the directory knows a county
OUT_LIST, REGISTER, OUT_CASE, DRAFTING, VERSIONS, SIGNING = 13, 12, 36, 17, 11, 42
OUTGOING_LISTS = [
    ("文书", "/documents/outgoing/", OUT_LIST),
    ("镇长", "/documents/outgoing/", OUT_LIST),
    ("应急办干事", "/documents/outgoing/?tab=open", OUT_LIST),
    ("文书", "/documents/outgoing/?as=xlsx", OUT_LIST),
    ("文书", "/documents/outgoing/register/", REGISTER),
    ("应急办干事", "/documents/outgoing/register/", REGISTER),
    ("文书", "/documents/outgoing/register/?as=print", REGISTER),
    ("应急办干事", "/documents/outgoing/drafts/", OUT_LIST),
]


def outgoing(office: Office, number: int) -> None:
    """So many documents with the office, every other one numbered, and as many drafts."""
    for one in range(number):
        paper = office.sent(title=f"关于第{one}件事的通知")
        by = office.who("应急办干事")
        actions.save_draft(uuid4(), {"title": [f"关于第{one}稿"]}, outgoing=None, by=by)
        if one % 2:
            actions.number_outgoing(paper, series=office.series, by=office.clerk)


def test_a_list_of_outgoing_documents_costs_the_same_however_long_it_is(house):
    office = Office(house)
    outgoing(office, SOME)
    few = {(who, address): cost(house, who, address) for who, address, _ in OUTGOING_LISTS}
    outgoing(office, MORE - SOME)
    many = {(who, address): cost(house, who, address) for who, address, _ in OUTGOING_LISTS}
    assert many == few
    dear = {(who, at): many[who, at] for who, at, most in OUTGOING_LISTS if many[who, at] > most}
    assert dear == {}


def test_the_lists_of_outgoing_documents_had_something_to_show(house):
    outgoing(Office(house), SOME)
    browser = Client()
    for who, address, title in (
        ("文书", "/documents/outgoing/", "关于第3件事的通知"),
        ("应急办干事", "/documents/outgoing/", "关于第3件事的通知"),
        ("文书", "/documents/outgoing/register/", "关于第3件事的通知"),
        ("应急办干事", "/documents/outgoing/drafts/", "关于第3稿"),
    ):
        browser.force_login(house[who])
        assert title in browser.get(address).content.decode(), (who, address)


def many_parts(office: Office, number: int) -> Parts:
    """So many villages, annexes and departments asked."""
    villages = [organ(office.house, f"第{one}村", Organ.Level.BELOW) for one in range(number)]
    annexes = [(f"第{one}附件", "<p>见表。</p>") for one in range(number)]
    asked = [office.house.departments[name] for name in ("民政办公室", "应急管理办公室")]
    return Parts(main=villages, annexes=annexes, consulted=asked[:number])


def test_the_page_of_an_outgoing_document_costs_little_for_whoever_decides(house):
    office = Office(house)
    costs = []
    for number in (1, 8):
        desk = submitted(house, parts=many_parts(office, number))
        page = desk.paper.get_absolute_url()
        vetting = cost(house, "办公室主任", page)
        drafter = cost(house, "应急办干事", page)
        desk.agree("办公室主任")
        for post in ("民政办主任", "应急办主任")[:number]:
            desk.agree(post)
        desk.agree("副镇长（农业）")
        signing = cost(house, "镇长", page)
        versions = cost(house, "镇长", f"{page}versions/")
        trail = cost(house, "镇长", f"{page}trail/")
        costs.append((vetting, drafter, signing, versions, trail))
    assert costs[0] == costs[1]
    *pages, versions, trail = costs[1]
    assert max(pages) <= OUT_CASE
    assert (versions <= VERSIONS, trail <= TRAIL) == (True, True)


def test_the_sheet_on_which_one_drafts_costs_the_same_for_many_organs(house):
    office = Office(house)
    sheet = f"/documents/outgoing/drafts/{uuid4()}/"
    few = cost(house, "应急办干事", sheet)
    many_parts(office, 40)
    assert cost(house, "应急办干事", sheet) == few <= DRAFTING


def test_signing_costs_no_more_than_it_does(house):
    """A ratchet, as agreeing is for incoming documents."""
    office = Office(house)
    desk = submitted(house, parts=many_parts(office, 1))
    for post in ("办公室主任", "民政办主任", "副镇长（农业）"):
        desk.agree(post)
    browser = Client()
    browser.force_login(house["镇长"])
    page = desk.paper.get_absolute_url()
    version = browser.get(page).context["decision"].version
    said = {"act": "agree", "version": version, "opinion": "同意，请印发。"}
    with CaptureQueriesContext(connection) as asked:
        answer = browser.post(page, said | {"once-key": str(uuid4())})
    assert (answer.status_code, desk.stage) == (302, "复核")
    assert len(asked) <= SIGNING


# Seals taken out: the list, the page of one, handing it out.

OUTING_LIST, OUTING, EXTENDING, LONGER, ASKING = 15, 31, 31, 17, 16


def test_a_list_of_outings_costs_the_same_however_long_it_is(house):
    office = opened(house)
    costs = []
    for more in (SOME, MORE - SOME):
        for one in range(more):
            office.ask(purpose=f"第{one}次")
        here = [("文书", ""), ("应急办干事", ""), ("文书", "?tab=out"), ("文书", "?as=xlsx")]
        costs.append([cost(house, who, f"/seals/outings/{how}") for who, how in here])
    assert costs[0] == costs[1]
    assert max(costs[0]) <= OUTING_LIST


def test_the_page_of_an_outing_costs_the_same_for_a_long_list_of_sheets(house):
    office = opened(house)
    costs = []
    for number in (1, 30):
        now = clock.now()
        lines = [Line(f"第{one}件", 1) for one in range(number)]
        desk = office.ask(lines=lines, since=now, until=now + timedelta(hours=1))
        page = desk.outing.get_absolute_url()
        deciding = cost(house, "镇长", page)
        desk.out()
        keeping = cost(house, "印章保管员", page)
        carrying = cost(house, "应急办干事", page)
        longer = cost(house, "应急办干事", f"{page}longer/")
        trail = cost(house, "文书", f"{page}trail/")
        asked_longer = desk.longer(desk.fresh().until + timedelta(hours=1)).extension
        extending = cost(house, "镇长", asked_longer.get_absolute_url())
        costs.append((deciding, keeping, carrying, extending, longer, trail))
        desk.back()
    assert costs[0] == costs[1]
    *pages, extending, longer, trail = costs[1]
    assert (max(pages) <= OUTING, extending <= EXTENDING) == (True, True)
    assert (longer <= LONGER, trail <= TRAIL) == (True, True)
    assert cost(house, "应急办干事", "/seals/outings/new/") <= ASKING


# The ledger of seals: its lines, one of them, its figures; a correction and the paper one brought over.

# of the ledger two are the years' first and last, three what one may choose; of a line who keeps its seal
LEDGER, LINE, FIGURES, APPROVAL_FORM = 14, 12, 15, 12
LEDGERS = [
    ("文书", "/seals/ledger/", LEDGER),
    ("文书", "/seals/ledger/?words=合同&month=11&sort=at", LEDGER),
    ("文书", "/seals/ledger/?tab=unscanned", LEDGER),
    ("应急办干事", "/seals/ledger/", LEDGER),
    ("文书", "/seals/ledger/?as=xlsx", LEDGER),
    ("文书", "/seals/ledger/?as=print", LEDGER),
    ("文书", "/seals/ledger/figures/", FIGURES),
    ("应急办干事", "/seals/ledger/figures/", FIGURES),
]


def stamped(desk: LedgerDesk, number: int) -> None:
    """So many lines of requests, every other one corrected, with what is left of each."""
    for _ in range(number):
        asked = desk.asked(5, signers=SIGNED)
        let_read(asked, officers=[desk.house["应急办干事"]])
        line = desk.line(3, asked, scan_required=True)
        if line.number % 2:
            correct_line(line, copies=2, reason="数错了。", by=desk.keeper)


def test_the_ledger_costs_the_same_however_long_it_is(house):
    desk = LedgerDesk(published(house))
    stamped(desk, SOME)
    few = {(who, address): cost(house, who, address) for who, address, _ in LEDGERS}
    stamped(desk, MORE - SOME)
    many = {(who, address): cost(house, who, address) for who, address, _ in LEDGERS}
    assert many == few
    dear = {(who, at): many[who, at] for who, at, most in LEDGERS if many[who, at] > most}
    assert dear == {}


def test_a_line_and_its_form_cost_little(house):
    desk = LedgerDesk(published(house))
    asked = desk.asked(50, signers=SIGNED)
    pages = []
    for _ in range(2):
        line = desk.line(3, asked)
        corrected = correct_line(line, copies=2, reason="数错了。", by=desk.keeper)
        add_scans(corrected, [scan(), scan()], by=desk.keeper)
        at = [corrected.get_absolute_url(), f"/seals/ledger/requests/{asked.pk}/form/"]
        pages.append([cost(house, "机要员", address) for address in at])
    assert pages[0] == pages[1]
    assert (pages[1][0] <= LINE, pages[1][1] <= APPROVAL_FORM) == (True, True)


def test_a_paper_ledger_costs_the_same_however_many_rows_it_has(house):
    desk = LedgerDesk(published(house))
    few, many = desk.read(desk.row(1)), desk.read(*map(desk.row, range(2, 40)))
    costs = []
    for each in (few, many):
        looked = cost(house, "文书", each.get_absolute_url())
        with CaptureQueriesContext(connection) as asked:
            enter_paper(each, by=desk.who("文书"))
        costs.append((looked, len(asked)))
    assert costs[0][0] == costs[1][0]
    assert costs[1][1] <= costs[0][1]


# Requests for seals: the list, the form, the page of one for whoever decides and for the keeper.

SEAL_LIST, SEAL_FORM, SEAL_PAGE, AT_THE_SEAL, STAMPING = 14, 14, 28, 24, 55
KEEPER = "印章保管员"
SEAL_LISTS = [
    ("文书", "/seals/requests/?tab=open", SEAL_LIST),
    ("文书", "/seals/requests/?tab=to_stamp", SEAL_LIST),
    ("镇长", "/seals/requests/?tab=open", SEAL_LIST),
    (KEEPER, "/seals/requests/?tab=to_stamp", SEAL_LIST),
    (APPLICANT, "/seals/requests/?tab=mine", SEAL_LIST),
    ("文书", "/seals/requests/?as=xlsx", SEAL_LIST),
]


def requests_for_seals(house: House, number: int) -> list[Desk]:
    """So many requests, every other one approved and with its keeper."""
    desks = [asked(house, title=f"第{one}份证明") for one in range(number)]
    for desk in desks[1::2]:
        desk.agree("镇长")
    return desks


def test_a_list_of_requests_costs_the_same_however_long_it_is(house):
    staffed(house)
    requests_for_seals(house, SOME)
    few = {(who, at): cost(house, who, at) for who, at, _ in SEAL_LISTS}
    requests_for_seals(house, MORE - SOME)
    many = {(who, at): cost(house, who, at) for who, at, _ in SEAL_LISTS}
    assert many == few
    dear = {(who, at): many[who, at] for who, at, most in SEAL_LISTS if many[who, at] > most}
    assert dear == {}


def test_the_page_of_a_request_costs_little_for_whoever_decides_and_stamps(house):
    staffed(house)
    desk = asked(house, copies=20)
    page = desk.request.get_absolute_url()
    assert cost(house, "镇长", page) <= SEAL_PAGE
    desk.agree("镇长")
    first = cost(house, KEEPER, page)
    for number in range(5):
        desk.stamp(KEEPER, 1, scan=paper(name=f"第{number}页.txt"))
    assert cost(house, KEEPER, page) <= first + 1 <= AT_THE_SEAL + 1
    assert cost(house, APPLICANT, "/seals/requests/new/") <= SEAL_FORM


def test_stamping_costs_no_more_than_it_does(house):
    """A ratchet, as agreeing is."""
    desk = asked(staffed(house))
    desk.agree("镇长")
    browser = Client()
    browser.force_login(house[KEEPER])
    page = desk.request.get_absolute_url()
    said = dict.fromkeys(("read", "same", "filled", "placed"), "on")
    said |= {"act": "agree", "copies": "3", "opinion": "已用印。"}
    said["version"] = browser.get(page).context["decision"].version
    with CaptureQueriesContext(connection) as asked_for:
        answer = browser.post(page, said | {"once-key": str(uuid4())})
    assert (answer.status_code, desk.stage) == (302, "办结")
    assert len(asked_for) <= STAMPING


# The counter: the row, with as many citizens below it as came today.

COUNTER = 19


def test_the_row_at_the_counter_costs_the_same_however_many_came_today(house):
    staffed(house)
    costs = []
    for more in (SOME, MORE - SOME):
        for one in range(more):
            entered(house, on_behalf=f"第{one}位")
        costs.append([cost(house, who, "/seals/counter/") for who in ("文书", "镇长", APPLICANT)])
    assert costs[0] == costs[1]
    assert max(costs[1]) <= COUNTER


# Seals: the register, and the page of one with all that was of it.

SEALS, SEAL, HANDOVER = 12, 24, 32


def test_the_register_of_seals_and_the_page_of_one_cost_the_same_however_much_was(house):
    seals = Seals(house)
    seal, costs = seals.kept(), []
    for more in (0, 6):
        for number in range(more):
            wanted = seals.seal(name=f"第{number}站")
            seals.kept(enter_seal(wanted, by=seals.who("办公室主任")), "文书")
            keepers = ("印章保管员", "党政办印章保管员")
            seals.handover(keepers[1 - number % 2], by=keepers[number % 2]).receive().witness()
        pages = {
            (who, page): cost(house, who, page)
            for who in ("办公室主任", "印章保管员", "应急办干事")
            for page in ("/seals/keeping/", seal.get_absolute_url())
        }
        costs.append(pages)
    assert costs[0] == costs[1]
    assert max(costs[1][who, page] for who, page in pages if page == "/seals/keeping/") <= SEALS
    assert max(pages.values()) <= SEAL


def test_the_page_of_a_handover_costs_little_for_whoever_receives(house):
    seals = Seals(house)
    walk = seals.handover("印章保管员")
    assert cost(house, "印章保管员", walk.subject.get_absolute_url()) <= HANDOVER


# Blank sheets: the list, the page of one for who decides, stamps and accounts, each sheet told of.

BLANK_LIST, BLANK_FORM, BLANK_PAGE, BLANK_SETTLED, ACCOUNT = 11, 9, 19, 18, 9
BLANK_LISTS = [
    ("文书", "/seals/blank/"),
    (KEEPER, "/seals/blank/?tab=unsettled"),
    (APPLICANT, "/seals/blank/"),
    ("文书", "/seals/blank/?as=xlsx"),
]


def test_the_list_of_blank_sheets_costs_the_same_however_long_it_is(house):
    allow(staffed(house))
    costs = []
    for more in (SOME, MORE - SOME):
        for one in range(more):
            desk = asked_blank(house, paper=f"第{one}种纸")
            if one % 2:
                desk.stamped()
        costs.append([cost(house, who, at) for who, at in BLANK_LISTS])
    assert costs[0] == costs[1]
    assert max(costs[0]) <= BLANK_LIST
    assert cost(house, APPLICANT, "/seals/blank/new/") <= BLANK_FORM


def test_the_page_of_blank_sheets_costs_the_same_however_many_they_are(house):
    allow(staffed(house))
    costs = []
    for sheets in (2, 40):
        desk = asked_blank(house, sheets=sheets)
        page = desk.request.get_absolute_url()
        deciding = cost(house, "镇长", page)
        desk.agree("镇长")
        stamping = cost(house, KEEPER, page)
        desk.agree(KEEPER, sheets=sheets)
        account = cost(house, APPLICANT, f"{page}account/")
        desk.account(**{f"_{number}": ("void", "写坏") for number in range(1, sheets + 1)})
        settled = [cost(house, who, page) for who in (APPLICANT, KEEPER, "文书")]
        costs.append((deciding, stamping, account, settled, cost(house, "文书", f"{page}trail/")))
    assert costs[0] == costs[1]
    deciding, stamping, account, settled, trail = costs[1]
    assert max(deciding, stamping) <= BLANK_PAGE
    assert (account <= ACCOUNT, max(settled) <= BLANK_SETTLED, trail <= TRAIL) == (True,) * 3


# Certificates: the kinds there are, the stubs, the form of one, its page.

STUBS, STUB, ISSUING = 12, 12, 8
STUB_LISTS = [
    ("文书", "/seals/certificates/"),
    (APPLICANT, "/seals/certificates/?words=张三"),
    (KEEPER, "/seals/certificates/"),
    ("文书", "/seals/certificates/?as=xlsx"),
]


def test_the_stubs_cost_the_same_however_many_they_and_the_templates_are(house):
    staffed(house)
    template, by, costs = kind(house), capacity_of(house[APPLICANT]), []
    for more in (SOME, MORE - SOME):
        for _ in range(more):
            issue_certificate(template, ANSWERS, by=by)
        costs.append([cost(house, who, at) for who, at in STUB_LISTS])
        make_usual_templates(house.township, by)
    assert costs[0] == costs[1]
    assert max(costs[0]) <= STUBS


def test_a_certificate_and_its_form_cost_little(house):
    template = kind(staffed(house))
    stub = issue_certificate(template, ANSWERS, by=capacity_of(house[APPLICANT]))
    Desk(house, stub.request).agree("镇长")
    for who in (APPLICANT, KEEPER, "文书"):
        assert cost(house, who, stub.get_absolute_url()) <= STUB
        assert cost(house, who, f"/seals/certificates/issue/{template.pk}/") <= ISSUING


# Frequent matters: the list of them, one kept of a request, the form that one fills in.

FREQUENTS, KEEPING, FILLED_IN = 10, 8, 14


def test_frequent_matters_cost_the_same_however_many_are_kept(house):
    staffed(house)
    by, costs = capacity_of(house[APPLICANT]), []
    for more in (SOME, MORE - SOME):
        for _ in range(more):
            request = asked(house).request
            department = request.department
            kept = keep_frequent(request, name=f"第{request.pk}件", department=department, by=by)
        pages = ("/seals/frequent/", f"/seals/frequent/keep/{request.pk}/")
        filled_in = cost(house, APPLICANT, f"/seals/requests/new/?from={kept.pk}")
        costs.append([*(cost(house, APPLICANT, page) for page in pages), filled_in])
    assert costs[0] == costs[1]
    listed, keeping, filled_in = costs[0]
    assert (listed <= FREQUENTS, keeping <= KEEPING, filled_in <= FILLED_IN) == (True,) * 3
