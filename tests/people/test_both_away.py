"""Both principal leaders away: the office reads so on every page, as far as the system can know."""

from datetime import timedelta

import pytest
from django.test import Client

from tests.house import LONG_AGO, House
from township_office import clock
from township_office.people.models import Appointment, StandIn

WORDS = "党委书记、镇长现在都不在岗"
LEADERS = ("党委书记", "镇长")


def shown(house: House, post: str) -> bool:
    browser = Client()
    browser.force_login(house[post])
    return WORDS in browser.get("/people/").content.decode()


def leaves(house: House, post: str) -> None:
    yesterday = clock.today() - timedelta(days=1)
    Appointment.objects.filter(post=house.posts[post]).update(valid_until=yesterday)


def gives_away(house: House, post: str) -> StandIn:
    return StandIn.objects.create(
        principal=house[post],
        deputy=house["副镇长（农业）"],
        valid_from=LONG_AGO,
        valid_until=clock.today(),
        reason="学习",
        made_by=house[post],
    )


@pytest.mark.parametrize("ways", [(leaves, leaves), (leaves, gives_away), (gives_away, gives_away)])
def test_the_office_reads_it_when_neither_is_there_and_nobody_else_does(house, ways):
    ways[0](house, "党委书记")
    assert not shown(house, "文书")
    ways[1](house, "镇长")
    assert shown(house, "文书")
    assert not shown(house, "应急办主任")


def test_with_the_last_day_of_the_stand_in_it_goes(house):
    for post in LEADERS:
        gives_away(house, post)
    assert shown(house, "文书")
    StandIn.objects.filter(principal=house["镇长"]).update(ended_on=clock.today())
    assert not shown(house, "文书")


def test_where_one_person_holds_both_posts_he_alone_is_asked_after(house):
    mayor = Appointment.objects.filter(post=house.posts["镇长"])
    mayor.update(officer=house["党委书记"])
    assert not shown(house, "文书")
    gives_away(house, "党委书记")
    assert shown(house, "文书")


def test_a_township_without_these_posts_reads_nothing(house):
    for post in LEADERS:
        Appointment.objects.filter(post=house.posts[post]).delete()
        type(house.posts[post]).objects.filter(pk=house.posts[post].pk).update(role="")
    assert not shown(house, "文书")
