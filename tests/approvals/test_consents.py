"""补签 and 代录 as places of their own: what is owed, what waits, the weekly list that is signed."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.approvals import joint, test_every_pair
from tests.approvals.test_deciding import Desk, call, enter
from tests.documents.walk import Walk, published, register
from tests.files.samples import PDF
from tests.house import House
from township_office import clock
from township_office.approvals import tasks, waiting
from township_office.approvals.actions import annul, transfer
from township_office.approvals.actions.weekly import list_of_the_week
from township_office.approvals.core import Seat
from township_office.approvals.models import Confirmation, PaperDecision, PaperList
from township_office.approvals.waiting import waiting_for
from township_office.files.models import File
from township_office.jobs.models import Job
from township_office.notices.models import Notice
from township_office.people.capacity import capacity_of
from township_office.people.models import Appointment, Officer


@pytest.fixture
def office(house: House) -> House:
    return published(house)


@pytest.fixture
def walk(office: House) -> Walk:
    return register(office, urgency="加急").check().propose()


def browser(house: House, post: str) -> Client:
    client = Client()
    client.force_login(house[post])
    return client


def page(house: House, post: str, address: str) -> str:
    return browser(house, post).get(address).content.decode()


def send(client: Client, address: str, **said: Any) -> Any:
    return client.post(address, {"once-key": str(uuid4()), **said})


def confirmed(walk: Walk) -> PaperList:
    enter(walk)
    Desk(walk, "办公室主任").posts("vouch", of=PaperDecision.objects.latest("pk").pk)
    return PaperList.objects.get()


def test_what_is_owed_is_listed_until_it_is_confirmed(walk):
    call(walk)
    for post in ("镇长", "办公室主任"):
        assert walk.paper.title in page(walk.house, post, "/approvals/owed/")
    assert walk.paper.title not in page(walk.house, "机要员", "/approvals/owed/")
    Desk(walk, "镇长").posts("confirm", of=Confirmation.objects.get().pk)
    assert "没有待补签的" in page(walk.house, "镇长", "/approvals/owed/")


def test_what_was_disowned_stays_until_it_is_settled(walk):
    call(walk)
    owed = Confirmation.objects.get()
    Desk(walk, "镇长").posts("disown", of=owed.pk, **{f"disown-{owed.pk}-words": "没有。"})
    assert "领导否认，待处置" in page(walk.house, "党委书记", "/approvals/owed/")
    Desk(walk, "办公室主任").posts("settle", of=owed.pk, **{f"settle-{owed.pk}-words": "已核实。"})
    assert "没有待补签的" in page(walk.house, "办公室主任", "/approvals/owed/")


def test_whoever_handles_it_is_warned_of_what_was_disowned_until_it_is_settled(walk):
    call(walk)
    owed, warned = Confirmation.objects.get(), "王建国否认了「批示」的电话同意，还没有处置"
    Desk(walk, "镇长").posts("disown", of=owed.pk, **{f"disown-{owed.pk}-words": "没有。"})
    handler, clerk = Desk(walk, "应急办主任"), Desk(walk, "文书")
    assert handler.decision.form is not None  # with the bar at the thumb, where it is read
    assert handler.opens().count(warned) == clerk.opens().count(warned) == 1
    director = Desk(walk, "办公室主任")
    assert "请处置" in director.opens() and warned not in director.opens()
    director.posts("settle", of=owed.pk, **{f"settle-{owed.pk}-words": "已核实。"})
    assert warned not in handler.opens()


def test_what_was_disowned_lies_on_the_directors_desk_until_it_is_settled(walk):
    call(walk)
    owed = Confirmation.objects.get()
    assert waiting_for(walk.house["办公室主任"]) is None
    Desk(walk, "镇长").posts("disown", of=owed.pk, **{f"disown-{owed.pk}-words": "没有。"})
    for post in ("办公室主任", "党委书记"):
        (line,) = waiting_for(walk.house[post]).lines
        assert (line.ask, line.who, line.since) == ("请处置", "王建国", owed.called_at)
        assert line.url == walk.paper.get_absolute_url()
    desk = page(walk.house, "办公室主任", "/")
    assert f'href="{walk.paper.get_absolute_url()}"' in desk.split("等您处置、确认")[1]
    assert [waiting_for(walk.house[post]) for post in ("镇长", "机要员")] == [None, None]
    assert " 前</span></div>" not in Desk(walk, "办公室主任").opens().split("请处置")[1][:200]
    Desk(walk, "办公室主任").posts("settle", of=owed.pk, **{f"settle-{owed.pk}-words": "已核实。"})
    assert waiting_for(walk.house["办公室主任"]) is None


def test_what_was_entered_from_paper_lies_on_the_directors_desk(walk):
    assert "等您处置、确认" not in page(walk.house, "办公室主任", "/")
    enter(walk)
    (line,) = waiting_for(walk.house["办公室主任"]).lines
    assert (line.ask, line.title) == ("请确认代录", walk.paper.title)
    assert "请确认代录" in page(walk.house, "办公室主任", "/")
    assert waiting_for(walk.house["机要员"]) is None
    shell = browser(walk.house, "办公室主任").get("/").context["shell"]
    assert shell.beyond.number == 1


def test_who_became_director_since_reads_what_he_is_to_settle(walk):
    call(walk)
    owed = Confirmation.objects.get()
    Desk(walk, "镇长").posts("disown", of=owed.pk, **{f"disown-{owed.pk}-words": "没有。"})
    later = takes_over(walk.house, "办公室主任", "应急办干事")
    (line,) = waiting_for(later).lines
    assert opened(later, line.url) == 200
    assert waiting_for(walk.house["民政办主任"]) is None
    assert opened(walk.house["民政办主任"], line.url) == 404


def test_whose_leader_has_left_is_read_by_who_is_to_settle_it(walk):
    call(walk)
    (line,) = left(walk, "镇长", "党委书记")
    assert (line.ask, opened(walk.house["党委书记"], line.url)) == ("请处置", 200)


def test_who_became_director_since_reads_what_he_is_to_vouch_for(walk):
    enter(walk)
    later = takes_over(walk.house, "办公室主任", "民政办主任")
    (line,) = waiting_for(later).lines
    assert (line.ask, opened(later, line.url)) == ("请确认代录", 200)


def takes_over(house: House, post: str, who: str) -> Officer:
    """From today on he holds that post, and nobody else."""
    Appointment.objects.filter(post__in=[house.posts[post], house.posts[who]]).delete()
    Appointment.objects.create(officer=house[who], post=house.posts[post], valid_from=clock.today())
    return Officer.objects.get(pk=house[who].pk)


def left(walk: Walk, post: str, reader: str) -> list[Any]:
    Appointment.objects.filter(officer=walk.house[post]).delete()
    return waiting_for(walk.house[reader]).lines


def opened(officer: Officer, url: str) -> int:
    client = Client()
    client.force_login(officer)
    return client.get(url).status_code


def test_no_more_than_a_glance_of_it_lies_there_and_the_rest_is_said(walk, monkeypatch):
    monkeypatch.setattr(waiting, "AT_A_GLANCE", 1)
    enter(walk)
    assert "其余见" not in page(walk.house, "办公室主任", "/")
    enter(register(walk.house, urgency="加急").check().propose())
    assert "只列最早的 1 件，其余见" in page(walk.house, "办公室主任", "/")


def test_the_desk_of_the_director_costs_one_query_more(walk):
    enter(walk)
    with CaptureQueriesContext(connection) as asked:
        assert waiting_for(Officer.objects.get(pk=walk.house["办公室主任"].pk))
    assert sum("approvals_paperdecision" in each["sql"] for each in asked) == 1


def test_what_is_owed_too_long_is_late(walk):
    call(walk)
    with clock.moved_to(clock.now() + timedelta(days=9)):
        assert "超时" in page(walk.house, "办公室主任", "/approvals/owed/")


def test_the_places_stand_where_they_belong(walk):
    places = {
        post: [name for name in ("补签", "代录") if f'/approvals/{_slug(name)}/"' in shell]
        for post in ("镇长", "副书记（分管办公室）", "办公室主任", "文书", "应急办主任")
        if (shell := page(walk.house, post, "/"))
    }
    assert places == {
        "镇长": ["补签"],
        "副书记（分管办公室）": ["补签", "代录"],
        "办公室主任": ["补签", "代录"],
        "文书": ["代录"],
        "应急办主任": [],
    }


def _slug(name: str) -> str:
    return {"补签": "owed", "代录": "paper"}[name]


def test_what_waits_for_the_director_is_listed(walk):
    enter(walk)
    assert walk.paper.title in page(walk.house, "办公室主任", "/approvals/paper/")
    assert walk.paper.title not in page(walk.house, "应急办主任", "/approvals/paper/")
    assert "还有待确认的" in page(walk.house, "机要员", "/approvals/paper/")


def test_what_the_director_entered_himself_the_leader_in_charge_of_the_office_vouches_for(walk):
    enter(walk, by="办公室主任")
    deputy = "副书记（分管办公室）"
    assert walk.paper.title in page(walk.house, deputy, "/approvals/paper/")
    shown = browser(walk.house, deputy).get("/").context["shell"].groups
    (place,) = (each for _, group in shown for each in group if each.place.label == "代录")
    assert place.count.number == 1
    Desk(walk, deputy).posts("vouch", of=PaperDecision.objects.get().pk)
    assert walk.stage == "承办"


class TestWhatIsOverBeforeItIsVouchedFor:
    """The leader decides by himself, or it is taken from him, while his paper waits."""

    ENDINGS = {
        "agrees": lambda walk: walk.instruct(),
        "returns": lambda walk: walk.return_to("镇长", to=3, reason="请补充。"),
        "passes it on": lambda walk: transfer(
            walk.task("镇长"),
            to=Seat(post=walk.house.posts["党委书记"].pk),
            note="请定。",
            by=capacity_of(walk.house["镇长"], walk.house.posts["镇长"]),
        ),
        "annulled": lambda walk: annul(
            walk.case, reason="误登。", by=capacity_of(walk.house["文书"])
        ),
    }

    @pytest.mark.parametrize("ending", ENDINGS)
    def test_it_waits_for_nobody_and_the_clerk_hears_so(self, walk, ending):
        enter(walk)
        entry = PaperDecision.objects.get()
        self.ENDINGS[ending](walk)
        entry.refresh_from_db()
        assert (entry.status, entry.signed_at) == ("needless", None)
        assert "请确认代录" not in Desk(walk, "办公室主任").opens()
        told = Notice.objects.filter(officer=walk.house["机要员"], kind="approvals.paper")
        assert "您的代录不用了。" in told.get().words
        answer = Desk(walk, "办公室主任").posts("vouch", of=entry.pk)
        assert answer.status_code == 409

    def test_it_keeps_no_list_from_being_signed(self, walk):
        first = confirmed(walk)
        again = register(walk.house, urgency="加急").check().propose()
        enter(again)
        again.instruct()
        clerk = browser(walk.house, "机要员")
        scan = SimpleUploadedFile("清单.pdf", PDF)
        assert send(clerk, first.get_absolute_url(), scan=scan).status_code == 302

    def test_taken_back_by_who_sent_it_it_is_over_too(self, house):
        with joint.alone([]):
            office = test_every_pair.Office(house)
            case = office.opened()
            office.withdraw(case)
        assert PaperDecision.objects.get(case=case).status == "needless"


class TestTheWeeklyList:
    def test_it_says_what_was_entered_in_the_week(self, walk):
        sheet = page(walk.house, "镇长", confirmed(walk).get_absolute_url())
        assert "同意。请应急办牵头。" in sheet
        assert "孙丽<br>李秀英" in sheet

    def test_an_entry_of_the_next_week_stands_on_the_next_list(self, walk):
        this = list_of_the_week(walk.house["镇长"])
        with clock.moved_to(clock.now() + timedelta(days=7)):
            assert list_of_the_week(walk.house["镇长"]).monday - this.monday == timedelta(days=7)

    def test_signed_and_scanned_its_entries_count_as_signed(self, walk):
        week = confirmed(walk)
        clerk = browser(walk.house, "机要员")
        scan = SimpleUploadedFile("清单.pdf", PDF)
        assert send(clerk, week.get_absolute_url(), scan=scan).status_code == 302
        assert PaperDecision.objects.get().signed_at is not None
        assert "已签字" in page(walk.house, "机要员", "/approvals/paper/")
        again = SimpleUploadedFile("清单.pdf", PDF)
        assert send(clerk, week.get_absolute_url(), scan=again).status_code == 409
        assert File.objects.attached_to(week).count() == 1

    def test_what_the_director_has_not_confirmed_is_not_signed(self, walk):
        enter(walk)
        week, clerk = PaperList.objects.get(), browser(walk.house, "机要员")
        scan = SimpleUploadedFile("清单.pdf", PDF)
        assert send(clerk, week.get_absolute_url(), scan=scan).status_code == 403
        assert send(clerk, f"{week.get_absolute_url()}pdf/").status_code == 403

    def test_only_the_office_hands_it_in(self, walk):
        week, mayor = confirmed(walk), browser(walk.house, "镇长")
        scan = SimpleUploadedFile("清单.pdf", PDF)
        assert send(mayor, week.get_absolute_url(), scan=scan).status_code == 403
        assert PaperDecision.objects.get().signed_at is None

    def test_without_a_file_it_says_so(self, walk):
        answer = send(browser(walk.house, "机要员"), confirmed(walk).get_absolute_url())
        assert "请选文件。" in answer.content.decode()

    def test_a_worker_draws_it(self, walk):
        week = confirmed(walk)
        clerk = browser(walk.house, "机要员")
        assert send(clerk, f"{week.get_absolute_url()}pdf/").status_code == 302
        assert send(clerk, f"{week.get_absolute_url()}pdf/").status_code == 409
        job = Job.objects.get(name="approvals.paper_list")
        said = {"township_id": week.township_id, **job.args}
        pdf = tasks.draw_list(**said)
        assert pdf.startswith(b"%PDF")
        tasks.keep_list(pdf, **said)
        assert "代录清单 王建国" in page(walk.house, "机要员", week.get_absolute_url())
