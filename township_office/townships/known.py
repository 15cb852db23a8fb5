"""What seldom changes is read once a process, and again when the database says that it has changed.

A model says ``watched = EVERYTHING``, or which of its columns matter. Its table has a stamp, and
triggers that put a new one in its place whatever is written there, by whomever. ``@known_from``
keeps what a function read for as long as the stamps are those it was read under; to look at them
costs one small query, and one for all of them within ``one_look``. No stamp ever comes back, so
nothing that a transaction undid is remembered.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, wraps
from typing import Any, TypeVar
from uuid import uuid4

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

from township_office.townships.models import Stamp

V = TypeVar("V")
Read = Callable[..., V]
Stamps = Mapping[str, str]

AT_MOST = 1_000  # values of one function; a new day is a new value
_STAMP = Stamp._meta.db_table
_POSTGRES_FUNCTION = f"""
CREATE OR REPLACE FUNCTION put_new_stamp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE {_STAMP} SET value = gen_random_uuid() WHERE name = TG_TABLE_NAME;
    RETURN NULL;
END $$
"""  # noqa: S608
_POSTGRES_TRIGGER = """
CREATE OR REPLACE TRIGGER {table}_watched AFTER INSERT OR UPDATE{of} OR DELETE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION put_new_stamp()
"""
_SQLITE_TRIGGER = f"""
CREATE TRIGGER IF NOT EXISTS {{table}}_watched_{{name}} AFTER {{verb}} ON {{table}}
BEGIN UPDATE {_STAMP} SET value = hex(randomblob(16)) WHERE name = '{{table}}'; END
"""  # noqa: S608


def known_from(*tables: type[models.Model]) -> Callable[[Read[V]], Read[V]]:
    """Keep what a function makes of these watched tables and of its arguments, and of nothing else.

    The value is shared by all who ask: plain and frozen. What depends on the day takes the day.
    """
    names = sorted(table._meta.db_table for table in tables)
    if strangers := [table for table in tables if not _is_watched(table)]:
        raise TypeError(f"{strangers} are not watched")

    def remembering(read: Read[V]) -> Read[V]:
        kept: dict[Hashable, tuple[list[str | None], V]] = {}

        @wraps(read)
        def known(*args: Any) -> V:
            seen = _stamps()
            stamps = [seen.get(name) for name in names]
            if args in kept and kept[args][0] == stamps:
                return kept[args][1]
            value = read(*args)
            if None not in stamps:
                kept.clear() if len(kept) >= AT_MOST else None
                kept[args] = stamps, value
            return value

        return known

    return remembering


@contextmanager
def one_look() -> Iterator[None]:
    """Within it the stamps are looked at once; no longer than a request or a transaction lasts.

    And once more after every statement that may have changed them, or have waited for somebody who
    did: whatever is not a plain SELECT, nor an INSERT into a table that nobody watches.
    """
    look = _Look()
    token = _look.set(look)
    try:
        with connection.execute_wrapper(look.heed):
            yield
    finally:
        _look.reset(token)


class _Look:
    """What one saw of the stamps, for as long as it surely holds."""

    def __init__(self) -> None:
        self.seen: Stamps | None = None

    def heed(self, execute: Callable[..., Any], sql: str, *args: Any) -> Any:
        if self.seen is not None and not _leaves_them(sql):
            self.seen = None
        return execute(sql, *args)


_look: ContextVar[_Look | None] = ContextVar("look", default=None)


def _leaves_them(sql: str) -> bool:
    if sql.startswith(("SELECT ", "(SELECT ")):
        return "FOR UPDATE" not in sql
    return sql.startswith('INSERT INTO "') and sql.split('"', 2)[1] not in _watched_names()


def _stamps() -> Stamps:
    look = _look.get()
    if look is None:
        return _read_stamps()
    if look.seen is None:
        look.seen = _read_stamps()
    return look.seen


def _read_stamps() -> Stamps:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT name, value FROM {_STAMP}")  # noqa: S608
        return dict(cursor.fetchall())


@cache
def _watched_names() -> frozenset[str]:
    return frozenset(watched_tables())


def watched_tables() -> dict[str, tuple[str, ...]]:
    """Every watched table of the project, with the columns that matter."""
    return {
        each._meta.db_table: vars(each)["watched"]
        for each in apps.get_models()
        if _is_watched(each)
    }


def _is_watched(model: type[models.Model]) -> bool:
    return "watched" in vars(model)


def install(connection: BaseDatabaseWrapper) -> None:
    """Give every watched table that exists its stamp and its triggers; harmless where they stand."""
    existing = set(connection.introspection.table_names())
    tables = {name: columns for name, columns in watched_tables().items() if name in existing}
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_POSTGRES_FUNCTION)
        for table, columns in tables.items():
            for trigger in _triggers(connection, table, columns):
                cursor.execute(trigger)
    stamps = [Stamp(name=table, value=str(uuid4())) for table in tables]
    Stamp.objects.using(connection.alias).bulk_create(stamps, ignore_conflicts=True)


def _triggers(connection: BaseDatabaseWrapper, table: str, columns: tuple[str, ...]) -> list[str]:
    of = f" OF {', '.join(columns)}" if columns else ""
    if connection.vendor == "postgresql":
        return [_POSTGRES_TRIGGER.format(table=table, of=of)]
    verbs = {"insert": "INSERT", "update": f"UPDATE{of}", "delete": "DELETE"}
    return [
        _SQLITE_TRIGGER.format(table=table, name=name, verb=verb) for name, verb in verbs.items()
    ]


def install_after_migrate(using: str = DEFAULT_DB_ALIAS, **kwargs: Any) -> None:
    """After every migrate, because SQLite drops a table's triggers when the table is remade."""
    install(connections[using])
