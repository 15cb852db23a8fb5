"""Write a line of the trail, and read them back."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from django.db import models

from township_office import click, clock
from township_office.audit.capacity import Capacity
from township_office.audit.models import Entry
from township_office.audit.registry import Acts, label_of

__all__ = ["label_of", "record", "record_each", "trail_of"]


def record(
    act: Acts,
    subject: models.Model,
    *,
    by: Capacity,
    words: str = "",
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> Entry:
    """Add a line to the trail, in the transaction of the change it speaks of."""
    return Entry.objects.create(**_line(act, subject, by, words, before or {}, after or {}))


def record_each(act: Acts, done: Iterable[tuple[models.Model, Capacity]]) -> None:
    """The same act on several records: a line each, one insert."""
    Entry.objects.bulk_create(Entry(**_line(act, subject, by)) for subject, by in done)


def _line(
    act: Acts,
    subject: models.Model,
    by: Capacity,
    words: str = "",
    before: Mapping[str, Any] = MappingProxyType({}),
    after: Mapping[str, Any] = MappingProxyType({}),
) -> dict[str, Any]:
    return {
        "township_id": by.township_id,
        "at": clock.now(),
        "code": act.value,
        "click": click.current(),
        "subject_type": subject._meta.label_lower,
        "subject_id": str(subject.pk),
        "subject_name": str(subject)[:200],
        "officer_id": by.officer_id,
        "officer_name": by.officer_name,
        "post_name": by.post_name,
        "for_name": by.for_name,
        "how": by.how,
        "words": words,
        "before": dict(before),
        "after": dict(after),
    }


def trail_of(subject: models.Model) -> models.QuerySet[Entry]:
    """All that was done to one record, oldest first."""
    return Entry.objects.filter(
        subject_type=subject._meta.label_lower, subject_id=str(subject.pk)
    ).order_by("id")
