"""The paper ledger: where the year begins, and its lines brought over from a sheet, all or none."""

from datetime import date, datetime
from io import BytesIO

import pytest
from django.db import IntegrityError

from seals.ledger import actions
from seals.ledger.checks import Known, Read, read_sheet
from seals.using.models import Stamping
from tests.seals.ledger.desk import CLERK, DIRECTOR, HEADS, Desk, on, sheet_of
from township_office import clock
from township_office.files.models import File
from township_office.people.models import Officer
from township_office.web.refusals import Refused, Stale

YEAR = 2026


@pytest.fixture(autouse=True)
def november():
    """The days below have been, whenever this is run."""
    with clock.moved_to(on(YEAR, 11, 23)):
        yield


def read(desk: Desk, *rows, **how) -> Read:
    return read_sheet(sheet_of(*rows, **how), Known.of(desk.township.pk, YEAR))


def faults(desk: Desk, **changed) -> list[str]:
    return read(desk, desk.row(1, **changed)).faults


# The opening number


def test_the_ledger_goes_on_where_the_paper_one_stopped(desk):
    actions.open_year(year=YEAR, first=313, by=desk.who(DIRECTOR))
    assert actions.next_number(desk.township.pk, YEAR) == 313
    assert desk.line().number == 313


def test_only_the_director_says_where_it_begins(desk):
    with pytest.raises(Refused, match="由办公室主任设定"):
        actions.open_year(year=YEAR, first=313, by=desk.who(CLERK))


def test_a_ledger_that_has_begun_does_not_begin_again(desk):
    desk.line()
    with pytest.raises(Refused, match="已经开始编号"):
        actions.open_year(year=YEAR, first=313, by=desk.who(DIRECTOR))


def test_a_number_from_paper_is_not_given_out_once_more(desk):
    actions.enter_paper(desk.read(desk.row(12)), by=desk.who(CLERK))
    with pytest.raises(Refused, match="登记到 12 号"):
        actions.open_year(year=YEAR, first=12, by=desk.who(DIRECTOR))


# Reading a sheet


def test_the_head_is_found_by_its_names_wherever_it_stands(desk):
    heads = ["编号", "用印时间", "部门", "内容", "文件编号", "印章", "数量", "审批人", "申请人"]
    heads += ["盖章人", "领件人", "说明"]
    found = read(desk, desk.row(1), heads=heads, above=4)
    assert (found.faults, found.rows[0]["copies"]) == ([], 2)


def test_columns_may_stand_in_any_order_and_among_others(desk):
    said = dict(zip(HEADS, desk.row(7, 备注="补盖"), strict=True)) | {"联系电话": "4830001"}
    heads = sorted(said)
    found = read(desk, [said[head] for head in heads], heads=heads)
    assert found.faults == []
    assert (found.rows[0]["number"], found.rows[0]["note"]) == (7, "补盖")


def test_a_head_that_lacks_a_column_says_which(desk):
    heads = [head for head in HEADS if head not in ("批准人", "份数")]
    with pytest.raises(Refused, match="缺：份数、批准人"):
        read(desk, heads=heads)


def test_what_is_no_sheet_says_so(desk):
    with pytest.raises(Refused, match="打不开"):
        read_sheet(BytesIO(b"PK\x03\x04 no sheet"), Known.of(desk.township.pk, YEAR))


def test_a_head_with_nothing_below_says_so(desk):
    with pytest.raises(Refused, match="没有登记内容"):
        read(desk)


def test_sums_and_empty_rows_are_no_lines(desk):
    rows = [desk.row(1), [], [None, None, None], ["本页小计", *[None] * 5, 2], desk.row(2)]
    rows.append(["合　计", *[None] * 5, 4])
    found = read(desk, *rows)
    assert ([row["number"] for row in found.rows], found.faults) == ([1, 2], [])


@pytest.mark.parametrize(
    "written",
    [
        date(YEAR, 3, 5),
        datetime(YEAR, 3, 5, 9, 30),
        f"{YEAR}-03-05",
        f"{YEAR}.3.5",
        f"{YEAR}/3/5",
        f"{YEAR}年3月5日",
        f"{YEAR} 年 3 月 5 日",
        "3月5日",
        "3.5",
        "03-05",
    ],
)
def test_a_day_is_read_however_it_is_written(desk, written):
    found = read(desk, desk.row(1, 日期=written))
    assert (found.rows[0]["on"], found.faults) == (f"{YEAR}-03-05", [])


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"序号": "甲"}, "序号「甲」不是号数"),
        ({"序号": None}, "序号「」不是号数"),
        ({"日期": "三月五日"}, "日期「三月五日」没有认出来"),
        ({"日期": "2月30日"}, "没有认出来"),
        ({"日期": date(YEAR - 1, 3, 5)}, f"不在 {YEAR} 年"),
        ({"日期": date(YEAR, 12, 31)}, "还没有到"),
        ({"用印单位（部门）": ""}, "用印单位没有填"),
        ({"用印事由、文件名称": "长" * 201}, "超过 200 个字"),
        ({"印章名称": "某某局"}, "没有叫「某某局」的印章"),
        ({"份数": "若干"}, "份数「若干」不是整数"),
        ({"份数": -1}, "不是整数"),
        ({"份数": None}, "份数没有填"),
        ({"批准人": None}, "批准人没有填"),
        ({"监印（盖章）人": "谁也不是"}, "没有叫「谁也不是」的监印人"),
        ({"监印（盖章）人": ""}, "监印人没有填"),
    ],
)
def test_each_fault_is_told_with_its_row(desk, changed, fault):
    (told,) = faults(desk, **changed)
    assert told.startswith("第 3 行：")
    assert fault in told


