"""What a consent by telephone owes lies with the leader; the paper lies where it has gone on to."""

from datetime import timedelta

import pytest
from django.db.models import Q
from django.utils.datastructures import MultiValueDict

from documents.incoming.actions import send_incoming
from documents.incoming.models import Incoming
from tests.documents.walk import Walk, published, register
from tests.house import House
from township_office import clock
from township_office.approvals.actions import Call, agree_by_phone, confirm, settle
from township_office.approvals.models import Case, Confirmation
from township_office.approvals.story import Story
from township_office.people.capacity import capacity_of
from township_office.people.models import Appointment
from township_office.web.refusals import Refused

FILED = {"retention": "D10", "original_back": "on"}


@pytest.fixture
def walk(house: House) -> Walk:
    return register(published(house), urgency="加急").check().propose("应急办主任")


def call(walk: Walk) -> Confirmation:
    """The confidential officer enters what the mayor said on the telephone."""
    story, mayor = Story(walk.case), walk.house["镇长"]
    task = story.task_of(mayor)
    assert task is not None
    said = {"opinion": "同意，马上办。", **walk.assignment("应急办主任")}
    form = story.kind(task).form(
        MultiValueDict({key: v if isinstance(v, list) else [v] for key, v in said.items()}),
        subject=walk.paper,
        officer=mayor,
    )
    assert form.is_valid(), form.errors
    by = capacity_of(walk.house["机要员"], walk.house.posts["机要员"])
    return agree_by_phone(task, leader=mayor, call=Call(clock.now()), form=form, by=by)


def test_the_register_says_where_it_has_gone_on_to(walk):
    call(walk)
    line = Incoming.objects.registered_in(walk.house["文书"]).with_standing().get()
    mine = Case.objects.begun_by(walk.house["文书"]).with_place(unspoken=Q()).get()
    assert mine.lies_with == "应急办主任"
    assert line.lies_with == "应急办主任"


def test_returned_before_it_is_confirmed_it_is_sent_again(walk):
    call(walk)
    walk.return_to("应急办主任", to=1, reason="登记的单位不对。")
    by = capacity_of(walk.house["文书"], walk.house.posts["文书"])
    assert send_incoming(walk.paper, by=by).stage_name == "初审"


def test_it_is_not_filed_before_it_is_confirmed(walk):
    owed = call(walk)
    walk.agree("应急办主任", "已排查。")
    walk.agree("文书", "")
    with pytest.raises(Refused, match="还没有补签，不能归档"):
        walk.agree("文书", "", **FILED)
    confirm(owed, by=capacity_of(walk.house["镇长"]))
    walk.agree("文书", "", **FILED)
    assert walk.case.get_outcome_display() == "办结"


def test_what_may_wait_is_not_asked_by_telephone(house):
    walk = register(published(house)).check().propose("应急办主任")
    with pytest.raises(Refused, match="只有加急、特急件才能电话请示"):
        call(walk)


def test_who_left_confirms_nothing_and_the_director_settles_it(walk):
    owed = call(walk)
    director = capacity_of(walk.house["办公室主任"], walk.house.posts["办公室主任"])
    with pytest.raises(Refused, match="没有待处置"):
        settle(owed, words="镇长已调离，核对通话记录属实。", by=director)
    Appointment.objects.filter(officer=walk.house["镇长"]).update(
        valid_until=clock.today() - timedelta(days=1)
    )
    settle(owed, words="镇长已调离，核对通话记录属实。", by=director)
    assert not Confirmation.objects.unsettled().exists()
