"""移交: given by one, received by the other, witnessed by a third; and one keeper at every moment."""

from datetime import timedelta

import pytest

from seals.keeping import actions
from seals.keeping.actions import custody
from seals.keeping.models import Handover, Seal
from seals.keeping.rules import check_keeps, custody_of, keeper_seats
from tests.documents.walk import register
from tests.seals.keeping.desk import (
    CLERK,
    DEPUTY,
    DIRECTOR,
    KEEPER,
    OTHER_KEEPER,
    Walk,
    assert_without_gap_or_overlap,
    chain,
)
from township_office import clock
from township_office.approvals.actions import refuse, withdraw
from township_office.approvals.core import Seat
from township_office.approvals.models import Task
from township_office.people.actions import appoint
from township_office.people.models import StandIn
from township_office.web.refusals import Refused, Stale

pytestmark = pytest.mark.django_db


def test_a_seal_is_first_received_from_the_director_before_the_deputy_lead(seals):
    walk = seals.handover(KEEPER)
    assert (walk.stage, walk.holder()) == ("接收", KEEPER)
    walk.receive()
    assert (walk.stage, walk.holder()) == ("监交", DEPUTY)
    walk.witness(DEPUTY)
    kept = custody_of(seals.government)
    assert (kept.officer.name, kept.witness.name) == ("吴梅", "刘洋")
    assert Handover.objects.get().giver == seals.house[DIRECTOR]


def test_until_the_witness_has_agreed_the_old_keeper_has_it(seals):
    seal = seals.kept()
    walk = seals.handover(OTHER_KEEPER, by=KEEPER).receive()
    assert custody_of(seal).officer.name == "吴梅"
    walk.witness()
    old, new = chain(seal)
    assert (new.officer.name, new.witness.name) == ("常丽娟", "李秀英")
    assert old.until == new.since == Handover.objects.get(pk=walk.subject.pk).done_at


def test_who_keeps_it_and_proposes_has_given_it_by_that(seals):
    seals.kept()
    walk = seals.handover(OTHER_KEEPER, by=KEEPER)
    assert (walk.stage, walk.holder()) == ("接收", OTHER_KEEPER)
    assert [event.verb for event in walk.case.events.order_by("id")] == ["submit", "agree"]


def test_where_the_office_proposes_the_keeper_gives_it_himself(seals):
    seals.kept()
    walk = seals.handover(OTHER_KEEPER)
    assert (walk.stage, walk.holder()) == ("移交", KEEPER)
    walk.give()
    assert walk.holder() == OTHER_KEEPER


def test_the_party_seal_is_witnessed_by_the_organisation_office_in_a(seals):
    walk = seals.handover("党委印章保管员", seal=seals.party).receive()
    assert walk.holder() == "党建办主任"


def test_a_director_who_receives_does_not_witness(seals):
    seals.kept()
    walk = seals.handover(DIRECTOR, by=KEEPER).receive()
    assert (walk.stage, walk.holder()) == ("监交", DEPUTY)


def test_what_the_director_receives_first_the_deputy_lead_gives_before_the_secretary(seals):
    walk = seals.handover(DIRECTOR)
    assert (walk.stage, walk.holder()) == ("移交", DEPUTY)
    walk.give().receive()
    assert (walk.stage, walk.holder()) == ("监交", "党委书记")
    walk.witness("党委书记")
    assert custody_of(seals.government).officer == seals.house[DIRECTOR]


def test_a_party_to_it_does_not_witness_though_it_was_passed_to_him(seals):
    handover = seals.handover(KEEPER).receive().subject
    handover.refresh_from_db()
    for party in (KEEPER, DIRECTOR):
        with pytest.raises(Refused, match="监交人不能是移交人或接收人"):
            actions.hand_over(handover, by=seals.who(party))


def test_nobody_else_gives_or_receives(seals):
    seals.kept()
    handover = seals.handover(OTHER_KEEPER).subject
    with pytest.raises(Refused, match="保管人本人"):
        actions.give_seal(handover, by=seals.who(DIRECTOR))
    with pytest.raises(Refused, match="常丽娟本人"):
        actions.receive_seal(handover, condition="完好", by=seals.who(KEEPER))


def test_no_stand_in_keeps_a_seal_for_another(seals):
    """B2.1: nobody keeps it for another; a change, even for a day, is a handover."""
    seal = seals.kept()
    stand_in(seals, KEEPER, CLERK)
    by = seals.who(CLERK)
    deputy = type(by)(**{**vars(by), "for_name": "吴梅"})
    with pytest.raises(Refused, match="只能由本人用印"):
        check_keeps(seal, by=deputy)
    handover = seals.handover(OTHER_KEEPER).subject
    with pytest.raises(Refused, match="不得转接、代管"):
        actions.give_seal(handover, by=deputy)


def stand_in(seals, principal: str, deputy: str) -> StandIn:
    return StandIn.objects.create(
        principal=seals.house[principal],
        deputy=seals.house[deputy],
        valid_from=clock.today(),
        valid_until=clock.today(),
        reason="请假",
        made_by=seals.house[principal],
    )


@pytest.mark.parametrize("who", ["应急办主任", "镇长"])
def test_others_propose_no_handover(seals, who):
    seals.kept()
    with pytest.raises(Refused, match="保管人和党政办"):
        seals.handover(OTHER_KEEPER, by=who)


def test_one_handover_of_a_seal_at_a_time(seals):
    seals.kept()
    walk = seals.handover(OTHER_KEEPER)
    with pytest.raises(Stale, match="已经在办移交"):
        seals.handover(CLERK)
    withdraw(walk.case, by=seals.who(DIRECTOR))
    assert seals.handover(CLERK).stage == "移交"


