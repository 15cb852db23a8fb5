"""Two versions of a text: every word taken out or put in is shown, and nothing else is."""

import random
from time import perf_counter

import pytest
from django.template.loader import render_to_string
from hypothesis import example, given, settings
from hypothesis import strategies as st

from township_office.writing.aligning import runs
from township_office.writing.blocks import Cell, Paragraph, Table, html_of, text_of
from township_office.writing.comparison import Comparison, Line, Span, compare

BEFORE = "<p>各村要在11月30日前完成排查。</p><p>联系人：刘芳。</p>"
AFTER = "<p>各村（社区）要在12月5日前完成全面排查。</p><p>联系人：刘芳。</p>"


def marked(line: Line) -> list[tuple[str, str]]:
    return [(span.fate, span.text) for cell in line.cells for span in cell]


def test_a_changed_paragraph_shows_its_words_and_numbers_whole():
    changed, kept = compare(BEFORE, AFTER).lines
    assert marked(changed) == [
        ("kept", "各村"),
        ("added", "（社区）"),
        ("kept", "要在"),
        ("removed", "11月30"),
        ("added", "12月5"),
        ("kept", "日前完成"),
        ("added", "全面"),
        ("kept", "排查。"),
    ]
    assert kept.fate == "kept"


def test_places_and_characters_are_counted():
    found = compare(BEFORE, AFTER)
    assert (found.places, found.removed, found.added, found.same) == (3, 5, 10, False)
    assert [line.which for line in found.changed] == ["第 1—3 处"]


def test_a_text_is_the_same_as_itself():
    found = compare(BEFORE, BEFORE)
    assert found.same
    assert (found.places, found.removed, found.added, found.changed) == (0, 0, 0, ())


def test_a_paragraph_that_came_or_went_is_one_place():
    found = compare("<p>甲甲</p><p>乙乙</p>", "<p>乙乙</p><p>丙丙</p>")
    assert [(line.fate, line.place) for line in found.lines] == [
        ("removed", 1),
        ("kept", 0),
        ("added", 2),
    ]


def test_a_paragraph_that_was_written_anew_is_not_torn_into_characters():
    removed, added = compare("<p>同一句话。</p>", "<p>实行网格化管理，定人定责。</p>").lines
    assert marked(removed) == [("removed", "同一句话。")]
    assert marked(added) == [("added", "实行网格化管理，定人定责。")]


def test_a_heading_that_changed_its_level_says_so():
    (line,) = compare("<h2>一、目标</h2>", "<p>一、目标</p>").lines
    assert (line.note, line.place, marked(line)) == (
        "由一级标题改为正文",
        1,
        [("kept", "一、目标")],
    )


TABLE = "<table><tbody><tr><th>村</th><th>户数</th></tr><tr><td>甲村</td><td>9</td></tr></tbody></table>"


def test_a_table_is_compared_row_by_row_and_cell_by_cell():
    more = TABLE.replace("<td>9</td></tr>", "<td>11</td></tr><tr><td>丙</td><td>20</td></tr>")
    head, changed, added = compare(TABLE, more).lines
    assert (head.fate, changed.fate, added.fate) == ("kept", "changed", "added")
    assert changed.cells == ((Span("甲村", "kept"),), (Span("9", "removed"), Span("11", "added")))
    assert added.after == ("丙", "20")


def test_a_merged_cell_is_a_change_though_no_word_is():
    (line,) = compare(
        "<table><tbody><tr><td>甲</td></tr></tbody></table>",
        '<table><tbody><tr><td colspan="2">甲</td></tr></tbody></table>',
    ).lines
    assert line.note == "只改了单元格的合并或表头"


def test_two_tables_made_one_are_not_the_same():
    row = "<tr><td>甲</td></tr>"
    found = compare(
        f"<table><tbody>{row}</tbody></table><table><tbody>{row}</tbody></table>",
        f"<table><tbody>{row}{row}</tbody></table>",
    )
    assert (found.same, found.places) == (False, 0)


# Whatever was written

WORDS = st.text("甲乙丙丁一、。，（）12Aa %\n", max_size=30).map(
    lambda text: "\n".join(part.strip() for part in text.split("\n") if part.strip())
)
PARAGRAPHS = st.builds(Paragraph, WORDS.filter(bool), st.integers(0, 4))
CELLS = st.builds(Cell, WORDS, st.integers(1, 2), st.just(1), st.booleans())
TABLES = st.builds(
    Table,
    st.lists(st.lists(CELLS, min_size=1, max_size=3).map(tuple), min_size=1, max_size=4).map(tuple),
)
BODIES = st.lists(PARAGRAPHS | TABLES, max_size=8).map(html_of)


