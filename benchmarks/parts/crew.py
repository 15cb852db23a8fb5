"""So many clients at once, each a process of its own, that work in rounds."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from time import monotonic
from typing import NamedTuple

from django.db import connections

Client = Callable[
    [], Iterator[bool]
]  # does one piece of work at each step; True where it went well


class Tally(NamedTuple):
    done: int = 0
    failed: int = 0
    seconds: float = 0.0

    def __add__(self, other: "Tally") -> "Tally":  # type: ignore[override]
        return Tally(*(mine + its for mine, its in zip(self, other, strict=True)))

    @property
    def rate(self) -> float:
        return self.done / self.seconds if self.seconds else 0.0


@contextmanager
def crew(clients: Sequence[Client]) -> Iterator[Callable[[float], Tally]]:
    """Gives a function that lets all of them work for so many seconds."""
    connections.close_all()  # a connection does not survive a fork
    processes, lines = [], []
    for client in clients:
        ours, theirs = get_context("fork").Pipe()
        process = get_context("fork").Process(target=_work, args=(client, theirs), daemon=True)
        process.start()
        processes.append(process)
        lines.append(ours)
    for line in lines:
        line.recv()
    yield lambda seconds: _round(lines, seconds)
    for process in processes:
        process.terminate()


def _round(lines: Sequence[Connection], seconds: float) -> Tally:
    begun = monotonic()
    for line in lines:
        line.send(seconds)
    done = [line.recv() for line in lines]
    failed = sum(bad for _, bad in done)
    return Tally(sum(good for good, _ in done), failed, monotonic() - begun)


def _work(client: Client, line: Connection) -> None:
    steps = client()
    next(steps)  # make ready
    line.send("ready")
    while True:
        seconds, went = line.recv(), [0, 0]
        until = monotonic() + seconds
        while monotonic() < until:
            went[not next(steps)] += 1
        line.send(went)
