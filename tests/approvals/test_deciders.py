"""Two hundred on one task, and one click that arrives fifty times: one effect, the same answer."""

from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from tests.approvals.together import together
from tests.documents.walk import Walk, published, register
from tests.house import LONG_AGO, House, build_house
from township_office.approvals import actions
from township_office.approvals.models import Event, Task
from township_office.approvals.story import Story
from township_office.audit.models import Entry
from township_office.jobs.models import Job
from township_office.notices.models import Notice
from township_office.people.capacity import capacity_of
from township_office.people.models import Appointment, Officer
from township_office.web.models import Receipt
from township_office.web.refusals import Stale

DECIDERS = 200
CLICKS = 50


@pytest.fixture
def walk(transactional_db) -> Walk:
    """A paper that lies with the director."""
    return register(published(build_house())).check()


def colleagues(house: House, number: int) -> list[Officer]:
    """So many hold the director's post at once."""
    people = Officer.objects.bulk_create(
        Officer(township=house.township, username=f"d{each}", name=f"主任{each}", password="!")
        for each in range(number)
    )
    post = house.posts["办公室主任"]
    Appointment.objects.bulk_create(
        Appointment(officer=officer, post=post, valid_from=LONG_AGO) for officer in people
    )
    return people


def decide(walk: Walk, task: Task, officer: Officer) -> str:
    kind = Story(walk.case).kind(task)
    data = {"opinion": f"{officer.name}拟。", **walk.assignment("应急办主任")}
    form = kind.form(data, subject=walk.paper, officer=officer)
    assert form.is_valid(), form.errors
    actions.agree(task, by=capacity_of(officer, task.post), form=form)
    return officer.name


def test_of_two_hundred_one_decides_and_the_others_are_told_who(walk):
    people = colleagues(walk.house, DECIDERS)
    task = Task.objects.open().select_related("case", "post").get(case=walk.case)
    heard = together([partial(decide, walk, task, officer) for officer in people])
    winners = [each for each in heard if isinstance(each, str)]
    losers = [each for each in heard if isinstance(each, Stale)]
    assert (len(winners), len(losers)) == (1, DECIDERS - 1)
    assert {str(each) for each in losers} == {
        f"这一步已由{winners[0]}办理，没有再办。请刷新页面看现在到了哪里。"
    }
    event = Event.objects.get(kind="documents.propose")
    assert (event.officer_name, event.opinion) == (winners[0], f"{winners[0]}拟。")
    assert Task.objects.open().filter(case=walk.case).count() == 1


RETURNING = {"return-to": 2, "return-manner": "again", "return-reason": "请核对。"}


def the_click(walk: Walk, act: str) -> tuple[Client, str, dict[str, Any]]:
    """The director returns it, or the mayor agrees in two taps: who sends what, and where."""
    browser = Client()
    browser.force_login(walk.house["镇长" if act == "quick" else "办公室主任"])
    page = f"/documents/incoming/{walk.paper.pk}/"
    decision = browser.get(page).context["decision"]
    data = {"act": act, "version": decision.version, "once-key": str(uuid4())}
    data |= walk.assignment("应急办主任") if act == "quick" else RETURNING
    return browser, page, data


def clicks(walk: Walk, act: str, times: int) -> list[Any]:
    """One click, sent so many times at once."""
    browser, page, data = the_click(walk, act)

    def click() -> tuple[int, str]:
        sender = Client()
        sender.cookies = browser.cookies
        answer = sender.post(page, data)
        return answer.status_code, answer.headers.get("Location", "")

    return together([click] * times)


def written() -> list[int]:
    return [each.objects.count() for each in (Event, Task, Notice, Job, Entry, Receipt)]


@pytest.mark.parametrize(("act", "stage"), [("return", "初审"), ("quick", "承办")])
def test_one_click_sent_fifty_times_at_once_takes_effect_once_and_answers_the_same(
    walk, act, stage
):
    """As much is written as by the same click that was sent once."""
    walks = [walk, register(walk.house, title="另一件").check()]
    if act == "quick":
        walks = [each.propose("应急办主任") for each in walks]
    added = []
    for each, times in zip(walks, (CLICKS, 1), strict=True):
        before = written()
        answers = clicks(each, act, times)
        added.append([now - was for was, now in zip(before, written(), strict=True)])
        assert len(set(answers)) == 1 and answers[0][0] == 302, set(map(str, answers))
        assert each.stage == stage
    assert added[0] == added[1]
    event, task, notice, _, entry, receipt = added[0]
    assert min(event, task, notice, entry, receipt) >= 1
