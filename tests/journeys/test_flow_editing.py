"""An administrator changes how papers go, by drop-downs alone, while one is under way the old way."""

from datetime import datetime, timedelta

from tests.documents.walk import Walk, register
from tests.house import House
from tests.journeys.people import PHONE, WIDE, Person
from tests.journeys.test_axe import serious
from township_office import clock
from township_office.people.models import Officer

FLOWS = "/admin/approvals/flowversion/"


def administrator(house: House, person, device: dict[str, int] = WIDE) -> Person:
    Officer.objects.filter(pk=house["民政办主任"].pk).update(is_staff=True, is_superuser=True)
    return person("民政办主任", device)


def deputy_of(house: House) -> str:
    """His login name, as one types it."""
    Officer.objects.filter(pk=house["副书记（分管办公室）"].pk).update(username="liuyang")
    return "liuyang"


def chooses(who: Person, what: str, option: str) -> Person:
    who.page.get_by_label(what, exact=True).first.select_option(label=option)
    return who


def drafts(admin: Person) -> Person:
    admin.opens(FLOWS).follows("收文办理").sees("第1版")
    return admin.presses("以此为底稿起草新版本").sees("对谁都不起作用")


def adds_a_second_instruction(admin: Person) -> None:
    admin.follows("在批示之后增加环节").fills("环节名称", "分管批示")
    chooses(admin, "办什么", "批示")
    admin.fills("时限（工作小时）", "2").presses("增加环节").sees("还没有定由谁办理")
    admin.follows("增加一条")
    chooses(chooses(chooses(admin, "看什么", "紧急程度"), "怎么比", "是"), "值", "特急")
    chooses(chooses(admin, "请谁办理", "分管办公室的领导"), "顺延给", "党委书记")
    admin.presses("保存").sees("紧急程度是特急：分管办公室的领导")
    admin.follows("回底稿").sees("分管批示")


def lets_the_confidential_officer_file(admin: Person) -> None:
    admin.follows("修改归档").follows("修改第 1 条")
    chooses(admin, "请谁办理", "机要员").presses("保存").sees("机要员；空缺")
    admin.follows("回底稿")


def tries_it(admin: Person) -> None:
    admin.follows("试一试").sees("陈志远").sees("没有一条规则符合")
    chooses(chooses(admin, "归口", "政务"), "紧急程度", "特急").presses("看看送给谁")
    admin.sees("王建国　镇长").sees("分管办公室的领导　按具体事项确定").sees("孙丽　机要员")
    admin.follows("回底稿")


def soon() -> datetime:
    return clock.now() + timedelta(days=3)  # 特急 asks for a date


def assigns(walk: Walk, post: str) -> Walk:
    by_then = f"{clock.local(soon()):%Y-%m-%d %H:%M}"
    walk.agree(post, "请应急办办理。", **walk.assignment(), deadline=by_then)
    return walk


def to_the_leader(house: House, title: str) -> Walk:
    paper = register(house, title=title, urgency="特急", deadline=soon(), source_number="无")
    return assigns(paper.check(), "办公室主任")


def to_the_end(walk: Walk, filed_by: str) -> str:
    walk.agree("应急办主任", "已办理。")
    walk.agree("文书", "已办结。")
    walk.agree(filed_by, "已归档。", retention="D10", original_back="on")
    return walk.stage


def test_a_flow_is_changed_while_a_paper_is_under_way(one_office, person):
    before = to_the_leader(one_office, "改流程之前的件")
    admin = drafts(administrator(one_office, person))
    adds_a_second_instruction(admin)
    lets_the_confidential_officer_file(admin)
    tries_it(admin)
    admin.sees("正在办理的 1 件一直走原来的版本")
    admin.presses("发布").sees("收文办理 第2版已发布").sees("何燕")

    after = to_the_leader(one_office, "改流程之后的件")
    assigns(before, "镇长")
    assigns(after, "镇长")
    assert (before.stage, after.stage) == ("承办", "分管批示")
    deputy = person(deputy_of(one_office), PHONE).opens_from_desk("改流程之后的件")
    deputy.follows("同意拟办意见").presses("确认，批示并送赵磊").sees("已送赵磊")
    assert to_the_end(before, "文书") == to_the_end(after, "机要员") == "办结"


def test_what_is_wrong_is_said_and_what_was_chosen_stays(one_office, person):
    admin = drafts(administrator(one_office, person))
    admin.follows("修改批示").follows("增加一条")
    chooses(admin, "看什么", "归口").presses("保存")
    admin.sees("请在「归口」那一组里选一个值。").sees("请至少选一位办理人。")
    assert admin.page.get_by_label("看什么", exact=True).first.input_value() == "side"
    admin.follows("回「批示」").presses("去掉「批示」这个环节").sees("缺必经环节「批示」")
    assert admin.page.get_by_role("button", name="发布").is_disabled()
    admin.follows("作废底稿").presses("作废底稿").sees("底稿已作废")


def stands_in_nobodys_way(admin: Person) -> Person:
    """On a desk and on a phone."""
    admin.page.wait_for_load_state("networkidle")  # the page that was followed to is there
    for device in (WIDE, PHONE):
        admin.page.set_viewport_size(device)
        admin.sees_no_sideways_scroll()
        assert serious(admin.page) == []
    return admin


def test_the_pages_of_a_draft_stand_in_nobodys_way(one_office, person):
    admin = stands_in_nobodys_way(drafts(administrator(one_office, person)))
    admin.follows("作废底稿")
    stands_in_nobodys_way(admin).follows("不作废").follows("修改批示")
    stands_in_nobodys_way(admin).follows("修改第 1 条")
    stands_in_nobodys_way(admin).follows("回「批示」").follows("增加一条").presses("保存")
    stands_in_nobodys_way(admin).follows("回「批示」").follows("回底稿").follows("试一试")
    stands_in_nobodys_way(admin)


def test_on_a_phone_who_handles_a_stage_is_in_view(one_office, person):
    page = administrator(one_office, person, PHONE).opens(FLOWS).follows("收文办理").page
    page.wait_for_selector("td.field-who")
    for who in page.locator("tr.has_original td.field-who").all():
        box = who.bounding_box()
        assert box["x"] + box["width"] <= PHONE["width"]
    assert not page.locator("tr.has_original img").count()  # no red cross for what is merely 否
