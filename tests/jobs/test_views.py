"""The administrator's page of jobs that were given up."""

import re
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client

from township_office.audit.models import Entry
from township_office.audit.trail import trail_of
from township_office.jobs import claim, outbox
from township_office.jobs.models import Job, State
from township_office.jobs.outbox import enqueue


def given_up(township) -> Job:
    with transaction.atomic():
        job = enqueue("errands.fail", township_id=township.pk)
    Job.objects.filter(pk=job.pk).update(attempts=2)
    claim.work_once()
    job.refresh_from_db()
    return job


@pytest.fixture
def administrator(house, client) -> Client:
    officer = house["文书"]
    officer.is_staff = True
    officer.save()
    client.force_login(officer)
    return client


def key() -> dict[str, str]:
    return {"once-key": str(uuid4())}


def test_the_page_says_what_failed_and_why(administrator, house, bell):
    given_up(house.township)
    enqueue("errands.run", township_id=house.township.pk, words="等着的")
    page = administrator.get("/jobs/").content.decode()
    assert "办不成的事" in page
    assert "ValueError: 门锁着" in page
    assert "跑腿" not in page


def test_when_nothing_failed_the_page_says_so(administrator):
    assert "没有办不成的作业" in administrator.get("/jobs/").content.decode()


def test_retry_puts_the_job_back_and_stands_on_the_trail(administrator, house, bell):
    job = given_up(house.township)
    answer = administrator.post(f"/jobs/{job.pk}/retry/", key(), follow=True)
    assert "“办不成的事”已重新排队" in answer.content.decode()
    job.refresh_from_db()
    assert (job.state, job.attempts) == (State.WAITING, 0)
    line = trail_of(job).get()
    assert (line.code, line.officer_name) == ("jobs.retried", "刘芳")
    assert line.before == {"错误": "ValueError: 门锁着"}


def test_the_same_click_twice_is_one_retry(administrator, house, bell):
    job, click = given_up(house.township), key()
    for _ in range(2):
        assert administrator.post(f"/jobs/{job.pk}/retry/", click).status_code == 302
    assert Entry.objects.filter(code="jobs.retried").count() == 1


def test_who_comes_second_is_told(administrator, house, bell):
    job = given_up(house.township)
    administrator.post(f"/jobs/{job.pk}/retry/", key())
    answer = administrator.post(f"/jobs/{job.pk}/retry/", key())
    assert answer.status_code == 409
    assert "已经重试过" in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_dead_broker_does_not_spoil_a_committed_act(administrator, house, monkeypatch):
    def broken() -> None:
        raise ConnectionError

    monkeypatch.setattr(outbox, "ring", broken)
    job = given_up(house.township)
    assert administrator.post(f"/jobs/{job.pk}/retry/", key()).status_code == 302
    job.refresh_from_db()
    assert job.state == State.WAITING


def test_another_township_is_not_there(administrator, other_house, bell):
    job = given_up(other_house.township)
    assert "门锁着" not in administrator.get("/jobs/").content.decode()
    assert administrator.post(f"/jobs/{job.pk}/retry/", key()).status_code == 404


def test_others_have_no_such_page(house, client, bell):
    job = given_up(house.township)
    client.force_login(house["镇长"])
    assert client.get("/jobs/").status_code == 404
    assert client.post(f"/jobs/{job.pk}/retry/", key()).status_code == 404


def test_a_retry_is_a_post(administrator, house, bell):
    job = given_up(house.township)
    assert administrator.get(f"/jobs/{job.pk}/retry/").status_code == 405


def test_the_navigation_counts_what_failed_for_administrators_only(administrator, house, bell):
    given_up(house.township)
    page = administrator.get("/jobs/").content.decode()
    assert re.search(
        r'<a href="/jobs/" aria-current="page">.*?后台作业<span class="count">1<', page
    )
    colleague = Client()
    colleague.force_login(house["镇长"])
    assert 'href="/jobs/"' not in colleague.get("/people/").content.decode()


def test_the_page_takes_few_queries_whatever_its_length(
    administrator, house, bell, django_assert_max_num_queries
):
    for _ in range(3):
        given_up(house.township)
    with django_assert_max_num_queries(14):
        administrator.get("/jobs/")
