"""用印登记簿: its columns, what is struck, what is summed, what one finds."""

from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from seals.ledger.actions import add_scans, correct_line
from tests.seals.ledger.desk import APPLICANT, CLERK, KEEPER, Desk, on, scan
from township_office import clock
from township_office.people.grants import let_read


def page(desk: Desk, who: str = CLERK, asked: str = "") -> str:
    return answer(desk, who, asked).content.decode()


def answer(desk: Desk, who: str = CLERK, asked: str = ""):
    browser = Client()
    browser.force_login(desk.house[who])
    found = browser.get(f"/seals/ledger/{asked}")
    assert found.status_code == 200
    return found


def titles(desk: Desk, who: str = CLERK, asked: str = "") -> list[str]:
    return [line.title for line in answer(desk, who, asked).context["page"].rows]


def test_the_ledger_has_the_columns_of_the_paper_one(desk):
    desk.line(document_number="宁政发〔2026〕3号", taken_by="马军", note="加急")
    book = load_workbook(BytesIO(answer(desk, asked="?as=xlsx").content))
    heads, line = ([cell.value for cell in row] for row in book.worksheets[0]["3:4"])
    assert heads == [
        "序号",
        "日期",
        "用印单位（部门）",
        "用印事由、文件名称",
        "文号",
        "印章名称",
        "份数",
        "批准人",
        "经办人",
        "监印人",
        "领取人",
        "备注",
        "更正",
    ]
    assert (line[0], line[1].date(), line[-1]) == (1, clock.today(), None)
    assert line[2:-1] == [
        "应急管理办公室",
        "防汛物资采购合同",
        "宁政发〔2026〕3号",
        "宁条梁镇人民政府",
        3,
        "陈志远、王建国",
        "马军",
        "孙丽",
        "马军",
        "加急",
    ]


def test_a_corrected_line_is_struck_and_leads_to_its_correction(desk):
    wrong = desk.line(copies=7)
    correct_line(wrong, copies=4, reason="数错了", by=desk.keeper)
    text = page(desk)
    assert f'<tr id="row-{wrong.pk}" class="void">' in text
    assert "已更正，见 2 号" in text
    assert "更正 1 号：数错了" in text


def test_what_is_corrected_is_not_summed(desk):
    desk.line(copies=10)
    wrong = desk.line(copies=7)
    correct_line(wrong, copies=4, reason="数错了", by=desk.keeper)
    undone = desk.line(copies=5)
    correct_line(undone, undone=True, reason="没有盖", by=desk.keeper)
    assert answer(desk).context["page"].total.sums == {"counted": 14}


def test_each_year_has_its_tab_and_its_numbers(desk):
    last = clock.today().year - 1
    desk.line(title="去年的", year=last, at=on(last, 12, 30))
    desk.line(title="今年的")
    assert titles(desk) == ["今年的"]
    assert titles(desk, asked=f"?tab={last}") == ["去年的"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("words=采购", ["防汛物资采购合同"]),
        ("words=何燕", ["低保户证明"]),
        ("words=民政", ["低保户证明"]),
        ("department=民政办公室", ["低保户证明"]),
        ("matter=合同协议", ["防汛物资采购合同"]),
        ("month=2", ["低保户证明"]),
        ("month=5", []),
    ],
)
def test_a_line_is_found_by_what_one_knows_of_it(desk, asked, found):
    year = clock.today().year
    desk.line(at=on(year, 1, 31, 23))
    desk.line(
        title="低保户证明",
        department="民政办公室",
        matter="一般事项",
        handler="何燕",
        at=on(year, 2, 1, 0),
    )
    assert titles(desk, asked=f"?{asked}") == found


def test_a_line_is_found_by_its_seal(desk):
    other = desk.make_seal("宁条梁镇财政所财务专用章")
    desk.line(title="报表", seal=other, seal_name=other.name)
    desk.line()
    assert titles(desk, asked=f"?seal={other.pk}") == ["报表"]


def test_what_should_have_a_scan_and_has_none_has_a_tab(desk):
    scanned = desk.line(title="扫描过的", scan_required=True)
    add_scans(scanned, [scan()], by=desk.keeper)
    desk.line(title="不用扫描的")
    corrected = desk.line(title="更正过的", scan_required=True)
    correct_line(corrected, undone=True, reason="没有盖", by=desk.keeper)
    desk.line(title="缺扫描件的", scan_required=True)
    assert titles(desk, asked="?tab=unscanned") == ["缺扫描件的"]


def test_who_does_not_work_in_the_office_sees_the_lines_he_keeps_or_asked_for(desk):
    desk.line(title="别的")
    desk.line(title="自己保管的", seal=desk.make_seal("应急办专用章", keeper=APPLICANT))
    let_read(asked := desk.asked(), officers=[desk.house["应急办主任"]])
    desk.line(title="自己批的", request=asked)
    assert titles(desk, APPLICANT) == ["自己保管的"]
    assert titles(desk, "应急办主任") == ["自己批的"]
    assert titles(desk, "民政办主任") == []
    assert titles(desk, KEEPER) == ["自己批的", "自己保管的", "别的"]


def test_the_book_is_printed_with_its_sums(desk):
    desk.line(copies=12)
    assert "合计 1 条" in page(desk, asked="?as=print")