def told(found: Comparison, version: str, without: str) -> str:
    lines = (line for line in found.lines if line.fate != without)
    return "\n".join(in_one_line(line, getattr(line, version)) for line in lines)


def in_one_line(line: Line, cells: tuple[str, ...]) -> str:
    return "\t".join(cell.replace("\n", " ") for cell in cells) if line.row else cells[0]


@given(BODIES, BODIES)
@settings(max_examples=300, deadline=None)
@example("<p>甲</p>", "")
def test_without_what_was_added_it_is_the_text_before_and_without_the_removed_the_text_after(
    before, after
):
    found = compare(before, after)
    assert told(found, "before", "added") == text_of(before)
    assert told(found, "after", "removed") == text_of(after)
    assert found.same == (before == after)
    numbered = [line.place for line in found.changed]
    assert numbered == sorted(set(numbered))
    assert found.places == sum(line.places for line in found.lines)


@given(st.lists(st.integers(0, 5), max_size=40), st.lists(st.integers(0, 5), max_size=40))
@settings(deadline=None)
def test_runs_cover_both_sides_in_order(before, after):
    covered = list(runs(before, after))
    assert [item for run in covered for item in before[run.a : run.b]] == before
    assert [item for run in covered for item in after[run.c : run.d]] == after
    assert all(before[run.a : run.b] == after[run.c : run.d] for run in covered if run.kept)
    assert all(
        one.kept != next_one.kept for one, next_one in zip(covered, covered[1:], strict=False)
    )


# How long it takes

SIGNS = "各村要在月底前完成冬季安全生产大检查工作的部署落实责任人员检查隐患台账整改销号"
chance = random.Random(9704)


def written(length: int) -> str:
    return "".join(chance.choices(SIGNS, k=length))


def seconds(before: list[str], after: list[str]) -> float:
    one, other = html_of(map(Paragraph, before)), html_of(map(Paragraph, after))
    started = perf_counter()
    compare(one, other)
    return perf_counter() - started


def test_a_text_of_forty_pages_takes_less_than_a_second():
    text = [written(chance.choice([20, 80, 200])) for _ in range(250)]
    changed = [each.replace("月底", "年底") + "。" for at, each in enumerate(text) if at % 9]
    assert sum(map(len, text)) > 40 * 22 * 28 * 0.9
    assert seconds(text, changed) < 1


LONG = [written(60) for _ in range(3000)]


@pytest.mark.parametrize(
    "after",
    [
        [each[:20] + "改动" + each[25:] for each in LONG],
        [each[:20] + "改动" if at % 2 else each for at, each in enumerate(LONG)],
        [written(60) for _ in range(3000)],
        chance.sample(LONG, 3000),
        ["同上"] * 3000,
    ],
    ids=["every one changed", "every other", "another text", "in another order", "one word"],
)
def test_three_thousand_paragraphs_take_no_quadratic_time(after):
    assert seconds(LONG, after) < 5
    assert seconds(after, LONG) < 5


def test_one_endless_paragraph_is_compared_too():
    endless = "，".join(written(15) for _ in range(2000))
    assert seconds([endless], [endless.replace("月底", "年底")]) < 2
    assert seconds([written(30_000)], [written(30_000)]) < 2


# On the page


def test_the_page_says_in_words_what_was_removed_and_added():
    page = render_to_string("writing/_comparison.html", {"comparison": compare(BEFORE, AFTER)})
    assert (
        '<del><span class="unseen">（删去：</span>11月30<span class="unseen">）</span></del>'
        in page
    )
    assert (
        '<ins><span class="unseen">（增加：</span>全面<span class="unseen">）</span></ins>' in page
    )
    assert "改动 3 处" in page
    assert '<a href="#place-1">第 1—3 处</a>' in page


def test_words_of_a_text_are_words_on_the_page():
    page = render_to_string(
        "writing/_comparison.html",
        {"comparison": compare("<p>a&lt;b&gt;</p>", "<p>c&lt;b&gt;</p>")},
    )
    assert "<b>" not in page.replace("<b>改动", "")
    assert "&lt;b&gt;" in page


def test_the_page_says_when_nothing_changed():
    page = render_to_string("writing/_comparison.html", {"comparison": compare(BEFORE, BEFORE)})
    assert "两稿相同，没有改动。" in page
