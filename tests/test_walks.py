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

from tests.documents.outgoing.deeds import Office, keys_of_outgoing
from tests.documents.walk import published, register
from tests.house import House
from tests.leave.deeds import Office as LeaveOffice
from tests.leave.deeds import keys_of_leave
from tests.leave.deeds import subject_of as subject_of_leave
from tests.seals.blank.deeds import keys_of_blank
from tests.seals.certifying.deeds import keys_of_certifying
from tests.seals.frequent.deeds import keys_of_frequent
from tests.seals.keeping.deeds import keys_of_keeping
from tests.seals.keeping.desk import Seals
from tests.seals.ledger.deeds import keys_of_ledger
from tests.seals.outing.deeds import keys_of_outing
from tests.seals.outing.desk import opened
from tests.seals.using.deeds import keys_of_using
from township_office.approvals.actions.weekly import list_of_the_week
from township_office.approvals.circulation.models import Circulation
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
    "people:stand_ins:all": (SIGNED_IN, PAGE),
    "people:stand_ins:new": (SIGNED_IN, FORM),
    "people:stand_ins:end": (SIGNED_IN, POSTED),
    "people:phrases:own": (SIGNED_IN, FORM),
    "people:phrases:drop": (SIGNED_IN, POSTED),
    "setup:found": (PUBLIC, FORM),
    "desk:todo": (SIGNED_IN, PAGE),
    "desk:reading": (SIGNED_IN, PAGE),
    "desk:read": (SIGNED_IN, PAGE),
    "approvals:owed": (SIGNED_IN, PAGE),
    "approvals:paper": (SIGNED_IN, PAGE),
    "approvals:list": (SIGNED_IN, FORM),
    "approvals:list_pdf": (SIGNED_IN, POSTED),
    "circulation:read_many": (SIGNED_IN, POSTED),
    "circulation:read": (SIGNED_IN, POSTED),
    "circulation:enter": (SIGNED_IN, FORM),
    "circulation:recall": (SIGNED_IN, POSTED),
    "circulation:start": (SIGNED_IN, FORM),
    "circulation:widen": (SIGNED_IN, FORM),
    "circulation:urge": (SIGNED_IN, POSTED),
    "desk:begun": (SIGNED_IN, PAGE),
    "desk:done": (SIGNED_IN, PAGE),
    "desk:overdue": (SIGNED_IN, PAGE),
    "desk:urge": (SIGNED_IN, POSTED),
    "notices:list": (SIGNED_IN, PAGE),
    "notices:read_all": (SIGNED_IN, POSTED),
    "notices:mail": (SIGNED_IN, FORM),
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
    "documents:outgoing_documents": (SIGNED_IN, PAGE),
    "documents:outgoing_register": (SIGNED_IN, PAGE),
    "documents:outgoing_years": (OFFICE, FORM),
    "documents:outgoing_afterwards": (OFFICE, FORM),
    "documents:outgoing_new": (SIGNED_IN, PAGE),
    "documents:outgoing_drafts": (SIGNED_IN, PAGE),
    "documents:outgoing_draft": (SIGNED_IN, FORM),
    "documents:outgoing_save": (SIGNED_IN, POSTED),
    "documents:outgoing_check": (SIGNED_IN, POSTED),
    "documents:outgoing_way": (SIGNED_IN, POSTED),
    "documents:outgoing": (SIGNED_IN, FORM),
    "documents:outgoing_amend": (SIGNED_IN, FORM),
    "documents:outgoing_void": (SIGNED_IN, FORM),
    "documents:outgoing_form": (SIGNED_IN, POSTED),
    "documents:outgoing_files": (SIGNED_IN, PAGE),
    "documents:outgoing_layout": (SIGNED_IN, PAGE),
    "documents:outgoing_lay_out": (SIGNED_IN, POSTED),
    "documents:outgoing_picture": (SIGNED_IN, PAGE),
    "documents:outgoing_versions": (SIGNED_IN, PAGE),
    "documents:outgoing_trail": (SIGNED_IN, PAGE),
    "documents:outgoing_receipt": (SIGNED_IN, POSTED),
    "documents:outgoing_print_more": (OFFICE, FORM),
    "documents:outgoing_correct": (OFFICE, FORM),
    "documents:outgoing_list": (SIGNED_IN, PAGE),
    "documents:outgoing_seal_part": (SIGNED_IN, FORM),
    "documents:outgoing_recalled": (OFFICE, POSTED),
    "documents:outgoing_told": (OFFICE, POSTED),
    "seals:ledger": (SIGNED_IN, PAGE),
    "seals:line": (SIGNED_IN, PAGE),
    "seals:line_correct": (SIGNED_IN, FORM),
    "seals:line_scans": (SIGNED_IN, POSTED),
    "seals:figures": (SIGNED_IN, PAGE),
    "seals:book": (OFFICE, FORM),
    "seals:paper_ledger": (SIGNED_IN, FORM),
    "seals:request_form": (SIGNED_IN, PAGE),
    "seals:request_form_pdf": (SIGNED_IN, POSTED),
    "seals:request_form_files": (SIGNED_IN, PAGE),
    "seals:requests": (SIGNED_IN, PAGE),
    "seals:new": (SIGNED_IN, FORM),
    "seals:way": (SIGNED_IN, PAGE),
    "seals:request": (SIGNED_IN, FORM),
    "seals:amend": (SIGNED_IN, FORM),
    "seals:void": (SIGNED_IN, FORM),
    "seals:part": (SIGNED_IN, FORM),
    "seals:trail": (SIGNED_IN, PAGE),
    "seals:register_of_seals": (SIGNED_IN, PAGE),
    "seals:seal": (SIGNED_IN, PAGE),
    "seals:seal_enter": (SIGNED_IN, FORM),  # the director's
    "seals:seal_make": (OFFICE, FORM),
    "seals:seal_amend": (SIGNED_IN, FORM),
    "seals:seal_trail": (SIGNED_IN, PAGE),
    "seals:seal_imprint": (SIGNED_IN, FORM),
    "seals:seal_picture": (SIGNED_IN, PAGE),
    "seals:seal_upkeep": (SIGNED_IN, POSTED),
    "seals:seal_handover": (SIGNED_IN, FORM),
    "seals:seal_back": (SIGNED_IN, POSTED),
    "seals:seal_ask": (SIGNED_IN, FORM),
    "seals:seal_lost": (SIGNED_IN, FORM),
    "seals:seal_lost_step": (SIGNED_IN, POSTED),
    "seals:handover": (SIGNED_IN, FORM),
    "seals:handover_amend": (SIGNED_IN, FORM),
    "seals:making": (SIGNED_IN, FORM),
    "seals:making_amend": (SIGNED_IN, FORM),
    "seals:outings": (SIGNED_IN, PAGE),
    "seals:outing_new": (SIGNED_IN, FORM),
    "seals:outing_way": (SIGNED_IN, PAGE),
    "seals:outing": (SIGNED_IN, FORM),
    "seals:outing_amend": (SIGNED_IN, FORM),
    "seals:outing_longer": (SIGNED_IN, FORM),
    "seals:outing_extension": (SIGNED_IN, FORM),
    "seals:outing_trail": (SIGNED_IN, PAGE),
    "seals:frequents": (SIGNED_IN, PAGE),
    "seals:frequent_keep": (SIGNED_IN, FORM),
    "seals:frequent_drop": (SIGNED_IN, POSTED),
    "seals:blanks": (SIGNED_IN, PAGE),
    "seals:blank_new": (SIGNED_IN, FORM),
    "seals:blank_way": (SIGNED_IN, PAGE),
    "seals:blank": (SIGNED_IN, FORM),
    "seals:blank_amend": (SIGNED_IN, FORM),
    "seals:blank_account": (SIGNED_IN, FORM),
    "seals:blank_confirm": (SIGNED_IN, POSTED),
    "seals:blank_trail": (SIGNED_IN, PAGE),
    "leave:mine": (SIGNED_IN, PAGE),
    "leave:new": (SIGNED_IN, FORM),
    "leave:way": (SIGNED_IN, PAGE),
    "leave:backfill_new": (SIGNED_IN, FORM),
    "leave:register": (OFFICE, PAGE),
    "leave:month": (OFFICE, PAGE),
    "leave:own_card": (SIGNED_IN, PAGE),
    "leave:card": (SIGNED_IN, PAGE),
    "leave:board": (SIGNED_IN, PAGE),
    "leave:leave": (SIGNED_IN, FORM),
    "leave:amend": (SIGNED_IN, FORM),
    "leave:void": (SIGNED_IN, FORM),
    "leave:extend": (SIGNED_IN, FORM),
    "leave:extend_way": (SIGNED_IN, PAGE),
    "leave:cancel": (SIGNED_IN, FORM),
    "leave:back": (SIGNED_IN, FORM),
    "leave:permit": (SIGNED_IN, FORM),
    "leave:slip": (SIGNED_IN, POSTED),
    "leave:files": (SIGNED_IN, PAGE),
    "leave:proof": (SIGNED_IN, POSTED),
    "leave:trail": (SIGNED_IN, PAGE),
    "leave:trips": (SIGNED_IN, PAGE),
    "leave:trip_new": (SIGNED_IN, FORM),
    "leave:trip_way": (SIGNED_IN, PAGE),
    "leave:trip": (SIGNED_IN, FORM),
    "leave:trip_amend": (SIGNED_IN, FORM),
    "leave:trip_void": (SIGNED_IN, FORM),
    "leave:trip_end": (SIGNED_IN, POSTED),
    "leave:lengthen": (SIGNED_IN, FORM),
    "leave:lengthen_way": (SIGNED_IN, PAGE),
    "leave:lengthening": (SIGNED_IN, FORM),
    "leave:trip_trail": (SIGNED_IN, PAGE),
    "leave:extension": (SIGNED_IN, FORM),
    "leave:cancellation": (SIGNED_IN, FORM),
    "leave:return": (SIGNED_IN, FORM),
    "leave:backfill": (SIGNED_IN, FORM),
    "leave:unexcused": (SIGNED_IN, PAGE),
    "leave:unexcused_new": (OFFICE, FORM),
    "leave:unexcused_withdraw": (SIGNED_IN, FORM),
    "seals:counter": (SIGNED_IN, FORM),
    "seals:certificates": (SIGNED_IN, PAGE),
    "seals:certificate_issue": (SIGNED_IN, FORM),
    "seals:certificate": (SIGNED_IN, PAGE),
    "seals:certificate_pdf": (SIGNED_IN, POSTED),
    "seals:certificate_files": (SIGNED_IN, PAGE),
    "admin": (STAFF, FORM),
}
KEYLESS = {
    "people:login": "nobody is signed in yet, and signing in twice is signing in",
    "people:logout": "signing out twice is signing out",
    "people:password_change": "a receipt keeps a digest of what was sent, and of a password nothing",
    "setup:found": "nobody is signed in yet, and the link has effect once",
    "ui:large_print": "says which print is wanted, so that asking twice changes nothing",
    "documents:outgoing_save": "what is typed is kept as it stands, and saving twice is saving",
    "documents:outgoing_check": "only reads what is on the page",
    "documents:outgoing_way": "only reads what is on the page",
    "admin": "Django's own forms, for configuration only",
}

