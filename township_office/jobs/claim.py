"""A worker takes a job by a lease, does it, and marks it done together with its effect."""

import logging
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.db import connection, transaction

from township_office import click, clock
from township_office.jobs.models import Job, State
from township_office.jobs.registry import handler_of

logger = logging.getLogger(__name__)

FIRST_PAUSE = timedelta(seconds=30)


class LeaseLost(Exception):
    """The work outlasted its lease and somebody else has the job now: all of it is undone."""


class WorkerDied(Exception):
    """The job was taken as often as allowed, and the last worker never came back."""


def drain() -> int:
    """Do every job that is due, one after the other; how many were taken."""
    taken = 0
    while work_once():
        taken += 1
    return taken


def work_once() -> bool:
    """Do one job that is due; False when there is none. Failures are counted, never raised."""
    job = claim()
    if job is None:
        return False
    with click.served(job.click):
        try:
            perform(job)
        except LeaseLost:
            logger.warning("%s outlasted its lease; its result was dropped", job)
        except Exception as error:
            logger.warning("%s failed at attempt %s", job, job.attempts, exc_info=True)
            give_back(job, error)
    return True


@transaction.atomic
def claim() -> Job | None:
    """Take the job that has been due longest, and hold it until its lease runs out.

    PostgreSQL skips the rows that others are taking; on SQLite the transaction begins with the
    write lock, so that no two workers choose at the same moment.
    """
    now = clock.now()
    due = Job.objects.due(now)
    if connection.features.has_select_for_update_skip_locked:
        due = due.select_for_update(skip_locked=True)
    job = due.first()
    if job is None:
        return None
    job.state = State.RUNNING
    job.attempts += 1
    job.lease = uuid4()
    job.leased_until = now + handler_of(job.name).lease
    job.save(update_fields=["state", "attempts", "lease", "leased_until"])
    return job


def perform(job: Job) -> None:
    """Prepare outside, finish inside the transaction that marks the job done."""
    handler = handler_of(job.name)
    if job.attempts > handler.attempts:
        raise WorkerDied("办理中后台进程中断，已达到重试次数")
    args = {"township_id": job.township_id, **job.args}
    prepared = [handler.prepare(**args)] if handler.prepare else []
    with transaction.atomic():
        if not _let_go(job, state=State.DONE, done_at=clock.now()):
            raise LeaseLost
        handler.finish(*prepared, **args)


def give_back(job: Job, error: Exception) -> None:
    """Let it be tried again, each time after a longer pause; in the end leave it to a person."""
    said = f"{type(error).__name__}: {error}"
    if job.attempts >= handler_of(job.name).attempts:
        _let_go(job, state=State.FAILED, last_error=said)
    else:
        pause = FIRST_PAUSE * 4 ** (job.attempts - 1)
        _let_go(job, state=State.WAITING, last_error=said, run_at=clock.now() + pause)


def _let_go(job: Job, **fields: Any) -> bool:
    """Change the row and end its lease; False when the lease is no longer ours."""
    mine = Job.objects.filter(pk=job.pk, lease=job.lease)
    return bool(mine.update(lease=None, leased_until=None, **fields))
