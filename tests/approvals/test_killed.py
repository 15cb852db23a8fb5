"""A process killed outright after each of its statements: all of a deed is done, or nothing."""

import os
import signal
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial

import pytest
from django.db import connection

from tests.approvals.test_deciders import the_click
from tests.approvals.test_deciding import call
from tests.circulation.ring import ring_of
from tests.documents.walk import Walk, published, register
from tests.house import build_house
from tests.jobs.conftest import database_url  # noqa: F401 - a database other processes reach
from township_office import clock
from township_office.approvals.chasing import CHASE, CHASED
from township_office.approvals.circulation.actions import WHOLE_JOB
from township_office.approvals.circulation.models import Reader
from township_office.approvals.circulation.tasks import REPORTED
from township_office.approvals.circulation.turns import REMIND_JOB, SOON
from township_office.approvals.limits import REMIND
from township_office.approvals.models import Event
from township_office.approvals.reminding import LONG_OVER
from township_office.approvals.telling import REMINDED
from township_office.jobs import outbox
from township_office.jobs.claim import work_once
from township_office.jobs.models import Job, State
from township_office.notices.models import Notice
from township_office.web.models import Receipt

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


@pytest.mark.parametrize(("act", "stage"), [("return", "初审"), ("quick", "承办")])
def test_a_click_killed_at_any_statement_takes_effect_once_when_it_is_sent_again(walk, act, stage):
    """The whole POST, its receipt too; each attempt is the same key again."""
    if act == "quick":
        walk.propose("应急办主任")
    browser, page, data = the_click(walk, act)
    before, events = everything(), Event.objects.count()
    for number in range(1, MOST):
        died = killed(partial(browser.post, page, data), number)
        if changed(before, everything()):
            break
        assert died, "it came to its end and did nothing"
    assert number > 15
    done = everything()
    assert browser.post(page, data).status_code == 302
    assert changed(done, everything()) == set()
    assert (Event.objects.count(), Receipt.objects.count()) == (events + 1, 1)
    assert walk.stage == stage


@dataclass(frozen=True)
class Told:
    """A job that is due, what its notices are called, how many it sends, how many follow it."""

    job: Job
    kind: str
    notices: int = 1
    later: int = 1


def of_the_limit(level: int, walk: Walk) -> Told:
    job = Job.objects.filter(name=REMIND).latest("id")
    job.args |= {"level": level}
    job.save(update_fields=["args"])
    return Told(job, REMINDED, later=int(level < LONG_OVER))


def of_the_limit_to_the_director_too(walk: Walk) -> Told:
    walk.propose()
    return replace(of_the_limit(LONG_OVER, walk), notices=2)


def of_what_is_owed(walk: Walk) -> Told:
    urgent = register(walk.house, title="急件", urgency="加急").check().propose()
    assert call(urgent).status_code == 302
    return Told(Job.objects.get(name=CHASE), CHASED)


def of_a_reader(walk: Walk) -> Told:
    ring_of(walk.house, "应急办主任", title="传阅的件")
    Reader.objects.update(warn_at=clock.now())
    return Told(Job.objects.get(name=REMIND_JOB), SOON)


def of_a_reader_to_the_director_too(walk: Walk) -> Told:
    ring_of(walk.house, "应急办主任", title="传阅的件")
    Reader.objects.update(**dict.fromkeys(("warn_at", "due_at", "late_at"), clock.now()))
    return Told(Job.objects.get(name=REMIND_JOB), REPORTED, later=0)


def of_the_whole_list(walk: Walk) -> Told:
    ring_of(walk.house, "应急办主任", title="传阅的件")
    return Told(Job.objects.get(name=WHOLE_JOB), REPORTED, later=0)


REMINDERS: dict[str, Callable[[Walk], Told]] = {
    "soon": partial(of_the_limit, 1),
    "over": partial(of_the_limit, 2),
    "long over": of_the_limit_to_the_director_too,
    "owed": of_what_is_owed,
    "reader": of_a_reader,
    "late reader": of_a_reader_to_the_director_too,
    "whole list": of_the_whole_list,
}


@pytest.mark.parametrize("reminder", REMINDERS)
def test_a_reminder_is_neither_lost_nor_sent_twice(walk, reminder):
    told = REMINDERS[reminder](walk)
    job, notices = told.job, Notice.objects.filter(kind=told.kind)
    later = Job.objects.filter(name=job.name).exclude(pk=job.pk)
    Job.objects.exclude(pk=job.pk).delete()
    _due_again(job)

    def untouched() -> None:
        job.refresh_from_db()
        assert (notices.count(), later.count()) == (0, 0)
        assert job.state in (State.WAITING, State.RUNNING)
        _due_again(job)

    statements = killed_at_each(work_once, untouched)
    job.refresh_from_db()
    assert statements > 5
    assert (job.state, notices.count(), later.count()) == (State.DONE, told.notices, told.later)
    if job.name == REMIND and told.later:
        assert later.get().args["level"] == job.args["level"] + 1


def _due_again(job: Job) -> None:
    """As when the lease of a worker that never came back has run out."""
    job.refresh_from_db()
    past = clock.now() - timedelta(hours=1)
    leased = past if job.state == State.RUNNING else None
    Job.objects.filter(pk=job.pk).update(run_at=past, leased_until=leased, attempts=0)
