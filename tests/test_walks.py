"""Every address of the project, and how it is judged: whoever adds one has to judge it here.

``PUBLIC`` answers without a login. ``SIGNED_IN`` opens to everybody here, ``OFFICE`` to whoever holds
a post in the Party-and-government office, ``STAFF`` to administrators; which record one may see at an
address is ``test_visibility.py``. A ``PAGE`` is only read, what is ``POSTED`` only posted to, a
``FORM`` both. What is changed goes with a once-key, but for the few in ``KEYLESS``.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.documents.walk import published, register
from tests.house import House
from township_office.files.actions import keep_bytes
from township_office.jobs.models import Job, State
from township_office.people.capacity import capacity_of
from township_office.people.models import Officer

PUBLIC, SIGNED_IN, OFFICE, STAFF = "public", "signed in", "office", "staff"
PAGE, FORM, POSTED = "page", "form", "posted"

JUDGED = {
    "web:healthz": (PUBLIC, PAGE),
    "ui:kit": (SIGNED_IN, PAGE),
    "ui:large_print": (SIGNED_IN, POSTED),
    "people:login": (PUBLIC, FORM),
    "people:logout": (SIGNED_IN, POSTED),
    "people:password_change": (SIGNED_IN, FORM),
    "people:directory": (SIGNED_IN, PAGE),
    "setup:found": (PUBLIC, FORM),
    "desk:todo": (SIGNED_IN, PAGE),
    "desk:begun": (SIGNED_IN, PAGE),
    "desk:done": (SIGNED_IN, PAGE),
    "jobs:failed": (STAFF, PAGE),
    "jobs:retry": (STAFF, POSTED),
    "files:open": (SIGNED_IN, PAGE),
    "files:download": (SIGNED_IN, PAGE),
    "documents:register": (SIGNED_IN, PAGE),
    "documents:new": (OFFICE, FORM),
    "documents:way": (OFFICE, PAGE),
    "documents:incoming": (SIGNED_IN, FORM),
    "documents:amend": (OFFICE, FORM),
    "documents:void": (OFFICE, FORM),
    "documents:sheet": (SIGNED_IN, POSTED),
    "documents:files": (SIGNED_IN, PAGE),
    "documents:trail": (SIGNED_IN, PAGE),
    "admin": (STAFF, FORM),
}
KEYLESS = {
    "people:login": "nobody is signed in yet, and signing in twice is signing in",
    "people:logout": "signing out twice is signing out",
    "people:password_change": "a receipt keeps a digest of what was sent, and of a password nothing",
    "setup:found": "nobody is signed in yet, and the link has effect once",
    "ui:large_print": "says which print is wanted, so that asking twice changes nothing",
    "admin": "Django's own forms, for configuration only",
}

NOT_OPEN = {302, 403, 404, 405, 410}  # not 500, and not the page


class Address(NamedTuple):
    """One URL pattern: its name with its namespaces, and its whole route."""

    name: str
    route: str

    @property
    def known_as(self) -> str:
        """The name it is judged by; Django's admin is judged as one."""
        return "admin" if self.name.startswith("admin:") else self.name

    def path(self, keys: dict[str, Any]) -> str:
        """The route with the key of the module's record in its places."""
        key = str(keys.get(self.name.partition(":")[0], 1))
        filled = re.sub(r"\^?\(\?P<url>\.\*\)\$|<(\w+:)?\w+>", key, self.route)
        return f"/{filled}"


def addresses(
    patterns: Iterable[URLPattern | URLResolver], route: str = "", space: str = ""
) -> Iterator[Address]:
    """Every pattern, however deep it is included."""
    for each in patterns:
        here = route + str(each.pattern)
        if isinstance(each, URLResolver):
            inner = f"{space}{each.namespace}:" if each.namespace else space
            yield from addresses(each.url_patterns, here, inner)
        else:
            yield Address(f"{space}{each.name}", here)


