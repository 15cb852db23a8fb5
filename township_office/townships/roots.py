"""Every model says by which path it reaches its township; a system check sees to it.

``township_path = "case__township"`` names the path, ``""`` is the township itself, and
``NATIONAL`` marks what is the same for the whole country (the statutory calendar).
"""

from typing import Any

from django.apps import apps
from django.db import models

NATIONAL = "national"
EVERYTHING: tuple[str, ...] = ()  # ``watched``: all columns of the table matter (known.py)

Missing = tuple[type[models.Model], str]


def own_models() -> list[type[models.Model]]:
    """All models of this project, but for the history tables, which follow their models."""
    return [
        model
        for model in apps.get_models()
        if model.__module__.startswith(("township_office.", "documents", "seals", "leave"))
        and not hasattr(model, "history_type")
    ]


def township_path(model: type[models.Model]) -> str | None:
    """The path as declared, or None where a model forgot to say."""
    declared: Any = getattr(model, "township_path", None)
    return declared if isinstance(declared, str) else None
