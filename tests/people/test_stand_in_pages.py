"""The page 委托代办: to give, to see, to end, in the office's words."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from township_office import clock
from township_office.audit.models import Entry
from township_office.people.capacity import capacity_of
from township_office.people.models import StandIn
from township_office.people.stand_ins.actions import appoint_stand_in

DEPUTY_MAYOR, DEPUTY_SECRETARY = "副镇长（农业）", "副书记（分管办公室）"


def give(house, principal, deputy, days=3, **more) -> StandIn:
    return appoint_stand_in(
        house[principal],
        house[deputy],
        since=clock.today(),
        until=clock.today() + timedelta(days=days - 1),
        reason="下村三天",
        by=capacity_of(house[principal]),
        **more,
    )


def said(house, deputy, days=3, **more):
    until = clock.today() + timedelta(days=days - 1)
    return {
        "once-key": str(uuid4()),
        "valid_from": clock.today().isoformat(),
        "valid_until": until.isoformat(),
        "deputy": house[deputy].pk,
        "reason": "赴县党校学习",
        **more,
    }


def see(client, officer, address="/stand-ins/"):
    client.force_login(officer)
    return client.get(address).content.decode()


def test_he_gives_it_in_one_form_and_sees_it_stand(client, house):
    client.force_login(house["镇长"])
    sent = said(house, DEPUTY_MAYOR, matters=["documents"])
    page = client.post("/stand-ins/new/", sent, follow=True).content.decode()
    assert "王建国委托张志强代办公文" in page and "代办中" in page
    given = StandIn.objects.get()
    assert (given.matters, given.made_by) == (["documents"], house["镇长"])


def test_only_those_who_may_are_offered(client, house):
    page = see(client, house["镇长"], "/stand-ins/new/")
    assert "张志强　副镇长（农业）" in page and "刘洋" in page
    assert "陈志远" not in page  # the secretary never signs as mayor
    assert "李秀英" not in page  # no leader
    assert "李秀英" in see(client, house["文书"], "/stand-ins/new/")


def test_the_list_is_found_in_pinyin(client, house):
    officer = house[DEPUTY_MAYOR]
    officer.pinyin, officer.initials = "zhangzhiqiang", "zzq"
    officer.save()
    assert 'data-pinyin="zzq zhangzhiqiang"' in see(client, house["镇长"], "/stand-ins/new/")


def test_whom_it_is_not_offered_cannot_be_chosen(client, house):
    client.force_login(house["镇长"])
    page = client.post("/stand-ins/new/", said(house, "文书")).content.decode()
    assert "请重选" in page
    assert not StandIn.objects.exists()


def test_a_refusal_stands_above_the_form_which_keeps_what_was_typed(client, house):
    client.force_login(house["镇长"])
    page = client.post("/stand-ins/new/", said(house, DEPUTY_MAYOR, days=61)).content.decode()
    assert "最长 60 天" in page and "赴县党校学习" in page
    assert f'value="{house[DEPUTY_MAYOR].pk}" id="id_deputy' in page.replace(" checked", "")


def test_the_director_enters_it_as_told_by_telephone(client, house):
    client.force_login(house["办公室主任"])
    address = f"/stand-ins/new/?of={house[DEPUTY_MAYOR].pk}"
    assert "替张志强登记委托" in client.get(address).content.decode()
    client.post(address, said(house, DEPUTY_SECRETARY, how="phone"))
    given = StandIn.objects.get()
    line = Entry.objects.get(code="people.stand_in.appointed")
    assert given.principal == house[DEPUTY_MAYOR]
    assert (line.officer_name, line.post_name, line.how) == ("李秀英", "办公室主任", "phone")
    assert "李秀英登记" in see(client, house["办公室主任"])


def test_for_the_mayor_she_says_that_it_is_in_writing(client, house):
    client.force_login(house["办公室主任"])
    address = f"/stand-ins/new/?of={house['镇长'].pk}"
    page = client.post(address, said(house, DEPUTY_MAYOR, how="phone")).content.decode()
    assert "书面委托登记" in page
    client.post(address, said(house, DEPUTY_MAYOR, how="paper"))
    assert Entry.objects.get(code="people.stand_in.appointed").how == "paper"


def test_nobody_else_opens_anothers_form(client, house, other_house):
    address = f"/stand-ins/new/?of={house[DEPUTY_MAYOR].pk}"
    client.force_login(house["文书"])
    assert client.get(address).status_code == 404
    client.force_login(other_house["办公室主任"])
    assert client.get(address).status_code == 404
    assert client.get("/stand-ins/new/?of=一").status_code == 404


def test_the_office_sees_all_and_others_only_their_own(client, house):
    give(house, "镇长", DEPUTY_MAYOR)
    for who, sees in (
        ("镇长", True),
        (DEPUTY_MAYOR, True),
        ("办公室主任", True),
        ("文书", False),
        ("党委书记", False),
    ):
        assert ("下村三天" in see(client, house[who])) is sees, who


def test_another_townships_are_nowhere(client, house, other_house):
    given = give(house, "镇长", DEPUTY_MAYOR)
    assert "下村三天" not in see(client, other_house["办公室主任"])
    answer = client.post(f"/stand-ins/{given.pk}/end/", {"once-key": str(uuid4())})
    assert answer.status_code == 404


def test_it_is_ended_early_by_him_and_by_the_office(client, house):
    for who in ("镇长", "办公室主任"):
        given = give(house, "镇长", DEPUTY_MAYOR)
        client.force_login(house[who])
        address = f"/stand-ins/{given.pk}/end/"
        page = client.post(address, {"once-key": str(uuid4())}, follow=True).content.decode()
        assert "由王建国本人办理" in page
        given.refresh_from_db()
        assert given.ended_on == clock.today()


@pytest.mark.parametrize(("who", "status"), [(DEPUTY_MAYOR, 403), ("文书", 404)])
def test_it_is_not_ended_by_the_deputy_nor_seen_by_others(client, house, who, status):
    given = give(house, "镇长", DEPUTY_MAYOR)
    client.force_login(house[who])
    answer = client.post(f"/stand-ins/{given.pk}/end/", {"once-key": str(uuid4())})
    assert answer.status_code == status
    given.refresh_from_db()
    assert given.ended_on is None


def test_whoever_leaves_others_without_a_stand_in_is_told(client, house):
    give(house, "党委书记", DEPUTY_MAYOR)
    client.force_login(house[DEPUTY_MAYOR])
    sent = said(house, DEPUTY_SECRETARY)
    page = client.post("/stand-ins/new/", sent, follow=True).content.decode()
    assert "请提醒陈志远另行委托" in page


def test_the_desk_says_for_whom_he_acts(client, house):
    give(house, "镇长", DEPUTY_MAYOR, matters=["documents"])
    page = see(client, house[DEPUTY_MAYOR], "/")
    assert "您正在代 <b>王建国</b> 办理：公文" in page
    assert "您正在代" not in see(client, house["镇长"], "/")


def test_the_page_costs_the_same_however_many_there_are(client, house):
    def cost() -> int:
        client.force_login(house["办公室主任"])
        client.get("/stand-ins/")
        with CaptureQueriesContext(connection) as asked:
            client.get("/stand-ins/")
        return len(asked)

    give(house, "镇长", DEPUTY_MAYOR)
    few = cost()
    give(house, "党委书记", DEPUTY_SECRETARY)
    give(house, "应急办主任", "应急办干事")
    give(house, "文书", "办公室主任")
    assert (
        cost() <= few <= 20
    )  # where both leaders have given theirs, nobody asks whether they are out


def test_the_administrator_reads_them_and_changes_none(client, house, administrator):
    given = give(house, "镇长", DEPUTY_MAYOR)
    client.force_login(administrator)
    assert "王建国" in client.get("/admin/people/standin/").content.decode()
    assert client.get("/admin/people/standin/add/").status_code == 403
    page = client.get(f"/admin/people/standin/{given.pk}/change/").content.decode()
    assert 'name="_save"' not in page
