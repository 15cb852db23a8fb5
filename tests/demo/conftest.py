from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings


def in_a_folder_of_its_own(var: Path) -> override_settings:
    default = settings.STORAGES["default"]
    options = {**default["OPTIONS"], "location": var / "files"}
    storages = {**settings.STORAGES, "default": {**default, "OPTIONS": options}}
    return override_settings(OFFICE_DEMO=True, VAR=var, STORAGES=storages)


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[str]:
    """The demonstration, told once for a whole module and taken back; what the command said."""
    var, said = tmp_path_factory.mktemp("demo"), StringIO()
    with django_db_blocker.unblock(), in_a_folder_of_its_own(var), transaction.atomic():
        call_command("make_demo", stdout=said)
        yield said.getvalue()
        transaction.set_rollback(True)
