"""How a job is taken, done, tried again and given up."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from township_office import click, clock
from township_office.audit.models import Entry
from township_office.jobs import claim
from township_office.jobs.models import Job, State
from township_office.jobs.outbox import enqueue

MORNING = datetime(2026, 3, 2, 1, tzinfo=UTC)
LEASE = timedelta(minutes=5)


@pytest.fixture(autouse=True)
def morning(bell) -> Iterator[None]:
    with clock.moved_to(MORNING):
        yield


def lines() -> list[str]:
    return list(Entry.objects.order_by("id").values_list("words", flat=True))


def test_a_job_is_done_and_its_effect_belongs_to_the_click(township):
    with click.served("1f0c7a51-6a3c-4c0b-b3a5-9d3a3f3f1d11"):
        job = enqueue("errands.run", township_id=township.pk, words="送信")
    assert claim.work_once()
    job.refresh_from_db()
    assert (job.state, job.attempts, job.done_at) == (State.DONE, 1, MORNING)
    assert (job.lease, job.leased_until) == (None, None)
    assert Entry.objects.get().click == job.click
    assert not claim.work_once()


def test_what_was_prepared_is_handed_over(township):
    enqueue("errands.fetch", township_id=township.pk, words="文")
    claim.work_once()
    assert lines() == ["文文"]


def test_the_longest_waiting_is_done_first(township):
    for hours, words in [(1, "后"), (3, "先"), (2, "中")]:
        run_at = MORNING - timedelta(hours=hours)
        enqueue("errands.run", township_id=township.pk, run_at=run_at, words=words)
    assert claim.drain() == 3
    assert lines() == ["先", "中", "后"]


def test_a_claimed_job_is_left_alone_until_its_lease_is_over(township):
    enqueue("errands.run", township_id=township.pk, words="送信")
    first = claim.claim()
    with clock.moved_to(MORNING + LEASE - timedelta(seconds=1)):
        assert claim.claim() is None
    with clock.moved_to(MORNING + LEASE):
        second = claim.claim()
    assert (second.pk, second.attempts) == (first.pk, 2)
    assert second.lease != first.lease


def test_who_lost_the_lease_can_neither_finish_nor_give_back(township):
    enqueue("errands.run", township_id=township.pk, words="送信")
    late = claim.claim()
    with clock.moved_to(MORNING + LEASE):
        claim.claim()
    with pytest.raises(claim.LeaseLost):
        claim.perform(late)
    claim.give_back(late, ValueError("门锁着"))
    assert Job.objects.get().state == State.RUNNING
    assert lines() == []


def test_a_failing_job_leaves_nothing_and_is_tried_again_after_a_pause(township):
    job = enqueue("errands.fail", township_id=township.pk)
    claim.work_once()
    job.refresh_from_db()
    assert (job.state, job.attempts) == (State.WAITING, 1)
    assert job.run_at == MORNING + timedelta(seconds=30)
    assert job.last_error == "ValueError: 门锁着"
    assert lines() == []


def test_pauses_grow_and_in_the_end_the_job_is_left_to_a_person(township):
    job = enqueue("errands.fail", township_id=township.pk)
    moment, pauses = MORNING, []
    while job.state != State.FAILED:
        with clock.moved_to(moment):
            assert claim.drain() == 1
        job.refresh_from_db()
        pauses.append((job.run_at - moment).total_seconds())
        moment = max(moment, job.run_at)
    assert pauses == [30, 120, 0]
    assert job.attempts == 3
    with clock.moved_to(moment + timedelta(days=365)):
        assert claim.drain() == 0


def test_a_job_that_kills_its_workers_is_given_up(township):
    enqueue("errands.fail", township_id=township.pk)
    moment = MORNING
    for _ in range(3):
        with clock.moved_to(moment):
            claim.claim()
        moment += LEASE
    with clock.moved_to(moment):
        claim.work_once()
    job = Job.objects.get()
    assert job.state == State.FAILED
    assert job.last_error == "WorkerDied: 办理中后台进程中断，已达到重试次数"


def test_a_job_of_another_release_fails_and_says_why(township):
    job = enqueue("errands.run", township_id=township.pk, words="送信")
    Job.objects.update(name="errands.gone")
    claim.work_once()
    job.refresh_from_db()
    assert job.state == State.WAITING
    assert "no handler is registered for the job errands.gone" in job.last_error


def test_one_failing_job_does_not_hold_up_the_others(township):
    enqueue("errands.fail", township_id=township.pk)
    enqueue("errands.run", township_id=township.pk, words="送信")
    assert claim.drain() == 2
    assert lines() == ["送信"]


@pytest.mark.parametrize(
    "fields",
    [
        {"state": State.RUNNING},
        {"state": State.WAITING, "lease": uuid4(), "leased_until": MORNING},
        {"state": State.DONE},
        {"state": State.FAILED, "done_at": MORNING},
    ],
    ids=["running without a lease", "waiting with one", "done without end", "failed with one"],
)
def test_the_database_refuses_a_job_in_two_minds(township, fields):
    job = enqueue("errands.run", township_id=township.pk, words="送信")
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.filter(pk=job.pk).update(**fields)
