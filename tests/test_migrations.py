"""What the migrations make of an empty database is what the models say; tests begin with the latter."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

TRIGGERS = {
    "sqlite": "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal",
}
UNNAMED = ("__unnamed", "fk_")  # as SQLite counts what has no name
NOT_OURS = ("django_migrations", "office_cache", "auth_group_permissions")


def manage(var: Path, *words: str, **env: str) -> None:
    subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=settings.BASE_DIR,
        env=os.environ | {"OFFICE_VAR": str(var)} | env,
        check=True,
        timeout=300,
    )


@contextmanager
def migrated(var: Path) -> Iterator[BaseDatabaseWrapper]:
    """A database that only the migrations have made."""
    with _empty(var) as (url, name):
        manage(var, "migrate", "--verbosity=0", **url)
        other = connection.copy()
        other.settings_dict = connection.settings_dict | {"NAME": name}
        with closing(other):
            yield other


@contextmanager
def _empty(var: Path) -> Iterator[tuple[dict[str, str], str]]:
    """How the environment names it, and how Django does."""
    if connection.vendor == "sqlite":
        yield {}, str(var / "office.sqlite3")
        return
    name = f"{connection.settings_dict['NAME']}_migrated"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    try:
        url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}")
        yield {"DATABASE_URL": url.geturl()}, name
    finally:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def schema(database: BaseDatabaseWrapper) -> dict[str, Any]:
    """Every table with its columns, its constraints and indexes, its triggers."""
    with database.cursor() as cursor:
        tables = [
            each for each in database.introspection.table_names(cursor) if each not in NOT_OURS
        ]
        cursor.execute(TRIGGERS[database.vendor])
        triggers = cursor.fetchall()
        return {
            table: (
                _columns(database, cursor, table),
                _constraints(database, cursor, table),
                sorted(name for name, on in triggers if on == table),
            )
            for table in tables
        }


def _columns(database: BaseDatabaseWrapper, cursor: Any, table: str) -> list[Any]:
    found = database.introspection.get_table_description(cursor, table)
    return sorted((each.name, each.type_code, each.display_size, each.null_ok) for each in found)


def _constraints(database: BaseDatabaseWrapper, cursor: Any, table: str) -> list[Any]:
    found = database.introspection.get_constraints(cursor, table)
    return sorted(
        repr(("" if name.startswith(UNNAMED) else name, sorted(each.items(), key=str)))
        for name, each in found.items()
    )


@pytest.mark.django_db
def test_the_migrations_make_what_the_models_say(tmp_path):
    with migrated(tmp_path) as database:
        made, said = schema(database), schema(connection)
    assert made.keys() >= said.keys()
    assert {table: made[table] for table in said} == said
    assert len(said) > 150


def test_no_model_is_ahead_of_its_migrations(tmp_path):
    manage(tmp_path, "makemigrations", "--check", "--dry-run", "--verbosity=0")
