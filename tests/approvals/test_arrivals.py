"""What comes to a desk is spoken of at the bell, once, to whoever may begin with it."""

import pytest

from tests.approvals import joint
from tests.approvals.test_actions import Joint
from tests.approvals.test_deciding import Desk
from tests.documents.walk import Walk, published, register
from tests.house import LONG_AGO, House
from township_office.approvals.actions import add_signer
from township_office.approvals.core import Seat
from township_office.approvals.telling import ARRIVED, DIFFERS, PASSED_ON, RETURNED
from township_office.notices.models import Notice
from township_office.people.capacity import capacity_of
from township_office.people.models import Appointment, StandIn


@pytest.fixture
def office(house: House) -> House:
    return published(house)


def heard(house: House, post: str, kind: str = ARRIVED) -> list[str]:
    told = Notice.objects.of(house[post]).filter(kind=kind).order_by("id")
    return [each.words for each in told]


def unread(house: House, post: str) -> int:
    return Notice.objects.of(house[post]).unread().filter(kind=ARRIVED).count()


def test_each_desk_hears_by_whom_it_came_and_what_is_asked(office):
    walk = register(office).check().propose("应急办主任", "民政办主任")
    assert heard(office, "办公室主任") == ["已由刘芳办理，请您拟办。"]
    assert heard(office, "镇长") == ["已由李秀英办理，请您批示。"]
    walk.instruct("应急办主任", "民政办主任")
    for post in ("应急办主任", "民政办主任"):
        assert heard(office, post) == ["已由王建国办理，请您承办。"]


def test_what_one_sends_to_oneself_is_not_told(office):
    register(office).check()
    assert heard(office, "文书") == []


def test_who_stands_in_hears_of_it_too(office):
    StandIn.objects.create(
        principal=office["镇长"],
        deputy=office["副镇长（农业）"],
        valid_from=LONG_AGO,
        valid_until="2099-01-01",
        reason="学习",
        made_by=office["镇长"],
    )
    register(office).check().propose()
    assert heard(office, "副镇长（农业）") == heard(office, "镇长") != []


def test_told_in_other_words_it_is_not_told_twice(office):
    walk = register(office, side="both").check().propose()
    walk.return_to("镇长", to=3, reason="请补充。")
    assert (len(heard(office, "办公室主任", RETURNED)), len(heard(office, "办公室主任"))) == (1, 1)
    walk.propose("应急办主任").instruct("应急办主任").instruct("民政办主任", post="党委书记")
    assert len(heard(office, "镇长", DIFFERS)) == 1
    assert len(heard(office, "镇长")) == 2


def test_who_is_to_sign_after_another_hears_when_it_is_his_turn(office):
    walk = register(office).check().propose()
    added = Seat(post=office.posts["党委书记"].pk)
    by = capacity_of(office["镇长"], office.posts["镇长"])
    add_signer(walk.task("镇长"), seat=added, before=False, note="请看。", by=by)
    assert heard(office, "党委书记") == heard(office, "党委书记", PASSED_ON) == []
    walk.instruct()
    assert heard(office, "党委书记") == ["已由王建国办理，请您批示。"]


def test_in_order_the_second_hears_when_the_first_has_signed(house):
    with joint.alone([]):
        case = Joint(house)
        case.agree("镇长", "同意。")
        case.agree("办公室主任", "同意。")
        assert heard(house, "镇长") == ["已由刘芳送出，请您会签。"]
        assert heard(house, "党委书记") == ["已由李秀英办理，请您审核。"]


def test_opening_the_page_is_reading_it(office):
    walk = register(office).check().propose()
    assert unread(office, "镇长") == 1
    Desk(walk, "镇长").opens()
    assert unread(office, "镇长") == 0


def test_what_a_colleague_has_done_need_not_be_looked_after(office):
    Appointment.objects.create(
        officer=office["应急办干事"], post=office.posts["镇长"], valid_from=LONG_AGO
    )
    walk: Walk = register(office).check().propose()
    assert unread(office, "应急办干事") == 1
    walk.instruct()
    assert unread(office, "应急办干事") == 0
    assert heard(office, "应急办干事") != []
