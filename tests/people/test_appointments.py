from datetime import timedelta

import pytest
from django.contrib.auth.models import Group

from township_office import clock
from township_office.audit.models import Entry
from township_office.jobs.models import Job
from township_office.people import actions
from township_office.people.models import Appointment, Charge, Department, Officer, Post
from township_office.people.tasks import mirror_groups
from township_office.web.refusals import Refused, Stale

DAY = timedelta(days=1)


def tomorrow():
    return clock.moved_to(clock.now() + DAY)


def newcomer(house, by) -> Officer:
    return actions.hire(house.township, name="单建国", username="sjg", by=by).officer


def groups_of(officer) -> set[int]:
    return set(Group.objects.filter(user=officer).values_list("pk", flat=True))


def test_who_is_appointed_from_tomorrow_holds_nothing_today(house, by):
    officer, post = newcomer(house, by), house.posts["文书"]
    actions.appoint(officer, post, since=clock.today() + DAY, by=by)
    assert not Post.objects.held_by(officer).exists()
    assert officer not in Officer.objects.holding(post)
    with tomorrow():
        assert list(Post.objects.held_by(officer)) == [post]
        assert officer in Officer.objects.holding(post)


def test_one_person_holds_several_posts_at_once(house, by):
    officer = newcomer(house, by)
    actions.appoint(officer, house.posts["文书"], by=by)
    actions.appoint(officer, house.posts["应急办干事"], by=by)
    assert {post.name for post in Post.objects.held_by(officer)} == {"文书", "应急办干事"}
    departments = Department.objects.staffed_by(officer)
    assert {each.short_name for each in departments} == {"党政办", "应急办"}


def test_a_post_may_have_a_second_person(house, by):
    officer = newcomer(house, by)
    actions.appoint(officer, house.posts["文书"], by=by)
    assert set(Officer.objects.holding(house.posts["文书"])) == {officer, house["文书"]}


def test_a_released_officer_holds_the_post_until_the_last_day(house, by):
    post = house.posts["文书"]
    actions.release(post.appointments.get(), by=by)
    assert house["文书"] in Officer.objects.holding(post)
    with tomorrow():
        assert not Officer.objects.holding(post).exists()


def test_a_post_is_not_ended_twice(house, by):
    appointment = house.posts["文书"].appointments.get()
    actions.release(appointment, by=by)
    with pytest.raises(Stale, match="已于"):
        actions.release(appointment, by=by)


def test_nobody_is_released_before_he_was_appointed(house, by):
    appointment = house.posts["文书"].appointments.get()
    with pytest.raises(Refused, match="不能早于任职日期"):
        actions.release(appointment, last_day=appointment.valid_from - DAY, by=by)


def test_nobody_holds_a_post_twice(house, by):
    with pytest.raises(Refused, match="不必再任"):
        actions.appoint(house["文书"], house.posts["文书"], by=by)


def test_a_leaders_post_has_one_holder_at_a_time(house, by):
    with pytest.raises(Refused, match="镇长现由王建国担任"):
        actions.appoint(newcomer(house, by), house.posts["镇长"], by=by)
    actions.release(house.posts["镇长"].appointments.get(), by=by)
    successor = actions.appoint(
        house["副镇长（农业）"], house.posts["镇长"], since=clock.today() + DAY, by=by
    )
    with tomorrow():
        assert list(Officer.objects.holding(house.posts["镇长"])) == [successor.officer]


def test_a_closed_account_is_not_appointed(house, by):
    officer = newcomer(house, by)
    actions.disable(officer, by=by)
    with pytest.raises(Refused, match="已停用"):
        actions.appoint(officer, house.posts["文书"], by=by)


def test_another_townships_post_is_out_of_reach(house, other_house, by):
    with pytest.raises(Refused, match="本乡镇"):
        actions.appoint(house["文书"], other_house.posts["文书"], by=by)
    with pytest.raises(Refused, match="本乡镇"):
        actions.release(other_house.posts["文书"].appointments.get(), by=by)


def test_an_appointment_is_one_line_of_the_trail_with_its_dates(house, by):
    officer = newcomer(house, by)
    appointment = actions.appoint(officer, house.posts["文书"], by=by)
    entry = Entry.objects.get(code="people.appointed")
    assert entry.subject_id == str(appointment.pk)
    assert entry.after == {
        "人员": "单建国",
        "职务": "文书",
        "任职日期": clock.today().isoformat(),
        "免职日期": None,
    }


