"""The registry of acts: each app lists its own in ``acts.py``."""

from django.db import models


class Acts(models.TextChoices):
    """Base of an app's list: ``FILED = "documents.incoming.filed", "归档"``."""


_listed: dict[str, str] = {}


def listed(acts: type[Acts]) -> type[Acts]:
    """Class decorator: enter an app's acts in the registry; a code stands there once."""
    for act in acts:
        if _listed.setdefault(act.value, act.label) != act.label:
            raise ValueError(f"act {act.value} is listed twice")
    return acts


def label_of(code: str) -> str:
    """What the act is called on the trail; an act no longer listed keeps its code."""
    return _listed.get(code, code)


def all_acts() -> dict[str, str]:
    return dict(_listed)
