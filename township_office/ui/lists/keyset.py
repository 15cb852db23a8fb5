"""Pages by key: the rows that come after the last one shown, however many came before.

Nothing is skipped or shown twice when rows are added meanwhile, and page 900 costs what page 1 does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.core.signing import BadSignature, Signer
from django.db import models
from django.db.models import F, OrderBy, Q, QuerySet

_signer = Signer(salt="township_office.ui.lists")


@dataclass(frozen=True)
class Cursor:
    """A place in an order, just beside the row with these values, and the way to read on from it."""

    values: tuple[Any, ...]
    backward: bool


class Slice(NamedTuple):
    """The rows of one page, and the cursors (or None) to the pages before and after."""

    rows: list[Any]
    previous: Cursor | None
    next: Cursor | None


@dataclass(frozen=True)
class Term:
    """One field of an order; ``name`` is the annotation under which each row carries its value.

    Blanks come last in either direction. The two databases disagree about them, so where there can
    be any the order says so; where there are none it stays silent, for the sake of the index.
    """

    name: str
    path: str
    descending: bool
    blanks: bool
    field: models.Field[Any, Any]

    def order_by(self, *, backward: bool) -> OrderBy:
        places: dict[str, Any] = {}
        if self.blanks:
            places = {"nulls_first": True} if backward else {"nulls_last": True}
        return OrderBy(F(self.path), descending=self.descending != backward, **places)

    def same(self, value: Any) -> Q:
        return self._where("isnull", True) if value is None else self._where("exact", value)

    def beyond(self, value: Any, *, backward: bool) -> Q | None:
        """The rows that come later than this value; None where there cannot be any."""
        if value is None:
            return self._where("isnull", False) if backward else None
        return self._or_blank(self._where(self._side(backward), value), backward)

    def from_here(self, value: Any, *, backward: bool) -> Q:
        """The rows with this value or later."""
        if value is None:
            return Q() if backward else self.same(None)
        return self._or_blank(self._where(f"{self._side(backward)}e", value), backward)

    def _side(self, backward: bool) -> str:
        return "lt" if self.descending != backward else "gt"

    def _where(self, lookup: str, value: Any) -> Q:
        return Q((f"{self.name}__{lookup}", value))

    def _or_blank(self, rows: Q, backward: bool) -> Q:
        return rows | self.same(None) if self.blanks and not backward else rows


class Order:
    """An order of a queryset's rows without ties: the fields asked for, then the primary key."""

    def __init__(self, queryset: QuerySet[Any], fields: Sequence[str]) -> None:
        paths = [field.removeprefix("-") for field in fields]
        falling = [field.startswith("-") for field in fields]
        names = [f"keyset_{number}" for number in range(len(fields) + 1)]
        paths, falling = [*paths, "pk"], [*falling, falling[0]]
        self.queryset = queryset.annotate(
            **{name: F(path) for name, path in zip(names, paths, strict=True)}
        )
        self.terms = [
            Term(name, path, down, _may_be_blank(queryset.model, path), self._field(name))
            for name, path, down in zip(names, paths, falling, strict=True)
        ]

    def rows(self, *, backward: bool = False) -> QuerySet[Any]:
        """All the rows in order."""
        terms = [term.order_by(backward=backward) for term in self.terms]
        rows: QuerySet[Any] = self.queryset.order_by(*terms)
        return rows

    def slice(self, cursor: Cursor | None, size: int) -> Slice:
        """The page at the cursor; the first one without a cursor, or where it leads to nothing."""
        backward = cursor is not None and cursor.backward
        rows = self.rows(backward=backward)
        if cursor:
            rows = rows.filter(self._past(cursor))
        found = list(rows[: size + 1])
        if cursor and not found:
            return self.slice(None, size)
        more, page = len(found) > size, found[:size]
        if backward:
            page.reverse()
        return Slice(
            page,
            previous=self._beside(page[0], True) if (more if backward else cursor) else None,
            next=self._beside(page[-1], False) if backward or more else None,
        )

    def sign(self, cursor: Cursor | None) -> str:
        """The cursor as it stands in an address; empty for none."""
        if cursor is None:
            return ""
        values = [None if value is None else str(value) for value in cursor.values]
        return _signer.sign_object([self._paths, cursor.backward, values])

    def read(self, signed: str) -> Cursor | None:
        """The cursor in an address, or None for nonsense and for the cursors of another order."""
        try:
            paths, backward, values = _signer.unsign_object(signed)
            return Cursor(self._values(values), backward) if paths == self._paths else None
        except (BadSignature, ValidationError):
            return None

    @property
    def _paths(self) -> list[str]:
        return [f"{'-' * term.descending}{term.path}" for term in self.terms]

    def _field(self, name: str) -> models.Field[Any, Any]:
        field: models.Field[Any, Any] = self.queryset.query.annotations[name].output_field
        return field

    def _beside(self, row: Any, backward: bool) -> Cursor:
        return Cursor(tuple(getattr(row, term.name) for term in self.terms), backward)

    def _values(self, texts: Iterable[str | None]) -> tuple[Any, ...]:
        return tuple(
            None if text is None else term.field.to_python(text)
            for term, text in zip(self.terms, texts, strict=True)
        )

    def _past(self, cursor: Cursor) -> Q:
        """Later in the first field; or level in it and later in the second; and so on.

        The first field is bounded once more for all, because an index cannot begin at an OR.
        """
        level, choices = Q(), []
        for term, value in zip(self.terms, cursor.values, strict=True):
            beyond = term.beyond(value, backward=cursor.backward)
            if beyond is not None:
                choices.append(level & beyond)
            level &= term.same(value)
        first = self.terms[0].from_here(cursor.values[0], backward=cursor.backward)
        return first & reduce(or_, choices)


def _may_be_blank(model: type[models.Model], path: str) -> bool:
    """Whether the database can answer NULL; of what is not a field of the model's own, assume so."""
    if path == "pk":
        return False
    try:
        return bool(model._meta.get_field(path).null)
    except FieldDoesNotExist:
        return True
