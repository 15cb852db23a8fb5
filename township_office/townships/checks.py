from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from township_office.townships.models import Township
from township_office.townships.roots import NATIONAL, own_models, township_path


@register()
def every_model_reaches_its_township(
    app_configs: Sequence[Any] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    return [
        Error(
            f"{model.__name__} does not say by which path it reaches its township.",
            hint='Set township_path = "…__township", or NATIONAL.',
            obj=model,
            id="townships.E001",
        )
        for model in own_models()
        if not _reaches_township(model)
    ]


def _reaches_township(model: type[models.Model]) -> bool:
    path = township_path(model)
    if path in (NATIONAL, "") or path is None:
        return path is not None and (path == NATIONAL or model is Township)
    for step in path.split("__"):
        try:
            related = model._meta.get_field(step).related_model
        except FieldDoesNotExist:
            return False
        if not isinstance(related, type):
            return False
        model = related
    return model is Township