RECORDS = "documents/(in|out)going/<|seals/outings/<"
PLACE = re.compile(r"\^?\(\?P<url>\.\*\)\$|<(?:\w+:)?(?P<name>\w+)>")
NOT_OPEN = {302, 403, 404, 405, 410}  # not 500, and not the page


class Address(NamedTuple):
    """One URL pattern: its name with its namespaces, and its whole route."""

    name: str
    route: str

    @property
    def known_as(self) -> str:
        """The name it is judged by; Django's admin is judged as one."""
        return "admin" if self.name.startswith("admin:") else self.name

    @property
    def subject(self) -> str:
        """Whose record it is about; incoming documents are the older, and simply the documents."""
        space, _, name = self.name.partition(":")
        if space == "leave":
            return subject_of_leave(self.route)
        of = next((each for each in ("outgoing", "outing") if name.startswith(each)), "")
        return of if of and space in ("documents", "seals") else space

    def path(self, keys: dict[str, Any]) -> str:
        """The route with a key in each of its places: the one of that name, or its record's."""
        record = keys.get(self.subject, 1)
        return "/" + PLACE.sub(lambda place: str(keys.get(place["name"], record)), self.route)


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


OUTGOING_READ = [
    address
    for address in READ
    if address.subject == "outgoing" and address.known_as != "documents:outgoing_amend"
]


