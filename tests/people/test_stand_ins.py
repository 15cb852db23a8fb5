"""Stand-ins (委托代办): who may decide for whom, from when to when, in what."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.house import LONG_AGO, House, build_house
from township_office import clock
from township_office.approvals.registry import matters
from township_office.audit.capacity import Capacity
from township_office.audit.models import Entry
from township_office.people import actions as people
from township_office.people.capacity import capacity_of
from township_office.people.models import Appointment, StandIn
from township_office.people.modules import module_words, modules
from township_office.people.stand_ins.actions import appoint_stand_in, end_stand_in
from township_office.people.stand_ins.query import is_kept_in_person, stand_ins_of, taken_by
from township_office.townships.models import Profile, Setting
from township_office.web.refusals import Refused, Stale

DEPUTY_MAYOR, DEPUTY_SECRETARY = "副镇长（农业）", "副书记（分管办公室）"


def as_himself(house: House, post: str) -> Capacity:
    return capacity_of(house[post])


def director(house: House, how="phone") -> Capacity:
    return capacity_of(house["办公室主任"], house.posts["办公室主任"], how=how)


def give(house: House, principal: str, deputy: str, *, first=0, days=3, by=None, matters=()):
    """So many days from today on, by himself unless said."""
    since = clock.today() + timedelta(days=first)
    return appoint_stand_in(
        house[principal],
        house[deputy],
        since=since,
        until=since + timedelta(days=days - 1),
        matters=list(matters),
        reason="下村三天",
        by=by or as_himself(house, principal),
    )


def standing(house: House) -> list[tuple[str, str]]:
    """(principal, deputy) as the engine sees them."""
    names = {officer.pk: post for post, officer in house.officers.items()}
    return [
        (names[each.principal_id], names[each.deputy_id]) for each in stand_ins_of(house.township)
    ]


def test_a_stand_in_holds_on_its_first_and_last_day_and_on_no_other(house):
    give(house, "镇长", DEPUTY_MAYOR, first=1, days=2)
    held = []
    for day in range(4):
        with clock.moved_to(clock.now() + timedelta(days=day)):
            held.append(standing(house))
    pair = [("镇长", DEPUTY_MAYOR)]
    assert held == [[], pair, pair, []]


def test_the_engine_is_told_the_name_and_the_matters_in_one_query(house):
    give(house, "镇长", DEPUTY_MAYOR, matters=["documents"])
    with CaptureQueriesContext(connection) as asked:
        (one,) = stand_ins_of(house.township)
    assert len(asked) == 1
    assert (one.deputy_name, one.matters) == ("张志强", ["documents"])
    assert one.covers("documents.incoming") and not one.covers("leave.request")


def test_what_names_no_matter_covers_all(house):
    given = give(house, "镇长", DEPUTY_MAYOR)
    assert stand_ins_of(house.township)[0].covers("leave.request")
    assert list(StandIn.objects.on().covering("leave.request")) == [given]


@pytest.mark.parametrize(
    ("listed", "matter", "covered"),
    [
        ("documents", "documents.incoming", True),
        ("documents.incoming", "documents.incoming", True),
        ("documents.incoming", "documents.outgoing", False),
        ("documents", "documentsx.incoming", False),
        ("leave.request", "leave", False),
    ],
)
def test_a_matter_is_covered_by_itself_or_its_module(house, listed, matter, covered):
    give(house, "镇长", DEPUTY_MAYOR, matters=[listed])
    assert StandIn.objects.covering(matter).exists() is covered
    assert stand_ins_of(house.township)[0].covers(matter) is covered


def test_every_matter_of_the_engine_can_be_given_away(house):
    """Whoever registers a matter enters its module in apps.py, else nobody could tick it."""
    told = [each.prefix for each in modules()]
    missing = [key for key in matters() if not any(key.startswith(f"{one}.") for one in told)]
    assert missing == []
    assert module_words(["documents"]) == "公文"


def test_another_townships_stand_ins_are_not_told(house, other_house):
    give(other_house, "镇长", DEPUTY_MAYOR)
    assert standing(house) == []


def test_a_deputy_who_left_his_posts_or_whose_account_is_closed_is_none(house, by):
    give(house, "镇长", DEPUTY_MAYOR)
    appointment = Appointment.objects.get(officer=house[DEPUTY_MAYOR])
    people.release(appointment, last_day=clock.today(), by=by)
    with clock.moved_to(clock.now() + timedelta(days=1)):
        assert standing(house) == []


def test_it_stands_on_the_trail_once_with_dates_and_matters(house):
    given = give(house, "镇长", DEPUTY_MAYOR, matters=["documents"])
    (line,) = Entry.objects.filter(code="people.stand_in.appointed")
    assert line.officer_name == "王建国" and line.words == "下村三天"
    assert line.after["代办人"] == "张志强" and line.after["事项"] == "公文"
    assert given.history.count() == 1


def test_the_director_enters_it_when_told_by_telephone(house):
    given = give(house, DEPUTY_MAYOR, DEPUTY_SECRETARY, by=director(house))
    (line,) = Entry.objects.filter(code="people.stand_in.appointed")
    assert (line.officer_name, line.post_name, line.how) == ("李秀英", "办公室主任", "phone")
    assert given.made_by == house["办公室主任"]


def test_an_administrator_may_enter_it(house, administrator):
    give(house, DEPUTY_MAYOR, DEPUTY_SECRETARY, by=capacity_of(administrator))
    assert standing(house) == [(DEPUTY_MAYOR, DEPUTY_SECRETARY)]


def test_nobody_else_gives_away_what_is_anothers(house):
    with pytest.raises(Refused, match="由张志强本人办理"):
        give(house, DEPUTY_MAYOR, DEPUTY_SECRETARY, by=as_himself(house, "文书"))


def test_nobody_of_another_township_takes_part(house, other_house):
    with pytest.raises(Refused, match="本乡镇"):
        appoint_stand_in(
            house["镇长"],
            other_house[DEPUTY_MAYOR],
            since=clock.today(),
            until=clock.today(),
            reason="下村",
            by=as_himself(house, "镇长"),
        )


@pytest.mark.parametrize(
    ("dates", "words"),
    [
        ({"first": -1}, "不能补办以前的"),
        ({"days": 0}, "不能早于"),
        ({"days": 61}, "最长 60 天"),
    ],
)
def test_dates_that_cannot_be_are_refused(house, dates, words):
    with pytest.raises(Refused, match=words):
        give(house, "镇长", DEPUTY_MAYOR, **dates)


def test_sixty_days_may_be_given_and_the_township_may_set_fewer(house):
    end_stand_in(give(house, "镇长", DEPUTY_MAYOR, days=60), by=as_himself(house, "镇长"))
    Setting.objects.create(
        township=house.township, key="people.stand_in_days", value=7, valid_from=LONG_AGO
    )
    with pytest.raises(Refused, match="最长 7 天"):
        give(house, "镇长", DEPUTY_MAYOR, days=8)


def test_a_leader_is_stood_in_for_by_a_leader_only(house):
    with pytest.raises(Refused, match="只能委托给班子成员"):
        give(house, DEPUTY_MAYOR, "办公室主任")
    give(house, "应急办主任", "应急办干事")


def test_the_secretary_never_signs_as_mayor(house):
    with pytest.raises(Refused, match="不能代镇长签发"):
        give(house, "镇长", "党委书记")
    give(house, DEPUTY_MAYOR, "党委书记")


def test_the_mayors_word_is_written_and_not_told_by_telephone(house):
    with pytest.raises(Refused, match="书面委托"):
        give(house, "镇长", DEPUTY_MAYOR, by=director(house))
    give(house, "镇长", DEPUTY_MAYOR, by=director(house, how="paper"))


def test_nobody_is_his_own_stand_in(house):
    with pytest.raises(Refused, match="本人"):
        give(house, "镇长", "镇长")
    with pytest.raises(IntegrityError), transaction.atomic():
        StandIn.objects.create(
            principal=house["镇长"],
            deputy=house["镇长"],
            valid_from=clock.today(),
            valid_until=clock.today(),
            made_by=house["镇长"],
        )


def test_who_holds_no_post_has_nothing_to_give_and_takes_nothing(house, administrator):
    with pytest.raises(Refused, match="没有可以委托的事项"):
        appoint_stand_in(
            administrator,
            house["文书"],
            since=clock.today(),
            until=clock.today(),
            reason="休假",
            by=capacity_of(administrator),
        )
    with pytest.raises(Refused, match="没有任职或账号已停用"):
        appoint_stand_in(
            house["文书"],
            administrator,
            since=clock.today(),
            until=clock.today(),
            reason="休假",
            by=as_himself(house, "文书"),
        )


def test_the_same_matters_are_given_once_for_the_same_days(house):
    give(house, "镇长", DEPUTY_MAYOR, matters=["documents"])
    with pytest.raises(Refused, match="日期重叠"):
        give(house, "镇长", DEPUTY_SECRETARY, first=2, matters=["documents.incoming"])
    with pytest.raises(Refused, match="日期重叠"):
        give(house, "镇长", DEPUTY_SECRETARY)
    give(house, "镇长", DEPUTY_SECRETARY, matters=["leave.request"])
    give(house, "镇长", DEPUTY_SECRETARY, first=3, matters=["documents"])


def test_nobody_stands_in_who_has_given_the_same_away_himself(house):
    give(house, DEPUTY_MAYOR, DEPUTY_SECRETARY)
    with pytest.raises(Refused, match="委托不能再转"):
        give(house, "镇长", DEPUTY_MAYOR, first=2)
    give(house, "镇长", DEPUTY_MAYOR, first=3)


def test_ended_early_it_holds_no_more_and_leaves_room_for_another(house):
    given = give(house, "镇长", DEPUTY_MAYOR)
    end_stand_in(given, by=as_himself(house, "镇长"))
    assert standing(house) == []
    give(house, "镇长", DEPUTY_SECRETARY)
    assert standing(house) == [("镇长", DEPUTY_SECRETARY)]


def test_what_was_ended_before_it_began_never_held(house):
    given = give(house, "镇长", DEPUTY_MAYOR, first=5)
    with clock.moved_to(clock.now() + timedelta(days=1)):
        end_stand_in(given, by=as_himself(house, "镇长"))
    with clock.moved_to(clock.now() + timedelta(days=5)):
        assert standing(house) == []
    assert not StandIn.objects.to_come().exists()


def test_it_is_ended_once_and_not_by_the_deputy(house):
    given = give(house, "镇长", DEPUTY_MAYOR)
    with pytest.raises(Refused, match="王建国本人"):
        end_stand_in(given, by=as_himself(house, DEPUTY_MAYOR))
    end_stand_in(given, by=director(house))
    with pytest.raises(Stale, match="已于"):
        end_stand_in(given, by=director(house))
    assert Entry.objects.filter(code="people.stand_in.ended").count() == 1


def test_a_stand_in_that_is_over_is_not_ended_again(house):
    given = give(house, "镇长", DEPUTY_MAYOR, days=1)
    with clock.moved_to(clock.now() + timedelta(days=1)), pytest.raises(Stale, match="已经结束"):
        end_stand_in(given, by=as_himself(house, "镇长"))


def test_in_profile_b_a_seal_is_kept_by_its_keeper_and_nobody_for_him(db, house):
    town = build_house("红墩界镇", profile=Profile.TOWN, prefix="hdj-")
    for one in (town, house):
        one.posts["文书"].role = "seal_keeper.government"
        one.posts["文书"].save()
    with pytest.raises(Refused, match="印章须专人保管"):
        give(town, "文书", "机要员")
    give(house, "文书", "机要员")
    assert is_kept_in_person(town.posts["文书"], Profile.TOWN)
    assert not is_kept_in_person(house.posts["文书"], Profile.GENERAL)
    assert not is_kept_in_person(town.posts["机要员"], Profile.TOWN)


def test_a_keeper_with_another_post_gives_away_that_one(db):
    town = build_house("红墩界镇", profile=Profile.TOWN, prefix="hdj-")
    town.posts["文书"].role = "seal_keeper"
    town.posts["文书"].save()
    Appointment.objects.create(
        officer=town["文书"], post=town.posts["应急办干事"], valid_from=LONG_AGO
    )
    give(town, "文书", "机要员")
    assert [each.deputy_name for each in stand_ins_of(town.township)] == ["孙丽"]


def test_his_desk_says_for_whom_he_acts_in_one_query(house):
    give(house, "镇长", DEPUTY_MAYOR, matters=["documents"])
    give(house, "党委书记", DEPUTY_MAYOR, first=1)
    with CaptureQueriesContext(connection) as asked:
        (given,) = taken_by(house[DEPUTY_MAYOR])
        assert str(given.principal) == "王建国"
    assert len(asked) == 1
