"""Overdue: carrier and escort, keeper, director, leader hear of it in that order, once each."""

from datetime import datetime

import pytest

from seals.keeping.models import Life, Seal
from seals.outing import rules, tasks
from seals.outing.actions import LATE_JOB
from tests.seals.outing.desk import Desk, at
from township_office import clock
from township_office.jobs.claim import claim, drain
from township_office.jobs.models import Job
from township_office.notices.models import Notice
from township_office.setup.actions import set_switch


@pytest.fixture
def desk(office) -> Desk:
    """Out on Thursday, to be back at 17:30."""
    return office.ask(until=at("26T17:30")).out()


def heard() -> list[str]:
    """Who was told that it is late, in order."""
    told = Notice.objects.filter(kind="seals.outing_late").order_by("id")
    return [each.officer.name for each in told.select_related("officer")]


def work_on(moment: datetime) -> list[str]:
    with clock.moved_to(moment):
        drain()
    return heard()


CARRYING = ["赵磊", "马军"]


def test_each_hears_a_step_after_the_one_before(desk):
    told = {moment: len(work_on(at(moment))) for moment in ("26T17:29", "26T17:30", "26T18:29")}
    assert told == {"26T17:29": 0, "26T17:30": 2, "26T18:29": 2}
    told = {moment: len(work_on(at(moment))) for moment in ("26T18:30", "26T19:30", "26T21:29")}
    assert told == {"26T18:30": 3, "26T19:30": 4, "26T21:29": 4}
    everybody = work_on(at("26T21:30"))
    assert sorted(everybody[:2]) == sorted(CARRYING)
    assert everybody[2:] == ["吴梅", "李秀英", "王建国"]
    assert work_on(at("28T09:00")) == everybody
    words = Notice.objects.filter(kind="seals.outing_late").first()
    assert words.words == "宁条梁镇人民政府外带应于11月26日 17:30归还，还没有收回，现在马军处。"


def test_after_a_night_without_a_worker_they_still_come_in_order(desk):
    everybody = work_on(at("27T08:00"))
    assert sorted(everybody[:2]) == sorted(CARRYING)
    assert everybody[2:] == ["吴梅", "李秀英", "王建国"]


def test_back_in_time_nobody_hears_anything(desk):
    with clock.moved_to(at("26T17:00")):
        desk.back()
    assert work_on(at("28T09:00")) == []


def test_back_late_nobody_hears_more(desk):
    assert len(work_on(at("26T18:30"))) == 3
    with clock.moved_to(at("26T18:45")):
        desk.back()
    assert len(work_on(at("28T09:00"))) == 3


def test_of_a_seal_that_was_lost_nobody_says_that_it_is_late(desk):
    Seal.objects.filter(pk=desk.seal.pk).update(status=Life.LOST, out_since=None)
    assert work_on(at("28T09:00")) == []


def test_while_nobody_has_decided_it_is_late_as_it_was(desk):
    desk.longer(at("26T20:00"))
    assert len(work_on(at("26T18:30"))) == 3


def test_extended_they_begin_anew_from_the_new_end(desk):
    assert len(work_on(at("26T18:30"))) == 3
    with clock.moved_to(at("26T18:40")):
        desk.longer(at("26T20:00")).agree("镇长")
    assert len(work_on(at("26T19:59"))) == 3
    assert len(work_on(at("26T20:00"))) == 5
    assert heard()[5:] == [] and work_on(at("26T21:00"))[5:] == ["吴梅"]


def test_the_township_sets_the_hours_between(desk, office):
    by = office.who("文书")
    for switch, hours in zip(rules.LATE_HOURS, (2, 0, 0, 24), strict=True):
        set_switch(office.house.township, key=switch.key, value=hours, by=by)
    later = office.ask(organ="party", until=at("26T17:30"))
    later.agree("党委书记")
    later.agree("党委印章保管员")
    desk.back()
    assert work_on(at("26T19:29")) == []
    assert [name for name in work_on(at("26T19:30")) if name not in CARRYING] == ["王静", "李秀英"]
    assert work_on(at("27T19:30"))[-1] == "陈志远"


def test_a_worker_that_dies_midway_neither_loses_nor_doubles_it(desk, monkeypatch):
    def dies(*args, **kwargs):
        raise OSError("the plug was pulled")

    with monkeypatch.context() as patch:
        patch.setattr(tasks, "remind_when_late", dies)
        assert work_on(at("26T17:30")) == []
    assert (desk.fresh().late_steps, len(work_on(at("26T17:36")))) == (0, 2)
    assert len(work_on(at("26T17:37"))) == 2
    assert Job.objects.open().filter(name=LATE_JOB, args__step=2).count() == 1


def test_a_worker_that_was_killed_is_followed_by_another(desk):
    """It had taken the job and never came back; the lease runs out, and somebody else does it."""
    work_on(at("26T17:29"))  # what else was due
    with clock.moved_to(at("26T17:30")):
        assert claim().name == LATE_JOB
    assert work_on(at("26T17:31")) == []
    assert len(work_on(at("26T17:36"))) == 2


def test_a_step_that_was_told_is_not_told_by_a_second_job(desk):
    work_on(at("26T17:30"))
    with clock.moved_to(at("26T17:31")):
        tasks.remind(
            township_id=desk.outing.township_id,
            outing_id=desk.outing.pk,
            step=1,
            due=desk.outing.until.isoformat(),
        )
    assert len(heard()) == 2
