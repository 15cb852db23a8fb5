"""Fields of a record in the office's own words, as the trail keeps them."""

from collections.abc import Iterable
from typing import Any

from django.db import models

Told = dict[str, str | int | None]


def told(subject: models.Model, names: Iterable[str]) -> Told:
    """``{"职务": "镇长", "任职日期": "2026-03-01"}``: what the screen calls each field, and its value."""
    return {_title(subject, name): _word(subject, name) for name in names}


def _title(subject: models.Model, name: str) -> str:
    field: Any = subject._meta.get_field(name)
    return str(field.verbose_name)


def _word(subject: models.Model, name: str) -> str | int | None:
    chosen = getattr(subject, f"get_{name}_display", None)
    value = chosen() if chosen else getattr(subject, name)
    if isinstance(value, bool):
        return "是" if value else "否"
    return value if value is None or isinstance(value, int | str) else str(value)
