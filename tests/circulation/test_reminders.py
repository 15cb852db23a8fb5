"""Who is late is reminded, once a step; the director hears of it, but never of a principal leader."""

from datetime import timedelta

import pytest

from tests.circulation.ring import ring_of
from township_office import clock
from township_office.approvals.circulation import actions, tasks
from township_office.jobs.claim import drain
from township_office.jobs.models import Job
from township_office.notices.models import Notice

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


def words(house, post: str) -> list[str]:
    return [each.words for each in Notice.objects.of(house[post]).order_by("id")]


def run_until(moment) -> None:
    with clock.moved_to(moment):
        drain()


def at_every_step(ring) -> None:
    reader = ring.circulation.readers.first()
    for moment in (reader.warn_at, reader.due_at, reader.late_at):
        run_until(moment + MINUTE)


def test_nobody_is_reminded_before_his_time(ring):
    run_until(ring.reader("应急办主任").warn_at - MINUTE)
    assert len(words(ring.house, "应急办主任")) == 1  # that it came


def test_a_reader_is_reminded_at_each_step_and_the_director_hears_at_the_last(ring):
    at_every_step(ring)
    assert words(ring.house, "应急办主任")[1:] == [
        "将到期，请抓紧阅。",
        "已到期，请即阅。",
        "已到期，请即阅。",
    ]
    assert "应急办主任逾期未阅，请催阅。" in words(ring.house, "办公室主任")


def test_nobody_hears_that_a_principal_leader_is_late(ring):
    at_every_step(ring)
    run_until(ring.circulation.due_at + MINUTE)
    assert "党委书记" not in "".join(words(ring.house, "办公室主任"))
    assert len(words(ring.house, "党委书记")) == 4


def test_who_has_read_is_left_in_peace(ring):
    ring.reads("应急办主任")
    at_every_step(ring)
    assert len(words(ring.house, "应急办主任")) == 1
    assert "应急办主任" not in "".join(words(ring.house, "办公室主任"))


def test_who_reads_between_two_steps_hears_no_more(ring):
    run_until(ring.reader("应急办主任").warn_at + MINUTE)
    ring.reads("应急办主任")
    at_every_step(ring)
    assert len(words(ring.house, "应急办主任")) == 2


def test_a_job_done_twice_says_nothing_a_second_time(ring):
    job = Job.objects.get(name="circulation.remind")
    with clock.moved_to(ring.reader("应急办主任").due_at + MINUTE):
        for _ in range(2):
            tasks.remind(township_id=job.township_id, **job.args)
    assert len(words(ring.house, "应急办主任")) == 2  # that it came, and that it is due
    whole = Job.objects.get(name="circulation.report")
    with clock.moved_to(ring.circulation.due_at + MINUTE):
        for _ in range(2):
            tasks.report(township_id=whole.township_id, **whole.args)
    assert sum("超总时限" in each for each in words(ring.house, "办公室主任")) == 1


def test_a_worker_that_dies_half_way_loses_nothing_and_doubles_nothing(ring, monkeypatch):
    tell = tasks.tell_many
    falls = iter([True, False])

    def told_and_killed(messages) -> None:
        tell(messages)
        if next(falls, False):
            raise RuntimeError("killed")

    monkeypatch.setattr(tasks, "tell_many", told_and_killed)
    late = ring.reader("应急办主任").warn_at + MINUTE
    run_until(late)
    assert len(words(ring.house, "应急办主任")) == 1  # what was told died with the worker
    run_until(late + timedelta(minutes=5))
    assert len(words(ring.house, "应急办主任")) == 2


def test_a_worker_asleep_over_two_steps_says_only_the_last(ring):
    run_until(ring.reader("应急办主任").due_at + MINUTE)
    assert words(ring.house, "应急办主任")[1:] == ["已到期，请即阅。"]


def test_who_joins_later_has_a_time_of_his_own(ring):
    later = ring.reader("应急办主任").due_at - MINUTE
    with clock.moved_to(later):
        posts = [ring.house.posts["民政办主任"]]
        actions.add_readers(ring.circulation, posts=posts, by=ring.by("镇长"))
    run_until(later + timedelta(minutes=2))
    assert len(words(ring.house, "民政办主任")) == 1
    run_until(ring.reader("民政办主任").warn_at + MINUTE)
    assert len(words(ring.house, "民政办主任")) == 2


def test_in_order_the_next_is_reminded_from_when_it_came_to_him(office):
    ring = ring_of(office, "副镇长（农业）", "应急办主任", in_order=True)
    at_every_step(ring)
    assert words(office, "应急办主任") == []
    with clock.moved_to(ring.reader("副镇长（农业）").late_at + timedelta(hours=1)):
        ring.reads("副镇长（农业）")
    run_until(ring.reader("应急办主任").warn_at + MINUTE)
    assert len(words(office, "应急办主任")) == 2


def test_the_whole_time_over_the_director_hears_who_is_left(ring):
    ring.reads("副镇长（农业）")
    run_until(ring.circulation.due_at + MINUTE)
    reported = [each for each in words(ring.house, "办公室主任") if "超总时限" in each]
    assert reported == ["已超总时限，未阅：应急办主任。"]


def test_of_a_list_read_to_its_end_nothing_is_reported(ring):
    for post in ring.names:
        ring.reads(post)
    run_until(ring.circulation.due_at + MINUTE)
    assert not any("超总时限" in each for each in words(ring.house, "办公室主任"))
