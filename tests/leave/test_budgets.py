"""What the pages of leave may ask the database: so many queries and no more, however much lies there."""

from datetime import timedelta
from uuid import uuid4

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.leave.desk import CLERK, DIRECTOR, HEAD, LEAD, MAYOR, MONDAY, STAFF, asked, travelling
from tests.leave.test_pages import browser
from tests.test_budgets import cost

FEW, MANY = 2, 12
# of the office's pages one is whether both principal leaders are away, the line above every page
# of the card three are what people should look at: noted, not back, sick and personal leave (LV-16, LV-17)
LIST, BOARD, CARD, FORM, PAGE, AGREEING = 13, 9, 21, 11, 35, 33
LISTS = [
    (STAFF, "/leave/mine/", LIST),
    (CLERK, "/leave/register/", LIST),
    (CLERK, "/leave/register/?tab=late", LIST),
    (DIRECTOR, "/leave/month/?tab=2026-11", LIST),
    (CLERK, "/leave/register/?as=xlsx", LIST),
    (LEAD, "/leave/trips/", LIST),
    (HEAD, "/leave/board/", BOARD),
    (STAFF, "/leave/card/", CARD),
    (STAFF, "/leave/new/", FORM),
]


def away(office, since: int, until: int) -> None:
    """So many weeks in which somebody is on leave and somebody out."""
    for week in range(since, until):
        monday = MONDAY + timedelta(days=7 * week)
        asked(office, STAFF, first_day=monday, last_day=monday).granted()
        travelling(office, "应急办主任", first_day=monday, last_day=monday).granted()


def test_a_list_costs_the_same_however_long_it_is(office):
    away(office, 0, FEW)
    few = {(who, page): cost(office, who, page) for who, page, _ in LISTS}
    away(office, FEW, MANY)
    many = {(who, page): cost(office, who, page) for who, page, _ in LISTS}
    assert many == few
    dear = {(who, page): many[who, page] for who, page, most in LISTS if many[who, page] > most}
    assert dear == {}


def test_the_lists_had_something_to_show(office):
    away(office, 0, FEW)
    pages = [LISTS[0], LISTS[1], LISTS[3], LISTS[5]]
    shown = {page: browser(office, who).get(page).content.decode() for who, page, _ in pages}
    assert [page for page, text in shown.items() if "11月30日" not in text] == []


def test_the_page_of_a_leave_costs_little_for_whoever_decides(office):
    desk = asked(office, days=3)
    page = desk.subject.get_absolute_url()
    costs = []
    for post in (HEAD, LEAD, MAYOR):
        costs.append(cost(office, post, page))
        desk.agree(post)
    assert max(costs) <= PAGE


def test_agreeing_to_a_leave_costs_no_more_than_it_does(office):
    """A ratchet: the last decision grants it, books the days and opens the office's copy."""
    desk = asked(office)
    page = desk.subject.get_absolute_url()
    head = browser(office, HEAD)
    said = {"act": "quick", "version": head.get(page).context["decision"].version}
    with CaptureQueriesContext(connection) as queries:
        answer = head.post(page, said | {"once-key": str(uuid4())})
    assert (answer.status_code, desk.stage) == (302, "报备")
    assert len(queries) <= AGREEING
