"""The text on all its pages: its size, its lines, where each of them begins (FMT-008, 009, 046)."""

from collections.abc import Iterator
from itertools import pairwise
from statistics import median

from township_office.paper.ruler.findings import Expected, Finding, Force, length, worst
from township_office.paper.ruler.foot import begins_annex
from township_office.paper.ruler.grid import BEARING, EM, FLUSH, LEFT, PITCH
from township_office.paper.ruler.ink import Mark
from township_office.paper.ruler.main import INDENT, TITLE_INK, parts_of
from township_office.paper.ruler.pages import Page
from township_office.paper.ruler.signing import BRACKET, Block

HEIGHT = 5.1  # mm; the ink of most characters of 3号
FULL = (3.8, 5.6)  # mm; how wide they are; a mark or half a character is narrower
STARTS = (LEFT + 5, LEFT + 3.6 * EM)  # where the first line of a paragraph may be looked for


def text_rules(pages: list[Page], expected: Expected, block: Block | None) -> Iterator[Finding]:
    told = [(page, _prose(page, expected, block)) for page in pages if not page.across]
    heights = [each.height for page, _ in told for each in page.characters if _is_full(each)]
    if heights:
        yield length("FMT-008", "正文字高（3号）", median(heights), HEIGHT, 0.2, Force.GEN)
    parts = parts_of(pages[0], expected)
    steps = [
        below.bottom - above.bottom
        for page, lines in told
        for above, below in pairwise([*(parts.recipients if page.number == 1 else []), *lines])
        if below.bottom - above.bottom < 1.4 * PITCH
    ]
    if steps:
        yield worst("FMT-009", "相邻两行的距离", steps, PITCH, force=Force.GEN)
    starts = [off for page, lines in told for off in _indents(page, lines)]
    if starts:
        yield worst("FMT-046", "各段段首左边缘（空二字）", starts, INDENT + BEARING, 1.3)
    wraps = [min(lefts) for page, lines in told if (lefts := _wraps(page, lines))]
    if wraps:
        yield worst("FMT-046", "正文回行左边缘（顶格）", wraps, LEFT + BEARING, 1.3)


def _prose(page: Page, expected: Expected, block: Block | None) -> list[Mark]:
    """The lines of text and of the list below it; no title, no recipients, no signature."""
    lines = parts_of(page, expected).rest if page.number == 1 else page.body
    if page.number > 1 and begins_annex(page):
        lines = lines[1:]
    ends = block.top if block and block.page is page else page.ends
    return [
        mark
        for mark in lines
        if mark.kind == "text" and mark.height < TITLE_INK and mark.top < ends
    ]


def _is_full(character: Mark) -> bool:
    return FULL[0] < character.width < FULL[1] and FULL[0] < character.height


def _indents(page: Page, lines: list[Mark]) -> list[float]:
    return [_start(page, mark, INDENT) for mark in lines if STARTS[0] < mark.left < STARTS[1]]


def _wraps(page: Page, lines: list[Mark]) -> list[float]:
    return [_start(page, mark, LEFT) for mark in lines if FLUSH[0] < mark.left < FLUSH[1]]


def _start(page: Page, mark: Mark, wanted: float) -> float:
    """Where its first character begins: a bracket has half a character of white before it."""
    opened = mark in page.opening and mark.left - wanted > 0.4 * EM
    return mark.left - BRACKET if opened else mark.left
