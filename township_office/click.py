"""The click being served: one id that stands on the acts, history rows, jobs and receipts it makes."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import uuid4

_click: ContextVar[str] = ContextVar("click", default="")


def current() -> str:
    """The id of the click, or a fresh one for what no click began (a worker, a command)."""
    return _click.get() or str(uuid4())


@contextmanager
def served(key: str) -> Iterator[None]:
    """All that is written inside the block belongs to this click."""
    token = _click.set(key)
    try:
        yield
    finally:
        _click.reset(token)
