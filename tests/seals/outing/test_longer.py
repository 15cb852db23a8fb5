"""延期: who has the seal asks, who approved the outing has it on his desk; until then the old time stands."""

import pytest

from seals.outing.models import Extension
from tests.house import LONG_AGO
from tests.seals.outing.desk import Desk, Office, at
from township_office import clock
from township_office.approvals.actions import withdraw
from township_office.bookings.models import Booking
from township_office.notices.models import Notice
from township_office.people.models import Appointment
from township_office.web.refusals import Refused, Stale

EIGHT, MAYOR, SECRETARY = at("26T20:00"), "镇长", "党委书记"


@pytest.fixture
def desk(office: Office) -> Desk:
    return office.ask(until=at("26T17:30")).out()


def told(name: str, kind: str = "seals.outing_longer") -> list[str]:
    notices = Notice.objects.filter(kind=kind, officer__name=name)
    return list(notices.order_by("id").values_list("words", flat=True))


def test_it_lies_on_the_desk_of_who_approved_and_the_old_time_stands(desk):
    longer = desk.longer(EIGHT)
    assert (longer.lies_with, desk.fresh().until) == ({MAYOR}, at("26T17:30"))
    assert Booking.objects.by(desk.outing).get().until == at("26T17:30")
    with clock.moved_to(at("26T17:31")):
        assert desk.outing.is_overdue


def test_in_the_town_it_is_the_same(town_office):
    longer = town_office.ask(until=at("26T17:30")).out().longer(EIGHT)
    longer.agree(MAYOR)
    assert longer.fresh().until == EIGHT


def test_the_same_leader_lets_it_stay_out_longer(desk):
    longer = desk.longer(EIGHT)
    longer.agree(MAYOR, "抓紧。")
    assert desk.fresh().until == EIGHT
    assert Booking.objects.by(desk.outing).get().until == EIGHT
    said = longer.extension
    assert (said.granted, said.words, said.decided_by.name) == (True, "抓紧。", "王建国")
    assert told("赵磊") == ["王建国同意延到2026-11-26 20:00：抓紧。"]
    assert told("马军") == []  # the engine tells who asked
    assert len(told("马军", "approvals.ended")) == 1
    with clock.moved_to(at("26T19:59")):
        assert not desk.outing.is_overdue


def test_refused_it_is_to_be_back_when_it_was_and_may_be_asked_for_anew(desk):
    longer = desk.longer(EIGHT)
    longer.refuse(MAYOR, "请先收回。")
    assert (desk.fresh().until, longer.extension.granted) == (at("26T17:30"), False)
    assert told("赵磊") == ["王建国不同意延到2026-11-26 20:00：请先收回。"]
    assert desk.longer(EIGHT).lies_with == {MAYOR}


def test_taken_back_nobody_has_decided_and_it_may_be_asked_for_anew(desk, office):
    longer = desk.longer(EIGHT)
    withdraw(longer.case, by=office.who("应急办干事"))
    extension = longer.extension
    assert (extension.granted, extension.is_waiting) == (None, False)
    desk.longer(EIGHT).agree(MAYOR)
    assert desk.fresh().until == EIGHT


def test_it_is_asked_by_who_goes_with_it_and_once_at_a_time(desk):
    with pytest.raises(Refused, match="由带印人、随行人或申请人提出"):
        desk.longer(EIGHT, "文书")
    desk.longer(EIGHT, "应急办主任")
    with pytest.raises(Stale, match="已经申请过延期"):
        desk.longer(EIGHT)


def test_of_the_party_seal_the_secretary_decides(office):
    desk = office.ask(organ="party", until=at("26T17:30"))
    desk.agree(SECRETARY)
    desk.agree("党委印章保管员")
    assert desk.longer(EIGHT).lies_with == {SECRETARY}


