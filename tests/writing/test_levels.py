import pytest

from township_office.writing.blocks import Cell, Paragraph, Table
from township_office.writing.levels import lead_of, levelled, mark_of, number_of


def level(text: str, was: int = 0) -> int:
    (found,) = levelled([Paragraph(text, was)])
    return found.level


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一、总体要求", 1),
        ("十二、保障措施", 1),
        ("（一）加强组织领导", 2),
        ("(一)加强组织领导", 2),
        ("（二十三）严格纪律", 2),
        ("1.摸清底数", 3),
        ("1．摸清底数", 3),
        ("1、摸清底数", 3),
        ("12. 摸清底数", 3),
        ("（1）逐户登记", 4),
        ("(1)逐户登记", 4),
        ("　　一、总体要求", 1),
        ("各村要高度重视。", 0),
    ],
)
def test_a_number_puts_a_paragraph_on_its_level(text, expected):
    assert level(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "一、二级响应由镇长下令启动",
        "一是提高认识。",
        "1.5公里以内的农户一律转移",
        "2026.3.5前报送",
        "12.5%的农户已完成",
        "三、四月份是春季防火的紧要期",
        "（共3页）",
        "一、各村（社区）要提高政治站位，充分认识这项工作的重要意义，层层压实责任，并于月底前报送方案。",
        "一、身份证原件；",
    ],
)
def test_what_only_looks_like_a_number_or_a_heading_is_text(text):
    assert level(text) == 0


def test_a_heading_that_begins_with_the_next_numeral_is_known_by_its_turn():
    found = levelled([Paragraph("一、总体要求"), Paragraph("二、三年行动目标")])
    assert [each.level for each in found] == [1, 1]


def test_a_heading_with_its_text_behind_it_stays_one_paragraph():
    text = (
        "（一）加强领导。各村要成立专班，由党支部书记任组长，逐户登记造册，做到不漏一户、不落一人。"
    )
    assert levelled([Paragraph(text)]) == (Paragraph(text, 2),)
    assert lead_of(text)[0] == "（一）加强领导。"
    assert "".join(lead_of(text)) == text


def test_a_long_numbered_paragraph_is_text_of_the_third_level():
    assert level("1." + "各村要逐户登记造册，" * 20) == 3


def test_the_typed_number_counts_more_than_the_tag():
    assert level("（一）加强领导", was=1) == 2
    assert level("工作要求", was=2) == 2


def test_indenting_spaces_are_removed_and_tables_left_alone():
    table = Table(((Cell("一、甲"),),))
    assert levelled([Paragraph("\u3000\u3000各村："), table]) == (Paragraph("各村："), table)


def test_levelling_twice_changes_nothing():
    texts = ["一、总体要求", "（一）加强领导。各村要", "二、三年行动目标", "正文"]
    once = levelled(map(Paragraph, texts))
    assert levelled(once) == once


@pytest.mark.parametrize(
    ("numeral", "number"), [("一", 1), ("十", 10), ("十二", 12), ("二十", 20), ("一百零三", 103)]
)
def test_numerals_are_counted(numeral, number):
    assert number_of(numeral) == number


def test_a_mark_says_level_number_and_its_own_words():
    assert mark_of("（三）加强") == (2, 3, "（三）")
    assert mark_of("7、加强") == (3, 7, "7、")
    assert mark_of("加强") == (0, 0, "")