ALL = list(addresses(get_resolver().url_patterns))


def those(who: set[str], how: set[str]) -> list[Address]:
    """The addresses judged so; one that nobody judged is missed by its own test."""
    return [
        address
        for address in ALL
        for whose, used in [JUDGED.get(address.known_as, ("", ""))]
        if whose in who and used in how
    ]


BEHIND_THE_LOGIN = those({SIGNED_IN, OFFICE, STAFF}, {PAGE, FORM, POSTED})
READ = those({PUBLIC, SIGNED_IN, OFFICE, STAFF}, {PAGE, FORM})
CHANGING = those({PUBLIC, SIGNED_IN, OFFICE, STAFF}, {FORM, POSTED})
WITH_KEY = [address for address in CHANGING if address.known_as not in KEYLESS]
WITHOUT_KEY = [address for address in CHANGING if address.known_as in KEYLESS]

Answers = dict[str, HttpResponse]


@pytest.fixture
def office(house: House) -> House:
    return published(house)


@pytest.fixture
def keys(office: House) -> dict[str, Any]:
    """A record of each module: a paper with its handler, a scan of it, a job that was given up."""
    paper = register(office).check().propose().instruct().paper
    by = capacity_of(office["文书"])
    scan = keep_bytes("来文.txt", "来文全文。".encode(), attached_to=paper, by=by, role="scan")
    job = Job.objects.create(
        township=office.township, name="documents.incoming_sheet", state=State.FAILED
    )
    return {"documents": paper.pk, "files": scan.pk, "jobs": job.pk}


@pytest.fixture
def administrator(office: House) -> Officer:
    return Officer.objects.create(
        township=office.township, username="admin", name="郭晓东", is_staff=True, is_superuser=True
    )


@pytest.fixture
def get(client: Client, keys: dict[str, Any]) -> Callable[..., Answers]:
    """Opens each address as somebody, or as a stranger; a view that breaks breaks the test."""

    def walk(walked: list[Address], officer: Officer | None = None) -> Answers:
        return {address.route: _as(client, officer).get(address.path(keys)) for address in walked}

    return walk


@pytest.fixture
def post(client: Client, keys: dict[str, Any]) -> Callable[..., Answers]:
    """Posts some words to each address as somebody, or as a stranger."""

    def walk(walked: list[Address], officer: Officer | None = None, **words: str) -> Answers:
        return {
            address.route: _as(client, officer).post(address.path(keys), words)
            for address in walked
        }

    return walk


def _as(client: Client, officer: Officer | None) -> Client:
    if officer is not None:
        client.force_login(officer)
    return client


def stray(answers: Answers, as_it_should: Callable[[HttpResponse], bool]) -> dict[str, int]:
    """Which addresses answered otherwise, and what."""
    return {
        route: answer.status_code for route, answer in answers.items() if not as_it_should(answer)
    }


def says(words: str, status: int) -> Callable[[HttpResponse], bool]:
    return lambda answer: answer.status_code == status and words in answer.content.decode()


def is_one_of(*statuses: int) -> Callable[[HttpResponse], bool]:
    return lambda answer: answer.status_code in statuses


def leads_to_the_login(answer: HttpResponse) -> bool:
    return answer.headers.get("Location", "").startswith(("/login/", "/admin/login/"))


def test_every_address_is_judged():
    assert {address.known_as for address in ALL} == set(JUDGED)


def test_only_what_changes_something_needs_a_reason_to_go_without_a_key():
    assert {address.known_as for address in WITHOUT_KEY} == set(KEYLESS)


def test_a_stranger_is_sent_to_the_login(get):
    assert stray(get(BEHIND_THE_LOGIN), leads_to_the_login) == {}


def test_what_a_stranger_sends_is_given_back_to_him(post):
    answers = post(BEHIND_THE_LOGIN, act="agree", opinion="同意拟办意见，请抓紧。")
    given_back = says("同意拟办意见，请抓紧。", 403)
    known = stray(answers, lambda answer: given_back(answer) or leads_to_the_login(answer))
    assert known == {}


