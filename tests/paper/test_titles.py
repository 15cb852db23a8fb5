import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from township_office.paper.official.titles import (
    KINDS,
    LIMIT,
    lines,
    shapely,
    vocabulary,
    width,
    words,
)

REAL = [
    "宁条梁镇人民政府关于印发/2026年防汛抗旱应急预案的通知",
    "宁条梁镇人民政府关于做好强降温/天气防范应对工作的紧急通知",
    "中共宁条梁镇委员会 宁条梁镇人民政府/关于进一步加强安全生产工作的实施意见",
    "宁条梁镇人民政府关于解决集镇/供水管网改造工程资金缺口的请示",
    "宁条梁镇党政办公室关于2026年/国庆节放假值班安排的通知",
    "宁条梁镇人民政府关于调整/镇安全生产委员会组成人员的通知",
    "中共宁条梁镇委员会/关于王建国等同志职务任免的通知",
    "宁条梁镇人民政府关于上半年/巩固拓展脱贫攻坚成果同乡村振兴/有效衔接工作情况的报告",
    "关于召开春耕备耕工作会议的通知",
    "宁条梁镇人民政府关于同意西园则村/修建村级便民服务中心的批复",
    "宁条梁镇人民政府关于商请协助/解决李家梁水库灌溉用水问题的函",
    "宁条梁镇人民政府/关于转发《靖边县人民政府办公室/关于印发靖边县农村人居环境整治/提升五年行动实施方案的通知》的通知",
]
ORGANS = ["宁条梁镇人民政府", "中共宁条梁镇委员会", "靖边县农业农村局", "红墩界镇党政办公室"]
PLAIN = sorted(
    word for word in vocabulary() if len(word) > 1 and word not in KINDS and word != "关于"
)
ABOUT = st.lists(st.sampled_from(PLAIN), min_size=4, max_size=14)


@pytest.mark.parametrize("title", REAL)
def test_a_real_title_breaks_where_its_meaning_does(title):
    assert lines(title.replace("/", "")) == tuple(title.split("/"))


@given(st.sampled_from(ORGANS), ABOUT, st.sampled_from(KINDS))
@settings(derandomize=True, max_examples=150, deadline=None)
def test_any_title_is_whole_words_in_the_shape_of_a_trapezoid_or_diamond(organ, about, kind):
    title = f"{organ}关于{''.join(about)}的{kind}"
    found = lines(title)
    assert "".join(found) == title
    assert max(map(width, found)) <= LIMIT
    assert len(found) == 1 or shapely(found)
    assert ends(found) <= ends(words(title))


def ends(parts) -> set[int]:
    """Where each part ends, counted from the beginning of the title."""
    told = [len("".join(parts[: number + 1])) for number in range(len(parts))]
    return set(told)


@pytest.mark.parametrize("wrong", ["的", "和", "与", "及", "等", "、", "》"])
def test_no_line_begins_with_what_hangs_on_the_word_before_it(wrong):
    title = f"宁条梁镇人民政府关于成立防汛抗旱指挥部{wrong}调整安全生产委员会成员的通知"
    assert not any(line.startswith(wrong) for line in lines(title))


@pytest.mark.parametrize(
    ("found", "right"),
    [
        (("一二三", "一二三四"), True),
        (("一二三四", "一二三"), True),
        (("一二", "一二三四", "一二三"), True),
        (("一二三", "一二三"), False),
        (("一二三", "一", "一二三"), False),
    ],
)
def test_a_rectangle_and_an_hourglass_are_no_shapes(found, right):
    assert shapely(found) is right


def test_a_name_longer_than_a_line_is_cut_where_the_line_ends():
    found = lines("宁" * 45)
    assert [len(line) for line in found] == [20, 20, 5]
