from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection, connections


@pytest.fixture
def shared_database(
    transactional_db, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """A database that several threads can open at once, as several workers do in the office.

    SQLite's test database lives in memory, where locks work otherwise than in a file: new threads
    are sent to a copy of it in a file. Make what they shall find there before asking for this.
    """
    if connection.vendor == "sqlite":
        copy = tmp_path / "office.sqlite3"
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(copy)])
        monkeypatch.setitem(connections.settings["default"], "NAME", str(copy))
    yield
