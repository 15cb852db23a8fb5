"""Write down work to be done, in the transaction of the act it follows from."""

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
    if not is_registered(name):
        raise LookupError(f"no handler is registered for the job {name}")
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError(f"{name} is enqueued outside a transaction")
    job = Job.objects.create(
        township_id=township_id,
        name=name,
        args=args,
        click=click.current(),
        run_at=run_at or clock.now(),
    )
    ring_on_commit()
    return job


def ring_on_commit() -> None:
    """Ring once per transaction, however many jobs it holds."""
    waiting = transaction.get_connection().run_on_commit
    if not any(callback is ring for _, callback, _ in waiting):
        transaction.on_commit(ring, robust=True)


def ring() -> None:
    """Wake a worker. No promise hangs on it: what a dead broker swallows, beat finds within 15 s."""
    current_app.send_task("jobs.drain", retry=False, expires=STALE_BELL, ignore_result=True)
