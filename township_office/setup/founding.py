"""What the modules lay into a township as it is founded: each enters its own at start-up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # modules enter before the models are read
    from django.db.models import Model

    from township_office.audit.capacity import Capacity
    from township_office.townships.models import Township

    Founding = Callable[[Township, Capacity], Sequence[Model]]

_entered: list[Founding] = []


def when_founded(founding: Founding) -> None:
    """Called in AppConfig.ready() by a module that a new township cannot do without (ADR 7).

    It runs in the founding's own transaction, in the capacity of who founds; entered twice is once.
    It runs again where an older township is brought up (``lay_in``): it makes what is missing, leaves
    alone what is there, was renamed or put out of use, and answers with what it made.
    """
    if founding not in _entered:
        _entered.append(founding)


def foundings() -> list[Founding]:
    return list(_entered)