def test_whoever_holds_the_leaders_post_by_then_decides_it(desk, office):
    house = office.house
    longer = desk.longer(EIGHT)
    house.posts[MAYOR].appointments.get().delete()
    deputy = house["副镇长（农业）"]
    Appointment.objects.create(officer=deputy, post=house.posts[MAYOR], valid_from=LONG_AGO)
    longer.agree("副镇长（农业）")
    assert desk.fresh().until == EIGHT


@pytest.mark.parametrize(
    ("organ", "first", "keeper"),
    [("government", MAYOR, "印章保管员"), ("party", SECRETARY, "党委印章保管员")],
)
def test_where_the_post_is_vacant_by_then_the_other_leader_decides(office, organ, first, keeper):
    desk = office.ask(organ=organ, until=at("26T17:30"))
    desk.agree(first)
    desk.agree(keeper)
    office.house.posts[first].appointments.get().delete()
    assert desk.longer(EIGHT).lies_with == {MAYOR, SECRETARY} - {first}


def test_nobody_who_goes_with_it_decides_how_long(desk, office):
    """The head of department, who escorts it, has become mayor: the other leader is asked."""
    house = office.house
    house.posts[MAYOR].appointments.get().delete()
    escort = house["应急办主任"]
    Appointment.objects.create(officer=escort, post=house.posts[MAYOR], valid_from=LONG_AGO)
    longer = desk.longer(EIGHT)
    assert longer.lies_with == {SECRETARY}


def test_who_has_come_to_go_with_it_meanwhile_is_refused(desk, office):
    house = office.house
    longer = desk.longer(EIGHT)
    house.posts[MAYOR].appointments.get().delete()
    escort = house["应急办主任"]
    Appointment.objects.create(officer=escort, post=house.posts[MAYOR], valid_from=LONG_AGO)
    with pytest.raises(Refused, match="不能自己审批（SEAL-11）"):
        longer.agree("应急办主任")


@pytest.mark.parametrize(
    ("until", "sentence"),
    [(at("26T17:30"), "要晚于现在"), (at("26T09:00"), "要晚于现在"), (at("27T17:31"), "最长1天")],
)
def test_it_is_later_and_not_by_more_than_a_day(desk, until, sentence):
    with pytest.raises(Refused, match=sentence):
        desk.longer(until)


def test_it_may_be_asked_for_when_it_is_late_already(desk):
    with clock.moved_to(at("26T19:00")):
        with pytest.raises(Refused, match="要晚于现在"):
            desk.longer(at("26T18:00"))
        desk.longer(EIGHT).agree(MAYOR)
        assert not desk.fresh().is_overdue


def test_decided_too_late_it_is_no_use(desk):
    longer = desk.longer(EIGHT)
    with clock.moved_to(at("26T20:01")), pytest.raises(Refused, match="要晚于现在"):
        longer.agree(MAYOR)
    assert longer.extension.is_waiting


def test_what_is_promised_to_another_stands_in_the_way(desk, office):
    office.ask(since=at("26T19:00"), until=at("26T21:00")).approved()
    with pytest.raises(Refused, match="外带已有安排"):
        desk.longer(EIGHT)
    assert desk.longer(at("26T19:00")).extension.is_waiting


def test_what_another_got_meanwhile_stands_in_the_way_too(desk, office):
    longer = desk.longer(EIGHT)
    office.ask(since=at("26T19:00"), until=at("26T21:00")).approved()
    with pytest.raises(Refused, match="外带已有安排"):
        longer.agree(MAYOR)
    assert (desk.fresh().until, longer.extension.granted) == (at("26T17:30"), None)
    assert longer.lies_with == {MAYOR}


def test_once_it_is_back_it_lies_on_nobodys_desk(desk):
    longer = desk.longer(EIGHT)
    desk.back()
    assert (longer.stage, longer.lies_with) == ("作废", set())
    extension = Extension.objects.get()
    assert (extension.granted, extension.is_waiting) == (None, False)
    with pytest.raises(Refused, match="不在外面"):
        desk.longer(EIGHT)
