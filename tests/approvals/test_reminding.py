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
    assert heard(walk, "镇长")[0] == "「批示」限11月24日 08:30办结，请抓紧。"
    assert heard(walk, "办公室主任") == ["「批示」限11月24日 08:30办结，已超时，现在王建国处。"]


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
