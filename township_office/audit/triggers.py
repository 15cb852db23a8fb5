"""The database itself refuses to change what is append-only, whoever asks.

Installed after every migrate, because SQLite drops a table's triggers when the table is remade.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from township_office.audit.models import AppendOnly

_ABORT = "BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
_SQLITE = {
    "no_update": f"BEFORE UPDATE ON {{table}} {_ABORT}",
    "no_delete": f"BEFORE DELETE ON {{table}} {_ABORT}",
    # INSERT OR REPLACE removes the old row without firing the delete trigger.
    "no_replace": "BEFORE INSERT ON {table}"  # noqa: S608
    " WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id) " + _ABORT,
}
_POSTGRES = {
    "no_change": "BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "no_truncate": "BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
}
_POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END $$
"""


def guarded_tables() -> list[str]:
    """Every append-only table of the project."""
    return [model._meta.db_table for model in apps.get_models() if issubclass(model, AppendOnly)]


def install(connection: BaseDatabaseWrapper) -> None:
    """Put the triggers on every append-only table that exists; harmless where they stand."""
    existing = set(connection.introspection.table_names())
    on_postgres = connection.vendor == "postgresql"
    create = "CREATE OR REPLACE TRIGGER" if on_postgres else "CREATE TRIGGER IF NOT EXISTS"
    with connection.cursor() as cursor:
        if on_postgres:
            cursor.execute(_POSTGRES_FUNCTION)
        for table in guarded_tables():
            if table not in existing:
                continue
            for name, body in _guards(connection).items():
                cursor.execute(f"{create} {table}_{name} {body.format(table=table)}")


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers off; only the test suite does, around Django's flush."""
    with connection.cursor() as cursor:
        for table in guarded_tables():
            where = f" ON {table}" if connection.vendor == "postgresql" else ""
            for name in _guards(connection):
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_{name}{where}")


@contextmanager
def lifted(connection: BaseDatabaseWrapper) -> Iterator[None]:
    remove(connection)
    try:
        yield
    finally:
        install(connection)


def install_after_migrate(using: str = DEFAULT_DB_ALIAS, **kwargs: Any) -> None:
    install(connections[using])


def _guards(connection: BaseDatabaseWrapper) -> dict[str, str]:
    return _POSTGRES if connection.vendor == "postgresql" else _SQLITE
