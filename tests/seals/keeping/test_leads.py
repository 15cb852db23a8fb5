"""From the page of a seal to what was done with it: each list of this seal alone, as far as one may see."""

from datetime import timedelta

import pytest
from django.test import Client

from seals.outing.actions import Line, ask_outing
from seals.outing.models import Outing
from tests.house import build_house
from tests.seals.using.desk import APPLICANT, asked, seal_of, staffed
from township_office import clock
from township_office.people.capacity import capacity_of

KEEPER, STRANGER = "印章保管员", "民政办主任"
ALL = {"/seals/requests/", "/seals/ledger/", "/seals/outings/"}


@pytest.fixture
def office(db):
    """Of the government's seal one paper was stamped, another is asked for; it was to be taken out."""
    house = staffed(build_house())
    desk = asked(house, title="盖过的合同")
    desk.agree("镇长")
    desk.agree(KEEPER)
    asked(house, title="还没有盖的合同")
    asked(house, "party", title="党委的文件")
    now = clock.now()
    ask_outing(
        Outing(
            seal=seal_of(house, "government"),
            purpose="到县农商行",
            place="县农商行",
            since=now,
            until=now + timedelta(hours=3),
            carrier=house["应急办主任"],
            escort=house["文书"],
        ),
        [Line("贷款合同", 2)],
        by=capacity_of(house["应急办主任"], house.posts["应急办主任"]),
    )
    return house


def opened(house, post, address):
    browser = Client()
    browser.force_login(house[post])
    return browser.get(address)


def leads(house, post, organ="government"):
    """Which lists the page of the seal leads him to, and in which words."""
    page = opened(house, post, seal_of(house, organ).get_absolute_url())
    return {each.address.partition("?")[0]: each.words for each in page.context["leads"]}


def test_the_office_and_the_keeper_are_led_to_each_list(office):
    for post in ("文书", KEEPER):
        found = leads(office, post)
        assert found.keys() >= {"/seals/requests/", "/seals/ledger/"}
        assert found["/seals/requests/"] == "办理中 1 件，共 2 件"
        assert found["/seals/ledger/"] == "今年 1 条，共 1 条"
    assert leads(office, "文书").keys() == ALL


def test_others_are_led_to_what_they_may_see_and_no_further(office):
    assert leads(office, APPLICANT).keys() == {"/seals/requests/", "/seals/ledger/"}
    assert leads(office, STRANGER) == {}
    assert (
        "用印记录"
        not in opened(
            office, STRANGER, seal_of(office, "government").get_absolute_url()
        ).content.decode()
    )


def test_a_seal_with_which_nothing_was_done_leads_nowhere(office):
    assert leads(office, "文书", "office") == {}


def test_each_list_is_of_that_seal_alone(office):
    page = opened(office, "文书", seal_of(office, "government").get_absolute_url())
    shown = {
        each.label: opened(office, "文书", each.address).content.decode()
        for each in page.context["leads"]
    }
    assert "还没有盖的合同" in shown["用印申请"]
    assert "党委的文件" not in shown["用印申请"]
    assert "盖过的合同" in shown["用印登记"]
    assert "到县农商行" in shown["印章外带"]
    party = opened(office, "文书", f"/seals/outings/?seal={seal_of(office, 'party').pk}")
    assert "到县农商行" not in party.content.decode()


def test_a_seal_of_another_township_is_no_filter(office):
    there = staffed(build_house("红墩界镇", prefix="hdj-"))
    page = opened(office, "文书", f"/seals/outings/?seal={seal_of(there, 'government').pk}")
    assert "红墩界镇" not in page.content.decode()
