"""What closes the document: attachments, 版记, page numbers (FMT-073–088)."""

from collections.abc import Iterator

from township_office.paper.ruler.findings import Expected, Finding, Force, fact, length, worst
from township_office.paper.ruler.grid import BOTTOM, CENTRE, EM, LEFT, PITCH, RIGHT, TOP
from township_office.paper.ruler.ink import Mark
from township_office.paper.ruler.main import TITLE_INK
from township_office.paper.ruler.pages import Page

FOLIO = BOTTOM + 7
LINE_3 = 34.58 + 2.5 * PITCH
IN = 16 / 72 * 25.4  # mm; one character
COPIED = (LEFT + IN, LEFT + IN + 3 * IN * 14 / 16)  # mm; where 抄送： begins, and the name after it


def annex_rules(pages: list[Page], expected: Expected) -> Iterator[Finding]:
    """附件1 on the first line of a new page, its title on the third (FMT-073)."""
    begun = [page for page in pages[1:] if begins_annex(page)]
    yield fact(
        "FMT-073",
        "附件另起页",
        len(begun) == expected.bound,
        f"{expected.bound} 个",
        f"{len(begun)} 个",
    )
    if begun:
        yield worst(
            "FMT-073", "附件序号左边缘（顶格）", [page.text[0].left for page in begun], LEFT
        )
        yield worst(
            "FMT-073", "附件序号上边缘（第一行）", [page.text[0].top for page in begun], TOP
        )
        yield worst("FMT-073", "附件标题在第三行", [page.text[1].level for page in begun], LINE_3)
        yield worst("FMT-073", "附件标题居中", [page.text[1].middle for page in begun], CENTRE)


def begins_annex(page: Page) -> bool:
    text = page.text
    return (
        not page.across and len(text) > 1 and text[0].width < 4 * EM and text[1].height > TITLE_INK
    )


def colophon_rules(last: Page, expected: Expected) -> Iterator[Finding]:
    """The 版记 stands on the bottom of the last page (FMT-080–083)."""
    rules = last.rules
    if len(rules) < 2:
        yield length("FMT-080", "版记末条分隔线", None, BOTTOM)
        return
    yield length("FMT-080", "版记末条分隔线（版心下边缘）", rules[-1].bottom, BOTTOM)
    yield worst("FMT-080", "版记分隔线左端", [rule.left for rule in rules], LEFT)
    yield worst("FMT-080", "版记分隔线右端", [rule.right for rule in rules], RIGHT)
    outer = [last.thick[rule] for rule in (rules[0], rules[-1])]
    yield worst("FMT-080", "首末分隔线粗细", outer, 0.35, 0.1, Force.GEN)
    if len(rules) > 2:
        inner = [last.thick[rule] for rule in rules[1:-1]]
        yield worst("FMT-080", "中间分隔线粗细", inner, 0.25, 0.1, Force.GEN)
        yield from _copied(last, rules, expected)
    printed = [mark for mark in last.text if rules[-2].bottom < mark.top < rules[-1].top]
    line = printed[0] if printed else None
    yield length("FMT-083", "印发机关左边缘（空一字）", line.left if line else None, LEFT + IN)
    yield length("FMT-083", "印发日期右边缘（空一字）", line.right if line else None, RIGHT - IN)


def _copied(last: Page, rules: list[Mark], expected: Expected) -> Iterator[Finding]:
    """抄送, and above it, with no line between, 主送 where page 1 had no room for it."""
    lines = [mark for mark in last.text if rules[0].bottom < mark.top < rules[-2].top]
    yield length("FMT-081", "抄送左边缘（空一字）", lines[0].left if lines else None, LEFT + IN)
    if off := [min(abs(mark.left - edge) for edge in COPIED) for mark in lines[1:]]:
        yield worst("FMT-081", "抄送回行左边缘（冒号后对齐）", off, 0, 1.2)
    right = max((mark.right for mark in lines), default=0.0)
    yield fact("FMT-081", "抄送右边缘", right <= RIGHT - IN + 1, "右空一字以上", f"{right:.2f}")
    if expected.main_moved:
        yield fact(
            "FMT-082", "主送与抄送之间无分隔线", len(rules) == 3, "共 3 条线", f"{len(rules)} 条"
        )


def folio_rules(pages: list[Page], expected: Expected) -> Iterator[Finding]:
    """— 1 — outside, 7 mm below the type area; none where only the 版记 stands (FMT-085–088)."""
    numbered = [page for page in pages if page.folio]
    bare = [page for page in pages if not _needs_number(page, pages, expected)]
    missing = [page.number for page in pages if page not in bare and not page.folio]
    said = f"缺第 {missing[0]} 页" if missing else f"{len(numbered)} 页"
    yield fact("FMT-086", "页码齐全", not missing, f"{len(pages) - len(bare)} 页", said)
    yield worst("FMT-086", "页码一字线高度", [page.folio[0].level for page in numbered], FOLIO)
    odd = [page.folio[-1].right for page in numbered if page.number % 2]
    yield worst("FMT-086", "单页码右边缘（空一字）", odd, RIGHT - IN)
    even = [page.folio[0].left for page in numbered if page.number % 2 == 0]
    if even:
        yield worst("FMT-086", "双页码左边缘（空一字）", even, LEFT + IN)
    digits = [stroke.height for page in numbered for stroke in page.folio[1:-1]]
    yield worst("FMT-085", "页码数字高（4号）", digits, 3.4, 0.5, Force.GEN)
    if bare:
        shown = [page.number for page in bare if page.folio]
        yield fact("FMT-087", "版记页不编页码", not shown, "无页码", "有" if shown else "无")
    across = [page for page in pages if page.across]
    if across:
        lefts = [page.inked.left for page in across if page.inked]
        yield worst("FMT-088", "横排表格表头在页面左侧", lefts, LEFT)


def _needs_number(page: Page, pages: list[Page], expected: Expected) -> bool:
    """Every page but one on which the 版记 stands alone."""
    if page is not pages[-1] or not expected.colophon or not page.rules:
        return True
    return (
        page.black[0].kind != "rule"
        or page.black[0] is not page.rules[0]
        or page.black[0].top < 150
    )
