import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection

from tests.jobs.errands import tasks  # noqa: F401 - the handlers are known in this process too
from township_office.jobs import outbox
from township_office.townships.models import Township

PATIENCE = 60  # seconds; only a failure waits as long


@pytest.fixture
def township(db) -> Township:
    return Township.objects.create(name="宁条梁镇")


@pytest.fixture
def bell(monkeypatch) -> list[str]:
    """How often a worker was rung for."""
    rung: list[str] = []
    monkeypatch.setattr(outbox, "ring", lambda: rung.append("叮"))
    return rung


@pytest.fixture
def database_url(transactional_db) -> str:
    """The test database, as other processes reach it."""
    if connection.vendor == "sqlite":
        return f"sqlite:///{connection.settings_dict['NAME']}"
    return "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**connection.settings_dict)


@dataclass
class Workshop:
    """Starts real processes of the office upon the test database, and ends those it started."""

    environment: dict[str, str]
    started: list[subprocess.Popen[str]] = field(default_factory=list)

    def start(self, *command: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, *command],
            cwd=settings.BASE_DIR,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        self.started.append(process)
        return process

    def manage(self, *command: str) -> subprocess.Popen[str]:
        return self.start("manage.py", *command, "--skip-checks")

    def celery(self, *options: str) -> subprocess.Popen[str]:
        program = ("-m", "celery", "--quiet", "-A", "township_office", "worker")
        return self.start(*program, "--concurrency=1", "--loglevel=WARNING", *options)

    def finish(self, process: subprocess.Popen[str]) -> str:
        """What it printed; an error when it failed."""
        out, err = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0, err
        return out

    def kill(self, process: subprocess.Popen[str]) -> None:
        """The whole group at once, with what no process can catch."""
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        _, complaints = process.communicate()
        print(process.args, complaints, file=sys.stderr)

    def close(self) -> None:
        for process in self.started:
            if process.returncode is None:
                self.kill(process)


@pytest.fixture
def workshop(database_url, tmp_path) -> Iterator[Workshop]:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.jobs.settings",
        "DATABASE_URL": database_url,
        "OFFICE_VAR": str(tmp_path),
        "OFFICE_QUEUE": f"errands-{uuid4()}",
        "REDIS_URL": "",
    }
    shop = Workshop(environment)
    yield shop
    shop.close()


def eventually(happens: Callable[[], object]) -> None:
    """Wait until it does; an error when it does not in good time."""
    deadline = time.monotonic() + PATIENCE
    while not happens():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.05)
