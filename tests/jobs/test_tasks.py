"""The bell and the broom."""

from datetime import timedelta

from celery import current_app
from django.conf import settings

from township_office import clock
from township_office.jobs import claim
from township_office.jobs.models import Job
from township_office.jobs.outbox import enqueue
from township_office.jobs.tasks import tidy


def test_beat_rings_bells_that_exist():
    rung = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert {"jobs.drain", "jobs.tidy"} <= rung <= set(current_app.tasks)


def test_nothing_runs_in_the_web_process():
    assert not current_app.conf.task_always_eager


def test_what_was_done_is_removed_after_ninety_days(township, bell):
    enqueue("errands.run", township_id=township.pk, words="送信")
    enqueue("errands.fail", township_id=township.pk)
    claim.drain()
    with clock.moved_to(clock.now() + timedelta(days=89)):
        tidy()
    assert Job.objects.count() == 2
    with clock.moved_to(clock.now() + timedelta(days=91)):
        tidy()
    assert [job.name for job in Job.objects.all()] == ["errands.fail"]
