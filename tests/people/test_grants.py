from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext

from documents.incoming.models import Incoming
from township_office import clock
from township_office.people import actions
from township_office.people.grants import let_read, readable_by
from township_office.people.models import Officer, Organ
from township_office.people.today import today_of


def paper(house, number: int = 1) -> Incoming:
    organ, _ = Organ.objects.get_or_create(township=house.township, name="靖边县应急管理局")
    return Incoming.objects.create(
        township=house.township,
        year=2026,
        number=number,
        source=organ,
        source_number="无",
        title="关于开展冬季安全生产大检查的通知",
        registered_by=house["文书"],
    )


def readers(house, record) -> set[str]:
    return {
        post
        for post, officer in house.officers.items()
        if readable_by(Incoming.objects.filter(pk=record.pk), officer).exists()
    }


def test_without_a_grant_nobody_reads(house):
    assert readers(house, paper(house)) == set()


def test_a_grant_to_a_post_opens_to_who_holds_it(house):
    record = paper(house)
    let_read(record, posts=[house.posts["应急办主任"]])
    assert readers(house, record) == {"应急办主任"}


def test_a_grant_to_a_department_opens_to_its_people(house):
    record = paper(house)
    let_read(record, departments=[house.departments["应急管理办公室"]])
    assert readers(house, record) == {"应急办主任", "应急办干事"}


def test_a_grant_to_a_person_opens_to_him_in_any_post(house):
    record = paper(house)
    let_read(record, officers=[house["民政办主任"], house["镇长"].pk])
    assert readers(house, record) == {"民政办主任", "镇长"}


def test_a_grant_opens_one_record_only(house):
    first, second = paper(house, 1), paper(house, 2)
    let_read(first, posts=[house.posts["镇长"]])
    assert list(readable_by(Incoming.objects.all(), house["镇长"])) == [first]
    assert second.pk != first.pk


def test_reading_goes_with_the_post_and_not_with_the_group(house, by):
    record = paper(house)
    let_read(record, posts=[house.posts["应急办干事"]])
    actions.release(house.posts["应急办干事"].appointments.get(), by=by)
    assert Group.objects.filter(user=house["应急办干事"]).exists()
    with clock.moved_to(clock.now() + timedelta(days=1)):
        assert readers(house, record) == set()


def test_a_successor_reads_what_was_granted_before_his_time(house, by):
    record = paper(house)
    let_read(record, posts=[house.posts["应急办干事"]])
    successor = actions.hire(house.township, name="吴芳", username="wf", by=by).officer
    day = clock.today() + timedelta(days=1)
    actions.appoint(successor, house.posts["应急办干事"], since=day, by=by)
    mine = Incoming.objects.filter(pk=record.pk)
    assert not readable_by(mine, successor).exists()
    with clock.moved_to(clock.now() + timedelta(days=1)):
        assert readable_by(mine, successor).exists()


def test_being_superuser_opens_nothing(house, administrator):
    record = paper(house)
    let_read(record, posts=list(house.posts.values()))
    assert administrator.is_superuser
    assert not readable_by(Incoming.objects.all(), administrator).exists()


def test_a_grant_across_the_border_opens_nothing(house, other_house):
    record = paper(house)
    let_read(record, posts=[other_house.posts["镇长"]], officers=[other_house["文书"]])
    assert readers(other_house, record) == set()


def test_granting_costs_two_inserts_however_many_read(house):
    record = paper(house)
    with CaptureQueriesContext(connection) as queries:
        let_read(
            record,
            posts=house.posts.values(),
            departments=house.departments.values(),
            officers=house.officers.values(),
        )
    inserts = [query for query in queries if query["sql"].startswith("INSERT")]
    assert len(inserts) == 2
    assert len(queries) <= 5


def test_granting_again_changes_nothing(house):
    record = paper(house)
    for _ in range(2):
        let_read(record, posts=[house.posts["镇长"]], officers=[house["文书"]])
    assert record.group_grants.count() == 1
    assert record.officer_grants.count() == 1


def test_reading_a_list_is_two_queries_and_joins_no_row_twice(house, django_assert_num_queries):
    for number in range(1, 6):
        let_read(
            paper(house, number),
            posts=[house.posts["应急办主任"]],
            departments=[house.departments["应急管理办公室"]],
            officers=[house["应急办主任"]],
        )
    officer = Officer.objects.get(pk=house["应急办主任"].pk)
    today_of(officer)  # known from before, as long as nobody's post changes
    with django_assert_num_queries(2):
        assert len(readable_by(Incoming.objects.all(), officer)) == 5


def test_a_record_without_tables_of_grants_says_so(house):
    with pytest.raises(LookupError, match="Organ has no table"):
        let_read(Organ.objects.create(township=house.township, name="x"), officers=[1])
