"""The switches and numbers a township may turn. A module declares its own; rows in Setting are dated."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from township_office import clock
from township_office.townships.known import known_from
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
    """Every declared setting with its value in force that day; known from before."""
    township_id = township if isinstance(township, int) else township.pk
    said = _in_force(township_id, on or clock.today())
    return {key: said.get(key, switch.default) for key, switch in _declared.items()}


@known_from(Setting)
def _in_force(township_id: int, day: date) -> Mapping[str, Any]:
    rows = Setting.objects.in_force(township_id, day)
    return MappingProxyType({row.key: row.value for row in rows})
