"""The 版头: urgency, the red head, number, signers, the red line (FMT-022–035)."""

from collections.abc import Iterator

from township_office.paper.ruler.findings import Expected, Finding, Force, fact, length, worst
from township_office.paper.ruler.grid import CENTRE, EM, LEFT, PITCH, RIGHT, TOP
from township_office.paper.ruler.ink import Mark, hull
from township_office.paper.ruler.pages import Page

HEAD = TOP + 35
TWO_BLANK = (
    3 * PITCH - 5.54
)  # from ink to ink: two blank lines and the leading above and below them
GAP = 5.6  # mm between the organs and 文件
MIDWAY = 90.0  # mm; the number stands left of it, the signers right


def head_rules(first: Page, expected: Expected) -> Iterator[Finding]:
    head, rule = hull(first.head), first.red_rule
    if head is None or rule is None:
        yield length("FMT-024", "发文机关标志上边缘", None, HEAD)
        return
    above = [mark for mark in first.text if mark.bottom < head.top]
    if expected.urgency:
        yield length("FMT-022", "紧急程度左边缘（顶格）", above[-1].left if above else None, LEFT)
        yield length(
            "FMT-022", "紧急程度上边缘（版心第一行）", above[0].top if above else None, TOP
        )
    yield length("FMT-024", "发文机关标志上边缘", head.top, HEAD)
    yield length("FMT-024", "发文机关标志居中", head.middle, CENTRE)
    yield fact(
        "FMT-026",
        "发文机关标志宽",
        head.width <= 156,
        "不大于 156",
        f"{head.width:.2f}",
        Force.PRAC,
    )
    if expected.organs > 1:
        yield from _joint(first)
    between = [mark for mark in first.text if head.bottom < mark.top < rule.top]
    yield from _number(first, head, between, expected)
    yield from _red_line(first, rule, between)


def _joint(first: Page) -> Iterator[Finding]:
    """文件 stands right of the list, its middle at the list's middle (FMT-027)."""
    word, rows = first.head_file, first.head_names
    names = hull(rows)
    off = word.level - names.level if word and names else None
    yield length("FMT-027", "「文件」与机关名称上下居中之差", off, 0)
    yield fact(
        "FMT-027",
        "联合行文机关排列",
        bool(word) and bool(rows),
        "左列名称、右「文件」",
        f"{len(rows)} 行",
    )
    if not word or not names:
        return
    yield length("FMT-027", "「文件」距机关名称", word.left - names.right, GAP, force=Force.PRAC)
    edges = [each.left - names.left for each in rows] + [names.right - each.right for each in rows]
    yield worst("FMT-027", "机关名称两端对齐", edges, 0, 1.5, Force.PRAC)


def _number(first: Page, head: Mark, between: list[Mark], expected: Expected) -> Iterator[Finding]:
    gap = between[0].top - head.bottom if between else None
    if not expected.signers:
        yield length("FMT-028", "发文字号距标志（空二行）", gap, TWO_BLANK)
        yield length("FMT-028", "发文字号居中", between[0].middle if between else None, CENTRE)
        return
    yield length("FMT-032", "签发人距标志（空二行）", gap, TWO_BLANK)
    numbers = [piece for mark in between for piece in first.pieces[mark] if piece.left < MIDWAY]
    number = hull(numbers)
    yield length(
        "FMT-031", "发文字号左边缘（空一字）", number.left if number else None, LEFT + EM, 1.2
    )
    people = [_signers(first, mark) for mark in between]
    level = number.level - people[-1].level if number and people[-1] else None
    yield length("FMT-031", "发文字号与末行签发人之差", level, 0)
    right = max((mark.right for mark in people if mark), default=None)
    yield length("FMT-032", "签发人右边缘（空一字）", right, RIGHT - EM)
    names = [mark.left - people[0].left for mark in people[1:] if mark and people[0]]
    if names:
        yield worst("FMT-033", "续行姓名与首行姓名对齐", names, 4 * EM, 1.0, Force.GEN)


def _signers(first: Page, line: Mark) -> Mark | None:
    return hull([piece for piece in first.pieces[line] if piece.left >= MIDWAY])


def _red_line(first: Page, rule: Mark, between: list[Mark]) -> Iterator[Finding]:
    gap = rule.top - between[-1].bottom if between else None
    yield length("FMT-034", "版头分隔线距发文字号", gap, 4, 0.5)
    yield length("FMT-034", "版头分隔线左端", rule.left, LEFT)
    yield length("FMT-034", "版头分隔线右端", rule.right, RIGHT)
    yield length("FMT-035", "版头分隔线粗细", first.thick[rule], 0.45, 0.15, Force.PRAC)
