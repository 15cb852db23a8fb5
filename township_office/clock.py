"""The one clock. Nothing else asks what time it is, so that tests and the demo can move it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time

from django.utils import timezone

_moved_to: ContextVar[datetime | None] = ContextVar("moved_to", default=None)


def now() -> datetime:
    """This moment, aware, in UTC unless the clock was moved."""
    return _moved_to.get() or timezone.now()


def today() -> date:
    """The date on the wall of the office (Asia/Shanghai)."""
    return timezone.localtime(now()).date()


def local(moment: datetime) -> datetime:
    """The same moment as the clock on the wall of the office shows it."""
    return timezone.localtime(moment)


def midnight(day: date) -> datetime:
    """The first moment of a day in the office."""
    return timezone.make_aware(datetime.combine(day, time.min))


@contextmanager
def moved_to(moment: datetime) -> Iterator[None]:
    """Let the office live at another moment for as long as the block lasts."""
    token = _moved_to.set(moment)
    try:
        yield
    finally:
        _moved_to.reset(token)
