"""Papers about seals: a line put right, a list with a fault, a certificate with its stub, blank sheets."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from django.core.files.storage import default_storage
from playwright.sync_api import Browser, expect
from pypdf import PdfReader

from seals.blank.models import BlankRequest
from seals.certifying.actions import make_usual_templates
from seals.certifying.models import Certificate
from seals.using.models import Request, Stamping
from tests.house import PASSWORD, House, build_house
from tests.journeys.people import PHONE, Person
from tests.journeys.test_seals_using import APPLICANT, CLERK, GOVERNMENT, KEEPER, MAYOR, Desks
from tests.seals.blank.desk import allow
from tests.seals.using.desk import asked, staffed
from township_office.audit.capacity import system
from township_office.files.models import File
from township_office.jobs import claim
from township_office.people.models import Officer
from township_office.workdays.actions import seed_calendar

CERTIFICATE = "工作证明：马军"
PAPER = "空白介绍信"


@pytest.fixture
def office(transactional_db: None) -> House:
    house = staffed(build_house())
    make_usual_templates(house.township, system(house.township.pk))
    seed_calendar()
    Officer.objects.update(password=make_password(PASSWORD), must_change_password=False)
    for post, officer in house.officers.items():
        house.officers[post] = Officer.objects.get(pk=officer.pk)
    return house


@pytest.fixture
def desks(office: House, browser: Browser, live_server: Any) -> Iterator[Desks]:
    desks = Desks(office, browser, live_server.url)
    yield desks
    desks.leave()


def decides(who: Person, title: str, *points: str, **fields: str) -> Person:
    """Open it from the desk, tick and fill in what is asked, agree."""
    who.opens_from_desk(title)
    form = who.page.locator("#decide")
    if who.page.viewport_size == PHONE:
        who.sees_no_sideways_scroll()
        form.locator(".decide-bar .button").last.click()
        form.get_by_label("请再输一次密码").fill(PASSWORD)
    for point in points:
        form.locator(f"[name={point}]").check()
    for label, words in fields.items():
        form.get_by_label(label).fill(words)
    form.locator("button[value=agree]").click()
    return who


def test_a_line_of_the_ledger_is_put_right_by_a_new_line_that_names_it(office, desks):
    desk = asked(office, title="高标准农田建设项目施工合同")
    desk.agree(MAYOR)
    desk.agree(KEEPER)
    keeper = desks[KEEPER].opens("/seals/ledger/").follows("高标准农田建设项目施工合同")
    keeper.follows("更正").sees("原来的一行不改").fills("更正理由", "数错了，实盖 2 份。")
    keeper.presses("写更正").sees("没有改动")
    keeper.fills("份数", "2").presses("写更正")
    keeper.sees("已更正，登记为 2 号，原 1 号保留").sees("这是对 1 号的更正")
    keeper.follows("看原来的一行").sees("这一行已经更正").sees("以 2 号为准")
    expect(keeper.page.get_by_role("link", name="更正", exact=True)).to_have_count(0)
    desks[CLERK].opens("/seals/ledger/").sees("已更正，见 2 号").sees("共 2 条")
    old, new = Stamping.objects.order_by("number")
    assert (old.copies, new.copies, new.corrects) == (3, 2, old)


def test_a_list_with_a_fault_is_told_by_its_row_and_sent_when_it_is_right(desks):
    who = desks[APPLICANT].opens("/seals/requests/new/")
    who.page.get_by_label(GOVERNMENT).check()
    who.page.get_by_label("事项").select_option(label="证明")
    who.fills("用印事由、文件名称", "农机购置补贴申请表").fills("份数", "3")
    who.page.get_by_text("写正文、附清单").click()
    who.fills("附清单", "内容\t对象\t份数\n补贴申请表\t张三\t1\n补贴申请表\t李四\t两份")
    who.presses("送审批").sees("第 3 行：份数「两份」要是 1 到 2000 的整数")
    assert not Request.objects.exists()
    assert who.page.get_by_label("用印事由、文件名称").input_value() == "农机购置补贴申请表"
    typed = who.page.get_by_label("附清单", exact=True)
    expect(typed).to_be_visible()
    typed.fill(typed.input_value().replace("两份", "2"))
    who.presses("送审批").sees("已送王建国审批").sees("2 行，合计 3 份").sees("李四")
    assert [str(each.whom) for each in Request.objects.get().items.all()] == ["张三", "李四"]


def test_a_certificate_is_filled_in_approved_printed_under_its_stub_and_stamped(desks):
    who = desks[APPLICANT].opens("/seals/certificates/").follows("开具工作证明")
    said = {
        "姓名": "马军",
        "身份证后四位": "612725199001011234",
        "入职年月": "2019年8月",
        "部门": "应急管理办公室",
        "职务": "干事",
    }
    for label, words in said.items():
        who.fills(label, words)
    who.fills("用途", "办理住房公积金贷款").presses("送审批").sees("只填身份证号的后四位")
    who.fills("身份证后四位", "123X").fills("份数", "2").presses("送审批")
    who.sees("已送审批").sees("（存根）").sees("批准以后打印").sees_no_sideways_scroll()
    decides(desks[MAYOR], CERTIFICATE)

    certificate = Certificate.objects.get()
    who.opens(certificate.get_absolute_url()).presses("生成证明和存根 PDF").sees("正在生成")
    claim.drain()
    who.sees(f"工作证明 {certificate.label}.pdf")
    file = File.objects.attached_to(certificate.request).get(role="form")
    with default_storage.open(file.stored) as pdf:
        (page,) = PdfReader(BytesIO(pdf.read())).pages
    assert "".join(page.extract_text().split()).count(certificate.label) == 3  # stub, cut, sheet

    decides(desks[KEEPER], CERTIFICATE, "read", "same", "filled", "placed", 领取人="马军")
    line = Stamping.objects.get()
    assert (line.document_number, line.copies, line.taken_by) == (certificate.label, 2, "马军")
    who.opens("/seals/certificates/").sees("已盖 2 份").sees(certificate.label)


def test_blank_paper_is_refused_with_the_sentence_that_says_what_to_do(desks):
    who = desks[APPLICANT].opens("/seals/blank/new/").sees("不能用印（B2.5、SEAL-08）")
    who.sees("把要盖章的内容写好").sees_no_sideways_scroll()
    who.opens("/seals/requests/")
    expect(who.page.get_by_role("link", name="空白用印")).to_have_count(0)


def test_where_it_is_switched_on_each_blank_sheet_is_numbered_and_accounted_for(office, desks):
    allow(office)
    who = desks[APPLICANT].opens("/seals/requests/").follows("空白用印").follows("申请空白用印")
    who.page.get_by_label("印章", exact=True).select_option(label=GOVERNMENT)
    who.sees("王建国").fills("什么纸", PAPER).fills("张数", "3")
    who.fills("为什么不能先写好再盖", "防汛抢险期间出村联系，来不及逐件开具。")
    who.presses("送审批").sees("已送王建国审批")
    decides(desks[MAYOR], PAPER)
    keeper = decides(desks[KEEPER], PAPER, "numbered", "counted", "told", 用印张数="2")
    page = BlankRequest.objects.get().get_absolute_url()

    who.opens(page).sees("编号 1—2").follows("逐张交代").sees("第 2 张")
    for number, state in ((1, "已用"), (2, "作废")):
        who.page.locator(f"[name='{number}-state']").select_option(label=state)
    who.presses("登记").sees("第 1 张已用，请写明用于什么")
    who.page.locator("[name='1-used_for']").fill("到县水务局联系")
    who.presses("登记").sees("保管人核对以后了结").sees("到县水务局联系")
    keeper.opens(page).presses("核对无误").sees("已核对 2 张").sees("已交代清楚")

    asked_for = BlankRequest.objects.get()
    assert (asked_for.sheets, asked_for.pages.count()) == (3, 2)
    assert asked_for.settled_on is not None
    assert Stamping.objects.get().note == f"空白用印{asked_for.label}，编号 1—2"
