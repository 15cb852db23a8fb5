"""无人可办: what lies where nobody may do it is found, and goes where its rule leads today."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.documents.walk import Walk, published, register
from tests.house import House, build_house
from township_office import clock
from township_office.approvals.models import Event, Task
from township_office.approvals.stuck import STUCK, stuck_in, where_it_lies
from township_office.approvals.way import staff_of
from township_office.jobs.claim import drain
from township_office.jobs.periods import begin_periods
from township_office.notices.models import Notice
from township_office.people.models import Appointment, Officer
from township_office.workdays.actions import seed_calendar

LIST = "/admin/approvals/stucktask/"


@pytest.fixture
def office(house: House) -> House:
    return published(house)


@pytest.fixture
def walk(office: House) -> Walk:
    """A paper that lies with the head of the emergency office, beside one that nothing is wrong with."""
    register(office, title="旁边的件", source_number="无")
    return register(office).check().propose().instruct("应急办主任")


def falls_vacant(house: House, post: str) -> None:
    """Nobody holds it from today on; who held it is somebody else's clerk now."""
    Appointment.objects.filter(post=house.posts[post]).delete()


def leaves(house: House, post: str) -> None:
    Appointment.objects.filter(officer=house[post]).delete()


def stuck(house: House) -> list[Task]:
    return list(stuck_in(house.township.pk))


def where(house: House) -> list[str]:
    staff = staff_of(house.township)
    return [where_it_lies(task, staff) for task in stuck(house)]


def admin(house: House) -> Officer:
    return Officer.objects.create(
        township=house.township,
        username=f"{house.township}-admin",
        name="郭晓东",
        is_staff=True,
        is_superuser=True,
    )


def browser(officer: Officer) -> Client:
    client = Client()
    client.force_login(officer)
    return client


def resolve(client: Client, task: Task, reason: str = "原任调离，职务空缺。"):
    said = {"reason": reason, "once-key": str(uuid4())}
    return client.post(f"{LIST}{task.pk}/", said)


class TestWhatIsFound:
    def test_nothing_while_everybody_is_there(self, walk):
        assert stuck(walk.house) == []

    def test_what_lies_in_a_vacant_post(self, walk):
        falls_vacant(walk.house, "应急办主任")
        assert where(walk.house) == ["应急办主任（职务空缺）"]

    def test_what_lies_with_somebody_whose_account_is_closed(self, walk):
        Officer.objects.filter(pk=walk.house["应急办主任"].pk).update(is_active=False)
        assert where(walk.house) == ["应急办主任（职务空缺）"]

    def test_what_lies_with_a_person_who_has_left(self, walk):
        lying = walk.task("应急办主任")
        Task.objects.filter(pk=lying.pk).update(post=None, officer=walk.house["应急办干事"])
        assert stuck(walk.house) == []
        leaves(walk.house, "应急办干事")
        assert where(walk.house) == ["马军（已不在岗）"]

    def test_what_lies_with_nobody_but_the_applicant(self, office):
        register(office).check()
        by_him = Appointment.objects.filter(post=office.posts["办公室主任"])
        by_him.update(officer=office["文书"])
        assert where(office) == ["办公室主任（只有经办人本人）"]

    def test_his_own_merely_to_be_done_is_none(self, office):
        register(office)
        assert Task.objects.open().get().stage_name == "初审"
        assert stuck(office) == []

    def test_nor_what_waits_for_another(self, walk):
        lying = walk.task("应急办主任")
        Task.objects.filter(pk=lying.pk).update(waits_for=1)
        Task.objects.filter(case=walk.case, number=1).update(status="open", blocks=False)
        falls_vacant(walk.house, "应急办主任")
        assert stuck(walk.house) == []

    def test_nor_another_townships(self, walk):
        falls_vacant(walk.house, "应急办主任")
        assert stuck(published(build_house("红墩界镇", prefix="hdj-"))) == []

    def test_in_few_queries_however_many(self, walk):
        falls_vacant(walk.house, "应急办主任")
        staff_of(walk.house.township)
        with CaptureQueriesContext(connection) as asked:
            assert len(stuck(walk.house)) == 1
        assert len(asked) <= 3