def test_what_is_public_answers_a_stranger(get):
    assert stray(get(those({PUBLIC}, {PAGE, FORM})), is_one_of(200, 410)) == {}


@pytest.mark.parametrize("holder", ["文书", "办公室主任", "镇长", "应急办主任", "民政办主任"])
def test_no_page_breaks_whoever_opens_it(get, office, holder):
    assert stray(get(READ, office[holder]), is_one_of(200, *NOT_OPEN)) == {}


def test_no_page_breaks_for_an_administrator_without_a_post(get, administrator):
    assert stray(get(READ, administrator), is_one_of(200, *NOT_OPEN)) == {}


def test_a_key_of_no_record_is_not_found(get, keys, office):
    keys["documents"] += 1
    of_a_record = [address for address in ALL if address.route.startswith("documents/incoming/<")]
    opened = [address for address in of_a_record if address in READ]
    assert stray(get(opened, office["文书"]), is_one_of(404)) == {}


def test_what_is_for_all_opens_to_all(get, office):
    of_no_record = [each for each in those({SIGNED_IN}, {PAGE, FORM}) if "<" not in each.route]
    assert stray(get(of_no_record, office["民政办主任"]), is_one_of(200)) == {}


def test_what_is_the_offices_is_refused_to_others_at_the_door(get, office):
    answers = get(those({OFFICE}, {PAGE, FORM}), office["应急办主任"])
    assert stray(answers, says("没有办成", 403)) == {}


def test_what_is_for_administrators_is_nowhere_for_everybody_else(get, office, client):
    answers = get(those({STAFF}, {PAGE, FORM}), office["镇长"])
    assert stray(answers, is_one_of(302, 404, 405)) == {}
    ends = {client.get(route, follow=True).status_code for route in ("/admin/", "/admin/logout/")}
    assert ends == {404}


def test_what_is_posted_to_is_not_read(get, office, administrator):
    posted = those({SIGNED_IN, OFFICE, STAFF}, {POSTED})
    assert stray(get(posted, administrator), is_one_of(405)) == {}


def test_what_is_read_is_not_posted_to(post, administrator, office):
    read = those({PUBLIC, SIGNED_IN, OFFICE, STAFF}, {PAGE})
    assert stray(post(read, administrator), is_one_of(405)) == {}


@pytest.mark.parametrize("holder", ["文书", "应急办主任"])
def test_what_comes_without_a_key_is_not_taken(post, office, holder):
    answers = post(WITH_KEY, office[holder], act="agree", opinion="同意拟办意见，请抓紧。")
    assert stray(answers, says("这张表没有编号", 422)) == {}


def test_a_key_that_is_none_is_not_taken(post, office):
    answers = post(WITH_KEY, office["文书"], **{"once-key": "1 OR 1=1"})
    assert stray(answers, says("这张表没有编号", 422)) == {}


def test_an_empty_form_with_a_key_breaks_nothing(client, keys, office):
    answers = {
        address.route: _as(client, office["文书"]).post(
            address.path(keys), {"once-key": str(uuid4())}
        )
        for address in WITH_KEY
    }
    assert stray(answers, is_one_of(200, 302, 403, 404, 409)) == {}


def test_an_empty_form_that_needs_no_key_breaks_nothing(post, administrator):
    assert stray(post(WITHOUT_KEY, administrator), is_one_of(200, 422, *NOT_OPEN)) == {}


def test_a_form_without_a_token_of_this_session_is_not_taken(keys, office):
    strict = Client(enforce_csrf_checks=True)
    answers = {
        address.route: _as(strict, office["文书"]).post(
            address.path(keys), {"once-key": str(uuid4())}
        )
        for address in CHANGING
    }
    assert stray(answers, says("没有认出这张表", 403)) == {}
