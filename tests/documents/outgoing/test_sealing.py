"""用印: keepers stamp each with his seals, also when one of them changes hands meanwhile (A4.1, A4.7)."""

import pytest

from documents.outgoing import actions, rules
from documents.outgoing.models import Outgoing
from seals.keeping.models import Custody, Seal
from tests.documents.outgoing.deeds import Office
from tests.documents.outgoing.desk import Desk, submitted
from tests.house import House
from township_office import clock
from township_office.web.refusals import Refused

PARTY, GOVERNMENT = "党委印章保管员", "印章保管员"
TO_THE_SEAL = ("办公室主任", "副镇长（农业）", "镇长", "党委书记", "应急办干事", "组织干事")


@pytest.fixture
def office(house: House) -> Office:
    return Office(house)


@pytest.fixture
def joint(office: Office) -> Desk:
    """A joint document in three copies; it lies with both keepers."""
    desk = submitted(office.house, issuer="joint", lead="party")
    for post in TO_THE_SEAL:
        desk.agree(post)
    desk.agree("组织干事", copies=3)
    assert desk.stage == "用印"
    return desk


def handed_on(office: Office) -> None:
    """The Party's seal goes to who keeps the government's."""
    Custody.objects.filter(officer=office.house[PARTY]).update(until=clock.now())
    Custody.objects.create(
        seal=Seal.objects.get(township=office.house.township, organ="party"),
        officer=office.house[GOVERNMENT],
        post=office.house.posts[GOVERNMENT],
        since=clock.now(),
    )


def left(paper: Outgoing) -> list[int]:
    return [each.left for each in rules.standing_requests(paper)]


def test_what_is_left_of_each_seal_is_stamped_when_one_has_come_from_another(office, joint):
    actions.seal_part(joint.fresh(), copies=1, by=office.who(PARTY))
    handed_on(office)
    actions.seal_part(joint.fresh(), copies=2, by=office.who(GOVERNMENT))
    assert sorted(left(joint.paper)) == [0, 1]
    joint.agree(GOVERNMENT)
    assert left(joint.paper) == [0, 0]
    assert joint.fresh().sealed_copies == 3


def test_who_gave_his_seal_away_is_done_when_the_other_has_stamped(office, joint):
    handed_on(office)
    with pytest.raises(Refused, match="请交保管人用印"):
        joint.agree(PARTY)
    joint.agree(GOVERNMENT)
    assert joint.stage == "用印"
    joint.agree(PARTY)
    assert joint.stage == "分发"
    said = joint.case.events.filter(kind=rules.SEAL).values_list("form", flat=True)
    assert {each["用印"] for each in said} == {"3 份", "印章已移交，由现在的保管人用印"}


def test_no_more_is_stamped_than_is_left(office):
    paper, keeper = office.printed(), office.who(GOVERNMENT)
    actions.seal_outgoing(paper, copies=1, by=keeper)
    with pytest.raises(Refused, match="还要盖 1 份，不能盖 2 份"):
        actions.seal_outgoing(paper, copies=2, by=keeper)


def test_the_page_of_a_part_is_there_as_long_as_the_document_lies_with_the_keeper(client, office):
    paper = office.at_the_seal()
    page = f"/documents/outgoing/{paper.pk}/seal/"
    client.force_login(office.house[GOVERNMENT])
    assert client.get(page).status_code == 200
    Desk(office.house, paper).agree(GOVERNMENT)
    assert "不在您这里用印" in client.get(page).content.decode()
