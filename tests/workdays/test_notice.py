"""What the importer accepts, and what it says of the rest."""

from datetime import date
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError

from township_office.workdays.models import DayKind
from township_office.workdays.notice import NamedDay, read_notice

NOTICE = """日期,类别,名称
2027-01-01,放假,元旦
2027/5/1,放假,劳动节
2027年10月1日,放假,国庆节
2027.10.9,上班,国庆节
"""


def faults_of(text: str) -> list[str]:
    with pytest.raises(ValidationError) as refused:
        read_notice(BytesIO(text.encode()), 2027)
    return refused.value.messages


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_table_is_read_as_spreadsheets_save_it(encoding):
    days = read_notice(BytesIO(NOTICE.replace("\n", "\r\n").encode(encoding)), 2027)
    assert days == [
        NamedDay(date(2027, 1, 1), DayKind.HOLIDAY, "元旦"),
        NamedDay(date(2027, 5, 1), DayKind.HOLIDAY, "劳动节"),
        NamedDay(date(2027, 10, 1), DayKind.HOLIDAY, "国庆节"),
        NamedDay(date(2027, 10, 9), DayKind.MAKEUP, "国庆节"),
    ]


def test_empty_lines_and_spaces_do_not_matter():
    text = NOTICE.replace("放假", " 放假 ") + "\n,,\n"
    assert len(read_notice(BytesIO(text.encode()), 2027)) == 4


def test_the_december_before_belongs_to_the_notice():
    text = NOTICE + "2026-12-26,上班,元旦\n"
    assert date(2026, 12, 26) in [day.date for day in read_notice(BytesIO(text.encode()), 2027)]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("2027-02-30,放假,春节", "第 6 行：日期“2027-02-30”不对。请写成 2027-10-01 这样。"),
        ("二月六日,放假,春节", "第 6 行：日期“二月六日”不对。请写成 2027-10-01 这样。"),
        (
            "2026-02-06,放假,春节",
            "第 6 行：2026-02-06 不在2027年的通知里。请核对日期，或改选年度。",
        ),
        ("2027-02-06,休息,春节", "第 6 行：类别“休息”不认识。请写“放假”或“上班”。"),
        ("2027-02-06", "第 6 行：类别“”不认识。请写“放假”或“上班”。"),
        ("2027-02-06,放假,", "第 6 行：名称应有 1 到 40 个字，如“春节”。请填好。"),
        (
            "2027-02-08,上班,春节",
            "第 6 行：2027-02-08 是星期一至星期五，本来就上班。请核对日期，或删去这一行。",
        ),
        ("2027-05-01,放假,劳动节", "第 6 行：2027-05-01 前面已经有了。请删去一行。"),
    ],
)
def test_a_wrong_line_is_named_with_what_to_do(line, said):
    assert faults_of(NOTICE + line) == [said]


def test_all_wrong_lines_are_named_at_once():
    said = faults_of(NOTICE + "x,放假,春节\n2027-02-06,y,春节\n")
    assert [sentence.partition("：")[0] for sentence in said] == ["第 6 行", "第 7 行"]


@pytest.mark.parametrize("text", ["", "2027-01-01,放假,元旦\n", "日期;类别;名称\n"])
def test_a_table_without_its_header_is_refused(text):
    assert faults_of(text) == ["第 1 行：应是表头“日期,类别,名称”。请补上再导入。"]


def test_a_table_cut_short_is_noticed():
    said = faults_of(NOTICE[: NOTICE.index("2027年10月")])
    assert said == ["缺10月1日，这一天每年都放假。请核对表格是否完整。"]


def test_what_is_no_text_is_refused():
    with pytest.raises(ValidationError, match="另存为 CSV"):
        read_notice(BytesIO(b"PK\x03\x04\xff\xfe\xfa\x00"), 2027)
