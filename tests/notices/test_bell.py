"""The bell on every page: how many are unread, one's own, for one query."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from township_office.notices.bell import HEARD, how_many, opened, unread_of
from township_office.notices.models import Notice

pytestmark = pytest.mark.django_db

DIRECTORY = "/people/"


@pytest.fixture
def page(house):
    """A page as the holder of a post sees it."""

    def of(post: str, address: str = DIRECTORY) -> str:
        browser = Client()
        browser.force_login(house[post])
        return browser.get(address).content.decode()

    return of


@pytest.fixture
def click_of(house, rf):
    def click(post: str):
        request = rf.get(DIRECTORY)
        request.user = house[post]
        return request

    return click


def test_the_bell_says_how_many_are_unread(tell, page):
    tell("文书", "镇长", paper=7)
    tell("文书", paper=8)
    assert 'aria-label="消息，2 条未读"' in page("文书")
    assert 'aria-label="消息，1 条未读"' in page("镇长")


def test_the_bell_is_silent_where_nothing_is_unread(tell, page):
    tell("文书")
    assert 'aria-label="消息"' in page("镇长")
    assert 'class="badge"' not in page("镇长")


def test_no_bell_hangs_at_the_door(page):
    assert 'aria-label="消息' not in Client().get("/login/").content.decode()


def test_beyond_ninety_nine_the_bell_no_longer_counts(tell, page, house):
    for paper in range(HEARD + 3):
        tell("文书", paper=paper)
    assert '<span class="badge" aria-hidden="true">99+</span>' in page("文书")
    assert 'aria-label="消息，99 条以上未读"' in page("文书")


def test_the_bell_costs_one_query_a_click(tell, click_of):
    for paper in range(30):
        tell("文书", paper=paper)
    request = click_of("文书")
    with CaptureQueriesContext(connection) as asked:
        assert how_many(request) == 30
        assert how_many(request) == 30
    assert len(asked) == 1


def test_a_page_shown_costs_nothing_more_where_nothing_was_told_of_it(tell, click_of):
    tell("文书", paper=7)
    request = click_of("文书")
    unread_of(request)
    with CaptureQueriesContext(connection) as asked:
        opened(request, "documents.incoming:8")
    assert len(asked) == 0


def test_a_page_shown_is_read_and_the_bell_on_it_knows(tell, click_of):
    tell("文书", paper=7)
    tell("文书", paper=8)
    request = click_of("文书")
    opened(request, "documents.incoming:7")
    assert how_many(request) == 1
    assert list(Notice.objects.unread().values_list("group", flat=True)) == ["documents.incoming:8"]


def test_what_the_bell_no_longer_counts_is_read_nevertheless(tell, click_of):
    tell("文书", paper=7)
    for paper in range(100, 100 + HEARD):
        tell("文书", paper=paper)
    opened(click_of("文书"), "documents.incoming:7")
    assert not Notice.objects.unread().filter(group="documents.incoming:7").exists()


def test_all_read_silences_the_bell_once(tell, house, page):
    tell("文书")
    browser = Client()
    browser.force_login(house["文书"])
    key = {"once-key": str(uuid4())}
    answers = [browser.post("/notices/read/", key) for _ in range(2)]
    assert {(answer.status_code, answer.url) for answer in answers} == {(302, "/notices/")}
    assert 'aria-label="消息"' in page("文书")
