"""A query that is worded once answers each time for what it is asked."""

import pytest
from django.db import connection
from django.db.models import Exists, OuterRef, Value
from django.test.utils import CaptureQueriesContext

from township_office.people.models import Appointment, Department, Post
from township_office.townships.prepared import prepared, prepared_records


@prepared
def named(township: int, post: int):
    here = Post.objects.filter(township=township).order_by()
    one = here.filter(pk=post).values_list(Value("post"), "pk", "name")
    offices = Department.objects.filter(township=township, is_office=True).order_by()
    return one.union(offices.values_list(Value("office"), "pk", "name"), all=True)


@pytest.mark.parametrize("name", ["镇长", "文书", "镇长"])
def test_each_is_answered_for_his_own_keys(house, name):
    post, office = house.posts[name], house.departments["党政办公室"]
    found = {("post", post.pk, name), ("office", office.pk, office.name)}
    with CaptureQueriesContext(connection) as asked:
        assert set(named(house.township.pk, post.pk)) == found
    assert len(asked) == 1


def test_nothing_is_found_of_another_township(house, other_house):
    answer = named(other_house.township.pk, house.posts["镇长"].pk)
    assert [row[0] for row in answer] == ["office"]


def test_what_stands_in_the_text_stays(house):
    for post in house.posts.values():
        kinds = [row[0] for row in named(house.township.pk, post.pk)]
        assert sorted(kinds) == ["office", "post"]


@prepared_records
def posts_of(township: int, officer: int):
    his = Appointment.objects.filter(post=OuterRef("pk"), officer=officer)
    return Post.objects.filter(township=township).annotate(his=Exists(his)).order_by("pk")


def test_records_come_whole_with_what_was_asked_beside_them(house, other_house):
    for name, officer in house.officers.items():
        with CaptureQueriesContext(connection) as asked:
            found = posts_of(house.township.pk, officer.pk)
        assert len(asked) == 1
        assert found == list(Post.objects.filter(township=house.township).order_by("pk"))
        assert {post.name for post in found if post.his} == {name}
    assert posts_of(other_house.township.pk, officer.pk) != found


def test_a_record_that_was_asked_for_can_be_saved(house):
    mayor = house.posts["镇长"]
    found = next(post for post in posts_of(house.township.pk, 0) if post == mayor)
    found.name = "代镇长"
    found.save()
    mayor.refresh_from_db()
    assert mayor.name == "代镇长"
