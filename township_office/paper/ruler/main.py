"""The 主体 down to the attachments' list: title, recipients, text (FMT-040–051)."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, takewhile

from township_office.paper.ruler.findings import Expected, Finding, Force, fact, length, worst
from township_office.paper.ruler.grid import BEARING, CENTRE, EM, FLUSH, INK, LEFT, PITCH, RIGHT
from township_office.paper.ruler.ink import Mark
from township_office.paper.ruler.pages import Page

TITLE_INK = 6.3  # mm; a line of 2号 is higher than that, one of 3号 lower
BELOW_RULE = 2 * PITCH + (PITCH - 7.3) / 2  # two blank lines and the leading above 2号
BELOW_TITLE = PITCH + (PITCH - 7.3) / 2 + (PITCH - INK) / 2
INDENT = LEFT + 2 * EM
EVEN = 1.0  # mm; lines that differ by less are of one width


@dataclass(frozen=True)
class Parts:
    """What stands below the head of page 1: the title's lines, the recipients', and the rest."""

    title: list[Mark]
    recipients: list[Mark]
    rest: list[Mark]


def parts_of(first: Page, expected: Expected) -> Parts:
    below = _below_head(first)
    title = list(takewhile(lambda mark: mark.kind == "text" and mark.height > TITLE_INK, below))
    below = below[len(title) :]
    named = title and expected.main and not expected.main_moved
    recipients = list(takewhile(_is_flush, below)) if named else []
    return Parts(title, recipients, below[len(recipients) :])


def _is_flush(mark: Mark) -> bool:
    return mark.kind == "text" and FLUSH[0] < mark.left < FLUSH[1]


def main_rules(first: Page, expected: Expected) -> Iterator[Finding]:
    parts = parts_of(first, expected)
    yield from _title(first, parts.title)
    if not parts.title:
        return
    if expected.main and not expected.main_moved:
        yield from _recipients(parts)
    rest = parts.rest
    if rest and not parts.recipients:
        gap = rest[0].top - parts.title[-1].bottom
        yield length("FMT-046", "正文距标题（空一行）", gap, BELOW_TITLE, force=Force.GEN)
    yield fact("FMT-045", "首页正文", bool(rest), "至少一行", f"{len(rest)} 行")
    if rest and rest[0].kind == "text":
        yield length("FMT-046", "段首左边缘（空二字）", rest[0].left, INDENT)


def _recipients(parts: Parts) -> Iterator[Finding]:
    below = [*parts.recipients, *parts.rest]
    gap = below[0].top - parts.title[-1].bottom if below else None
    yield length("FMT-043", "主送机关距标题（空一行）", gap, BELOW_TITLE)
    yield length("FMT-043", "主送机关左边缘（顶格）", below[0].left if below else None, LEFT)
    if wrapped := parts.recipients[1:]:
        left = min(mark.left for mark in wrapped)
        yield length("FMT-043", "主送机关回行左边缘（顶格）", left, LEFT + BEARING, 1.3)


def _line_of_head(first: Page) -> Mark | None:
    """The red line, or the grey one of a draft."""
    return first.red_rule or next((mark for mark in first.black if mark.kind == "rule"), None)


def _below_head(first: Page) -> list[Mark]:
    rule = _line_of_head(first)
    start = rule.bottom if rule else 0
    return [mark for mark in first.black if mark.top > start]


def _title(first: Page, title: list[Mark]) -> Iterator[Finding]:
    rule = _line_of_head(first)
    gap = title[0].top - rule.bottom if title and rule else None
    yield length("FMT-040", "标题距分隔线（空二行）", gap, BELOW_RULE)
    yield worst("FMT-040", "标题居中", [mark.middle for mark in title], CENTRE)
    widths = [mark.width for mark in title]
    yield fact(
        "FMT-041",
        "标题最长行",
        max(widths, default=0) <= RIGHT - LEFT,
        "不大于 156",
        f"{max(widths, default=0):.1f}",
    )
    if len(title) > 1:
        said = "、".join(f"{width:.0f}" for width in widths)
        yield fact("FMT-041", "标题形状", shapely(widths), "梯形或菱形", said)


def shapely(widths: list[float]) -> bool:
    """The lines grow, shrink, or grow and then shrink; they are not all of one width."""
    peak = widths.index(max(widths))
    grows = all(a <= b + EVEN for a, b in pairwise(widths[: peak + 1]))
    shrinks = all(a >= b - EVEN for a, b in pairwise(widths[peak:]))
    return grows and shrinks and max(widths) - min(widths) > EVEN


def list_rules(lines: list[Mark], expected: Expected) -> Iterator[Finding]:
    """附件说明: what stands between the text and the signature, from its blank line on (FMT-050/051)."""
    begun = [
        at
        for at, (a, b) in enumerate(pairwise(lines), start=1)
        if b.bottom - a.bottom > 1.5 * PITCH
    ]
    if not begun:
        return
    items = lines[begun[-1] :]
    gap = items[0].bottom - lines[begun[-1] - 1].bottom
    yield length("FMT-050", "附件说明距正文（空一行）", gap, 2 * PITCH)
    yield length("FMT-050", "附件说明左边缘（空二字）", items[0].left, INDENT)
    hanging = LEFT + 5 * EM if expected.annexes == 1 else LEFT + 6.25 * EM
    numbers = LEFT + 5 * EM
    off = [min(abs(mark.left - hanging), abs(mark.left - numbers)) for mark in items[1:]]
    if off:
        yield worst("FMT-051", "附件名称对齐", off, 0, 1.2, Force.MUST)