@pytest.fixture
def office(house: House) -> House:
    return published(house)


@pytest.fixture
def keys(office: House) -> dict[str, Any]:
    """A record of each module: a paper with its handler, a scan of it, a job that was given up,
    a document that was sent, a request that lies at the seal.
    """
    readers = ("党委书记", "副镇长（农业）")
    paper = register(office).check().propose(readers=readers).instruct(readers=readers).paper
    lists = Circulation.objects.get(subject_id=paper.pk)
    week = list_of_the_week(office["镇长"])
    by = capacity_of(office["文书"])
    scan = keep_bytes("来文.txt", "来文全文。".encode(), attached_to=paper, by=by, role="scan")
    job = Job.objects.create(
        township=office.township, name="documents.incoming_sheet", state=State.FAILED
    )
    found = {"documents": paper.pk, "circulation": lists.pk, "files": scan.pk, "jobs": job.pk}
    found |= {"approvals": week.pk} | keys_of_outgoing(Office(office))
    found |= keys_of_using(office) | keys_of_keeping(Seals(office, staff=False))
    found |= keys_of_frequent(office) | keys_of_blank(office) | keys_of_certifying(office)
    found |= keys_of_outing(opened(office)) | keys_of_ledger(office)
    return found | keys_of_leave(LeaveOffice(office))


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


