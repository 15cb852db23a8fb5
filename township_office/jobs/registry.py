"""Handlers of jobs, by name. Each app enters its own in ``tasks.py``; all are known at start-up."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any, NoReturn, TypeVar

ATTEMPTS = 6
LEASE = timedelta(minutes=5)

Function = TypeVar("Function", bound=Callable[..., Any])


@dataclass(frozen=True)
class Handler:
    """What does a job, how it is called on the administrator's page, how often and how long."""

    name: str
    title: str
    finish: Callable[..., Any]
    prepare: Callable[..., Any] | None = None
    attempts: int = ATTEMPTS
    lease: timedelta = LEASE


_handlers: dict[str, Handler] = {}


def job(
    name: str,
    *,
    title: str = "",
    prepare: Callable[..., Any] | None = None,
    attempts: int = ATTEMPTS,
    lease: timedelta = LEASE,
) -> Callable[[Function], Function]:
    """Enter the function as the handler of the jobs called ``name``.

    It is called with the job's keywords (``township_id`` and what ``enqueue`` was given) inside a
    transaction that also marks the job done: its writes and the mark stand or fall together.
    Nothing slow belongs in there. What is slow, or reaches out of the house, goes into ``prepare``,
    which gets the same keywords outside any transaction and whose result the handler gets first::

        @job("paper.incoming_sheet", prepare=render_sheet)
        def keep_sheet(pdf: bytes, *, township_id: int, incoming: int) -> None: ...

    ``prepare`` may run again after a crash, so it writes nothing to the database. ``lease`` is
    longer than both ever take; ``attempts`` is how often the job is tried before it is given up.
    Raises ValueError when the name is taken.
    """

    def enter(function: Function) -> Function:
        if name in _handlers:
            raise ValueError(f"job {name} is registered twice")
        _handlers[name] = Handler(name, title or name, function, prepare, attempts, lease)
        return function

    return enter


def handler_of(name: str) -> Handler:
    """The handler; for a name nobody registered (a row of another release) one that says so."""
    return _handlers.get(name) or Handler(name, name, partial(_nobody, name))


def is_registered(name: str) -> bool:
    return name in _handlers


def _nobody(name: str, **args: Any) -> NoReturn:
    raise LookupError(f"no handler is registered for the job {name}")
