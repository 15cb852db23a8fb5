"""Several people at the same moment, each in a thread and on a connection of his own."""

from collections.abc import Callable, Sequence
from threading import Barrier, BoundedSemaphore, Lock, Thread
from typing import Any

from django.db import connections

PATIENCE = 120  # seconds; only a failure waits as long
CONNECTIONS = 20


def together(deeds: Sequence[Callable[[], Any]]) -> list[Any]:
    """What each came to: his answer, or the refusal he heard; at most twenty are connected at once."""
    start, seats, lock = Barrier(len(deeds)), BoundedSemaphore(CONNECTIONS), Lock()
    heard: dict[int, Any] = {}

    def does(number: int, deed: Callable[[], Any]) -> None:
        start.wait(PATIENCE)
        with seats:
            try:
                answer = deed()
            except Exception as refusal:
                answer = refusal
            finally:
                connections.close_all()
        with lock:
            heard[number] = answer

    threads = [Thread(target=does, args=each) for each in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    return [heard[number] for number in range(len(deeds))]
