"""传阅: readers by rank, at once or in order; a circle is personal; the range is the leader's."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from documents.incoming.models import Incoming
from tests.circulation.ring import ring_of
from tests.documents.walk import register
from township_office import clock
from township_office.approvals.circulation import actions
from township_office.approvals.circulation.models import Reader
from township_office.audit.trail import trail_of
from township_office.jobs.models import Job
from township_office.notices.models import Notice
from township_office.people.actions import release
from township_office.people.capacity import capacity_of
from township_office.people.models import Appointment
from township_office.web.refusals import Refused, Stale
from township_office.workdays.hours import add_working_hours

pytestmark = pytest.mark.django_db


def may_open(ring, post: str) -> bool:
    papers = Incoming.objects.visible_to(ring.house[post])
    return papers.filter(pk=ring.walk.paper.pk).exists()


def told(ring, post: str) -> list[str]:
    return [notice.words for notice in Notice.objects.of(ring.house[post]).order_by("id")]


def test_readers_stand_by_rank_however_they_were_named(ring):
    assert ring.names == ["党委书记", "副镇长（农业）", "应急办主任"]


def test_at_once_it_lies_with_all_and_all_may_open_it(ring):
    assert ring.lying == ring.names
    assert all(may_open(ring, post) for post in ring.names)
    assert not may_open(ring, "民政办主任")


def test_each_has_four_working_hours_and_all_have_twenty_four(ring):
    begun = ring.circulation.started_at
    reader = ring.reader("党委书记")
    each = add_working_hours(reader.opened_at, 4, ring.house.township)
    assert (reader.due_at, reader.due_provisional) == (each.at, each.provisional)
    assert ring.circulation.due_at == add_working_hours(begun, 24, ring.house.township).at


def test_what_is_urgent_runs_day_and_night(office):
    walk = register(office, urgency="加急")
    by = capacity_of(office["镇长"], office.posts["镇长"])
    list_ = actions.circulate(walk.paper, posts=[office.posts["党委书记"]], by=by)
    reader = list_.readers.get()
    assert timedelta(hours=4) <= reader.due_at - reader.opened_at < timedelta(hours=4, minutes=1)


FRIDAY = clock.local(datetime.fromisoformat("2026-11-27T07:40:00+08:00"))


@pytest.mark.parametrize(
    ("urgency", "until"),
    [
        ("平件", "2026-12-02T09:30:00+08:00"),  # seven and a half hours a day, none at the weekend
        ("加急", "2026-11-28T07:40:00+08:00"),
        ("特急", "2026-11-28T07:40:00+08:00"),
    ],
)
def test_the_whole_of_an_urgent_list_runs_through_the_weekend(office, urgency, until):
    with clock.moved_to(FRIDAY):
        walk = register(office, urgency=urgency, deadline=FRIDAY + timedelta(days=7))
        by = capacity_of(office["镇长"], office.posts["镇长"])
        circulation = actions.circulate(walk.paper, posts=[office.posts["党委书记"]], by=by)
    assert circulation.due_at == datetime.fromisoformat(until)
    assert Job.objects.get(name=actions.WHOLE_JOB).run_at == circulation.due_at


def test_readers_are_told_and_the_leader_who_sent_it_is_not(ring):
    assert told(ring, "应急办主任") == ["请您阅。"]
    assert told(ring, "镇长") == []


def test_who_has_circled_is_called_no_more(ring):
    ring.reads("应急办主任")
    assert not Notice.objects.of(ring.house["应急办主任"]).unread().exists()
    assert Notice.objects.of(ring.house["党委书记"]).unread().exists()


def test_a_circle_and_a_word_stand_on_the_list_and_on_the_trail(ring):
    ring.reads("党委书记", "请应急办抓好落实。")
    reader = ring.reader("党委书记")
    assert (reader.read_by.name, reader.word) == ("陈志远", "请应急办抓好落实。")
    line = trail_of(ring.walk.paper).get(code="circulation.read")
    assert (line.post_name, line.words) == ("党委书记", "请应急办抓好落实。")


def test_one_circles_once(ring):
    ring.reads("党委书记")
    with pytest.raises(Stale, match="已经圈阅"):
        ring.reads("党委书记")


def test_nobody_circles_for_another(ring):
    with pytest.raises(Refused, match="没有您"):
        actions.mark_read(ring.reader("党委书记"), by=ring.by("应急办主任"))


def test_a_stand_in_looks_and_does_not_circle(ring):
    stand_in = replace(ring.by("党委书记"), for_name="陈志远")
    with pytest.raises(Refused, match="本人"):
        actions.mark_read(ring.reader("党委书记"), by=stand_in)
    with pytest.raises(Refused, match="本人"):
        actions.mark_many_read([ring.reader("党委书记")], by=stand_in)


def test_the_second_person_in_a_post_may_circle_too(ring):
    second = ring.house["民政办主任"]
    Appointment.objects.create(
        officer=second, post=ring.house.posts["应急办主任"], valid_from=date(2024, 1, 1)
    )
    actions.mark_read(ring.reader("应急办主任"), by=ring.by("民政办主任"))
    assert ring.reader("应急办主任").read_by == second


def test_the_last_circle_closes_it(ring):
    for post in ring.names:
        assert not ring.closed
        ring.reads(post)
    assert ring.closed


def test_in_order_it_comes_to_the_next_when_the_one_before_has_read(office):
    ring = ring_of(office, "应急办主任", "党委书记", "副镇长（农业）", in_order=True)
    assert ring.lying == ["党委书记"]
    assert not may_open(ring, "副镇长（农业）")
    with pytest.raises(Refused, match="前一位"):
        ring.reads("副镇长（农业）")
    ring.reads("党委书记")
    assert ring.lying == ["副镇长（农业）"]
    assert may_open(ring, "副镇长（农业）")
    assert len(told(ring, "副镇长（农业）")) == 1
    ring.reads("副镇长（农业）")
    ring.reads("应急办主任")
    assert ring.closed


def test_in_order_ones_time_begins_when_it_comes_to_him(office):
    ring = ring_of(office, "党委书记", "应急办主任", in_order=True)
    with clock.moved_to(clock.now() + timedelta(days=7)):
        ring.reads("党委书记")
        now = clock.now()
    reader = ring.reader("应急办主任")
    assert reader.due_at == add_working_hours(now, 4, office.township).at


def test_a_post_that_nobody_holds_holds_nobody_up(office):
    by = ring_of(office, "镇长").by("文书")
    release(
        office.posts["党委书记"].appointments.get(),
        by=by,
        last_day=clock.today() - timedelta(days=1),
    )
    ring = ring_of(office, "党委书记", "副镇长（农业）", "应急办主任", in_order=True)
    assert ring.lying == ["党委书记", "副镇长（农业）"]
    ring.reads("副镇长（农业）")
    assert ring.lying == ["党委书记", "应急办主任"]


def test_one_person_may_be_asked_beside_the_posts(office):
    ring = ring_of(office, "党委书记")
    actions.add_readers(ring.circulation, officers=[office["应急办干事"]], by=ring.by("镇长"))
    assert ring.names == ["党委书记", "马军"]
    reader = ring.circulation.readers.get(officer=office["应急办干事"])
    actions.mark_read(reader, by=ring.by("应急办干事"))
    assert may_open(ring, "应急办干事")


def test_thirty_are_circled_at_one_go_in_a_handful_of_queries(office):
    rings = [ring_of(office, "党委书记", "应急办主任", title=f"第{n}件") for n in range(30)]
    readers = [ring.reader("党委书记") for ring in rings]
    with CaptureQueriesContext(connection) as asked:
        done = actions.mark_many_read(readers, by=rings[0].by("党委书记"))
    statements = [each["sql"] for each in asked if "SAVEPOINT" not in each["sql"]]
    assert done == 30
    assert len(statements) <= 10, statements
    assert not Reader.objects.lying_with(office["党委书记"]).exists()
    lines = [trail_of(ring.walk.paper).get(code="circulation.read") for ring in rings]
    assert {(line.officer_name, line.post_name) for line in lines} == {("陈志远", "党委书记")}


def test_at_one_go_only_what_is_ones_own_is_circled(office):
    mine, others = ring_of(office, "党委书记"), ring_of(office, "应急办主任", title="别人的")
    chosen = [mine.reader("党委书记"), others.reader("应急办主任")]
    assert actions.mark_many_read(chosen, by=mine.by("党委书记")) == 1
    assert others.lying == ["应急办主任"]
    with pytest.raises(Stale):
        actions.mark_many_read(chosen, by=mine.by("党委书记"))


def test_at_one_go_the_turn_passes_on_as_well(office):
    ring = ring_of(office, "党委书记", "应急办主任", in_order=True)
    actions.mark_many_read([ring.reader("党委书记")], by=ring.by("党委书记"))
    assert ring.lying == ["应急办主任"]


def test_the_leader_who_set_the_range_widens_it_and_nobody_else(ring):
    more = [ring.house.posts["民政办主任"]]
    for post in ("党委书记", "办公室主任", "文书"):
        with pytest.raises(Refused, match="A5.3"):
            actions.add_readers(ring.circulation, posts=more, by=ring.by(post))
    actions.add_readers(ring.circulation, posts=more, by=ring.by("镇长"))
    assert ring.lying[-1] == "民政办主任"
    assert may_open(ring, "民政办主任")
    with pytest.raises(Stale, match="已经在"):
        actions.add_readers(ring.circulation, posts=more, by=ring.by("镇长"))


def test_whoever_reads_already_is_not_asked_twice(ring):
    ring.reads("党委书记")
    posts = [ring.house.posts[post] for post in ("党委书记", "民政办主任")]
    again = actions.circulate(ring.walk.paper, posts=posts, by=ring.by("镇长"))
    assert again == ring.circulation
    assert ring.names == ["党委书记", "副镇长（农业）", "应急办主任", "民政办主任"]
    assert ring.reader("党委书记").read_at is not None


def test_a_closed_list_opens_again_for_who_joins(ring):
    for post in ring.names:
        ring.reads(post)
    actions.add_readers(
        ring.circulation, posts=[ring.house.posts["民政办主任"]], by=ring.by("镇长")
    )
    assert not ring.closed


def test_a_place_on_the_list_is_a_post_or_a_person_and_stands_there_once(ring):
    reader = ring.reader("党委书记")
    for wrong in ({"officer": ring.house["党委书记"]}, {}):
        row = {"circulation": ring.circulation, "place": 1, "added_by": ring.house["镇长"]}
        with pytest.raises(IntegrityError), transaction.atomic():
            Reader.objects.create(**row, post=reader.post, **wrong)


def test_the_office_and_the_leader_urge_and_within_an_hour_only_once(ring):
    ring.reads("党委书记")
    with pytest.raises(Refused):
        actions.urge(ring.circulation, by=ring.by("应急办主任"))
    assert actions.urge(ring.circulation, by=ring.by("文书")) == 2
    assert told(ring, "应急办主任")[-1] == "刘芳催阅，请您阅。"
    assert "催阅" not in "".join(told(ring, "党委书记"))
    with pytest.raises(Stale, match="一小时"):
        actions.urge(ring.circulation, by=ring.by("镇长"))


def test_the_office_enters_what_was_circled_on_paper(ring):
    with pytest.raises(Refused, match="党政办公室"):
        actions.enter_reading(
            ring.reader("党委书记"), how="paper", on=clock.today(), by=ring.by("应急办主任")
        )
    actions.enter_reading(
        ring.reader("党委书记"), how="paper", on=clock.today(), word="阅。", by=ring.by("文书")
    )
    reader = ring.reader("党委书记")
    assert (reader.read_by.name, reader.entered_by.name, reader.how) == ("陈志远", "刘芳", "paper")
    line = trail_of(ring.walk.paper).get(code="circulation.entered")
    assert (line.officer_name, line.way) == ("刘芳", "纸质代录")


def test_a_circle_on_paper_lies_between_its_coming_and_today(ring):
    for wrong in (clock.today() + timedelta(days=1), clock.today() - timedelta(days=1)):
        with pytest.raises(Refused, match="日期"):
            actions.enter_reading(
                ring.reader("党委书记"), how="paper", on=wrong, by=ring.by("文书")
            )


def test_who_was_asked_by_mistake_reads_no_more(ring):
    with pytest.raises(Refused):
        actions.recall_reader(ring.reader("应急办主任"), by=ring.by("文书"))
    actions.recall_reader(ring.reader("应急办主任"), by=ring.by("镇长"))
    assert ring.names == ["党委书记", "副镇长（农业）"]
    assert not may_open(ring, "应急办主任")


def test_what_one_has_by_a_task_of_ones_own_a_recall_does_not_take(office):
    ring = ring_of(office, "文书", "党委书记")
    actions.recall_reader(ring.reader("文书"), by=ring.by("镇长"))
    assert may_open(ring, "文书")
    grants = ring.walk.paper.group_grants.values_list("group", flat=True)
    assert office.posts["文书"].group_id in set(grants)


def test_who_has_looked_or_read_is_not_recalled(ring):
    Reader.objects.filter(pk=ring.reader("党委书记").pk).update(seen_at=clock.now())
    ring.reads("应急办主任")
    for post in ("党委书记", "应急办主任"):
        with pytest.raises(Stale):
            actions.recall_reader(ring.reader(post), by=ring.by("镇长"))


def test_nothing_circulates_to_nobody_or_beyond_the_township(office, other_house):
    by = ring_of(office, "党委书记").by("镇长")
    paper = ring_of(office, "党委书记", title="另一件").walk.paper
    with pytest.raises(Refused, match="至少"):
        actions.circulate(paper, by=by)
    with pytest.raises(Refused, match="以外"):
        actions.circulate(paper, posts=[other_house.posts["党委书记"]], by=by)
