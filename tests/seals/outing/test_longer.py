"""延期: who has the seal asks, who approved the outing answers; it is late only after the new end."""

from typing import Any

import pytest

from seals.outing.actions import ask_longer, grant_longer, refuse_longer
from seals.outing.models import Extension
from tests.house import LONG_AGO
from tests.seals.outing.desk import Desk, Office, at
from township_office import clock
from township_office.bookings.models import Booking
from township_office.notices.models import Notice
from township_office.people.models import Appointment
from township_office.web.refusals import Refused, Stale


@pytest.fixture
def desk(office: Office) -> Desk:
    return office.ask(until=at("26T17:30")).out()


def asked(desk: Desk, until: Any = None, post: str = "应急办干事") -> Extension:
    by = desk.office.who(post)
    until = until or at("26T20:00")
    return ask_longer(desk.fresh(), until=until, reason="银行还在审核。", by=by)


def told(name: str) -> list[str]:
    notices = Notice.objects.filter(kind="seals.outing_longer", officer__name=name)
    return list(notices.order_by("id").values_list("words", flat=True))


def test_the_same_leader_lets_it_stay_out_longer(desk, office):
    extension = asked(desk)
    assert told("王建国") == ["马军申请把归还时间延到2026-11-26 20:00：银行还在审核。"]
    grant_longer(extension, words="抓紧。", by=office.who("镇长"))
    assert desk.fresh().until == at("26T20:00")
    assert Booking.objects.by(desk.outing).get().until == at("26T20:00")
    assert told("马军") == told("赵磊") == ["王建国同意延到2026-11-26 20:00：抓紧。"]
    with clock.moved_to(at("26T19:59")):
        assert not desk.outing.is_overdue


def test_refused_it_is_to_be_back_when_it_was(desk, office):
    refuse_longer(asked(desk), words="请先收回。", by=office.who("镇长"))
    assert desk.fresh().until == at("26T17:30")
    assert told("马军") == ["王建国不同意延到2026-11-26 20:00：请先收回。"]
    assert asked(desk).pk


def test_it_is_asked_by_who_goes_with_it_and_once_at_a_time(desk, office):
    with pytest.raises(Refused, match="由带印人、随行人或申请人提出"):
        asked(desk, post="文书")
    asked(desk, post="应急办主任")
    with pytest.raises(Stale, match="已经申请过延期"):
        asked(desk)


def test_nobody_else_decides_it(desk, office):
    extension = asked(desk)
    for post in ("党委书记", "办公室主任", "应急办干事"):
        with pytest.raises(Refused, match="由批准外带的领导决定"):
            grant_longer(extension, by=office.who(post))


def test_whoever_holds_the_leaders_post_by_then_decides_it(desk, office):
    house = office.house
    extension = asked(desk)
    mayor = house.posts["镇长"].appointments.get()
    mayor.delete()
    deputy = house["副镇长（农业）"]
    Appointment.objects.create(officer=deputy, post=house.posts["镇长"], valid_from=LONG_AGO)
    grant_longer(extension, by=office.who("副镇长（农业）"))
    assert desk.fresh().until == at("26T20:00")
    with pytest.raises(Stale, match="已经定了"):
        refuse_longer(Extension.objects.get(), words="不行。", by=office.who("副镇长（农业）"))


@pytest.mark.parametrize(
    ("until", "sentence"),
    [(at("26T17:30"), "要晚于现在"), (at("26T09:00"), "要晚于现在"), (at("27T17:31"), "最长1天")],
)
def test_it_is_later_and_not_by_more_than_a_day(desk, until, sentence):
    with pytest.raises(Refused, match=sentence):
        asked(desk, until)


def test_it_may_be_asked_for_when_it_is_late_already(desk, office):
    with clock.moved_to(at("26T19:00")):
        with pytest.raises(Refused, match="要晚于现在"):
            asked(desk, at("26T18:00"))
        grant_longer(asked(desk), by=office.who("镇长"))
        assert not desk.fresh().is_overdue


def test_what_is_promised_to_another_stands_in_the_way(desk, office):
    office.ask(since=at("26T19:00"), until=at("26T21:00")).approved()
    with pytest.raises(Refused, match="外带已有安排"):
        asked(desk)
    assert asked(desk, at("26T19:00")).pk


def test_what_another_got_meanwhile_stands_in_the_way_too(desk, office):
    extension = asked(desk)
    office.ask(since=at("26T19:00"), until=at("26T21:00")).approved()
    with pytest.raises(Refused, match="外带已有安排"):
        grant_longer(extension, by=office.who("镇长"))
    assert (desk.fresh().until, Extension.objects.get().granted) == (at("26T17:30"), None)


def test_once_it_is_back_nothing_is_extended(desk, office):
    extension = asked(desk)
    desk.back()
    extension.outing.refresh_from_db()
    with pytest.raises(Refused, match="已经收回"):
        grant_longer(extension, by=office.who("镇长"))
    with pytest.raises(Refused, match="不在外面"):
        asked(desk)
