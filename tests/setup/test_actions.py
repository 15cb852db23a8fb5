from datetime import timedelta

import pytest

from township_office import clock
from township_office.audit.models import Entry
from township_office.people.capacity import capacity_of
from township_office.people.models import Charge, Department, Officer, Post
from township_office.setup.actions import amend_township, found_township, set_switch
from township_office.townships import settings as switches
from township_office.townships.models import Profile, Setting, Township
from township_office.townships.settings import Switch, settings_of
from township_office.web.refusals import Refused
from township_office.workdays.models import CalendarYear

DAY = timedelta(days=1)


@pytest.fixture
def switch(monkeypatch) -> Switch:
    switch = Switch("tests.limit", "试验时限", 4, "A3.1.1")
    monkeypatch.setitem(switches._declared, switch.key, switch)
    return switch


@pytest.fixture
def chief_by(township):
    return capacity_of(Officer.objects.get())


def test_a_new_township_has_its_office_and_the_posts_that_flows_ask_for(township):
    office = Department.objects.get()
    assert (office.name, office.short_name, office.line) == ("党政办公室", "党政办", "both")
    assert office.is_office
    assert [(post.role, post.name) for post in Post.objects.all()] == [
        ("party_secretary", "党委书记"),
        ("mayor", "镇长"),
        ("deputy_secretary", "党委副书记"),
        ("office_director", "党政办主任"),
        ("clerk", "文书"),
        ("confidential_officer", "机要员"),
        ("legal_reviewer", "合法性审核员"),
    ]
    assert Post.objects.get(heads=True).role == "office_director"
    assert Charge.objects.get().post.role == "deputy_secretary"


def test_its_administrator_looks_after_it_and_holds_no_post(township, chief):
    officer = Officer.objects.get()
    assert officer.check_password(chief.password)
    assert (officer.is_staff, officer.is_superuser) == (True, True)
    assert not officer.must_change_password
    assert not Post.objects.held_by(officer).exists()


def test_the_calendar_is_there_on_the_first_day(township):
    assert CalendarYear.objects.filter(year=2026).exists()


def test_the_founding_stands_on_the_trail_in_the_administrators_name(township, chief):
    entry = Entry.objects.get(code="setup.township.founded")
    assert entry.officer_name == chief.name
    assert entry.after["制度"] == "通用制度（A）"
    assert Entry.objects.filter(code="people.post.created").count() == 7


def test_a_rural_township_has_a_head_of_its_own_name(db, chief):
    found_township(name="红墩界乡", profile=Profile.TOWN, administrator=chief)
    assert Post.objects.get(role="mayor").name == "乡长"


def test_a_name_is_founded_once_and_leaves_nothing_behind(township, chief):
    people = Officer.objects.count()
    with pytest.raises(Refused, match="已有名为“宁条梁镇”"):
        found_township(name="宁条梁镇", administrator=chief)
    assert Officer.objects.count() == people


def test_nothing_is_founded_when_the_login_name_is_taken(township, chief):
    with pytest.raises(Refused, match="已被占用"):
        found_township(name="红墩界镇", administrator=chief)
    assert Township.objects.count() == 1


def test_a_township_is_renamed_with_before_and_after(township, chief_by):
    amend_township(township, office_name="党政综合办公室", by=chief_by)
    entry = Entry.objects.get(code="setup.township.amended")
    assert (entry.before, entry.after) == (
        {"办公室名称": "党政办公室"},
        {"办公室名称": "党政综合办公室"},
    )


def test_a_switch_turns_on_its_day(township, chief_by, switch):
    set_switch(township, switch.key, 8, since=clock.today() + DAY, by=chief_by)
    assert settings_of(township)[switch.key] == 4
    assert settings_of(township, on=clock.today() + DAY)[switch.key] == 8


def test_a_switch_corrected_on_the_same_day_stays_one_row(township, chief_by, switch):
    set_switch(township, switch.key, 8, by=chief_by)
    set_switch(township, switch.key, 6, by=chief_by)
    assert Setting.objects.get().value == 6
    entry = Entry.objects.filter(code="setup.switch.set").latest("id")
    assert (entry.before["试验时限"], entry.after["试验时限"]) == (8, 6)


def test_the_past_is_not_set_anew(township, chief_by, switch):
    with pytest.raises(Refused, match="已经过去"):
        set_switch(township, switch.key, 8, since=clock.today() - DAY, by=chief_by)


@pytest.mark.parametrize("value", ["8", True, None, 8.5])
def test_a_switch_takes_a_value_of_its_own_kind(township, chief_by, switch, value):
    with pytest.raises(Refused, match="值不对"):
        set_switch(township, switch.key, value, by=chief_by)


def test_an_unknown_switch_is_refused(township, chief_by):
    with pytest.raises(Refused, match="没有名为"):
        set_switch(township, "tests.unknown", 1, by=chief_by)


def test_another_townships_settings_are_out_of_reach(township, chief_by, other_house, switch):
    with pytest.raises(Refused, match="本乡镇"):
        set_switch(other_house.township, switch.key, 8, by=chief_by)
    with pytest.raises(Refused, match="本乡镇"):
        amend_township(other_house.township, name="别处镇", by=chief_by)
