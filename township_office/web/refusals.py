"""No, said in a sentence that tells what to do. The middleware makes the page; views hold no try."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any


class Refused(Exception):
    """What one may not do, or not now. The sentence is shown as it is, so it ends with a full stop."""

    status = 403
    title = "没有办成"

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Stale(Refused):
    """Somebody else was faster: what this decision was made upon is no longer so."""

    status = 409
    title = "已有变化"


def refusal_of(check: Callable[[], object]) -> str:
    """The sentence with which a rule says no; empty where it says nothing."""
    try:
        check()
    except Refused as refusal:
        return refusal.sentence
    return ""


def passes(check: Callable[[], object]) -> bool:
    return not refusal_of(check)


@contextmanager
def as_fault(form: Any, field: str | None = None) -> Iterator[None]:
    """Ask a rule while the form can still be mended: its sentence stands beneath the field, else above
    the form, which keeps what was typed."""
    try:
        yield
    except Refused as refusal:
        form.add_error(field, refusal.sentence)
