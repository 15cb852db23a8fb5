"""A deputy lead's post falls vacant while a paper lies there; an administrator sets it going again."""

from datetime import timedelta

from tests.documents.walk import Walk, register
from tests.house import House
from tests.journeys.people import PHONE, Person
from tests.journeys.test_axe import serious
from township_office import clock
from township_office.approvals.models import Event
from township_office.people.models import Appointment, Officer

TITLE = "关于报送冬春农田水利建设计划的通知"
REASON = "刘洋已调离，分管领导未定，先请书记办。"
ADMIN, DEPUTY = "民政办主任", "副书记（分管办公室）"


def left_yesterday(house: House, post: str) -> None:
    yesterday = clock.today() - timedelta(days=1)
    Appointment.objects.filter(post=house.posts[post]).update(valid_until=yesterday)


def lies_with_the_deputy(house: House) -> Walk:
    """Nobody is director just now, so what he would propose on went to the deputy lead in charge."""
    left_yesterday(house, "办公室主任")
    Officer.objects.filter(pk=house[DEPUTY].pk).update(username="liuyang")
    return register(house, title=TITLE).check()


def administrator(house: House, person) -> Person:
    Officer.objects.filter(pk=house[ADMIN].pk).update(is_staff=True, is_superuser=True)
    return person(ADMIN)


def test_it_goes_to_the_fallback_and_everybody_reads_why(one_office, person):
    walk = lies_with_the_deputy(one_office)
    person("liuyang").opens_from_desk(TITLE).sees("拟办")
    left_yesterday(one_office, DEPUTY)

    admin = administrator(one_office, person).opens("/admin/").sees("有 1 件现在没有人能办")
    admin.follows("看无人可办").sees("副书记（分管办公室）（职务空缺）").sees(walk.case.label)
    assert TITLE not in admin.page.content()
    assert serious(admin.page) == []
    admin.page.locator("#main").get_by_role("link", name="重新指定").click()
    admin.fills("重新指定的理由", REASON).presses("重新指定")
    admin.sees("已重新指定").sees("现在没有这样的件")

    on_the_way = person("党委书记", PHONE).opens_from_desk(TITLE).sees_no_sideways_scroll()
    on_the_way.sees("重新指定").sees(REASON).sees("何燕")
    secretary = person("党委书记").opens_from_desk(TITLE).sees(REASON)
    secretary.fills("意见", "拟请应急办牵头。").ticks("应急办主任　赵磊").presses("拟办并送王建国")
    secretary.sees("已送王建国")
    assert walk.stage == "批示"
    assert Event.objects.get(verb="intervene").opinion == REASON


def test_where_somebody_is_appointed_there_is_nothing_left_to_do(one_office, person):
    walk = lies_with_the_deputy(one_office)
    left_yesterday(one_office, DEPUTY)
    admin = administrator(one_office, person).opens("/admin/").sees("有 1 件现在没有人能办")
    Appointment.objects.create(
        officer=one_office["应急办主任"], post=one_office.posts[DEPUTY], valid_from=clock.today()
    )
    admin.follows("看无人可办").sees("现在没有这样的件")
    person("应急办主任").opens_from_desk(TITLE).sees("拟办")
    assert walk.stage == "拟办"
