"""What the modules lay into a township as it is founded: each enters its own at start-up."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # modules enter before the models are read
    from township_office.audit.capacity import Capacity
    from township_office.townships.models import Township

    Founding = Callable[[Township, Capacity], object]

_entered: list[Founding] = []


def when_founded(founding: Founding) -> None:
    """Called in AppConfig.ready() by a module that a new township cannot do without (ADR 7).

    It runs in the founding's own transaction, in the capacity of who founds; entered twice is once.
    """
    if founding not in _entered:
        _entered.append(founding)


def foundings() -> list[Founding]:
    return list(_entered)
