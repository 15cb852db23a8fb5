"""Where the records of a query stand: what every register of matters under way shows, no query a row."""

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import OuterRef, Subquery

from township_office.approvals.models.cases import Case, Task, place_of


def open_tasks_of(model: type[models.Model]) -> models.QuerySet[Task]:
    """What lies open of each record of a query, the first asked first."""
    kind = ContentType.objects.get_for_model(model)
    lying = Task.objects.open().filter(case__subject_type=kind, blocks=True)
    return lying.filter(case__subject_id=OuterRef("pk")).order_by("number")


def newest_case_of(model: type[models.Model], field: str) -> Subquery:
    """One field of the newest case of each record of a query."""
    kind = ContentType.objects.get_for_model(model)
    cases = Case.objects.filter(subject_type=kind, subject_id=OuterRef("pk"))
    return Subquery(cases.order_by("-id").values(field)[:1])


def standing_of(model: type[models.Model]) -> dict[str, Subquery]:
    """Annotations: how its newest case ended, else the stage it is at, and with whom it lies."""
    return {
        "case_outcome": newest_case_of(model, "outcome"),
        "case_stage": newest_case_of(model, "stage_name"),
        **place_of(open_tasks_of(model)),
    }
