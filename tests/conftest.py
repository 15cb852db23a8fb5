import os
import shutil
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import TransactionTestCase
from playwright.sync_api import Browser, sync_playwright

from tests.house import House, build_house
from township_office.audit.triggers import lifted

SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """SQLite lies in a file, as in the office: in memory all threads would share one transaction.

    The machine need not outlive a power cut, so nothing waits for the disk.
    """
    if connection.vendor == "sqlite":
        database = connection.settings_dict
        database["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "office.sqlite3")
        database["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """The tables come from the models; this is all that the migrations build beside them."""
    wall = import_module("township_office.bookings.migrations.0002_wall")
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        wall.build(apps, editor)


@pytest.fixture(scope="session", autouse=True)
def _flush_empties_the_trail_too():
    """Django empties every table after a transactional test; the append-only ones refuse that."""
    flush = TransactionTestCase._fixture_teardown

    def flush_all(case: TransactionTestCase) -> None:
        with lifted(connection):
            flush(case)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", flush_all)
        yield


@pytest.fixture(autouse=True)
def plain_static_files(settings) -> None:
    """Pages name their files as they are; the manifest is made by collectstatic, not by tests."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}


@pytest.fixture(autouse=True)
def uploads_of_its_own(settings, tmp_path) -> None:
    """What a test uploads goes with it, and not among the office's files."""
    default = settings.STORAGES["default"]
    options = {**default["OPTIONS"], "location": tmp_path / "files"}
    settings.STORAGES = {**settings.STORAGES, "default": {**default, "OPTIONS": options}}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One real browser for all; `./office test` says in OFFICE_JOURNEYS why there is none."""
    choice, _, reason = os.environ.get("OFFICE_JOURNEYS", "").partition(":")
    if choice == "skip":
        pytest.skip(reason)
    # playwright's loop runs in this thread, where Django would refuse its own database calls
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        program = shutil.which("chromium-headless-shell") or "/usr/bin/chromium"
        yield playwright.chromium.launch(executable_path=program, args=SWITCHES)


@pytest.fixture
def house(db) -> House:
    """A small township that lives by the general regulation (profile A)."""
    return build_house()


@pytest.fixture
def other_house(db) -> House:
    """A second township, to prove that walls stand between the two."""
    return build_house("红墩界镇", prefix="hdj-")
