"""A leader who was called and has left since has disowned nothing; the director settles what he owes."""

from datetime import timedelta

import pytest

from tests.approvals.test_deciding import Desk, call
from tests.documents.walk import Walk, published, register
from tests.house import House
from township_office import clock
from township_office.approvals.models import Confirmation, Task
from township_office.people.models import Appointment

SETTLED = "已离任，李秀英已处置"


@pytest.fixture
def walk(house: House) -> Walk:
    """The mayor agreed by telephone, and holds no post any more."""
    walk = register(published(house), urgency="加急").check().propose()
    assert call(walk).status_code == 302
    yesterday = clock.today() - timedelta(days=1)
    Appointment.objects.filter(officer=house["镇长"]).update(valid_until=yesterday)
    return walk


def settles(walk: Walk) -> None:
    owed = Confirmation.objects.get()
    words = {f"settle-{owed.pk}-words": "已核对通话记录，属实。"}
    answer = Desk(walk, "办公室主任").posts("settle", of=owed.pk, **words)
    assert answer.status_code == 302


def test_the_director_reads_that_he_has_left_and_not_that_he_disowned_it(walk):
    page = Desk(walk, "办公室主任").opens()
    assert "王建国已离任，无人补签。" in page
    assert "王建国否认" not in page
    assert "（已离任，请主任处置）" in page


def test_settled_it_stands_so_on_page_and_sheet(walk):
    settles(walk)
    page = Desk(walk, "办公室主任").opens()
    assert page.count(SETTLED) == 2
    assert "待补签" not in page


def test_settled_it_lies_nowhere_any_more(walk):
    settles(walk)
    task = Task.objects.get(reason="confirm")
    director = walk.house["办公室主任"]
    assert (task.status, task.verdict, task.done_by) == ("done", "settle", director)
    walk.agree("应急办主任", "已排查。")
    walk.agree("文书", "")
    walk.agree("文书", "", retention="D10", original_back="on")
    assert walk.case.get_outcome_display() == "办结"
    assert "请管理员重新指定" not in Desk(walk, "文书").opens()


def test_what_is_settled_is_not_settled_again(walk):
    settles(walk)
    owed = Confirmation.objects.get()
    words = {f"settle-{owed.pk}-words": "再处置。"}
    assert Desk(walk, "办公室主任").posts("settle", of=owed.pk, **words).status_code == 409
