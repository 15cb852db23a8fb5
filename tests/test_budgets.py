"""What a page may ask the database: so many queries and no more, however much lies there."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.documents.walk import Walk, published, register
from tests.house import House
from township_office.files.actions import keep_bytes
from township_office.people.capacity import capacity_of

FEW, MANY = 10, 120  # papers; half of them lie on each of two desks
DESK, LIST, CASE, TRAIL, FORM, AGREEING = 15, 12, 25, 12, 15, 62

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


def test_agreeing_costs_no_more_than_it_does(office):
    """A ratchet: who makes it dearer says why here, who makes it cheaper lowers it."""
    walk = register(office).check().propose("应急办主任")
    browser = Client()
    browser.force_login(office["镇长"])
    page = f"/documents/incoming/{walk.paper.pk}/"
    version = browser.get(page).context["decision"].version
    post = office.posts["应急办主任"].pk
    said = {"act": "quick", "version": version, "work": "handle", "handlers": post, "leads": post}
    with CaptureQueriesContext(connection) as asked:
        answer = browser.post(page, said | {"once-key": str(uuid4())})
    assert (answer.status_code, walk.stage) == (302, "承办")
    assert len(asked) <= AGREEING
