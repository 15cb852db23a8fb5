"""Who sees which outing (docs/visibility.md)."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from seals.outing.models import Outing
from tests.house import build_house
from tests.seals.outing.deeds import longer
from tests.seals.outing.desk import HOUR, Office, opened
from township_office import clock
from township_office.files.actions import keep_bytes
from township_office.people.models import Officer

OFFICE = {"文书", "办公室主任", "机要员"}
CARRYING = {"应急办干事", "应急办主任"}
PAGES = ["", "longer/", "trail/"]
ACTS = ["", "amend/", "longer/"]
WALKED = {*PAGES, *ACTS}

# outing: who in its own township opens it; nobody anywhere else does. The heads of the applicant's
# department see what she sent; the keeper once it lies with her.
SEES = {
    "刚申请的": OFFICE | CARRYING | {"镇长"},
    "在外面的": OFFICE | CARRYING | {"镇长", "印章保管员"},
    "民政办带的": OFFICE | {"民政办主任", "机要员", "镇长"},
    "党委印章的": OFFICE | CARRYING | {"党委书记"},
    "外镇的": set(),
}


def signed_in(officer: Officer) -> Client:
    browser = Client()
    browser.force_login(officer)
    return browser


@pytest.fixture
def office(house: Any) -> Office:
    return opened(house)


@pytest.fixture
def outings(office: Office) -> dict[str, Outing]:
    house, now = office.house, clock.now()
    there = opened(build_house("红墩界镇", prefix="hdj-"))
    civil = {"carrier": house["民政办主任"], "escort": house["机要员"]}
    later = {"since": now + 5 * HOUR, "until": now + 6 * HOUR}
    out = longer(office).outing
    Outing.objects.filter(pk=out.pk).update(purpose="在外面的")
    desks = [
        office.ask(purpose="刚申请的", **later),
        office.ask("民政办主任", purpose="民政办带的", **civil, **later),
        office.ask(organ="party", purpose="党委印章的"),
        there.ask(purpose="外镇的"),
    ]
    found = {desk.outing.purpose: desk.outing for desk in desks}
    return found | {"在外面的": Outing.objects.get(pk=out.pk)}


def test_an_outing_opens_to_those_whom_the_table_names_and_to_nobody_else(office, outings):
    browsers = {who: signed_in(one) for who, one in office.house.officers.items()}
    for page in PAGES:
        opened_to = {
            title: {
                who
                for who, browser in browsers.items()
                if browser.get(f"{outing.get_absolute_url()}{page}").status_code == 200
            }
            for title, outing in outings.items()
        }
        assert (page, opened_to) == (page, SEES)


def test_an_extension_opens_to_whoever_sees_its_outing(office, outings):
    page = outings["在外面的"].extensions.get().get_absolute_url()
    seeing = {
        who
        for who, officer in office.house.officers.items()
        if signed_in(officer).get(page).status_code == 200
    }
    assert seeing == SEES["在外面的"]
    strangers = Officer.objects.filter(township=outings["外镇的"].township_id)
    assert {signed_in(one).get(page).status_code for one in strangers} == {404}


def test_whoever_is_asked_for_longer_reads_the_outing(office):
    """The mayor who approved it has left, so that the secretary is asked, who had not seen it."""
    desk = office.ask().out()
    office.house.posts["镇长"].appointments.get().delete()
    secretary = signed_in(office.house["党委书记"])
    assert secretary.get(desk.outing.get_absolute_url()).status_code == 404
    desk.longer(desk.fresh().until + HOUR)
    assert secretary.get(desk.outing.get_absolute_url()).status_code == 200


def test_what_one_may_not_see_one_cannot_touch(office, outings):
    for who, officer in office.house.officers.items():
        browser = signed_in(officer)
        for title, outing in outings.items():
            ways = [f"{outing.get_absolute_url()}{act}" for act in ACTS]
            heard = {browser.post(way, {"once-key": str(uuid4())}).status_code for way in ways}
            assert (title, who, heard != {404}) == (title, who, who in SEES[title])


def test_the_list_names_what_one_may_see_on_the_page_and_on_paper(office, outings):
    for who, officer in office.house.officers.items():
        browser = signed_in(officer)
        for how in ("", "?as=print"):
            words = browser.get(f"/seals/outings/{how}").content.decode()
            named = {title for title in SEES if title in words}
            assert (who, how, named) == (who, how, {t for t, seen in SEES.items() if who in seen})


def test_nothing_of_another_township_is_there(outings):
    strangers = Officer.objects.filter(township=outings["外镇的"].township_id)
    ours = [outing for title, outing in outings.items() if SEES[title]]
    ways = [f"{outing.get_absolute_url()}{page}" for outing in ours for page in PAGES]
    assert {signed_in(one).get(way).status_code for one in strangers for way in ways} == {404}


def test_a_file_opens_to_whoever_sees_the_outing(office, outings):
    outing = outings["在外面的"]
    by = office.who("应急办干事")
    file = keep_bytes("合同.txt", "合同。".encode(), attached_to=outing, by=by, role="content")
    seeing = {
        who
        for who, officer in office.house.officers.items()
        if signed_in(officer).get(f"/files/{file.pk}/").status_code == 200
    }
    assert seeing == SEES["在外面的"]


def test_no_seal_of_another_township_is_offered(office, outings):
    page = signed_in(office.house["应急办干事"]).get("/seals/outings/new/").content.decode()
    assert "宁条梁镇人民政府" in page
    assert "红墩界镇人民政府" not in page
