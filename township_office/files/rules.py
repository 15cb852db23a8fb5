"""A file is readable by whom its record is visible to, and by nobody else."""

from typing import Any, Protocol, cast

from django.db import models

from township_office.files.models import File
from township_office.people.models import Officer


class Guarded(Protocol):
    """A manager that knows which of its records an officer may see."""

    def visible_to(self, officer: Officer) -> models.QuerySet[Any]: ...


def guard_of(model: type[models.Model]) -> Guarded:
    """Who decides about the records of this kind.

    Raises TypeError for a model whose manager has no ``visible_to``: nothing may hang on it, as
    nobody could say who reads it.
    """
    manager = model._default_manager
    if not hasattr(manager, "visible_to"):
        raise TypeError(f"{model.__name__} does not say to whom it is visible")
    return cast(Guarded, manager)


def is_readable(file: File, officer: Officer) -> bool:
    """Whether the officer sees the record on which the file hangs, in his own township."""
    model = file.content_type.model_class()
    if model is None or file.township_id != officer.township_id:
        return False
    return guard_of(model).visible_to(officer).filter(pk=file.object_id).exists()
