"""A process killed outright after each of its statements: all of a deed is done, or nothing."""

import os
import signal
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection

from tests.documents.walk import Walk, published, register
from tests.house import build_house
from tests.jobs.conftest import database_url  # noqa: F401 - a database other processes reach
from township_office import clock
from township_office.approvals.limits import REMIND
from township_office.approvals.models import Event
from township_office.approvals.telling import REMINDED
from township_office.jobs import outbox
from township_office.jobs.claim import work_once
from township_office.jobs.models import Job, State
from township_office.notices.models import Notice

Everything = dict[str, list[str]]
MOST = 400  # statements; no verb of the office needs as many


@pytest.fixture
def walk(database_url, monkeypatch) -> Walk:  # noqa: F811
    """A paper that lies with the director, where other processes reach it too."""
    monkeypatch.setattr(outbox, "ring", lambda: None)
    return register(published(build_house())).check()


def killed(deed: Callable[[], object], after: int) -> bool:
    """Do it in a process that dies after so many statements; False when it came to its end."""
    connection.close()  # a child must not inherit a conversation with the database
    child = os.fork()
    if child == 0:
        _live_and_die(deed, after)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return True
    assert os.WEXITSTATUS(status) == 0, "the deed itself failed"
    return False


def _live_and_die(deed: Callable[[], object], after: int) -> None:
    done = 0

    def counted(execute, sql, params, many, context):
        nonlocal done
        answer = execute(sql, params, many, context)
        done += 1
        if done == after:
            os.kill(os.getpid(), signal.SIGKILL)
        return answer

    try:
        with connection.execute_wrapper(counted):
            deed()
    except BaseException as error:
        os.write(2, repr(error).encode())
        os._exit(1)
    os._exit(0)


def everything() -> Everything:
    """Every row of every table."""
    tables: Everything = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            tables[table] = sorted(map(repr, cursor.fetchall()))
    return tables


def changed(before: Everything, after: Everything) -> set[str]:
    return {table for table in before if before[table] != after[table]}


def killed_at_each(deed: Callable[[], object], untouched: Callable[[], object]) -> int:
    """Kill it after its first statement, its second, …; how many it takes to come through."""
    for number in range(1, MOST):
        if not killed(deed, number):
            return number - 1
        untouched()
    raise AssertionError("it never came to its end")


@pytest.mark.parametrize("verb", ["agree", "return"])
def test_a_decision_is_taken_as_a_whole_or_not_at_all(walk, verb):
    before, events = everything(), Event.objects.count()

    def untouched() -> None:
        assert changed(before, everything()) == set()

    def deed() -> object:
        if verb == "agree":
            return walk.propose()
        return walk.return_to("办公室主任", 2, "请核对附件。")

    statements = killed_at_each(deed, untouched)
    assert statements > 15
    assert Event.objects.count() == events + 1
    assert walk.stage == ("批示" if verb == "agree" else "初审")
    tables = {"approvals_case", "approvals_task", "approvals_event", "audit_entry"}
    assert tables <= changed(before, everything())


def reminders() -> int:
    return Notice.objects.filter(kind=REMINDED).count()


def test_a_reminder_is_neither_lost_nor_sent_twice(walk):
    job = Job.objects.filter(name=REMIND).latest("id")
    Job.objects.exclude(pk=job.pk).delete()
    _due_again(job)

    def untouched() -> None:
        job.refresh_from_db()
        later = Job.objects.exclude(pk=job.pk).count()
        assert (reminders(), later) == (0, 0)
        assert job.state in (State.WAITING, State.RUNNING)
        _due_again(job)

    statements = killed_at_each(work_once, untouched)
    job.refresh_from_db()
    later = Job.objects.exclude(pk=job.pk).filter(name=REMIND)
    assert statements > 5
    assert (job.state, reminders(), later.count()) == (State.DONE, 1, 1)
    assert later.get().args["level"] == 2


def _due_again(job: Job) -> None:
    """As when the lease of a worker that never came back has run out."""
    job.refresh_from_db()
    past = clock.now() - timedelta(hours=1)
    leased = past if job.state == State.RUNNING else None
    Job.objects.filter(pk=job.pk).update(run_at=past, leased_until=leased, attempts=0)
