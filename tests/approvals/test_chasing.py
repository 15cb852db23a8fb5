"""补签 is chased every working day, and listed for the director every week."""

from datetime import datetime, timedelta

import pytest

from tests.approvals.test_deciding import Desk, call
from tests.documents.walk import Walk, published, register
from tests.house import House
from township_office import clock
from township_office.approvals import chasing
from township_office.approvals.models import Confirmation
from township_office.jobs.claim import drain
from township_office.jobs.models import Job
from township_office.jobs.periods import begin_periods
from township_office.notices.models import Notice
from township_office.people.models import Appointment
from township_office.workdays.actions import seed_calendar

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
MONDAY = clock.local(datetime.fromisoformat("2026-11-23T09:00:00+08:00"))
LIMIT = MONDAY + DAY + timedelta(minutes=30)  # eight working hours of seven and a half a day


@pytest.fixture
def walk(house: House) -> Walk:
    """A paper that the mayor agreed to by telephone on a Monday; to be confirmed by Tuesday."""
    seed_calendar()
    with clock.moved_to(MONDAY):
        walk = register(published(house), urgency="加急").check().propose()
        assert call(walk).status_code == 302
    return walk


def heard(walk: Walk, post: str, kind: str = chasing.CHASED) -> list[str]:
    told = Notice.objects.of(walk.house[post]).filter(kind=kind).order_by("id")
    return [each.words for each in told]


def owed() -> Confirmation:
    return Confirmation.objects.get()


def work_on(moment: datetime) -> None:
    with clock.moved_to(moment):
        drain()


def pass_days(walk: Walk, number: int) -> list[int]:
    """How often the mayor has been asked by the evening of each day, from Monday on."""
    counted = []
    for day in range(number):
        work_on(MONDAY.replace(hour=20) + day * DAY)
        counted.append(len(heard(walk, "镇长")))
    return counted


def test_its_limit_stands_on_the_leaders_desk(walk):
    assert clock.local(owed().due_at) == LIMIT
    assert owed().task.due_at == owed().due_at


def test_he_is_asked_from_its_limit_on_every_working_day(walk):
    assert pass_days(walk, 9) == [0, 1, 2, 3, 4, 4, 4, 5, 6]
    assert heard(walk, "镇长")[0] == "王建国11月23日的电话同意（孙丽记录）还没有补签，请补签。"
    assert heard(walk, "办公室主任") == []


def test_nothing_is_asked_before_the_limit(walk):
    work_on(owed().due_at - MINUTE)
    assert heard(walk, "镇长") == []


def test_what_is_confirmed_is_asked_for_no_more(walk):
    assert pass_days(walk, 2)[-1] == 1
    with clock.moved_to(MONDAY + 2 * DAY):
        Desk(walk, "镇长").posts("confirm", of=owed().pk)
    work_on(MONDAY + 9 * DAY)
    assert len(heard(walk, "镇长")) == 1
    assert not Job.objects.open().filter(name=chasing.CHASE).exists()


def disown(walk: Walk) -> None:
    with clock.moved_to(MONDAY + timedelta(hours=1)):
        words = {f"disown-{owed().pk}-words": "没有接到电话。"}
        Desk(walk, "镇长").posts("disown", of=owed().pk, **words)


def test_what_is_disowned_is_asked_of_the_director_from_the_next_morning(walk):
    disown(walk)
    work_on(MONDAY.replace(hour=20))
    assert heard(walk, "办公室主任") == []
    work_on((MONDAY + DAY).replace(hour=8, minute=1))
    assert heard(walk, "办公室主任") == [
        "王建国否认孙丽11月23日记录的电话同意，还没有处置，请处置。"
    ]
    assert heard(walk, "镇长") == []


def test_two_lines_of_asking_become_one(walk):
    disown(walk)
    assert Job.objects.open().filter(name=chasing.CHASE).count() == 2
    pass_days(walk, 4)
    assert len(heard(walk, "办公室主任")) == 3
    assert Job.objects.open().filter(name=chasing.CHASE).count() == 1


