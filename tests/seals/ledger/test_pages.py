"""The pages of the ledger as people use them: a line, its correction, its scan, the paper one."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client

from seals.ledger.models import PaperLedger
from seals.using.models import Stamping
from tests.seals.ledger.desk import CLERK, DIRECTOR, KEEPER, Desk, scan, upload
from township_office import clock
from township_office.files.models import File


class At:
    """Somebody at his browser."""

    def __init__(self, desk: Desk, who: str) -> None:
        self.browser = Client()
        self.browser.force_login(desk.house[who])

    def gets(self, address: str) -> HttpResponse:
        return self.browser.get(address)

    def posts(self, address: str, **said: Any) -> HttpResponse:
        return self.browser.post(address, {"once-key": str(uuid4())} | said, follow=True)


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


def shown(answer: HttpResponse) -> dict[str, str]:
    """The form of a correction as it is drawn, to be sent again."""
    form = answer.context["form"]
    return {name: form[name].value() or "" for name in form.fields if name != "undone"}


def correcting(desk: Desk, line: Stamping, who: str = KEEPER, **said: Any) -> HttpResponse:
    at, address = At(desk, who), f"/seals/ledger/{line.pk}/correct/"
    filled = shown(at.gets(address)) | {"at": f"{clock.local(line.at):%Y-%m-%dT%H:%M}"}
    return at.posts(address, **(filled | said))


def test_a_line_tells_all_its_columns_and_where_it_came_from(desk):
    asked = desk.asked(5)
    line = desk.line(3, asked, taken_by="马军", document_number="宁政发〔2026〕3号", note="加急")
    page = text(At(desk, CLERK).gets(f"/seals/ledger/{line.pk}/"))
    for words in (line.title, "应急管理办公室", "宁条梁镇人民政府", "陈志远、王建国", "马军"):
        assert words in page
    for words in ("孙丽", "宁政发〔2026〕3号", "加急", "批准 5 份，已盖 3 份"):
        assert words in page


def test_who_may_correct_sees_the_way_to_it(desk):
    line = desk.line()
    way = f"/seals/ledger/{line.pk}/correct/"
    seeing = {who for who in desk.house.officers if way in _page(desk, who, line)}
    assert seeing == {KEEPER, DIRECTOR}


def _page(desk: Desk, who: str, line: Stamping) -> str:
    return text(At(desk, who).gets(f"/seals/ledger/{line.pk}/"))


def test_a_line_is_corrected_on_its_page(desk):
    line = desk.line(7)
    answer = correcting(desk, line, copies=4, reason="数错了")
    right = Stamping.objects.get(corrects=line)
    assert answer.redirect_chain == [(f"/seals/ledger/{right.pk}/", 302)]
    assert "已更正，登记为 2 号，原 1 号保留。" in text(answer)
    assert (right.copies, right.at.replace(second=0, microsecond=0)) == (
        4,
        line.at.replace(second=0, microsecond=0),
    )
    assert "以 2 号为准" in _page(desk, CLERK, line)


def test_only_what_was_changed_is_corrected(desk):
    """The seconds of the stamping are not lost by being shown to the minute."""
    line = desk.line(7)
    correcting(desk, line, taken_by="赵磊", reason="写错了人")
    right = Stamping.objects.get(corrects=line)
    assert (right.at, right.copies, right.taken_by) == (line.at, 7, "赵磊")


def test_a_correction_that_changes_nothing_is_none(desk):
    answer = correcting(desk, desk.line(7), reason="再看看")
    assert "没有改动" in text(answer)
    assert Stamping.objects.count() == 1


def test_a_correction_says_why(desk):
    answer = correcting(desk, desk.line(7), copies=1)
    assert "请填更正理由" in text(answer)


def test_a_line_is_undone_by_a_tick(desk):
    line = desk.line(7)
    correcting(desk, line, undone="on", reason="没有盖")
    right = Stamping.objects.get(corrects=line)
    assert right.copies == 0
    assert "那一次没有盖章" in _page(desk, CLERK, right)


def test_what_the_approval_said_is_not_mended_in_the_ledger(desk):
    line = desk.line(3, desk.asked(5))
    correcting(desk, line, title="别的合同", approvers="谁", copies=2, reason="数错了")
    right = Stamping.objects.get(corrects=line)
    assert (right.title, right.approvers) == (line.title, line.approvers)


def test_of_a_line_from_paper_every_column_may_be_wrong(desk):
    other = desk.make_seal("财政所财务专用章")
    line = desk.line(3, origin=Stamping.Origin.IMPORT)
    correcting(desk, line, title="报表", approvers="陈志远", seal=other.pk, reason="抄错了")
    right = Stamping.objects.get(corrects=line)
    assert (right.title, right.approvers) == ("报表", "陈志远")
    assert (right.seal, right.seal_name) == (other, other.name)


def test_the_scan_is_added_on_the_page_of_the_line(desk):
    line = desk.line(scan_required=True)
    assert "须留，还没有" in _page(desk, KEEPER, line)
    answer = At(desk, KEEPER).posts(f"/seals/ledger/{line.pk}/scans/", scans=scan())
    assert "扫描件已补到 1 号" in text(answer)
    assert "盖章页.pdf" in _page(desk, CLERK, line)
    assert "须留，还没有" not in _page(desk, CLERK, line)


def test_no_scan_is_none(desk):
    answer = At(desk, KEEPER).posts(f"/seals/ledger/{desk.line().pk}/scans/")
    assert "请选文件" in text(answer)
    assert not File.objects.exists()


BOOK = "/seals/ledger/book/"


def test_the_paper_ledger_is_looked_at_and_then_entered(desk):
    at = At(desk, CLERK)
    year = str(clock.today().year)
    answer = at.posts(BOOK, act="read", year=year, sheet=upload(desk.row(1), desk.row(2)))
    paper = PaperLedger.objects.get()
    assert answer.redirect_chain == [(paper.get_absolute_url(), 302)]
    assert "还没有写入登记簿" in text(answer)
    assert text(answer).count("低保户证明") == 2
    assert not Stamping.objects.exists()
    answer = at.posts(paper.get_absolute_url(), act="enter")
    assert "已补录 2 行" in text(answer)
    assert Stamping.objects.count() == 2


def test_faults_are_shown_by_row_and_nothing_is_kept(desk):
    sheet = upload(desk.row(1, 份数="若干"), desk.row(2), desk.row(3, 印章名称="某某局"))
    year = str(clock.today().year)
    answer = At(desk, CLERK).posts(BOOK, act="read", year=year, sheet=sheet)
    faults = re.findall(r'<li class="field-error">(.*?)</li>', text(answer))
    assert faults == [
        "第 3 行：份数「若干」不是整数。",
        "第 5 行：没有叫「某某局」的印章。请先在系统里登记，或改正名称。",
    ]
    assert not PaperLedger.objects.exists()
    assert not File.objects.exists()


def test_what_was_read_may_be_dropped(desk):
    paper = desk.read(desk.row(1))
    At(desk, CLERK).posts(paper.get_absolute_url(), act="drop")
    assert "已放弃" in text(At(desk, CLERK).gets(paper.get_absolute_url()))
    assert not Stamping.objects.exists()


def test_the_director_sets_the_opening_number(desk):
    year = clock.today().year
    answer = At(desk, DIRECTOR).posts(BOOK, act="open", year=str(year), first="313")
    assert f"{year} 年从 313 号起登记" in text(answer)
    assert f"{year} 年下一号 <b>313</b>" in text(answer)


@pytest.mark.parametrize("who", ["镇长", "应急办干事"])
def test_the_book_is_kept_by_the_office(desk, who):
    assert At(desk, who).gets(BOOK).status_code == 403
    assert At(desk, who).gets(desk.read(desk.row(1)).get_absolute_url()).status_code == 404


@pytest.mark.parametrize("said", ["1000000", "9" * 30])
def test_a_figure_that_no_ledger_has_is_answered_beside_the_field(desk, said):
    line = desk.line()
    answer = correcting(desk, line, copies=said, reason="记错")
    assert list(answer.context["form"].errors) == ["copies"]
    answer = At(desk, DIRECTOR).posts("/seals/ledger/book/", act="open", year="2026", first=said)
    assert list(answer.context["opening"].errors) == ["first"]
    assert Stamping.objects.get() == line


def test_an_address_with_a_name_that_none_can_have_opens_the_ledger(desk):
    """PostgreSQL knows no such character, and would answer with an error."""
    desk.line()
    for name in ("department", "matter", "words"):
        assert At(desk, CLERK).gets(f"/seals/ledger/?{name}=%00").status_code == 200
