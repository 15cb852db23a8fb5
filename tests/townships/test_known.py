"""What is remembered is true: whoever changes it, by whatever way, and whether or not it is undone."""

from datetime import date

import pytest
from django.contrib.auth.models import Group
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from township_office.jobs.models import Job
from township_office.people.models import Officer, Post
from township_office.townships.known import known_from, one_look, watched_tables
from township_office.townships.models import Setting, Stamp
from township_office.townships.settings import settings_of

KEY = "approvals.hours.urgent"
DAY = date(2026, 5, 6)


@known_from(Post)
def names(township_id: int) -> tuple[str, ...]:
    posts = Post.objects.filter(township=township_id)
    return tuple(posts.order_by("id").values_list("name", flat=True))


def test_what_is_known_is_not_read_again(house):
    known = names(house.township.pk)
    with CaptureQueriesContext(connection) as asked:
        assert names(house.township.pk) == known
    assert [
        query["sql"] for query in asked if "people_post" in query["sql"].split("WHERE")[0]
    ] == []
    assert len(asked) == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda post: Post.objects.filter(pk=post.pk).update(name="人大主席"),
        lambda post: Post.objects.bulk_update([_called(post, "人大主席")], ["name"]),
        lambda post: _called(post, "人大主席").save(),
        lambda post: _plainly(f"UPDATE people_post SET name = '人大主席' WHERE id = {post.pk}"),
    ],
)
def test_a_change_is_seen_at_once_whoever_makes_it(house, change):
    assert "人大主席" not in names(house.township.pk)
    change(house.posts["镇长"])
    assert "人大主席" in names(house.township.pk)


def test_within_one_look_the_stamps_are_asked_for_once(house):
    names(house.township.pk), settings_of(house.township)
    with transaction.atomic(), one_look(), CaptureQueriesContext(connection) as asked:
        names(house.township.pk), settings_of(house.township)
        Group.objects.create(name="人大")
        names(house.township.pk)
    assert len([query for query in asked if "townships_stamp" in query["sql"]]) == 1


@pytest.mark.parametrize(
    "pause",
    [
        lambda: Officer.objects.filter(pk=0).update(large_print=True),
        lambda: _plainly("DELETE FROM people_phrase WHERE id = 0"),
        lambda: _undone(),
    ],
)
def test_who_may_have_waited_for_somebody_looks_again(house, pause):
    with transaction.atomic(), one_look(), CaptureQueriesContext(connection) as asked:
        names(house.township.pk)
        pause()
        names(house.township.pk)
    assert len([query for query in asked if "townships_stamp" in query["sql"]]) == 2


def test_what_a_look_has_seen_gives_way_to_ones_own_change(house):
    with transaction.atomic(), one_look():
        assert "人大主席" not in names(house.township.pk)
        group = Group.objects.create(name="人大主席")
        Post.objects.bulk_create([Post(township=house.township, name="人大主席", group=group)])
        assert "人大主席" in names(house.township.pk)
        Post.objects.filter(name="人大主席").delete()
        assert "人大主席" not in names(house.township.pk)


def test_what_comes_and_goes_is_seen(house):
    before = names(house.township.pk)
    group = Group.objects.create(name="人大主席")
    fresh = Post(township=house.township, name="人大主席", group=group)
    Post.objects.bulk_create([fresh])
    assert names(house.township.pk) == (*before, "人大主席")
    Post.objects.filter(name="人大主席").delete()
    assert names(house.township.pk) == before


def test_what_was_undone_is_forgotten(house):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        Post.objects.filter(pk=house.posts["镇长"].pk).update(name="人大主席")
        assert "人大主席" in names(house.township.pk)
        _ = 1 / 0
    assert "人大主席" not in names(house.township.pk)


def test_a_column_that_does_not_matter_changes_no_stamp(house):
    stamp = Stamp.objects.get(name="people_officer").value
    house["镇长"].save(update_fields=["large_print"])
    assert Stamp.objects.get(name="people_officer").value == stamp
    Officer.objects.filter(pk=house["镇长"].pk).update(is_active=False)
    assert Stamp.objects.get(name="people_officer").value != stamp


def test_a_setting_is_in_force_from_its_day_on(house):
    before = settings_of(house.township, on=DAY)[KEY]
    Setting.objects.create(township=house.township, key=KEY, value=before + 1, valid_from=DAY)
    assert settings_of(house.township, on=DAY)[KEY] == before + 1


def test_every_watched_table_has_its_stamp(db):
    assert set(Stamp.objects.values_list("name", flat=True)) == set(watched_tables())


def test_what_is_not_watched_cannot_be_known():
    with pytest.raises(TypeError, match="Job"):
        known_from(Post, Job)


def _undone() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        _ = 1 / 0


def _called(post: Post, name: str) -> Post:
    post.name = name
    return post


def _plainly(sentence: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sentence)