def test_where_the_director_took_the_call_the_other_leader_is_asked(walk):
    Confirmation.objects.update(called_by=walk.house["办公室主任"])
    disown(walk)
    pass_days(walk, 2)
    assert heard(walk, "办公室主任") == []
    assert len(heard(walk, "党委书记")) == 1


def test_what_is_settled_rests(walk):
    disown(walk)
    with clock.moved_to(MONDAY + timedelta(hours=2)):
        settled = {f"settle-{owed().pk}-words": "已核实。"}
        Desk(walk, "办公室主任").posts("settle", of=owed().pk, **settled)
    pass_days(walk, 4)
    assert heard(walk, "办公室主任") == []


def test_of_a_leader_who_has_left_the_director_is_asked(walk):
    with clock.moved_to(MONDAY):
        post = Appointment.objects.get(post=walk.house.posts["镇长"])
        Appointment.objects.filter(pk=post.pk).update(valid_until=clock.today())
    pass_days(walk, 2)
    assert heard(walk, "镇长") == []
    assert heard(walk, "办公室主任") == [
        "王建国已离任，11月23日的电话同意（孙丽记录）无人补签，请处置。"
    ]


def test_a_job_done_twice_asks_once(walk):
    with clock.moved_to(LIMIT + MINUTE):
        chasing.chase(owed().pk)
        chasing.chase(owed().pk)
    assert len(heard(walk, "镇长")) == 1
    assert Job.objects.open().filter(name=chasing.CHASE, run_at__gt=LIMIT + MINUTE).count() == 1


def test_a_worker_that_dies_midway_leaves_nothing_half_done(walk, monkeypatch):
    def dies(*args, **kwargs):
        raise OSError("the plug was pulled")

    with clock.moved_to(LIMIT + MINUTE):
        with monkeypatch.context() as patch:
            patch.setattr(chasing, "_enqueue", dies)
            drain()
        assert (heard(walk, "镇长"), owed().chased_on) == ([], None)
    work_on(LIMIT + timedelta(minutes=5))
    assert len(heard(walk, "镇长")) == 1


class TestTheWeeklyList:
    def listed(self, walk: Walk, moment: datetime) -> list[str]:
        with clock.moved_to(moment):
            begin_periods()
            drain()
        return heard(walk, "办公室主任", chasing.LISTED)

    def test_it_comes_once_a_week_while_anything_is_owed(self, walk):
        counts = [len(self.listed(walk, MONDAY + day * DAY)) for day in (0, 0, 1, 4, 6, 7, 8)]
        assert counts == [1, 1, 1, 1, 1, 2, 2]
        assert self.listed(walk, MONDAY)[0] == "还有 1 件电话同意没有补签，请催办。"
        assert Notice.objects.filter(kind=chasing.LISTED).first().url == "/approvals/owed/"

    def test_not_before_work_begins(self, walk):
        assert self.listed(walk, MONDAY.replace(hour=7)) == []

    def test_it_says_what_was_disowned(self, walk):
        disown(walk)
        (words,) = self.listed(walk, MONDAY + timedelta(hours=2))
        assert words == "还有 1 件电话同意没有补签，其中 1 件被否认、待处置，请催办。"

    def test_where_nothing_is_owed_nobody_hears_anything(self, walk):
        with clock.moved_to(MONDAY + timedelta(hours=1)):
            Desk(walk, "镇长").posts("confirm", of=owed().pk)
        assert self.listed(walk, MONDAY + timedelta(hours=2)) == []

    def test_nobody_else_gets_it(self, walk):
        self.listed(walk, MONDAY)
        told = Notice.objects.filter(kind=chasing.LISTED).values_list("officer__name", flat=True)
        assert set(told) == {"李秀英"}