def test_a_page_of_an_outgoing_document_opens_to_the_office(get, office):
    """Of one that was sent: it is void no more, and who keeps no seal stamps nothing."""
    refused = {f"documents/outgoing/<int:pk>/{deed}/" for deed in ("void", "seal")}
    answers = get(OUTGOING_READ, office["办公室主任"])
    assert stray(answers, is_one_of(200, 302)).keys() == refused


def test_a_key_of_no_record_is_not_found(get, keys, office):
    keys["documents"] += 1
    keys["outgoing"] += 1
    keys["seals"] += 1
    records = "documents/(in|out)going/<|seals/requests/<"
    of_a_record = [each for each in ALL if re.match(records, each.route)]
    keys["outing"] += 1
    of_a_record = [each for each in ALL if re.match(RECORDS, each.route)]
    opened = [address for address in of_a_record if address in READ]
    assert stray(get(opened, office["文书"]), is_one_of(404)) == {}


def test_what_is_for_all_opens_to_all(get, office):
    of_no_record = [each for each in those({SIGNED_IN}, {PAGE, FORM}) if "<" not in each.route]
    elsewhere = {
        "documents/outgoing/new/": 302,  # to a fresh sheet with a key of its own
        "seals/keeping/enter/": 403,  # the director's
    }
    assert stray(get(of_no_record, office["民政办主任"]), is_one_of(200)) == elsewhere


def test_what_is_the_offices_is_refused_to_others_at_the_door(get, office):
    answers = get(those({OFFICE}, {PAGE, FORM}), office["应急办主任"])
    assert stray(answers, says("没有办成", 403)) == {}


def test_what_is_for_administrators_is_closed_to_everybody_else(get, office, client):
    answers = get(those({STAFF}, {PAGE, FORM}), office["镇长"])
    assert stray(answers, is_one_of(302, 404, 405)) == {"admin/login/": 403}  # told whose it is
    ends = {client.get(route, follow=True).status_code for route in ("/admin/", "/admin/logout/")}
    assert ends == {403}


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