class TestTheAdministrator:
    def test_sees_where_it_stands_and_not_what_it_is_about(self, walk):
        falls_vacant(walk.house, "应急办主任")
        page = browser(admin(walk.house)).get(LIST).content.decode()
        assert walk.case.label in page
        assert "应急办主任（职务空缺）" in page
        (task,) = stuck(walk.house)
        form = browser(Officer.objects.get(name="郭晓东")).get(f"{LIST}{task.pk}/")
        assert walk.case.label in form.content.decode()
        for shown in (page, form.content.decode()):
            assert walk.paper.title not in shown
            assert walk.paper.source_number not in shown

    def test_is_told_on_the_front_page(self, walk):
        client = browser(admin(walk.house))
        assert "现在没有人能办" not in client.get("/admin/").content.decode()
        falls_vacant(walk.house, "应急办主任")
        assert "有 1 件现在没有人能办" in client.get("/admin/").content.decode()

    def test_must_say_why(self, walk):
        falls_vacant(walk.house, "应急办主任")
        (task,) = stuck(walk.house)
        answer = resolve(browser(admin(walk.house)), task, reason=" ")
        assert "请写明理由" in answer.content.decode()
        assert len(stuck(walk.house)) == 1

    def test_hears_in_a_sentence_why_it_cannot_be(self, walk):
        answer = resolve(browser(admin(walk.house)), walk.task("应急办主任"))
        assert (answer.status_code, Event.objects.filter(verb="intervene").count()) == (403, 0)
        assert "这一步现在有人能办" in answer.content.decode()

    def test_where_the_rule_leads_nowhere_he_reads_what_to_do(self, walk):
        falls_vacant(walk.house, "应急办主任")
        (task,) = stuck(walk.house)
        answer = resolve(browser(admin(walk.house)), task)
        assert answer.status_code == 403
        assert "请管理员补上任职" in answer.content.decode()
        assert len(stuck(walk.house)) == 1

    def test_of_another_township_finds_nothing(self, walk):
        falls_vacant(walk.house, "应急办主任")
        (task,) = stuck(walk.house)
        stranger = browser(admin(published(build_house("红墩界镇", prefix="hdj-"))))
        assert walk.case.label not in stranger.get(LIST).content.decode()
        assert resolve(stranger, task).status_code == 404

    def test_is_an_administrator(self, walk):
        assert browser(walk.house["镇长"]).get(LIST).status_code in (302, 404)


def test_resolved_it_goes_where_the_rule_leads_today(office):
    """The mayor's post falls vacant; the rule's fallback is asked instead, and reads why."""
    walk = register(office).check().propose()
    falls_vacant(office, "镇长")
    (task,) = stuck(office)
    answer = resolve(browser(admin(office)), task)
    assert answer.status_code == 302, answer.content.decode()
    assert stuck(office) == []
    (new,) = walk.case.tasks.filter(status="open")
    assert (new.reason, new.post.name) == ("resolved", "党委书记")
    said = Event.objects.get(verb="intervene")
    assert (said.officer_name, said.opinion, said.post_name) == (
        "郭晓东",
        "原任调离，职务空缺。",
        "",
    )
    assert "重新指定由您办理" in Notice.objects.of(office["党委书记"]).latest("id").words


class TestEveryMorning:
    def heard(self, officer: Officer) -> int:
        return Notice.objects.of(officer).filter(kind=STUCK).count()

    def test_the_administrators_and_the_director_hear_once_a_day(self, walk):
        seed_calendar()
        watching = admin(walk.house)
        morning = clock.local(clock.midnight(clock.today())).replace(
            year=2026, month=11, day=24, hour=9
        )
        with clock.moved_to(morning):
            begin_periods()
            drain()
            assert self.heard(watching) == 0
        falls_vacant(walk.house, "应急办主任")
        with clock.moved_to(morning.replace(day=25)):
            for _ in range(2):
                begin_periods()
                drain()
        assert (self.heard(watching), self.heard(walk.house["办公室主任"])) == (1, 1)
        assert self.heard(walk.house["文书"]) == 0
