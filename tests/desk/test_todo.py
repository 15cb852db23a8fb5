"""A line of 待办 says what is asked, by which way it came, and for whom it is done."""

from datetime import timedelta

import pytest
from django.test import Client

from tests.approvals.test_deciding import Desk, call, seat
from tests.documents.walk import Walk, register
from tests.house import House
from township_office import clock
from township_office.approvals.models import Task, lying
from township_office.desk import lists
from township_office.people.models import StandIn


def desk(house: House, post: str) -> str:
    client = Client()
    client.force_login(house[post])
    return client.get("/").content.decode()


def item(house: House, post: str) -> lists.Item:
    ((_, (only,)),) = lists.todo_groups(house[post])
    return only


@pytest.fixture
def walk(office: House) -> Walk:
    return register(office, urgency="加急").check().propose()


def test_what_was_agreed_by_telephone_asks_to_be_confirmed_by_its_limit(office, walk):
    call(walk)
    asked = item(office, "镇长")
    assert asked.ask == "请补签"
    assert asked.task.due_at == walk.case.confirmations.get().due_at
    assert "请补签" in desk(office, "镇长")
    with clock.moved_to(clock.now() + timedelta(days=20)):
        assert "已超时 1" in desk(office, "镇长")


def test_what_came_by_another_way_says_so(office, walk):
    assert item(office, "镇长").tags == []
    fields = {"transfer-seat": seat(walk, "党委书记"), "transfer-note": "请您定。"}
    Desk(walk, "镇长").posts("transfer", **fields)
    assert item(office, "党委书记").tags == ["转办"]
    fields = {"add-seat": seat(walk, "副镇长（农业）"), "add-order": "before", "add-note": "请看。"}
    Desk(walk, "党委书记").posts("add", **fields)
    assert item(office, "副镇长（农业）").tags == ["加签"]
    assert '<span class="tag blue">加签</span>' in desk(office, "副镇长（农业）")


def test_who_must_decide_again_reads_so(office, walk):
    Task.objects.filter(pk=walk.task("镇长").pk).update(reason="differs")
    assert item(office, "镇长").tags == ["请再定"]


def test_who_stands_in_reads_for_whom(office, walk):
    StandIn.objects.create(
        principal=office["镇长"],
        deputy=office["副镇长（农业）"],
        valid_from=clock.today(),
        valid_until=clock.today(),
        made_by=office["镇长"],
    )
    assert item(office, "副镇长（农业）").tags == ["代王建国"]
    assert "代王建国" in desk(office, "副镇长（农业）")
    assert item(office, "镇长").tags == []


class TestHowMuchLies:
    def test_it_is_counted_over_all_seats(self, office, walk):
        register(office)
        own = walk.task("镇长")
        number = max(walk.case.tasks.values_list("number", flat=True)) + 1
        Task.objects.create(
            **{name: getattr(own, name) for name in ("township", "case", "stage", "stage_name")},
            kind=own.kind,
            round=own.round,
            number=number,
            officer=office["镇长"],
            due_at=clock.now() - timedelta(hours=1),
        )
        number, first = lying(office["镇长"], 1000)
        assert number == Task.objects.lying_with(office["镇长"]).count() == 2
        assert first < clock.now()
        assert len(lists.todo_groups(office["镇长"])) == 2

    def test_no_further_than_anybody_reads(self, office):
        for number in range(4):
            register(office, title=f"第{number}件", source_number="无")
        assert lying(office["文书"], 3)[0] == 3
        assert lying(office["文书"], 4)[0] == 4

    def test_nothing_lies_with_who_has_nothing(self, office):
        assert lying(office["民政办主任"], 1000) == (0, None)

    def test_the_top_of_the_desk_is_what_presses_most(self, office):
        for number in range(5):
            register(office, title=f"第{number}件", source_number="无")
        for at, task in enumerate(Task.objects.open().order_by("-id")):
            Task.objects.filter(pk=task.pk).update(due_at=clock.now() + timedelta(hours=at))
        whole = list(Task.objects.lying_with(office["文书"]).pressing_first())
        assert list(Task.objects.top_of(office["文书"], 3).pressing_first()) == whole[:3]
        assert list(Task.objects.top_of(office["文书"], 9).pressing_first()) == whole

    def test_beyond_three_figures_nobody_reads_how_many(self, office, monkeypatch):
        monkeypatch.setattr(lists, "lying", lambda officer, most: (1000, None))
        assert "999+" in desk(office, "文书")
