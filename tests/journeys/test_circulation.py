"""传阅: two leaders instruct, the readers circle, one of them thirty at a go on his phone."""

from playwright.sync_api import expect

from tests.circulation.ring import ring_of
from tests.documents.walk import register
from tests.house import House
from tests.journeys.people import PHONE
from township_office.approvals.circulation.lists import told
from township_office.approvals.circulation.models import Reader
from township_office.people.models import Officer

TITLE = "关于做好今冬明春森林防火工作的通知"


def test_two_leaders_send_it_round_and_a_return_leaves_it_unharmed(one_office, person):
    readers = ("办公室主任", "民政办主任")
    walk = register(one_office, title=TITLE, side="both").check()
    walk.propose("应急办主任", readers=readers)

    mayor = person("镇长", PHONE).opens_from_desk(TITLE)
    mayor.follows("同意拟办意见").presses("确认，批示").sees("已送陈志远")
    director = person("办公室主任", PHONE).opens("/reading/").sees("都已阅过")
    secretary = person("党委书记").opens_from_desk(TITLE)
    secretary.fills("意见", "同意。").presses("批示并送赵磊").sees("已送赵磊承办")

    director.opens("/reading/").follows(TITLE).sees("共 2 人，0 人已阅").sees_no_sideways_scroll()
    director.fills("意见（可不写）", "请林业站抓好巡护。").presses("圈阅").sees("已圈阅")
    director.opens("/reading/").sees("都已阅过").follows("已阅").sees("请林业站抓好巡护。")

    page = f"/documents/incoming/{walk.paper.pk}/"
    head = person("应急办主任").opens(page).follows("退回")
    head.page.locator("#return").get_by_label("初审").first.check()
    head.fills("理由", "应由林业站牵头。")
    head.page.locator("#return").get_by_role("button", name="退回").click()
    head.sees("已退回")

    secretary.opens(page).sees("共 2 人，1 人已阅").sees("请林业站抓好巡护。")
    secretary.follows("增加传阅").ticks("机要员　孙丽").presses("增加传阅")
    secretary.sees("共 3 人，1 人已阅")
    other = person("民政办主任").opens(page).presses("圈阅").sees("已圈阅")
    other.opens(page).sees("共 3 人，2 人已阅")

    clerk = person("文书").opens(page).presses("催阅").sees("已催 1 人阅")
    clerk.page.locator("#circulation").get_by_role("link", name="代录").click()
    clerk.presses("代录").sees("纸上圈阅，刘芳代录").sees("共 3 人，3 人已阅")
    assert told(walk.paper).circulation.closed_at is not None
    assert clerk.page.locator(".sheet .readers li.read").count() == 3


def test_sent_by_hand_in_order_the_second_sees_it_only_after_the_first(one_office, person):
    walk = register(one_office, title=TITLE).check().propose("应急办主任").instruct("应急办主任")
    page = f"/documents/incoming/{walk.paper.pk}/"
    mayor = person("镇长", PHONE).opens(page).sees("还没有送传阅").follows("送传阅")
    mayor.sees("传阅范围由您定").sees_no_sideways_scroll()
    mayor.presses("送传阅").sees("请选择传阅人")
    mayor.ticks("副镇长（农业）　张志强").ticks("党委书记　陈志远").ticks("依次传阅")
    mayor.fills("说明（可不写）", "请注意第三条。").presses("送传阅").sees("已送传阅")
    mayor.sees("请注意第三条。").sees("依次").sees("待前一位阅毕").sees_no_sideways_scroll()

    deputy = person(signs_in_as(one_office, "副镇长（农业）", "zhangzq")).opens(page)
    expect(deputy.page.locator("body")).not_to_contain_text(TITLE)
    deputy.opens("/reading/").sees("都已阅过")
    secretary = person("党委书记").opens("/reading/").follows(TITLE).sees("请注意第三条。")
    secretary.presses("圈阅").sees("已圈阅")
    deputy.opens("/reading/").follows(TITLE).presses("圈阅").sees("已圈阅")
    mayor.opens(page).sees("共 2 人，2 人已阅")


def signs_in_as(house: House, post: str, username: str) -> str:
    """A login name without brackets, as one types it."""
    Officer.objects.filter(pk=house[post].pk).update(username=username)
    return username


def test_thirty_are_circled_at_a_go_on_a_phone(one_office, person):
    for number in range(1, 31):
        ring_of(one_office, "党委书记", "应急办主任", title=f"第{number}期简报")
    secretary = person("党委书记", PHONE).opens("/").follows("待阅").sees("第30期简报")
    secretary.sees_no_sideways_scroll()
    secretary.follows("全选")
    secretary.page.get_by_label("选《第7期简报》").uncheck()
    button = secretary.page.get_by_role("button", name="圈阅所选")
    assert button.bounding_box()["height"] >= 40
    secretary.presses("圈阅所选").sees("已圈阅 29 件").sees("第7期简报")
    secretary.page.get_by_label("选《第7期简报》").check()
    secretary.presses("圈阅所选").sees("都已阅过")
    assert not Reader.objects.lying_with(one_office["党委书记"]).exists()
    assert Reader.objects.lying_with(one_office["应急办主任"]).count() == 30
