"""A query that is worded once answers each time for what it is asked."""

import pytest
from django.db import connection
from django.db.models import Value
from django.test.utils import CaptureQueriesContext

from township_office.people.models import Department, Post
from township_office.townships.prepared import prepared


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
