"""Who stands in reads and decides what lies with the other, while the dates hold, and no more."""

from datetime import timedelta

import pytest
from django.utils.datastructures import MultiValueDict

from documents.incoming.models import Incoming
from tests.documents.walk import Walk, published, register
from tests.house import House
from township_office import clock
from township_office.approvals import telling
from township_office.approvals.actions import agree, transfer, urge
from township_office.approvals.core import Seat
from township_office.approvals.models import Case, Event, Task
from township_office.approvals.reminding import SOON, remind
from township_office.approvals.story import Story
from township_office.notices.models import Notice
from township_office.people.capacity import capacity_of
from township_office.people.models import Officer, Post, StandIn
from township_office.people.stand_ins.actions import appoint_stand_in

DEPUTY = "副镇长（农业）"


@pytest.fixture
def walk(house: House) -> Walk:
    """A paper that lies with the mayor."""
    return register(published(house)).check().propose()


def stands_in(house: House, days: int = 3, **fields: object) -> StandIn:
    today = clock.today()
    given = {"since": today, "until": today + timedelta(days=days), "reason": "外出学习"}
    by = capacity_of(house["镇长"], house.posts["镇长"])
    return appoint_stand_in(house["镇长"], house[DEPUTY], by=by, **given | fields)


def filled(answers: dict[str, object]) -> MultiValueDict[str, object]:
    return MultiValueDict(
        {name: each if isinstance(each, list) else [each] for name, each in answers.items()}
    )


def lying(officer: Officer) -> list[str]:
    return [task.stage_name for task in Task.objects.lying_with(officer)]


def reads(walk: Walk, officer: Officer) -> bool:
    return Incoming.objects.visible_to(officer).filter(pk=walk.paper.pk).exists()


def decides(walk: Walk, officer: Officer) -> None:
    story = Story(walk.case)
    task = story.task_of(officer)
    assert task is not None
    form = story.kind(task).form(
        filled({"opinion": "同意。", **walk.assignment()}),
        subject=walk.paper,
        officer=officer,
    )
    assert form.is_valid(), form.errors
    agree(task, by=story.capacity(officer, task), form=form)


def test_what_lies_with_the_mayor_lies_with_his_stand_in(walk):
    deputy = walk.house[DEPUTY]
    assert (lying(deputy), reads(walk, deputy)) == ([], False)
    stands_in(walk.house)
    assert (lying(deputy), reads(walk, deputy)) == (["批示"], True)


def test_it_stands_on_the_decision_for_whom_it_was_made(walk):
    stands_in(walk.house)
    deputy = walk.house[DEPUTY]
    story = Story(walk.case)
    task = story.task_of(deputy)
    by = story.capacity(deputy, task)
    assert (by.post_name, by.for_name) == ("镇长", walk.house["镇长"].name)


def test_what_he_decided_he_may_read_afterwards(walk):
    given = stands_in(walk.house)
    deputy = walk.house[DEPUTY]
    decides(walk, deputy)
    StandIn.objects.filter(pk=given.pk).update(ended_on=clock.today() - timedelta(days=1))
    event = Event.objects.filter(case=walk.case).latest("id")
    assert (event.officer_name, event.for_name) == (deputy.name, walk.house["镇长"].name)
    assert reads(walk, deputy)


def test_with_the_last_day_it_ends(walk):
    stands_in(walk.house, days=1)
    deputy = walk.house[DEPUTY]
    with clock.moved_to(clock.now() + timedelta(days=2)):
        assert (lying(deputy), reads(walk, deputy)) == ([], False)


def test_what_the_stand_in_was_not_given_he_neither_reads_nor_decides(walk):
    stands_in(walk.house, matters=["leave"])
    deputy = walk.house[DEPUTY]
    assert (lying(deputy), reads(walk, deputy)) == ([], False)


def test_of_the_other_he_sees_what_lies_there_and_not_what_once_did(walk):
    register(walk.house, title="另一件")
    walk.instruct()
    stands_in(walk.house)
    assert not Incoming.objects.visible_to(walk.house[DEPUTY]).exists()


def test_what_he_sent_himself_he_does_not_decide_for_another(house):
    """The applicant has no say in his own request, not by standing in either."""
    published(house)
    walk = register(house).check().propose()
    Case.objects.filter(pk=walk.case.pk).update(applicant=house[DEPUTY])
    stands_in(house)
    assert lying(house[DEPUTY]) == []
    assert Story(walk.case).task_of(house[DEPUTY]) is None


def heard(officer: Officer, kind: str) -> int:
    return Notice.objects.of(officer).filter(kind=kind).count()


def test_who_stands_in_is_urged_as_the_mayor_is(walk):
    stands_in(walk.house)
    urge(walk.case, by=capacity_of(walk.house["文书"], walk.house.posts["文书"]))
    both = [heard(walk.house[post], telling.URGED) for post in ("镇长", DEPUTY)]
    assert both == [1, 1]


def test_who_stands_in_is_reminded_as_the_mayor_is(walk):
    stands_in(walk.house)
    task = walk.task("镇长")
    remind(task.pk, SOON, clock.local(task.due_at).isoformat())
    both = [heard(walk.house[post], telling.REMINDED) for post in ("镇长", DEPUTY)]
    assert both == [1, 1]


def test_what_is_passed_on_to_the_mayor_his_stand_in_hears_of(house):
    walk = register(published(house), side="party").check().propose()
    stands_in(house)
    mayor, by = Seat(post=house.posts["镇长"].pk), capacity_of(house["党委书记"])
    transfer(walk.task("党委书记"), to=mayor, note="请镇长定。", by=by)
    assert heard(house[DEPUTY], telling.PASSED_ON) == 1
    walk.return_to("镇长", to=2, reason="请核实。")
    assert heard(house[DEPUTY], telling.RETURNED) == 0


def test_of_his_own_request_and_of_a_seal_the_stand_in_hears_nothing(walk):
    stands_in(walk.house)
    deputy, mayor = walk.house[DEPUTY], walk.house.posts["镇长"]
    by = capacity_of(walk.house["办公室主任"], walk.house.posts["办公室主任"])
    Case.objects.filter(pk=walk.case.pk).update(applicant=deputy)
    urge(walk.case, by=by)
    Case.objects.filter(pk=walk.case.pk).update(applicant=walk.house["文书"])
    Post.objects.filter(pk=mayor.pk).update(role="seal_keeper_government")
    with clock.moved_to(clock.now() + timedelta(hours=2)):
        urge(walk.case, by=by)
    assert heard(deputy, telling.URGED) == 0
    assert heard(walk.house["镇长"], telling.URGED) == 2


def test_nobody_stands_in_for_a_keeper_of_seals(walk):
    """B2.1: a seal changes hands or stays; the principal's other posts are stood in for."""
    stands_in(walk.house)
    mayor = walk.house.posts["镇长"]
    Post.objects.filter(pk=mayor.pk).update(role="seal_keeper_government")
    assert lying(walk.house[DEPUTY]) == []
    assert Story(walk.case).task_of(walk.house[DEPUTY]) is None
