"""The database refuses to change what is append-only, whoever asks (A0.1)."""

import os
import sqlite3
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection, models, transaction

from tests.audit.acts import Act
from township_office.audit.capacity import system
from township_office.audit.models import Entry
from township_office.audit.trail import record
from township_office.audit.triggers import guarded_tables, lifted
from township_office.townships.models import Township

only_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="only PostgreSQL knows TRUNCATE"
)
only_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite knows REPLACE")


@pytest.fixture
def entry(db) -> Entry:
    township = Township.objects.create(name="宁条梁镇")
    return record(Act.SOMETHING, township, by=system(township.pk))


def is_refused(sql: str, *params: object) -> bool:
    """Whether the database answers a raw statement with the trigger's refusal."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, params)
    except DatabaseError as refusal:
        return "append-only" in str(refusal)
    return False


def triggers_on(table: str) -> set[str]:
    sql = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass"
        " AND NOT tgisinternal AND tgenabled <> 'D'",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(sql, [table])
        return {name.removeprefix(f"{table}_") for (name,) in cursor.fetchall()}


GUARDS = {
    "sqlite": {"no_update", "no_delete", "no_replace"},
    "postgresql": {"no_change", "no_truncate"},
}[connection.vendor]


def test_raw_update_is_refused(entry):
    assert is_refused("UPDATE audit_entry SET words = 'x' WHERE id = %s", entry.pk)
    entry.refresh_from_db()
    assert entry.words == ""


def test_raw_delete_is_refused(entry):
    assert is_refused("DELETE FROM audit_entry WHERE id = %s", entry.pk)
    assert Entry.objects.filter(pk=entry.pk).exists()


@only_postgresql
@pytest.mark.django_db
def test_truncate_is_refused():
    assert is_refused("TRUNCATE audit_entry CASCADE")


@only_sqlite
def test_a_row_cannot_be_replaced_by_another_of_the_same_number(entry):
    columns = ", ".join(field.column for field in Entry._meta.concrete_fields if field.name != "id")
    assert is_refused(
        f"INSERT OR REPLACE INTO audit_entry (id, {columns})"
        f" SELECT id, {columns} FROM audit_entry WHERE id = %s",
        entry.pk,
    )


def test_saving_over_an_existing_row_is_refused_by_the_database(entry):
    forged = Entry(**{field.attname: getattr(entry, field.attname) for field in Entry._meta.fields})
    with pytest.raises(DatabaseError), transaction.atomic():
        forged.save()


def test_upserts_are_refused(entry):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Entry.objects.bulk_create(
            [entry], update_conflicts=True, unique_fields=["id"], update_fields=["words"]
        )


@pytest.mark.django_db
@pytest.mark.parametrize("table", guarded_tables())
def test_every_append_only_table_is_guarded(table):
    assert triggers_on(table) == GUARDS


@pytest.mark.django_db(transaction=True)
def test_the_triggers_stand_again_when_a_flush_is_over():
    with lifted(connection):
        assert triggers_on("audit_entry") == set()
    assert triggers_on("audit_entry") == GUARDS


@pytest.mark.django_db(transaction=True)
def test_a_migrate_puts_them_back_on_a_table_that_was_remade():
    was = Entry._meta.get_field("words")
    wider = models.CharField("意见", max_length=5000, blank=True)
    wider.set_attributes_from_name("words")
    wider.model = Entry
    with connection.schema_editor() as editor:
        editor.alter_field(Entry, was, wider, strict=True)
    with connection.schema_editor() as editor:
        editor.alter_field(Entry, wider, was, strict=True)
    call_command("migrate", verbosity=0)
    assert triggers_on("audit_entry") == GUARDS


def test_a_fresh_database_is_guarded_after_its_first_migrate(tmp_path):
    environment = {
        **os.environ,
        "OFFICE_VAR": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path / 'fresh.sqlite3'}",
    }
    subprocess.run(
        [sys.executable, settings.BASE_DIR / "manage.py", "migrate", "--verbosity=0"],
        env=environment,
        check=True,
    )
    with sqlite3.connect(tmp_path / "fresh.sqlite3") as fresh:
        found = fresh.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    verbs = ("update", "delete", "replace")
    assert {f"{table}_no_{verb}" for table in guarded_tables() for verb in verbs} <= {
        name for (name,) in found
    }
