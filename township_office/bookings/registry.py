"""The kinds of what can be taken: each module declares its own; officers are known from the start."""

from dataclasses import dataclass

from django.db import models

from township_office.people.models import Officer


@dataclass(frozen=True)
class Kind:
    """Officers, vehicles, rooms, seals. What is ``exclusive`` is had by one booking at a time."""

    key: str
    label: str
    model: type[models.Model]
    exclusive: bool


_declared: dict[str, Kind] = {}


def declare(key: str, label: str, model: type[models.Model], *, exclusive: bool) -> Kind:
    """Enter a kind under a key that is kept for ever; called once, in a module's ``rules.py``."""
    kind = Kind(key, label, model, exclusive)
    if _declared.setdefault(key, kind) != kind:
        raise ValueError(f"what is taken under {key} is declared twice, differently")
    return kind


def kind_of(thing: models.Model) -> Kind:
    """Under which kind a record is taken. Raises LookupError for what nobody declared."""
    for kind in _declared.values():
        if isinstance(thing, kind.model):
            return kind
    raise LookupError(f"{type(thing).__name__} is nothing that can be taken")


OFFICER = declare("officer", "人员", Officer, exclusive=False)
