"""Several people at the same moment, each in a thread and on a connection of his own.

On SQLite as many are connected as there are people. A PostgreSQL server takes a hundred connections
unless told otherwise: whoever finds no place queues for one, as a click queues for one of the workers
of the office's web server. Never more decide at one moment than the server has places.
"""

import os
from collections.abc import Callable, Sequence
from threading import Barrier, BoundedSemaphore, Lock, Thread
from typing import Any

from django.db import connection, connections

PATIENCE = 120  # seconds; only a failure waits as long
SPARE = 10  # connections, for whoever else works with the server meanwhile


def together(deeds: Sequence[Callable[[], Any]]) -> list[Any]:
    """What each came to: his answer, or the refusal he heard; all are let go at the same moment."""
    start, lock = Barrier(len(deeds)), Lock()
    seats = BoundedSemaphore(min(len(deeds), places()))
    heard: dict[int, Any] = {}

    def does(number: int, deed: Callable[[], Any]) -> None:
        answer = _seated(deed, seats, start)
        with lock:
            heard[number] = answer

    threads = [Thread(target=does, args=each) for each in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    return [heard[number] for number in range(len(deeds))]


def _seated(deed: Callable[[], Any], seats: BoundedSemaphore, start: Barrier) -> Any:
    """Who has a place is connected before the start; the others wait for the first to leave."""
    ready = seats.acquire(blocking=False)
    try:
        if ready:
            connection.ensure_connection()
        start.wait(PATIENCE)
        if not ready:
            ready = seats.acquire(timeout=PATIENCE)
        return deed()
    except Exception as refusal:
        return refusal
    finally:
        connections.close_all()
        if ready:
            seats.release()


def places() -> int:
    """How many more may be connected at once; test processes that run side by side share them."""
    if connection.vendor == "sqlite":
        return 10_000
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('max_connections')::int"
            " - current_setting('superuser_reserved_connections')::int"
            " - coalesce(current_setting('reserved_connections', true)::int, 0)"
            " - (SELECT count(*) FROM pg_stat_activity)"
        )
        (free,) = cursor.fetchone()
    beside = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    return max((free - SPARE) // beside, 2)
