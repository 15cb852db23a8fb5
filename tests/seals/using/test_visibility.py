"""Who sees which request for a seal, its file and the scan of its stamped page (docs/visibility.md)."""

from dataclasses import dataclass
from uuid import uuid4

import pytest
from django.test import Client

from seals.using import actions, rules
from seals.using.models import Request
from tests.house import House, build_house
from tests.seals.using.deeds import AtTheSeal
from tests.seals.using.desk import asked, paper, staffed
from township_office.files.models import File
from township_office.people.models import Officer

OFFICE = {"文书", "办公室主任", "机要员"}
APPLICANT = {"应急办干事"}
PAGES = ["", "trail/"]
ACTS = ["", "amend/", "void/", "part/"]
WALKED = {*PAGES, *ACTS}

# request: who in its own township opens it; nobody anywhere else does
SEES = {
    "刚申请的": OFFICE | APPLICANT | {"镇长", "印章保管员"},
    "盖过章的": OFFICE | APPLICANT | {"镇长", "印章保管员"},
    "应急办印": OFFICE | APPLICANT | {"应急办主任", "应急办印章保管员"},
    "党委印": OFFICE | APPLICANT | {"党委书记", "党委印章保管员"},
    "随文的": OFFICE | {"印章保管员"},
    "外镇的": set(),
}


@dataclass
class Township:
    house: House
    requests: dict[str, Request]

    def browsers(self) -> dict[str, Client]:
        return {who: signed_in(officer) for who, officer in self.house.officers.items()}


def signed_in(officer: Officer) -> Client:
    browser = Client()
    browser.force_login(officer)
    return browser


@pytest.fixture
def here(house: House) -> Township:
    office = AtTheSeal(house)
    there = staffed(build_house("红墩界镇", prefix="hdj-"))
    stamped = asked(house, title="盖过章的")
    stamped.agree("镇长")
    stamped.stamp("印章保管员", 1, scan=paper("盖好的页。", "盖章页.txt"))
    born = office.of_document() | {"title": "随文的", "applicant": house["文书"]}
    found = [
        asked(house, title="刚申请的").request,
        stamped.request,
        asked(house, "other", title="应急办印").request,
        asked(house, "party", title="党委印", side="party").request,
        actions.open_for_document(**born),
        asked(there, title="外镇的").request,
    ]
    return Township(house, {request.title: request for request in found})


def test_a_request_opens_to_those_whom_the_table_names_and_to_nobody_else(here):
    for page in PAGES:
        answers = {
            title: {
                who
                for who, browser in here.browsers().items()
                if browser.get(f"/seals/requests/{request.pk}/{page}").status_code == 200
            }
            for title, request in here.requests.items()
        }
        assert (page, answers) == (page, SEES)


def test_what_one_may_not_see_one_cannot_touch(here):
    touched = {
        (title, who)
        for title, request in here.requests.items()
        for who, browser in here.browsers().items()
        for act in ACTS
        if browser.post(
            f"/seals/requests/{request.pk}/{act}", {"once-key": str(uuid4())}
        ).status_code
        != 404
    }
    assert {(title, who) for title, who in touched if who not in SEES[title]} == set()
    assert {title for title, _ in touched} == {title for title in SEES if SEES[title]}


def test_its_file_and_the_stamped_page_open_to_whoever_sees_it(here):
    request = here.requests["盖过章的"]
    scan = File.objects.attached_to(request.stampings.get()).get()
    for file in (rules.content_of(request).get(), scan):
        opened = {
            who
            for who, browser in here.browsers().items()
            if browser.get(f"/files/{file.pk}/download/").status_code == 200
        }
        assert opened == SEES["盖过章的"]


def test_the_list_names_what_one_may_see(here):
    for who, browser in here.browsers().items():
        page = browser.get("/seals/requests/?tab=all").content.decode()
        named = {title for title in SEES if title in page}
        assert (who, named) == (who, {title for title in SEES if who in SEES[title]})


def test_nothing_of_another_township_is_there(here):
    township = here.requests["外镇的"].township
    ours = [request for title, request in here.requests.items() if SEES[title]]
    for officer in Officer.objects.filter(township=township):
        browser = signed_in(officer)
        statuses = {browser.get(f"/seals/requests/{each.pk}/").status_code for each in ours}
        assert (officer.name, statuses) == (officer.name, {404})
