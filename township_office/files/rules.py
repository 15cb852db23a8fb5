"""A file is readable by whom its record is visible to, and by nobody else."""

from collections.abc import Callable
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


Opens = Callable[[File, Officer, Any], bool]
_stricter: dict[type[models.Model], Opens] = {}


def opens_by(model: type[models.Model]) -> Callable[[Opens], Opens]:
    """Enter who, of those who see a record of this kind, opens which of its files; else all do."""

    def entered(opens: Opens) -> Opens:
        _stricter[model] = opens
        return opens

    return entered


def is_readable(file: File, officer: Officer) -> bool:
    """Whether the officer sees the record on which the file hangs, in his own township, and may open it."""
    model = file.content_type.model_class()
    if model is None or file.township_id != officer.township_id:
        return False
    record = guard_of(model).visible_to(officer).filter(pk=file.object_id).first()
    opens = _stricter.get(model)
    return record is not None and (opens is None or opens(file, officer, record))