def test_a_release_says_before_and_after(house, by):
    actions.release(house.posts["文书"].appointments.get(), by=by)
    entry = Entry.objects.get(code="people.released")
    assert entry.before == {"免职日期": None}
    assert entry.after == {"免职日期": clock.today().isoformat()}


def test_groups_mirror_what_is_held_today(house, by):
    officer, post = newcomer(house, by), house.posts["文书"]
    appointment = actions.appoint(officer, post, by=by)
    assert groups_of(officer) == {post.group_id, post.department.group_id}
    actions.release(appointment, by=by)
    assert groups_of(officer) == {post.group_id, post.department.group_id}
    with tomorrow():
        mirror_groups(township_id=house.township.pk)
        assert groups_of(officer) == set()


def test_a_coming_appointment_is_mirrored_on_its_day(house, by):
    officer, post = newcomer(house, by), house.posts["文书"]
    actions.appoint(officer, post, since=clock.today() + DAY, by=by)
    assert groups_of(officer) == set()
    job = Job.objects.get(name="people.mirror_groups")
    assert job.run_at.astimezone().date() == clock.today() + DAY
    with tomorrow():
        mirror_groups(township_id=job.township_id, **job.args)
        assert post.group_id in groups_of(officer)


def test_mirroring_one_township_leaves_the_other_alone(house, other_house, by):
    mirror_groups(township_id=other_house.township.pk)
    assert groups_of(house["文书"]) == set()
    assert len(groups_of(other_house["文书"])) == 2


def test_a_new_leader_in_charge_follows_the_old_one_day_by_day(house, by):
    department, old = house.departments["民政办公室"], house.posts["副镇长（农业）"]
    actions.put_in_charge(house.posts["镇长"], department, since=clock.today() + DAY, by=by)
    assert Charge.objects.on().get(department=department).post == old
    with tomorrow():
        assert Charge.objects.on().get(department=department).post == house.posts["镇长"]
    entry = Entry.objects.get(code="people.charge.given")
    assert (entry.before["分管领导"], entry.after["分管领导"]) == ("副镇长（农业）", "镇长")


def test_only_leaders_are_put_in_charge(house, by):
    with pytest.raises(Refused, match="不是班子成员"):
        actions.put_in_charge(house.posts["文书"], house.departments["民政办公室"], by=by)


def test_who_is_in_charge_already_is_not_put_in_charge_again(house, by):
    with pytest.raises(Refused, match="已由副镇长（农业）分管"):
        actions.put_in_charge(house.posts["副镇长（农业）"], house.departments["民政办公室"], by=by)


def test_two_leaders_are_never_in_charge_on_one_day(house, by):
    department = house.departments["民政办公室"]
    actions.put_in_charge(house.posts["镇长"], department, since=clock.today() + DAY, by=by)
    with pytest.raises(Refused, match="起始日期要晚于"):
        actions.put_in_charge(house.posts["党委书记"], department, by=by)


def test_being_in_charge_ends_without_a_successor(house, by):
    department = house.departments["民政办公室"]
    actions.relieve_of_charge(department.charges.get(), by=by)
    with tomorrow():
        assert not Charge.objects.on().filter(department=department).exists()


def test_a_post_that_moves_takes_its_holders_to_the_other_department(house, by):
    post, other = house.posts["应急办干事"], house.departments["民政办公室"]
    actions.amend_post(post, department=other, by=by)
    assert list(Department.objects.staffed_by(house["应急办干事"])) == [other]
    assert other.group_id in groups_of(house["应急办干事"])


def test_dates_that_overlap_are_found_from_either_end(house):
    appointment = house.posts["文书"].appointments.get()
    appointment.valid_from = clock.today()
    appointment.valid_until = clock.today() + 2 * DAY
    appointment.save()
    mine = Appointment.objects.filter(pk=appointment.pk)
    today = clock.today()
    assert mine.during(today - DAY, today).exists()
    assert mine.during(today + 2 * DAY, None).exists()
    assert not mine.during(today - 2 * DAY, today - DAY).exists()
    assert not mine.during(today + 3 * DAY, None).exists()
