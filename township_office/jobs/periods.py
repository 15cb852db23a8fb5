"""What is done by itself every day or every week: each app declares its own; beat asks every hour.

A row for each period is the truth about it, as a job's row is about the job: however often beat
asks, and from however many machines, a period begins once. One that was slept through begins late.
"""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from township_office import clock
from township_office.jobs.models import Period
from township_office.jobs.outbox import enqueue
from township_office.townships.models import Township

Key = Callable[[int, datetime], str]

_declared: dict[str, Key] = {}


def periodically(name: str, key: Key) -> str:
    """Let the job of this name be done once for each key; an empty one says: not yet.

    ``key`` is asked with the township and the moment, and calls the period: ``2026-W48``.
    """
    if name in _declared:
        raise ValueError(f"{name} is declared twice")
    _declared[name] = key
    return name


def begin_periods() -> None:
    """Enqueue whatever has come round and was not begun yet, in every township."""
    now = clock.now()
    for township in Township.objects.values_list("pk", flat=True):
        for name, key_of in _declared.items():
            if key := key_of(township, now):
                _begin(township, name, key)


@transaction.atomic
def _begin(township: int, name: str, key: str) -> None:
    _, new = Period.objects.get_or_create(township_id=township, name=name, key=key)
    if new:
        enqueue(name, township_id=township)
