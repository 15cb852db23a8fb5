"""Headings 一、（一）1.（1）: their levels, their numbers and what stands after these."""

from collections.abc import Iterator
from re import compile

from documents.outgoing.checks.findings import Force, Spot, check, spots
from documents.outgoing.checks.manuscript import Manuscript, Passage
from township_office.writing.blocks import Paragraph

ONES = "一二三四五六七八九"


def _chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    return (
        ("" if tens < 2 else ONES[tens - 1]) + "十" * (tens > 0) + (ONES[ones - 1] if ones else "")
    )


ORDINALS = {_chinese(number): number for number in range(1, 100)}
# A quarter or a decimal is no number of a heading: 一、二季度, 3.5万元; a year may follow: 1.2026年.
FORMS = (
    compile(r"([一二三四五六七八九十]{1,3})、(?![一二三四五六七八九十]+(?:季度|月|期|组|级))"),
    compile(r"[（(]([一二三四五六七八九十]{1,3})[）)]"),
    compile(r"(\d{1,2})(?:[.．](?!\d{1,3}(?!\d))|、(?!\d))"),
    compile(r"[（(](\d{1,2})[）)]"),
)
COMMA = compile(r"^\d{1,3}、(?!\d)")
AFTER_BRACKET = compile(r"^[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)][、，,.．：:]")
HALF = compile(r"^\((?:[一二三四五六七八九十]{1,3}|\d{1,2})\)")
POINT = compile(r"^[一二三四五六七八九十]{1,3}[.．，,:：](?!\d)")


def numbered(text: str) -> tuple[int, int]:
    """On which level (1 to 4) a paragraph is numbered, and its number; (0, 0) if it is not."""
    for level, form in enumerate(FORMS, 1):
        if found := form.match(text.strip()):
            return level, _value(found[1])
    return 0, 0


def _value(number: str) -> int:
    return int(number) if number.isdecimal() else ORDINALS.get(number, 0)


def _headings(stretch: list[Passage]) -> Iterator[tuple[Passage, int, int]]:
    for passage in stretch:
        level, number = numbered(passage.text)
        if level and number:
            yield passage, level, number


@check("FMT-047", Force.GEN, "层次序数跳级：依次用“一、”“（一）”“1.”“（1）”。")
def levels_are_not_skipped(manuscript: Manuscript) -> Iterator[Spot]:
    """Beneath 一、 comes （一）, beneath it 1., beneath it （1）."""
    for stretch in manuscript.stretches():
        above = 0
        for passage, level, _ in _headings(stretch):
            if above and level > above + 1:
                yield Spot(passage.place, passage.text[:12])
            above = level


@check("FMT-047", Force.GEN, "层次序数不连续，请核对编号。")
def numbers_follow_each_other(manuscript: Manuscript) -> Iterator[Spot]:
    """Numbers begin with 1 or go on, within their heading or through the whole text."""
    for stretch in manuscript.stretches():
        yield from _gaps(stretch)


def _gaps(stretch: list[Passage]) -> Iterator[Spot]:
    beneath, throughout = [0] * 5, [0] * 5
    for passage, level, number in _headings(stretch):
        if number not in (1, beneath[level] + 1, throughout[level] + 1):
            yield Spot(passage.place, passage.text[:12])
        beneath[level] = throughout[level] = number
        beneath[level + 1 :] = [0] * (4 - level)


@check("FMT-047", Force.GEN, "这一段的序数与它的标题级别不一致。")
def a_number_fits_its_level(manuscript: Manuscript) -> Iterator[Spot]:
    """A heading that is marked as level 2 is numbered （一）, and so on."""
    for passage, block in zip(manuscript.paragraphs(), _paragraphs(manuscript), strict=True):
        level, _ = numbered(passage.text)
        if block.level and level not in (0, block.level):
            yield Spot(passage.place, passage.text[:12])


@check("FMT-048", Force.GEN, "阿拉伯数字序号后用下脚点（1.），不用顿号。")
def digits_are_followed_by_a_point(manuscript: Manuscript) -> Iterator[Spot]:
    """An Arabic numeral is followed by a point (1.) and not by 、."""
    return spots(COMMA, _all(manuscript))


@check("FMT-048", Force.GEN, "带括号的序号后不加标点。")
def nothing_follows_a_bracket(manuscript: Manuscript) -> Iterator[Spot]:
    """（一） and （1） carry no further mark."""
    return spots(AFTER_BRACKET, _all(manuscript))


@check("FMT-048", Force.GEN, "汉字序号后用顿号（一、）。")
def chinese_numbers_are_followed_by_a_comma(manuscript: Manuscript) -> Iterator[Spot]:
    """一、 and not 一."""
    return spots(POINT, _all(manuscript))


@check("FMT-047", Force.GEN, "序号的括号用全角（ ）。")
def brackets_are_wide(manuscript: Manuscript) -> Iterator[Spot]:
    """（一） is written with full-width brackets."""
    return spots(HALF, _all(manuscript))


def _all(manuscript: Manuscript) -> Iterator[Passage]:
    for stretch in manuscript.stretches():
        yield from stretch


def _paragraphs(manuscript: Manuscript) -> Iterator[Paragraph]:
    return (block for block in manuscript.body if isinstance(block, Paragraph))
