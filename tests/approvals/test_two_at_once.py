"""Two people on one task at the same moment: one wins, the other gets the sentence."""

from threading import Barrier, Thread

from django.db import connections

from tests.documents.walk import published, register
from tests.house import LONG_AGO, build_house
from township_office.approvals import actions
from township_office.approvals.models import Event
from township_office.approvals.story import Story
from township_office.people.capacity import capacity_of
from township_office.people.models import Appointment
from township_office.web.refusals import Stale


def test_one_of_two_holders_of_a_post_wins(transactional_db):
    house = published(build_house())
    colleague = house["应急办干事"]
    Appointment.objects.create(
        officer=colleague, post=house.posts["办公室主任"], valid_from=LONG_AGO
    )
    walk = register(house).check()
    heard = both(walk, house["办公室主任"], colleague)
    assert sorted(heard) == ["", "Stale"]
    assert Event.objects.filter(kind="documents.propose").count() == 1
    assert walk.stage == "批示"


def both(walk, *officers):
    """Let them decide together; the class of what each heard, empty for who won."""
    start, heard = Barrier(len(officers)), []
    threads = [Thread(target=decide, args=(walk, officer, start, heard)) for officer in officers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return heard


def decide(walk, officer, start, heard):
    task = Story(walk.case).task_of(officer)
    form = (
        Story(walk.case)
        .kind(task)
        .form(
            {"opinion": "拟请办理。", **walk.assignment("应急办主任")},
            subject=walk.paper,
            officer=officer,
        )
    )
    assert form.is_valid(), form.errors
    start.wait(10)
    try:
        actions.agree(task, by=capacity_of(officer, task.post), form=form)
        heard.append("")
    except Stale as stale:
        heard.append(type(stale).__name__)
    finally:
        connections.close_all()
