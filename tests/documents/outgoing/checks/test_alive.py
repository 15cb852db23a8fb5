"""No check is dead: each finds its fault in the records and, where one can be typed, on the page."""

from datetime import date

import pytest
from django.test import Client

from documents.outgoing import actions
from documents.outgoing.checks import CHECKS, Check, Finding, Force, examine
from documents.outgoing.checks.reading import manuscript_as_sent
from documents.outgoing.models import Outgoing
from tests.documents.outgoing.checks.corpus import CORPUS
from tests.documents.outgoing.checks.faults import FAULTS, Changes, asks, plain, says
from tests.documents.outgoing.checks.records import call_organs, posted, reread
from tests.documents.outgoing.desk import manuscript, staffed, submitted
from tests.house import House
from township_office.audit.capacity import system
from township_office.people.capacity import capacity_of

pytestmark = pytest.mark.django_db
BY_NAME = {check.name: check for check in CHECKS}
# Their faults are no words: a number is given out, and each has a test of its own.
GIVEN_OUT = {"own_number_has_its_form"}
# What the form itself does not let through, or has no field for.
NOT_ON_THE_PAGE = GIVEN_OUT | {
    "kind_is_one_of_fifteen",
    "urgency_is_one_of_two",
    "annexes_have_names",
    "a_number_fits_its_level",  # the level follows the number as the page is read
}


@pytest.mark.parametrize("name", sorted(set(BY_NAME) - GIVEN_OUT))
def test_each_finds_its_fault_in_the_records(house, name):
    faults = FAULTS[name][0]
    assert any(list(BY_NAME[name](reread(plain(**each), house))) for each in faults)


def test_a_code_of_one_character_makes_no_lawful_number(house):
    desk = submitted(staffed(house))
    desk.agree("办公室主任"), desk.agree("副镇长（农业）"), desk.agree("镇长")
    series = actions.make_series(code="宁", organ="government", by=system(house.township.pk))
    clerk = capacity_of(house["文书"], house.posts["文书"])
    actions.number_outgoing(desk.fresh(), series=series, by=clerk)
    found = BY_NAME["own_number_has_its_form"](manuscript_as_sent(Outgoing.objects.get()))
    assert [each.quote for each in found] == [Outgoing.objects.get().number]


@pytest.mark.parametrize("name", sorted(set(BY_NAME) - NOT_ON_THE_PAGE))
def test_each_finds_its_fault_on_the_page(house, name):
    client = Client()
    client.force_login(house["文书"])
    assert any(told(client, house, BY_NAME[name], each) for each in FAULTS[name][0])


def told(client: Client, house: House, check: Check, changes: Changes) -> list[Finding]:
    faulty = plain(**changes)
    call_organs(manuscript(house, issuer=faulty.issuer.value), faulty)
    answer = client.post("/documents/outgoing/check/", posted(faulty, house))
    found: list[Finding] = answer.context["findings"]
    return [each for each in found if (each.rule, each.force) == (check.rule, check.force)]


@pytest.mark.parametrize("title", CORPUS)
def test_a_lawful_document_has_no_error_when_it_is_read_from_the_records(house, title):
    found = examine(reread(CORPUS[title], house))
    assert [each for each in found if each.force is Force.MUST] == []


def test_an_unsigned_text_is_dated_today(house, monkeypatch):
    monkeypatch.setattr("township_office.clock.today", lambda: date(2026, 3, 5))
    (found,) = BY_NAME["weekdays_match_this_year"](
        reread(plain(**says("3月16日（星期五）"), dated=None), house)
    )
    assert found.sentence.startswith("2026年3月16日")


def test_a_leader_is_written_to_where_he_gave_the_task(house):
    to = FAULTS["superiors_are_organs"][0][0]["main"]
    asked = asks("现将您交办的春灌资金事项请示如下。\n妥否，请批示。", main=to)
    assert list(BY_NAME["superiors_are_organs"](reread(plain(**asked), house))) == []
