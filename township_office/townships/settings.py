"""The switches and numbers a township may turn. A module declares its own; rows in Setting are dated."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from township_office import clock
from township_office.townships.models import Setting, Township


@dataclass(frozen=True)
class Switch:
    """A declared setting: its key, what it is called in the admin, its value where no row says otherwise."""

    key: str
    title: str
    default: Any
    clause: str = ""


_declared: dict[str, Switch] = {}


def declare(key: str, title: str, *, default: Any, clause: str = "") -> Switch:
    switch = Switch(key, title, default, clause)
    if _declared.setdefault(key, switch) != switch:
        raise ValueError(f"setting {key} is declared twice, differently")
    return switch


def declared() -> dict[str, Switch]:
    return dict(_declared)


def settings_of(township: Township | int, *, on: date | None = None) -> dict[str, Any]:
    """Every declared setting with its value in force that day; one query."""
    values = {key: switch.default for key, switch in _declared.items()}
    for row in Setting.objects.in_force(township, on or clock.today()):
        if row.key in values:
            values[row.key] = row.value
    return values