def test_a_line_that_was_void_on_paper_has_no_copies(desk):
    found = read(desk, desk.row(1, 份数=None, 备注="作废"))
    assert (found.rows[0]["copies"], found.faults) == (0, [])


def test_the_same_number_twice_is_a_fault(desk):
    found = read(desk, desk.row(1), desk.row(1))
    assert found.faults == ["第 4 行：1 号重复，登记簿或表里已经有了。"]


def test_two_of_one_name_cannot_be_told_apart(desk):
    Officer.objects.create(
        township=desk.township, username="sunli2", name=desk.house["机要员"].name
    )
    (told,) = faults(desk)
    assert "监印人有 2 个" in told


def test_a_name_is_known_with_a_space_in_it(desk):
    assert faults(desk, **{"监印（盖章）人": "孙 丽"}) == []


def test_all_faults_are_told_at_once(desk):
    found = read(desk, desk.row(1, 份数="若干", 日期="某日"), desk.row(2), desk.row("丙"))
    assert [told.partition("：")[0] for told in found.faults] == ["第 3 行"] * 2 + ["第 5 行"]


def test_the_seals_of_another_township_are_not_known(desk, other_house):
    Desk(other_house)
    (told,) = faults(desk, 印章名称="红墩界镇人民政府")
    assert "没有叫「红墩界镇人民政府」的印章" in told


# Entering it


def test_what_was_read_stands_in_the_ledger_once_somebody_has_looked_at_it(desk):
    paper = desk.read(desk.row(1), desk.row(2, 份数=5, 领取人="何燕", 文号="民〔2026〕1号"))
    assert not Stamping.objects.exists()
    actions.enter_paper(paper, by=desk.who(CLERK))
    first, second = Stamping.objects.order_by("number")
    assert (first.number, first.origin, first.year) == (1, "import", YEAR)
    assert (clock.local(first.at).date(), first.seal) == (date(YEAR, 11, 23), desk.seal)
    assert (first.keeper, first.keeper_name) == (desk.house["机要员"], "孙丽")
    assert (second.copies, second.taken_by, second.document_number) == (5, "何燕", "民〔2026〕1号")
    assert (first.request, first.scan_required, first.approvers) == (None, False, "王建国")


def test_the_ledger_goes_on_after_the_last_line_from_paper(desk):
    actions.enter_paper(desk.read(desk.row(1), desk.row(312)), by=desk.who(CLERK))
    assert desk.line().number == 313


def test_an_opening_number_that_lies_further_on_stays(desk):
    actions.open_year(year=YEAR, first=400, by=desk.who(DIRECTOR))
    actions.enter_paper(desk.read(desk.row(312)), by=desk.who(CLERK))
    assert desk.line().number == 400


def test_the_sheet_itself_is_kept(desk):
    paper = desk.read(desk.row(1))
    assert File.objects.attached_to(paper).get().name == "登记簿.xlsx"


def test_paper_comes_before_what_was_written_here(desk):
    actions.open_year(year=YEAR, first=10, by=desk.who(DIRECTOR))
    desk.line()
    with pytest.raises(Refused, match="从 10 号起已经在系统里登记"):
        desk.read(desk.row(11))
    actions.enter_paper(desk.read(desk.row(9)), by=desk.who(CLERK))
    assert desk.line().number == 11


def test_a_number_taken_meanwhile_leaves_all_of_it_out(desk):
    twice = [desk.read(desk.row(1), desk.row(2)) for _ in range(2)]
    actions.enter_paper(twice[0], by=desk.who(CLERK))
    with pytest.raises(Stale, match="同样的号"):
        actions.enter_paper(twice[1], by=desk.who(CLERK))
    assert Stamping.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_one_bad_line_leaves_all_of_it_out(desk):
    """Not even the number that the ledger would have gone on with."""
    paper = desk.read(desk.row(1), desk.row(2))
    paper.rows[1]["seal"] = 0
    paper.save()
    with pytest.raises(IntegrityError):
        actions.enter_paper(paper, by=desk.who(CLERK))
    assert not Stamping.objects.exists()
    assert actions.next_number(desk.township.pk, YEAR) == 1


def test_it_is_entered_once_or_dropped(desk):
    paper, dropped = desk.read(desk.row(1)), desk.read(desk.row(2))
    actions.drop_paper(dropped, by=desk.who(CLERK))
    with pytest.raises(Stale, match="已经放弃"):
        actions.enter_paper(dropped, by=desk.who(CLERK))
    actions.enter_paper(paper, by=desk.who(CLERK))
    with pytest.raises(Stale, match="已经补录"):
        actions.drop_paper(paper, by=desk.who(CLERK))


def test_paper_is_the_offices_business(desk):
    paper = desk.read(desk.row(1))
    with pytest.raises(Refused, match="党政办公室"):
        actions.enter_paper(paper, by=desk.who("镇长"))
