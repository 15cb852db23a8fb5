"""A job is written with the act it follows from, or not at all."""

from datetime import timedelta

import pytest
from django.db import transaction

from township_office import click, clock
from township_office.jobs.models import Job, State
from township_office.jobs.outbox import enqueue, is_under_way


def send_run(township, **extra) -> Job:
    return enqueue("errands.run", township_id=township.pk, words="送信", **extra)


def test_a_job_says_what_for_whom_and_from_which_click(township, bell):
    with click.served("1f0c7a51-6a3c-4c0b-b3a5-9d3a3f3f1d11"):
        job = send_run(township)
    job.refresh_from_db()
    assert (job.name, job.args, job.township) == ("errands.run", {"words": "送信"}, township)
    assert (job.state, job.attempts) == (State.WAITING, 0)
    assert job.click == "1f0c7a51-6a3c-4c0b-b3a5-9d3a3f3f1d11"


def test_a_job_may_wait_for_its_time(township, bell):
    tomorrow = clock.now() + timedelta(days=1)
    job = send_run(township, run_at=tomorrow)
    assert job not in Job.objects.due(clock.now())
    assert job in Job.objects.due(tomorrow)


def test_a_job_is_under_way_until_it_is_done_or_given_up(township, bell):
    def runs(words: str) -> bool:
        return is_under_way("errands.run", township_id=township.pk, words=words)

    assert not runs("送信")
    job = send_run(township)
    assert (runs("送信"), runs("取信")) == (True, False)
    assert not is_under_way("errands.run", township_id=township.pk + 1, words="送信")
    for state in (State.DONE, State.FAILED):
        ended = clock.now() if state == State.DONE else None
        Job.objects.filter(pk=job.pk).update(state=state, done_at=ended)
        assert not runs("送信")


def test_a_name_nobody_handles_is_refused_at_once(township):
    with pytest.raises(LookupError, match=r"errands\.gone"):
        enqueue("errands.gone", township_id=township.pk)


def test_what_json_cannot_carry_is_refused_at_once(township):
    with pytest.raises(TypeError):
        enqueue("errands.run", township_id=township.pk, words=township)


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_enqueued(township):
    with pytest.raises(transaction.TransactionManagementError):
        send_run(township)
    assert not Job.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_bell_rings_once_when_the_act_is_committed(township, bell):
    with transaction.atomic():
        for _ in range(3):
            with transaction.atomic():
                send_run(township)
        assert bell == []
    assert bell == ["叮"]


@pytest.mark.django_db(transaction=True)
def test_what_waits_for_its_time_rings_no_bell(township, bell):
    with transaction.atomic():
        send_run(township, run_at=clock.now() + timedelta(hours=1))
    assert bell == []


@pytest.mark.django_db(transaction=True)
def test_a_job_of_an_act_that_failed_never_was(township, bell):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        send_run(township)
        _ = 1 / 0
    assert not Job.objects.exists()
    assert bell == []


@pytest.mark.django_db(transaction=True)
def test_a_part_undone_does_not_silence_the_bell_for_the_rest(township, bell):
    with transaction.atomic():
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            send_run(township)
            _ = 1 / 0
        send_run(township)
    assert bell == ["叮"]
    assert Job.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_every_transaction_rings_for_itself(township, bell):
    for _ in range(2):
        with transaction.atomic():
            send_run(township)
    assert bell == ["叮", "叮"]
