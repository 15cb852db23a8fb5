"""Real worker processes and real signals: a killed worker loses nothing and does nothing twice."""

import json
import os
import socket
from collections.abc import Iterator
from contextlib import closing

import pytest
import redis
from django.db import transaction

from tests.jobs.conftest import eventually
from township_office import clock
from township_office.audit.models import Entry
from township_office.jobs.models import Job, State
from township_office.jobs.outbox import enqueue

STUCK = ["errands.stuck_while_preparing", "errands.stuck_while_writing"]


@pytest.fixture
def stuck(request, township, bell, tmp_path) -> Job:
    """A job on which the first worker never gets done."""
    return committed(request.param, township_id=township.pk, marker=str(tmp_path / "stuck"))


def committed(name: str, **args: object) -> Job:
    with transaction.atomic():
        return enqueue(name, **args)


def lines() -> list[str]:
    return list(Entry.objects.filter(code="errands.done").values_list("words", flat=True))


def is_due_again() -> bool:
    return Job.objects.due(clock.now()).exists()


@pytest.mark.parametrize("stuck", STUCK, indirect=True)
def test_what_a_killed_worker_was_doing_is_done_once(workshop, stuck, tmp_path):
    worker = workshop.manage("drain")
    eventually((tmp_path / "stuck").exists)
    workshop.kill(worker)
    stuck.refresh_from_db()
    assert (stuck.state, lines()) == (State.RUNNING, [])

    eventually(is_due_again)
    assert "1 项" in workshop.finish(workshop.manage("drain"))
    stuck.refresh_from_db()
    assert (stuck.state, stuck.attempts, len(lines())) == (State.DONE, 2, 1)


@pytest.mark.parametrize("stuck", ["errands.stuck_for_long"], indirect=True)
def test_a_leased_job_is_left_alone(workshop, stuck, tmp_path):
    workshop.manage("drain")
    eventually((tmp_path / "stuck").exists)
    assert "0 项" in workshop.finish(workshop.manage("drain"))


@pytest.mark.parametrize("stuck", STUCK[:1], indirect=True)
def test_a_worker_that_outlasts_its_lease_drops_its_result(workshop, stuck, tmp_path):
    slow = workshop.manage("drain")
    eventually((tmp_path / "stuck").exists)
    eventually(is_due_again)
    workshop.finish(workshop.manage("drain"))
    (tmp_path / "stuck.let-go").touch()
    workshop.finish(slow)
    stuck.refresh_from_db()
    assert (stuck.state, len(lines())) == (State.DONE, 1)


def test_two_workers_at_once_share_the_work(workshop, township, bell, tmp_path):
    (tmp_path / "meeting").mkdir()
    meeting = str(tmp_path / "meeting")
    with transaction.atomic():
        for number in range(30):
            enqueue("errands.together", township_id=township.pk, meeting=meeting, number=number)
    for worker in [workshop.manage("drain"), workshop.manage("drain")]:
        workshop.finish(worker)
    done = [line.split() for line in lines()]
    assert sorted(int(number) for number, _ in done) == list(range(30))
    assert len({pid for _, pid in done}) == 2


def send(workshop, name: str, *, times: int = 1, **args: object) -> float:
    """Let a process like the web's commit jobs and ring; the seconds that took."""
    sender = workshop.manage("send", name, json.dumps(args), f"--times={times}")
    return float(workshop.finish(sender))


@pytest.fixture(params=["filesystem", "redis"])
def broker(request, workshop) -> Iterator[None]:
    if request.param == "filesystem":
        yield
        return
    if not (url := os.environ.get("REDIS_URL")):
        pytest.skip("no REDIS_URL")
    workshop.environment["REDIS_URL"] = url
    yield
    workshop.close()
    with redis.from_url(url) as client:
        for key in client.scan_iter(f"*{workshop.environment['OFFICE_QUEUE']}*"):
            client.delete(key)


@pytest.mark.usefixtures("broker")
def test_the_bell_wakes_celerys_worker(workshop, township):
    workshop.celery("--pool=solo")
    send(workshop, "errands.run", township_id=township.pk, words="叫醒的")
    eventually(lambda: lines() == ["叫醒的"])


@pytest.mark.usefixtures("broker")
def test_what_a_killed_celery_worker_was_doing_is_done_once(workshop, township, tmp_path):
    worker = workshop.celery("--pool=prefork")
    marker = str(tmp_path / "stuck")
    send(workshop, "errands.stuck_while_writing", township_id=township.pk, marker=marker)
    eventually((tmp_path / "stuck").exists)
    workshop.kill(worker)

    eventually(is_due_again)
    workshop.celery("--pool=prefork")
    send(workshop, "errands.run", township_id=township.pk, words="后来的")
    eventually(lambda: not Job.objects.exclude(state=State.DONE).exists())
    assert len(lines()) == 2


def a_closed_port() -> str:
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        return f"redis://127.0.0.1:{server.getsockname()[1]}/0"


def test_a_dead_broker_costs_no_act(workshop, township):
    workshop.environment["REDIS_URL"] = a_closed_port()
    seconds = send(workshop, "errands.run", times=20, township_id=township.pk, words="照办")
    assert seconds < 1.5
    assert Job.objects.filter(state=State.WAITING).count() == 20


def test_a_broker_that_does_not_answer_costs_a_second_once(workshop, township):
    with closing(socket.create_server(("127.0.0.1", 0))) as mute:
        workshop.environment["REDIS_URL"] = f"redis://127.0.0.1:{mute.getsockname()[1]}/0"
        seconds = send(workshop, "errands.run", times=20, township_id=township.pk, words="照办")
    assert 0.9 < seconds < 2
    assert Job.objects.filter(state=State.WAITING).count() == 20
