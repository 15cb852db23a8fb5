"""One paper with all that hangs on it, multiplied in the database: a copy lies where it lies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.db import connection, models, transaction
from django.urls import reverse

from documents.incoming.models import Incoming
from township_office.approvals.core import Status
from township_office.approvals.models import Case, Task
from township_office.audit.models import Entry
from township_office.numbers.models import Counter

ROOM = 10_000_000  # keys of a table: above it, a key says which table it is of
SERIES = (
    "(WITH RECURSIVE s(n) AS (SELECT {0} UNION ALL SELECT n + 1 FROM s WHERE n < {1})"
    " SELECT n FROM s) AS s"
)
Model = type[models.Model]


def give_room() -> None:
    """Let the keys of every table go on from a number of its own; PostgreSQL only."""
    counted = [each for each in apps.get_models() if isinstance(each._meta.pk, models.AutoField)]
    there = connection.introspection.table_names()
    with connection.cursor() as cursor:
        for place, model in enumerate(counted, start=1):
            if model._meta.db_table in there:
                _go_on_from(cursor, model, f"{place * ROOM}")


class Papers:
    """A paper and its copies, counted from 0, which is the paper itself."""

    def __init__(self, paper: Incoming) -> None:
        self.paper, self.last = paper, 0
        self._task = Task.objects.open().get(case__subject_id=paper.pk)
        self.kin = dict(_kin_of(paper))
        self.first = {model: min(keys) for model, keys in self.kin.items()}
        self.stride = {model: max(keys) - min(keys) + 1 for model, keys in self.kin.items()}

    def page(self, place: int) -> str:
        key = self.paper.pk + place * self.stride[Incoming]
        return reverse("documents:incoming", args=[key])

    def decided(self) -> int:
        """How many of them no longer lie where they were laid."""
        stage, last = self._task.stage, self._task.pk + self.last * self.stride[Task]
        tasks = Task.objects.filter(pk__range=(self._task.pk, last), stage=stage)
        return tasks.exclude(status=Status.OPEN).count()

    @transaction.atomic
    def multiply(self, until: int) -> None:
        """Let there be copies up to this number."""
        series = SERIES.format(self.last + 1, until)
        with connection.cursor() as cursor:
            for model, keys in self.kin.items():
                self._copy(cursor, model, keys, series)
                if connection.vendor == "postgresql":
                    _go_on_from(cursor, model, f"(SELECT max({_key(model)}) FROM {_table(model)})")
        Counter.objects.filter(series="documents.incoming").update(value=self.paper.number + until)
        self.last = until

    def _copy(self, cursor: Any, model: Model, keys: list[int], series: str) -> None:
        values = {field.column: self._value(model, field) for field in model._meta.concrete_fields}
        columns = ", ".join(f'"{column}"' for column in values)
        among = ", ".join(map(str, keys))
        cursor.execute(
            f"INSERT INTO {_table(model)} ({columns}) SELECT {', '.join(values.values())}"
            f" FROM {_table(model)} t, {series} WHERE t.{_key(model)} IN ({among})"
        )

    def _value(self, model: Model, field: models.Field[Any, Any]) -> str:
        """What stands in a column of copy ``s.n``."""
        own = f't."{field.column}"'
        if related := self._points_to(model, field):
            return f"{own} + s.n * {self.stride[related]}"
        if model is Entry and field.name == "subject_id":
            return f"CAST(CAST({own} AS bigint) + s.n * {self.stride[Incoming]} AS varchar(40))"
        if field.name == "number" and model in (Incoming, Incoming.history.model):
            return f"{own} + s.n"
        if field.name == "due_at" and connection.vendor == "postgresql":
            return f"{own} + (s.n % 14400) * interval '1 minute'"
        return own

    def _points_to(self, model: Model, field: models.Field[Any, Any]) -> Model | None:
        if field.primary_key:
            return model
        if field.related_model in self.kin:
            return field.related_model
        generic = [each for each in model._meta.private_fields if _is_generic(each)]
        of_history = model is Incoming.history.model and field.name == "id"
        return Incoming if of_history or field.name in [each.fk_field for each in generic] else None

    def moved(self, value: Any, of: int, to: int) -> Any:
        """A value in a statement about one copy, as it stands in the same statement about another."""
        if isinstance(value, list | tuple):
            return type(value)(self.moved(each, of, to) for each in value)
        if isinstance(value, str) and value.isdigit():
            return str(self.moved(int(value), of, to))
        model = self._table_of(value) if isinstance(value, int) else None
        if model is None:
            return value
        if (value - self.first[model]) // self.stride[model] != of:
            raise LookupError(f"{value} in {_table(model)} belongs to no copy")
        return value + (to - of) * self.stride[model]

    def _table_of(self, key: int) -> Model | None:
        """Which of the multiplied tables a key is of; none for what all copies share."""
        room = key // ROOM
        return next((each for each in self.kin if room and self.first[each] // ROOM == room), None)


def _kin_of(paper: Incoming) -> Iterator[tuple[Model, list[int]]]:
    """Every row that hangs on the paper, by model: its case, its trail, and what hangs on these."""
    history = Incoming.history.model
    yield history, _keys(history, id=paper.pk)
    yield Entry, _keys(Entry, subject_type=paper._meta.label_lower, subject_id=str(paper.pk))
    waiting: list[tuple[Model, list[int]]] = [
        (Incoming, [paper.pk]),
        (Case, _keys(Case, subject_id=paper.pk, matter="documents.incoming")),
    ]
    seen: set[Model] = set()
    while waiting:
        model, keys = waiting.pop(0)
        if keys and model not in seen:
            seen.add(model)
            yield model, keys
            waiting += [(each, _keys(each, **how)) for each, how in _hanging_on(model, keys)]


def _hanging_on(model: Model, keys: list[int]) -> Iterator[tuple[Model, dict[str, list[int]]]]:
    for relation in model._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and not relation.many_to_many:
            yield relation.related_model, {f"{relation.field.name}__in": keys}


def _keys(model: Model, **how: Any) -> list[int]:
    return list(model._base_manager.filter(**how).values_list("pk", flat=True))


def _is_generic(field: Any) -> bool:
    return isinstance(field, GenericForeignKey)


def _go_on_from(cursor: Any, model: Model, number: str) -> None:
    sequence = f"pg_get_serial_sequence('{_table(model)}', '{model._meta.pk.column}')"
    cursor.execute(f"SELECT setval({sequence}, {number})")


def _table(model: Model) -> str:
    return f'"{model._meta.db_table}"'


def _key(model: Model) -> str:
    return f'"{model._meta.pk.column}"'
