"""Write down work to be done, in the transaction of the act it follows from."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from celery import current_app
from django.db import transaction

from township_office import click, clock
from township_office.jobs.models import Job
from township_office.jobs.registry import is_registered

STALE_BELL = 15  # seconds; beat has rung again by then


def enqueue(name: str, *, township_id: int, run_at: datetime | None = None, **args: Any) -> Job:
    """Let a worker do this once the caller's transaction is committed, not before ``run_at``.

    ``args`` are primary keys and plain values. Raises LookupError for a name nobody handles and
    TransactionManagementError outside a transaction: an act and its jobs are kept together.
    """
    return enqueue_each(name, [args], township_id=township_id, run_at=run_at)[0]


def enqueue_each(
    name: str,
    each: Iterable[dict[str, Any]],
    *,
    township_id: int,
    run_at: datetime | None = None,
) -> list[Job]:
    """The same job with each of these ``args``; one insert, however many.

    What is not due yet rings no bell: beat finds it when its time has come.
    """
    if not is_registered(name):
        raise LookupError(f"no handler is registered for the job {name}")
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError(f"{name} is enqueued outside a transaction")
    now = clock.now()
    row = {
        "township_id": township_id,
        "name": name,
        "click": click.current(),
        "run_at": run_at or now,
    }
    jobs = Job.objects.bulk_create(Job(args=args, **row) for args in each)
    if any(job.run_at <= now for job in jobs):
        ring_on_commit()
    return jobs


def is_under_way(name: str, *, township_id: int, **args: Any) -> bool:
    """Whether a worker still has to do this about these; what was given up is not under way."""
    about = {f"args__{key}": value for key, value in args.items()}
    return Job.objects.open().of(township_id).filter(name=name, **about).exists()


def ring_on_commit() -> None:
    """Ring once per transaction, however many jobs it holds."""
    waiting = transaction.get_connection().run_on_commit
    if not any(callback is ring for _, callback, _ in waiting):
        transaction.on_commit(ring, robust=True)


def ring() -> None:
    """Wake a worker. No promise hangs on it: what a dead broker swallows, beat finds within 15 s."""
    current_app.send_task("jobs.drain", retry=False, expires=STALE_BELL, ignore_result=True)
