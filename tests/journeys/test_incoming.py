"""A paper from the county walks through the office: six persons, one of them on a phone."""

from collections.abc import Callable
from pathlib import Path

from pypdf import PdfWriter

from documents.incoming.models import Incoming
from tests.documents.walk import Walk, register
from tests.house import House
from tests.journeys.people import PHONE, Person
from township_office.approvals.registry import case_of
from township_office.audit.trail import trail_of

TITLE = "关于开展冬季安全生产大检查的通知"


def one_page(path: Path) -> Path:
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    writer.write(path)
    return path


def test_a_paper_from_the_county_is_registered_and_filed(office, person, tmp_path):
    scan = one_page(tmp_path / "靖政办发64号.pdf")

    clerk = person("文书").opens("/documents/incoming/new/")
    clerk.fills("来文单位", "县政府办公室").fills("来文字号", "靖政办发〔2026〕64号").fills(
        "标题", TITLE
    )
    clerk.page.locator("label", has_text="党政").click()
    clerk.page.locator("input[type=file]").set_input_files(scan)
    clerk.presses("登记并送出").sees("已登记为收文").sees("初审")
    clerk.ticks("来文齐全，可以办理").presses("初审并送李秀英").sees("已送李秀英")

    second = "拟办" if office.township.profile == "A" else "批办"
    director = person("办公室主任").opens_from_desk(TITLE)
    director.fills("意见", "拟请应急办牵头，民政办配合，月底前报告落实情况。呈建国镇长阅示。")
    director.ticks("应急办主任　赵磊").ticks("民政办主任　何燕")
    director.page.get_by_label("牵头").select_option(label="应急办主任　赵磊")
    director.presses(f"{second}并送王建国、陈志远").sees("已送王建国、陈志远")

    mayor = person("镇长", PHONE).opens_from_desk(TITLE).sees_no_sideways_scroll()
    mayor.sees("还有 陈志远")
    mayor.follows("同意拟办意见").presses("确认，批示").sees("已送陈志远")
    secretary = person("党委书记").opens_from_desk(TITLE)
    secretary.fills("意见", "同意，务必逐村排查。").presses("批示并送赵磊、何燕")
    secretary.sees("已送赵磊、何燕承办")

    first = person("应急办主任").opens_from_desk(TITLE).sees("还有 何燕")
    first.fills("办理结果", "已组织检查 12 家。").presses("承办").sees("已送何燕承办")
    last = person("民政办主任").opens_from_desk(TITLE)
    last.fills("办理结果", "敬老院已自查。").presses("承办并送刘芳").sees("已送刘芳办结")

    clerk.opens_from_desk(TITLE).presses("办结").sees("归档")
    clerk.ticks("原件已收回").presses("归档").sees("办结")

    paper = Incoming.objects.get(title=TITLE)
    assert case_of(paper).outcome == "concluded"
    told = [(entry.act, entry.officer_name) for entry in trail_of(paper)]
    assert {("批示", "王建国"), ("批示", "陈志远")} <= set(told)
    assert ("归档", "刘芳") in told
    clerk.opens(f"/documents/incoming/{paper.pk}/trail/").sees("李秀英").sees("应急办主任")


def returned_to_the_clerk(office: House, person: Callable[..., Person], manner: str) -> Walk:
    """The mayor returns it past the director, to 初审."""
    walk = register(office, title=TITLE).check().propose()
    mayor = person("镇长").opens_from_desk(TITLE).follows("退回")
    mayor.fills("理由", "请核对附件份数。")
    panel = mayor.page.locator("#return")
    panel.get_by_label("初审　刘芳").check()
    panel.locator("label", has_text=manner).click()
    panel.get_by_role("button", name="退回").click()
    mayor.sees("已退回")
    assert walk.stage == "初审"
    return walk


def test_returned_straight_it_goes_from_the_clerk_to_the_leader_past_the_director(
    one_office, person
):
    walk = returned_to_the_clerk(one_office, person, "直接送回我")
    clerk = person("文书").opens_from_desk(TITLE).sees("请核对附件份数。")
    clerk.ticks("来文齐全，可以办理").presses("初审并送王建国").sees("已送王建国批示")
    assert walk.stage == "批示"


def test_returned_to_walk_again_it_goes_from_the_clerk_to_the_director(one_office, person):
    walk = returned_to_the_clerk(one_office, person, "按流程再走")
    clerk = person("文书").opens_from_desk(TITLE).sees("请核对附件份数。")
    clerk.ticks("来文齐全，可以办理").presses("初审并送李秀英").sees("已送李秀英拟办")
    assert walk.stage == "拟办"
    director = person("办公室主任").opens_from_desk(TITLE)
    director.fills("意见", "附件已核对。").presses("拟办并送王建国").sees("已送王建国批示")
    assert walk.stage == "批示"


def test_a_state_secret_leaves_only_a_card(one_office, person):
    clerk = person("文书").opens("/documents/incoming/new/")
    clerk.fills("来文单位", "县委机要局")
    clerk.page.get_by_label("密级").select_option(label="机密")
    clerk.sees("涉密文件只登记，不上传")
    clerk.presses("只登记卡片")
    paper = Incoming.objects.get()
    assert (paper.title, paper.is_card) == ("涉密件", True)
    officer = person("机要员").opens(f"/documents/incoming/{paper.pk}/").sees("涉密件登记卡")
    officer.page.get_by_label("环节").select_option(label="拟办")
    officer.page.get_by_label("经手人").select_option(label="李秀英")
    officer.presses("记入登记卡").sees("李秀英")
