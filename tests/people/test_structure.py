import pytest

from township_office.audit.capacity import system
from township_office.audit.models import Entry
from township_office.people import actions
from township_office.people.models import Department, Organ, Post
from township_office.web.refusals import Refused


def test_a_department_is_opened_with_its_group(house, by):
    station = actions.open_department(house.township, "林业站", kind=Department.Kind.STATION, by=by)
    assert station.short_name == "林业站"
    assert station.group.name == f"{house.township.pk} 机构 林业站"
    assert Entry.objects.get(code="people.department.opened").after["类别"] == "站所"


def test_departments_of_one_name_stand_in_two_townships(house, other_house, by):
    from_other = actions.open_department(
        other_house.township,
        "林业站",
        by=system(other_house.township.pk),
    )
    own = actions.open_department(house.township, "林业站", by=by)
    assert own.group_id != from_other.group_id
    with pytest.raises(Refused, match="已有名为“林业站”的机构"):
        actions.open_department(house.township, "林业站", by=by)


def test_a_township_has_one_office(house, by):
    with pytest.raises(Refused, match="一个党政办"):
        actions.open_department(house.township, "综合办", is_office=True, by=by)


def test_a_renamed_department_leaves_its_old_name_to_others(house, by):
    actions.open_department(house.township, "林业站", by=by)
    station = Department.objects.get(name="林业站")
    actions.amend_department(station, name="林草站", short_name="林草站", by=by)
    assert actions.open_department(house.township, "林业站", by=by).group_id != station.group_id


def test_a_department_has_one_head(house, by):
    department = house.departments["民政办公室"]
    with pytest.raises(Refused, match="负责人职务已是“民政办主任”"):
        actions.create_post(
            house.township, "民政办副主任", department=department, heads=True, by=by
        )
    with pytest.raises(Refused, match="写明是哪个机构"):
        actions.create_post(house.township, "主任", heads=True, by=by)


def test_a_head_stays_the_head_when_his_post_is_amended(house, by):
    post = actions.amend_post(house.posts["民政办主任"], rank=12, by=by)
    assert (post.rank, post.heads) == (12, True)


def test_flows_find_posts_by_their_role(house, other_house, by):
    second = actions.create_post(house.township, "文书（二）", role="clerk", by=by)
    posts = Post.objects.of_role(house.township, "clerk")
    assert set(posts) == {house.posts["文书"], second}


def test_a_post_of_a_name_stands_once_on_the_list(house, by):
    with pytest.raises(Refused, match="已有名为“文书”的职务"):
        actions.create_post(house.township, "文书", by=by)


def test_an_organ_is_remembered_once_and_moves_up_when_it_writes_again(house, by):
    first = actions.remember_organ(house.township, "中共靖边县委办公室", by=by)
    actions.remember_organ(house.township, "靖边县应急管理局", by=by)
    Organ.objects.update(last_used="2026-01-01")
    again = actions.remember_organ(house.township, "中共靖边县委办公室", by=by)
    assert first == again
    assert next(iter(Organ.objects.found_by(""))) == first
    assert Entry.objects.filter(code="people.organ.remembered").count() == 2