def test_a_seal_that_is_out_is_not_handed_over(seals):
    seal = seals.kept()
    walk = seals.handover(OTHER_KEEPER, by=KEEPER).receive()
    Seal.objects.filter(pk=seal.pk).update(out_since=clock.now())
    with pytest.raises(Refused, match="正在外带"):
        walk.witness()
    assert (walk.stage, custody_of(seal).officer.name) == ("监交", "吴梅")
    with pytest.raises(Refused, match="正在外带"):
        seals.handover(CLERK)


def test_who_has_it_already_does_not_receive_it(seals):
    seals.kept()
    with pytest.raises(Refused, match="已经由吴梅保管"):
        seals.handover(KEEPER)


def test_whoever_was_faster_has_it(seals):
    """A custody that ended meanwhile is not ended once more."""
    seal = seals.kept()
    walk = seals.handover(OTHER_KEEPER, by=KEEPER).receive()
    handover = Handover.objects.get(pk=walk.subject.pk)
    seal.custodies.filter(until__isnull=True).update(until=clock.now())
    with pytest.raises(Stale, match="保管人已经变了"):
        actions.hand_over(handover, by=seals.who(DIRECTOR))
    assert not seal.custodies.filter(until__isnull=True).exists()


def test_for_good_the_seals_post_is_the_new_keepers(seals):
    seal = seals.kept()
    assert seal.keeper_post == seals.house.posts[KEEPER]
    assert keeper_seats(seal) == [Seat(post=seal.keeper_post_id)]


def test_for_a_day_the_post_stays_and_the_person_is_asked(seals):
    seal = seals.kept()
    seals.handover(CLERK, by=KEEPER, until=clock.today()).receive().witness()
    seal.refresh_from_db()
    assert seal.keeper_post == seals.house.posts[KEEPER]
    assert keeper_seats(seal) == [Seat(officer=seals.house[CLERK].pk)]


def test_back_it_goes_in_one_tap(seals):
    seal = seals.kept()
    seals.handover(CLERK, by=KEEPER, until=clock.today()).receive().witness()
    back = actions.hand_back(seal, by=seals.who(CLERK))
    walk = Walk(seals, back)
    assert (walk.stage, walk.holder()) == ("接收", KEEPER)
    walk.receive().witness()
    assert Handover.objects.get(pk=back.pk).returns.until == clock.today()
    assert [each.officer.name for each in chain(seal)] == ["吴梅", "刘芳", "吴梅"]
    assert keeper_seats(seal) == [Seat(post=seals.house.posts[KEEPER].pk)]


def test_what_was_not_lent_does_not_go_back(seals):
    with pytest.raises(Refused, match="不是临时移交"):
        actions.hand_back(seals.kept(), by=seals.who(KEEPER))


def test_a_refused_handover_leaves_everything_as_it_was(seals):
    seal = seals.kept()
    walk = seals.handover(OTHER_KEEPER, by=KEEPER)
    refuse(walk.task(OTHER_KEEPER), by=seals.who(OTHER_KEEPER), reason="出差在外。")
    assert custody_of(seal).officer.name == "吴梅"
    assert Handover.objects.get(pk=walk.subject.pk).ended_at is not None


# What waits for the keeper goes with the seal


@pytest.fixture
def asked(seals, monkeypatch) -> Task:
    """Something that waits for the clerk, who keeps the seal."""
    seals.kept(post=CLERK)
    paper = register(seals.house)
    monkeypatch.setattr(
        custody, "_waiting", [lambda seal: Task.objects.open().filter(case=paper.case)]
    )
    return Task.objects.open().get(case=paper.case)


def test_what_waits_for_the_old_keeper_waits_for_the_new_one(seals, asked):
    seals.handover(KEEPER, by=CLERK).receive().witness()
    (now,) = Task.objects.open().filter(case=asked.case)
    assert (now.officer, now.note) == (seals.house[KEEPER], f"{seals.government}已移交吴梅。")


def test_what_the_new_keeper_may_not_be_given_stays_and_hinders_nothing(seals, asked):
    asked.case.applicant = seals.house[KEEPER]
    asked.case.save()
    seals.handover(KEEPER, by=CLERK).receive().witness()
    assert Task.objects.open().get(case=asked.case) == asked
    assert custody_of(seals.government).officer == seals.house[KEEPER]


# Who leaves


@pytest.fixture
def leaver(seals) -> Seal:
    """Its keeper has left every post he had."""
    seal = seals.kept()
    left = seals.house.posts[KEEPER].appointments.get()
    left.valid_until = clock.today() - timedelta(days=1)
    left.save()
    return seal


def test_who_left_is_shown_until_the_seal_is_handed_over(seals, leaver):
    (shown,) = Seal.objects.with_keeper().filter(keeper_left=True)
    assert (shown, shown.keeper) == (leaver, "吴梅")
    walk = seals.handover(OTHER_KEEPER)
    assert (walk.stage, walk.holder()) == ("接收", OTHER_KEEPER)  # the director gave it
    walk.receive().witness(DEPUTY)
    assert not Seal.objects.with_keeper().filter(keeper_left=True).exists()
    assert_without_gap_or_overlap(leaver)


def test_who_changed_posts_hands_over_himself(seals):
    seals.kept()
    held = seals.house.posts[KEEPER].appointments.get()
    held.valid_until = clock.today() - timedelta(days=1)
    held.save()
    appoint(seals.house[KEEPER], seals.house.posts["应急办干事"], by=seals.who(CLERK))
    assert Seal.objects.with_keeper().filter(keeper_left=True).exists()
    walk = seals.handover(OTHER_KEEPER)
    assert walk.holder() == KEEPER
