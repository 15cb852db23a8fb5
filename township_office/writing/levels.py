"""Which paragraphs are headings, told by the numbers typed before them: 一、（一）1.（1）(FMT-047)."""

import re
from collections.abc import Iterable, Iterator

from township_office.writing.blocks import BODY, Block, Paragraph

FIRST, SECOND, THIRD, FOURTH = 1, 2, 3, 4
DIGITS = "零一二三四五六七八九"
COUNTED = "[一二三四五六七八九十百〇零]{1,5}"
MARKS = {
    FIRST: re.compile(rf"({COUNTED})\s?[、，]"),
    SECOND: re.compile(rf"[（(]\s?({COUNTED})\s?[）)]、?"),
    THIRD: re.compile(r"(\d{1,2})\s?(?:[.．](?!\d)|、)"),
    FOURTH: re.compile(r"[（(]\s?(\d{1,2})\s?[）)]、?"),
}
INDENT = " \t\xa0\u2002\u2003\u3000\ufeff"
SENTENCE = re.compile(r"[^。！？；]*[。！？；]?[”’」』）)]?")
LONGEST_OPEN, LONGEST_CLOSED = 60, 30  # characters of a heading without and with a full stop


def levelled(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks with each numbered paragraph on the level of its number, whatever it was before.

    It is for text that was pasted or imported. 一、 is 1, （一） 2, 1. or 1、 3, （1） 4; brackets
    and stops may be half-width. Since 一、 and （一） change the typeface, those count only where
    the words after them read like a heading: one line of up to 60 characters without a full stop,
    or a first sentence of up to 30 that the text follows in the same paragraph
    (``（一）加强领导。各村要……`` stays one paragraph on level 2; ``lead_of`` parts it for setting).
    A numbered paragraph that does not read like one is text. 一、二级响应 and 1.5公里 carry no
    number. White space that only indents a paragraph is removed; tables and headings without a
    number are left as they are.
    """
    return tuple(_levelled(blocks))


def mark_of(text: str) -> tuple[int, int, str]:
    """The level, the number and the words of the mark a text begins with; (0, 0, "") without one."""
    for level, pattern in MARKS.items():
        if found := pattern.match(text):
            return level, number_of(found.group(1)), found.group()
    return BODY, 0, ""


def lead_of(text: str) -> tuple[str, str]:
    """The heading at the front of a paragraph, full stop included, and the text that follows it."""
    found = SENTENCE.match(text)
    lead = found.group() if found else text
    return lead, text[len(lead) :]


def number_of(numeral: str) -> int:
    """二十三 → 23, as far as headings go; what is no numeral is 0."""
    if numeral.isdecimal():
        return int(numeral)
    value = digit = 0
    for character in numeral.replace("〇", "零"):
        if character in "十百":
            value += (digit or 1) * (10 if character == "十" else 100)
            digit = 0
        else:
            digit = DIGITS.find(character)
    return value + digit


def _levelled(blocks: Iterable[Block]) -> Iterator[Block]:
    last = 0  # the number of the last 一、
    for block in blocks:
        if not isinstance(block, Paragraph):
            yield block
            continue
        text = block.text.strip(INDENT)
        level, number, mark = mark_of(text)
        turn = level != FIRST or not _enumerates(text[len(mark) :], number, last)
        if level and not (turn and _heads(level, text)):
            yield Paragraph(text)
            continue
        last = number if level == FIRST else last
        yield Paragraph(text, level or block.level)


def _heads(level: int, text: str) -> bool:
    return level > SECOND or _reads_like_a_heading(text)


def _enumerates(rest: str, number: int, last: int) -> bool:
    """Whether 一、二 are two of a row (一、二级响应) and not a number before words."""
    following = re.match(COUNTED, rest)
    if following is None or number_of(following.group()) != number + 1:
        return False
    return number != last + 1 or number == 1


def _reads_like_a_heading(text: str) -> bool:
    lead, _ = lead_of(text)
    if lead.endswith("；"):
        return False
    return len(lead) <= (LONGEST_CLOSED if lead[-1:] in "。！？" else LONGEST_OPEN)
