"""Many papers in one request (附清单): pasted or from a sheet, each fault by its row, all approved."""

from io import BytesIO
from uuid import uuid4

import pytest
from openpyxl import Workbook

from seals.using import actions
from seals.using.actions import Papers
from seals.using.checks import Line, read_sheet, read_words
from seals.using.models import Item, Request
from seals.using.rules import digest_of
from tests.seals.using.desk import APPLICANT, asked, blank, paper
from tests.seals.using.samples import upload
from tests.seals.using.test_pages import browser_of, filled_in, words
from township_office.approvals.actions import withdraw
from township_office.audit.trail import trail_of
from township_office.people.capacity import capacity_of
from township_office.web.refusals import Refused

NEW = "/seals/requests/new/"
LINES = [Line("参保证明", "张三", 2), Line("居住证明", "李四", 1)]


def sheet(*rows):
    book, written = Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(written)
    return upload("清单.xlsx", written.getvalue())


def send(office, **fields):
    browser = browser_of(office, APPLICANT)
    return browser.post(NEW, filled_in(office, **fields), follow=True)


@pytest.mark.parametrize(
    "typed",
    [
        "参保证明,张三,2\n居住证明，李四，1",
        "参保证明\t张三\t2\n\n居住证明\t李四",
        "内容\t对象\t份数\n参保证明\t张三\t2 份\n居住证明\t李四\t\t",
    ],
)
def test_lines_are_read_as_they_are_typed_or_pasted(typed):
    assert read_words(typed) == LINES


def test_two_columns_are_the_copies_or_for_whom():
    assert read_words("参保证明,2\n居住证明,李四\n介绍信") == [
        Line("参保证明", "", 2),
        Line("居住证明", "李四", 1),
        Line("介绍信", "", 1),
    ]


def test_a_sheet_is_read_like_the_lines():
    rows = ("内容", "对象", "份数"), ("参保证明", "张三", 2), (None,), ("居住证明", "李四", 1.0)
    assert read_sheet(sheet(*rows), "清单.xlsx") == LINES
    for encoding in ("utf-8-sig", "gb18030"):
        written = BytesIO(
            "内容,对象,份数\r\n参保证明,张三,2\r\n居住证明,李四,1\r\n".encode(encoding)
        )
        assert read_sheet(written, "清单.CSV") == LINES


def test_each_fault_is_told_by_its_row():
    with pytest.raises(Refused) as refused:
        read_words("参保证明,张三,2\n,李四,1\n介绍信,王五,0\n证明,赵六,两\n证明,钱七,1,多\n")
    assert refused.value.sentence.splitlines() == [
        "第 2 行：缺内容。",
        "第 3 行：份数「0」要是 1 到 2000 的整数。",
        "第 4 行：份数「两」要是 1 到 2000 的整数。",
        "第 5 行：列数多于三列，只要内容、对象、份数。",
    ]


def test_what_is_no_sheet_is_said_to_be_none():
    with pytest.raises(Refused, match="打不开"):
        read_sheet(BytesIO(b"PK\x03\x04broken"), "清单.xlsx")
    with pytest.raises(Refused, match="没有内容"):
        read_sheet(sheet(("内容", "对象", "份数")), "清单.xlsx")
    with pytest.raises(Refused, match="最多 500 行"):
        read_words("证明,1\n" * 501)


@pytest.mark.parametrize("how", ["typed", "sheet"])
def test_a_list_is_asked_for_as_one_request_and_counts_its_own_copies(office, how):
    said = {"lines": "参保证明,张三,2\n居住证明,李四,1"}
    if how == "sheet":
        said = {"sheet": sheet(("参保证明", "张三", 2), ("居住证明", "李四", 1))}
    page = words(send(office, copies="1", **said))
    request = Request.objects.get()
    assert request.copies == 3
    kept = [(each.what, each.whom, each.copies) for each in request.items.all()]
    assert kept == [("参保证明", "张三", 2), ("居住证明", "李四", 1)]
    assert "附清单" in page
    assert "2 行，合计 3 份" in page
    sent = trail_of(request).get(code="seals.request.asked")
    assert sent.after["清单"] == "参保证明 张三 2 份；居住证明 李四 1 份"


def test_faults_stand_on_the_page_before_anything_is_sent(office):
    page = send(office, lines="参保证明,张三,2\n介绍信,王五,0")
    assert "第 2 行：份数" in words(page)
    assert "参保证明,张三,2" in page.content.decode()
    page = send(office, lines="参保证明,张三,2", sheet=sheet(("居住证明", "李四", 1)))
    assert "只用一种" in words(page)
    page = send(office, lines="甲,2000\n乙,2000")
    assert "一次最多 2000 份" in words(page)
    assert not Request.objects.exists()


def test_words_on_the_form_stand_for_a_file(office):
    send(office, wording="兹证明张三系我镇居民。")
    assert Request.objects.get().wording == "兹证明张三系我镇居民。"


def test_the_list_is_part_of_what_is_approved(office):
    lines = [Item(what="参保证明", whom="张三", copies=2), Item(what="居住证明", copies=1)]
    request = asked(office, papers=Papers(items=lines)).request
    approved = digest_of(request)
    request.items.filter(whom="张三").update(whom="李四")
    assert digest_of(request) != approved


def test_a_list_and_its_request_count_the_same(office):
    lines = [Item(what="参保证明", copies=2)]
    by = capacity_of(office[APPLICANT], office.posts[APPLICANT])
    with pytest.raises(Refused, match="清单合计 2 份，申请的是 3 份"):
        actions.ask_to_stamp(blank(office), Papers(items=lines), by=by)


def test_a_list_is_mended_or_taken_away(office):
    desk = asked(office, papers=Papers(items=[Item(what="参保证明", whom="张三", copies=3)]))
    withdraw(desk.case, by=desk.who(APPLICANT))
    browser, page = browser_of(office, APPLICANT), f"/seals/requests/{desk.request.pk}/amend/"
    form = browser.get(page).context["form"]
    assert form.initial["lines"] == "参保证明\t张三\t3"
    said = filled_in(office, title="证明")
    del said["seals"]
    assert "请传上要盖章的定稿" in words(browser.post(page, said | {"lines": ""}))
    said |= {"lines": "参保证明\t张三\t3\n介绍信\t李四\t1", "once-key": str(uuid4())}
    assert browser.post(page, said).status_code == 302
    assert [each.what for each in desk.fresh().items.all()] == ["参保证明", "介绍信"]
    assert desk.request.copies == 4
    withdraw(desk.case, by=desk.who(APPLICANT))
    said |= {"lines": "", "content": [paper()], "once-key": str(uuid4())}
    assert browser.post(page, said).status_code == 302
    assert not desk.fresh().items.exists()
