"""The page itself: paper, edges, lines and colours (FMT-004–011)."""

from collections.abc import Iterator
from itertools import pairwise

from township_office.paper.ruler.findings import Expected, Finding, Force, fact, length, worst
from township_office.paper.ruler.ink import Mark
from township_office.paper.ruler.pages import Page

PITCH = 10.446  # mm from line to line
EM = 5.571  # mm; a 3号 character with its squeeze
BEARING = 0.3  # mm of white that most characters have at their left; 日 and 目 have over one
INK = 5.3  # mm; height of a line's ink
LEFT, RIGHT, TOP, BOTTOM = 28.0, 184.0, 37.0, 262.0
CENTRE = (LEFT + RIGHT) / 2
FLUSH = (LEFT - 5, LEFT + 5)  # where a line that begins at the edge may be looked for


def page_rules(pages: list[Page], expected: Expected) -> Iterator[Finding]:
    upright = [page for page in pages if not page.across]
    yield worst("FMT-004", "纸张宽", [page.size[0] for page in pages], 210, 0.3)
    yield worst("FMT-004", "纸张高", [page.size[1] for page in pages], 297, 0.3)
    tops = [page.text[0].top for page in upright[1:] if _begins_with_text(page)]
    if tops:
        yield worst("FMT-005", "天头：首行文字上边缘", tops, TOP)
    flush = [mark.left for page in upright for mark in page.text if FLUSH[0] < mark.left < FLUSH[1]]
    yield length("FMT-006", "订口：顶格文字左边缘", min(flush, default=None), LEFT)
    yield _type_area(pages)
    yield from _lines(upright)
    yield _colours(pages, expected)


def _begins_with_text(page: Page) -> bool:
    return bool(page.text) and page.black[0].kind == "text"


def _type_area(pages: list[Page]) -> Finding:
    """No ink outside the type area but the page number (FMT-007)."""
    boxes = [page.inked for page in pages]
    over = max((_beyond(box) for box in boxes if box), default=0.0)
    return fact(
        "FMT-007", "版心 156×225 以外的文字", over <= 1, "超出不大于 1", f"{max(over, 0):.2f}"
    )


def _beyond(box: Mark) -> float:
    return max(LEFT - box.left, TOP - box.top, box.right - RIGHT, box.bottom - BOTTOM)


def _lines(upright: list[Page]) -> Iterator[Finding]:
    """22 lines of 28 characters that fill the area (FMT-009/010)."""
    steps = [
        after.bottom - before.bottom
        for page in upright
        for before, after in pairwise(page.body)
        if _neighbours(before, after)
    ]
    if steps:
        pitch = sorted(steps)[len(steps) // 2]
        yield length("FMT-009", "行距（每页 22 行）", pitch, PITCH, 0.15, Force.GEN)
    full = [
        mark.right for page in upright for mark in page.text if mark.width > RIGHT - LEFT - 2 * EM
    ]
    if full:
        yield length(
            "FMT-010", "满行文字右边缘（每行 28 字）", max(full), RIGHT - 0.3, 0.9, Force.GEN
        )


def _neighbours(before: Mark, after: Mark) -> bool:
    return before.width > 80 and after.width > 80 and after.bottom - before.bottom < 1.4 * PITCH


def _colours(pages: list[Page], expected: Expected) -> Finding:
    """Red is the head, its line and a seal; nothing else has a colour (FMT-011)."""
    strange = [page.number for page in pages if page.coloured and not _is_red(page, expected)]
    said = f"第 {strange[0]} 页有其他颜色" if strange else "无"
    return fact("FMT-011", "版头、印章以外的颜色", not strange, "无", said)


def _is_red(page: Page, expected: Expected) -> bool:
    """Whether all colour on the page is the red of the head or of a seal."""
    box = page.coloured
    if box is None or not expected.formal:
        return box is None
    allowed = [*page.head, *([page.red_rule] if page.red_rule and page.number == 1 else [])]
    if expected.seals:
        allowed += page.seals
    return bool(allowed) and all(
        (
            box.left >= min(mark.left for mark in allowed) - 0.3,
            box.top >= min(mark.top for mark in allowed) - 0.3,
            box.right <= max(mark.right for mark in allowed) + 0.3,
            box.bottom <= max(mark.bottom for mark in allowed) + 0.3,
        )
    )
