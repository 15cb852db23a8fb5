"""今日去向 on the desk: who of the leaders and of one's own people is away; never which leave, never why."""

from datetime import timedelta

from leave.actions import end_trip
from leave.lists import away_today
from leave.models import Trip
from leave.rules.beside import away_now
from tests.documents.walk import register
from tests.leave.desk import (
    CLERK,
    DIRECTOR,
    HEAD,
    LEAD,
    MAYOR,
    MONDAY,
    SECRETARY,
    STAFF,
    asked,
    on,
    travelling,
    who,
)
from tests.leave.test_pages import browser
from tests.test_budgets import cost
from township_office.people.models import Charge


def told(office, post: str) -> dict[str, list[str]]:
    groups = away_today(office[post])
    return {
        group.name: [f"{each.name} {each.cell.words}" for each in group.people] for group in groups
    }


def test_who_is_asked_by_telephone_is_away_until_then(office):
    travelling(office, MAYOR)
    with on(MONDAY):
        walk = register(office, urgency="加急").check().propose()
        page = browser(office, DIRECTOR).get(walk.paper.get_absolute_url()).content.decode()
    (trip,) = Trip.objects.all()
    back = trip.last_day + timedelta(days=1)
    assert f"王建国　今天外出，{back.month}月{back.day}日返回" in page
    assert f'value="{back:%Y-%m-%d}"' in page


def test_who_goes_from_one_absence_into_the_next_is_back_after_the_last(office):
    first = travelling(office, MAYOR).fresh()
    next_day = first.last_day + timedelta(days=1)
    last = travelling(office, MAYOR, first_day=next_day, last_day=next_day + timedelta(days=1))
    later = last.fresh().last_day + timedelta(days=9)
    travelling(office, MAYOR, first_day=later, last_day=later)
    with on(MONDAY):
        (away,) = away_now([office[MAYOR].pk]).values()
        assert away_now([office[SECRETARY].pk]) == {}
    assert away.back_on == last.fresh().last_day + timedelta(days=1)


def both_are_away(office) -> bool:
    return "党委书记、镇长现在都不在岗" in desk(office, CLERK)


def test_leaders_on_leave_or_on_a_trip_are_away_for_the_office(office):
    travelling(office, MAYOR)
    with on(MONDAY):
        assert not both_are_away(office)
    travelling(office, SECRETARY)
    with on(MONDAY):
        assert both_are_away(office)
        assert "党委书记、镇长现在都不在岗" not in desk(office, HEAD)
    assert not both_are_away(office)


def desk(office, post: str) -> str:
    return browser(office, post).get("/").content.decode()


def test_leaders_are_everybodys_and_colleagues_ones_own(office):
    travelling(office, MAYOR)
    asked(office, STAFF, days=0.5).granted()
    with on(MONDAY):
        leaders = {"班子成员": ["王建国 外出"]}
        assert told(office, HEAD) == leaders | {"应急管理办公室": ["马军 上午请假"]}
        assert told(office, CLERK) == leaders


def test_a_leader_sees_the_departments_he_is_in_charge_of(office):
    asked(office, STAFF).granted()
    department = office.posts[STAFF].department
    with on(MONDAY):
        assert told(office, LEAD) == {"应急管理办公室": ["马军 请假"]}
        Charge.objects.filter(department=department).update(valid_until=MONDAY - timedelta(days=1))
        assert told(office, LEAD) == {}


def test_the_desk_gives_numbers_and_names_and_neither_kind_nor_reason(office):
    asked(office, STAFF, days=3, name="探亲假").granted()
    travelling(office, SECRETARY, outside_county=False)
    with on(MONDAY):
        page = desk(office, HEAD)
        for words in ("今日去向", "外出 1 人", "请假 1 人", "马军", 'href="/leave/board/"'):
            assert words in page, words
        for secret in ("探亲假", "家中有事", "到县里开会", "县政府"):
            assert secret not in page, secret


def test_what_is_only_asked_for_is_not_told(office):
    asked(office, STAFF)
    with on(MONDAY):
        assert told(office, HEAD) == {}
        assert "今天都在岗" in desk(office, HEAD)


def test_who_is_back_is_here_at_once_for_nothing_is_kept(office):
    desk_of_trip = travelling(office, STAFF, last_day=MONDAY + timedelta(days=1)).filed()
    with on(MONDAY):
        assert told(office, HEAD) == {"应急管理办公室": ["马军 外出"]}
    with on(MONDAY + timedelta(days=1)):
        assert "马军" in desk(office, HEAD)
        end_trip(desk_of_trip.fresh(), by=who(office, STAFF))
        with on(MONDAY + timedelta(days=2)):
            assert "马军" not in desk(office, HEAD)


def test_it_costs_the_desk_a_query_more_once_somebody_is_away_and_no_more_however_many(office):
    with on(MONDAY):
        nobody = cost(office, HEAD, "/")
    for post in (STAFF, LEAD, MAYOR):
        travelling(office, post).granted()
    with on(MONDAY):
        few = cost(office, HEAD, "/")
    travelling(office, SECRETARY)
    with on(MONDAY):
        assert (few, cost(office, HEAD, "/")) == (nobody + 1, few)
