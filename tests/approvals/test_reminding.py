"""A limit is spoken of at four fifths, when it is over, and half as long again after that; once each."""

from datetime import datetime, timedelta

import pytest

from tests.documents.walk import Walk, published, register
from tests.house import House
from township_office import clock
from township_office.approvals import reminding
from township_office.approvals.limits import REMIND
from township_office.approvals.telling import REMINDED
from township_office.jobs.claim import drain
from township_office.jobs.models import Job
from township_office.notices.models import Notice
from township_office.people.models import Appointment
from township_office.workdays.actions import seed_calendar

MONDAY = clock.local(datetime.fromisoformat("2026-11-23T08:00:00+08:00"))
MINUTE = timedelta(minutes=1)


@pytest.fixture
def walk(house: House) -> Walk:
    """On the mayor's desk from Monday, 8:00; eight working hours end on Tuesday at 8:30."""
    seed_calendar()
    with clock.moved_to(MONDAY):
        return register(published(house)).check().propose()


def heard(walk: Walk, post: str) -> list[str]:
    told = Notice.objects.of(walk.house[post]).filter(kind=REMINDED).order_by("id")
    return [each.words for each in told]


def at(words: str) -> datetime:
    return clock.local(datetime.fromisoformat(f"2026-11-{words}:00+08:00"))


def work_on(moment: datetime) -> None:
    with clock.moved_to(moment):
        drain()


def test_each_step_is_spoken_of_once_and_the_last_to_the_director_too(walk):
    counted = []
    # 6.4 hours are over at 16:54; 4 more after 8:30 end at 15:00
    for moment in (
        "23T16:53",
        "23T16:54",
        "24T08:29",
        "24T08:30",
        "24T14:59",
        "24T15:00",
        "30T09:00",
    ):
        work_on(at(moment))
        counted.append((len(heard(walk, "镇长")), len(heard(walk, "办公室主任"))))
    assert counted == [(0, 0), (1, 0), (1, 0), (2, 0), (2, 0), (3, 1), (3, 1)]
    assert heard(walk, "镇长") == [
        "「批示」限11月24日 08:30办结，请抓紧。",
        "「批示」限11月24日 08:30办结，已超时，现在您处。",
        "「批示」限11月24日 08:30办结，超时已久，现在您处。",
    ]
    assert heard(walk, "办公室主任") == ["「批示」限11月24日 08:30办结，超时已久，现在王建国处。"]


def test_a_worker_asleep_over_every_step_says_only_the_last(walk):
    for moment in ("25T08:30", "25T08:31", "30T09:00"):
        work_on(at(moment))
    assert heard(walk, "镇长") == ["「批示」限11月24日 08:30办结，超时已久，现在您处。"]
    assert heard(walk, "办公室主任") == ["「批示」限11月24日 08:30办结，超时已久，现在王建国处。"]


def test_asleep_over_two_steps_it_says_the_second_and_the_third_in_its_time(walk):
    work_on(at("24T08:30"))
    assert heard(walk, "镇长") == ["「批示」限11月24日 08:30办结，已超时，现在您处。"]
    assert heard(walk, "办公室主任") == []
    work_on(at("24T15:00"))
    assert len(heard(walk, "镇长")) == 2
    assert len(heard(walk, "办公室主任")) == 1


def test_asleep_after_the_first_it_goes_straight_to_the_last(walk):
    work_on(at("23T16:54"))
    work_on(at("25T08:30"))
    assert [words.partition("办结，")[2] for words in heard(walk, "镇长")] == [
        "请抓紧。",
        "超时已久，现在您处。",
    ]
    assert len(heard(walk, "办公室主任")) == 1


def test_a_director_with_whom_it_lies_is_told_once_and_as_the_one_who_has_it(house):
    seed_calendar()
    with clock.moved_to(MONDAY):
        walk = register(published(house)).check()
    work_on(at("25T08:30"))
    assert heard(walk, "办公室主任") == ["「拟办」限11月23日 12:00办结，超时已久，现在您处。"]


def test_where_the_post_is_vacant_the_director_hears_that(walk):
    held = Appointment.objects.filter(post=walk.house.posts["镇长"])
    held.update(valid_until=MONDAY.date())
    work_on(at("25T08:30"))
    assert heard(walk, "镇长") == []
    assert heard(walk, "办公室主任") == ["「批示」限11月24日 08:30办结，超时已久，职务空缺。"]


def test_nobody_hears_of_it_above_a_principal_leader(walk):
    work_on(at("30T09:00"))
    work_on(at("30T09:01"))
    assert heard(walk, "党委书记") == []


def test_what_is_done_is_spoken_of_no_more(walk):
    with clock.moved_to(at("23T15:00")):
        walk.instruct()
    work_on(at("25T09:00"))
    assert heard(walk, "镇长") == []


def test_while_it_lies_with_the_sender_the_clock_stands_still(walk):
    with clock.moved_to(at("23T09:00")):
        walk.return_to("镇长", to=1, reason="请补正。")
    work_on(at("27T09:00"))
    assert Notice.objects.filter(kind=REMINDED).count() == 0
    assert walk.case.tasks.get(status="open").due_at is None


def test_a_worker_that_dies_midway_neither_loses_nor_doubles_it(walk, monkeypatch):
    def dies(*args, **kwargs):
        raise OSError("the plug was pulled")

    with monkeypatch.context() as patch:
        patch.setattr(reminding, "enqueue", dies)
        work_on(at("23T16:54"))
    assert heard(walk, "镇长") == []
    work_on(at("23T17:00"))
    work_on(at("23T17:01"))
    assert len(heard(walk, "镇长")) == 1
    assert Job.objects.open().filter(name=REMIND, args__level=2).count() == 1
