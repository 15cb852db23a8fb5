"""The signature block (FMT-060–072)."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from township_office.paper.ruler.findings import Expected, Finding, Force, fact, length, worst
from township_office.paper.ruler.grid import EM, INK, PITCH, RIGHT
from township_office.paper.ruler.ink import Mark, hull
from township_office.paper.ruler.joint import joint_rules, near_text, right_edge
from township_office.paper.ruler.main import INDENT, TITLE_INK, list_rules
from township_office.paper.ruler.pages import Page

OFF_LEFT = 60.0  # mm; a date begins right of it
DATE = (26.0, 52.0)  # mm; how wide a date may be
BRACKET = 0.55 * EM  # white at the left of a full-width （


@dataclass(frozen=True)
class Block:
    """Who signed and when, where it stands, and the text above it on its page."""

    page: Page
    names: list[Mark]
    date: Mark
    text: list[Mark]
    below: list[Mark]

    @property
    def top(self) -> float:
        return (self.names or [self.date])[0].top


def find_block(pages: list[Page], expected: Expected) -> Block | None:
    found = find_date(pages)
    if found is None:
        return None
    page, at = found
    lines = page.body
    date = lines[at]
    names = _names(lines[:at], date, expected) if expected.signature else []
    return Block(page, names, date, _text_above(page, names, date), lines[at + 1 :])


def signing_rules(block: Block | None, expected: Expected) -> Iterator[Finding]:
    if block is None:
        yield length("FMT-060", "成文日期", None, RIGHT - 4 * EM)
        return
    if not expected.signature:
        yield from _dated(block.date, block.text)
    elif not expected.sealed:
        yield from _unsealed(block.names, block.date, block.text)
    elif expected.organs == 1:
        yield from _sealed(block, expected)
    else:
        yield from joint_rules(block.page, block.names, block.date, block.text, expected)
    body = [mark for mark in block.page.black if mark.kind != "rule" and mark.top < block.top]
    yield fact("FMT-069", "署名页有正文", bool(body), "有", f"{len(body)} 处")
    if expected.annexes:
        yield from list_rules(block.text, expected)
    if expected.note:
        yield from _note(block.below, block.date)


def find_date(pages: list[Page]) -> tuple[Page, int] | None:
    """The last line of text that stands off the left and is as long as a date."""
    for page in reversed(pages):
        for at in range(len(page.body) - 1, -1, -1):
            if _like_a_date(page.body[at], page):
                return page, at
    return None


def _like_a_date(mark: Mark, page: Page) -> bool:
    head = page.red_rule.bottom if page.number == 1 and page.red_rule else 0
    small = mark.height < TITLE_INK and DATE[0] < mark.width < DATE[1]
    return small and mark.left > OFF_LEFT and mark.top > head and not page.across


def _names(above: list[Mark], date: Mark, expected: Expected) -> list[Mark]:
    """The lines of the signatures above the date, from the top."""
    if not expected.sealed:
        return above[-expected.organs :]
    if expected.organs == 1:
        return above[-1:]
    names: list[Mark] = []
    for mark in reversed(above):
        if _is_name(mark, [*names, date]):
            names.insert(0, mark)
        else:
            break
    return names


def _is_name(mark: Mark, below: list[Mark]) -> bool:
    """A line of signatures is a line above the date, or a row of seals above such a line."""
    step = below[0].bottom - mark.bottom
    return step < 1.5 * PITCH or 3.2 * PITCH < step < 6 * PITCH


def _text_above(page: Page, names: list[Mark], date: Mark) -> list[Mark]:
    """The text that the block stands under; none where it stands under a table."""
    top = (names[0] if names else date).top
    lines = [mark for mark in page.black if mark.top < top]
    if lines and lines[-1].kind != "text":
        return []
    return [mark for mark in lines if mark.kind == "text"]


def _dated(date: Mark, text: list[Mark]) -> Iterator[Finding]:
    """A date without a signature: no clause places it, so it stands where others do."""
    yield length("FMT-060", "成文日期右边缘（空四字）", date.right, RIGHT - 4 * EM, force=Force.GEN)
    if text:
        gap = date.top - text[-1].bottom
        yield length("FMT-060", "成文日期距正文（空一行）", gap, 2 * PITCH - INK, force=Force.GEN)


def _sealed(block: Block, expected: Expected) -> Iterator[Finding]:
    date, name = block.date, block.names[0] if block.names else None
    yield from right_edge("FMT-060", date, name, expected)
    yield length(
        "FMT-060", "署名与成文日期居中之差", name.middle - date.middle if name else None, 0
    )
    yield length("FMT-060", "署名距成文日期", date.bottom - name.bottom if name else None, PITCH)
    yield from _blank(name, block.text)
    for seal in block.page.seals[: expected.seals]:
        yield from _seal(seal, hull([*block.names, date]), block.text)


def _blank(name: Mark | None, text: list[Mark]) -> Iterator[Finding]:
    """Two blank lines above the signature are what a seal of 42 mm needs to begin within one line."""
    if name and text:
        gap = name.top - text[-1].bottom
        yield length("FMT-060", "署名距正文（留印章位置）", gap, 3 * PITCH - INK)


def _seal(seal: Mark, pressed: Mark | None, text: list[Mark]) -> Iterator[Finding]:
    """The seal presses signature and date, both a little below its middle (FMT-060)."""
    yield from near_text("FMT-060", seal, text)
    if pressed:
        yield length("FMT-060", "印章居中", pressed.middle - seal.middle, 0)
        low = pressed.level - seal.level
        yield fact("FMT-060", "署名日期在印章中心偏下", 0 < low < 9, "0–9", f"{low:.2f}")


def _unsealed(names: list[Mark], date: Mark, text: list[Mark]) -> Iterator[Finding]:
    if not names:
        yield length("FMT-063", "署名", None, RIGHT - 2 * EM)
        return
    yield length("FMT-063", "日期在署名下一行", date.bottom - names[-1].bottom, PITCH)
    yield length("FMT-063", "日期首字比署名首字右移", date.left - names[0].left, 2 * EM)
    longest = max(mark.right for mark in names)
    right = longest if longest - names[0].left > date.width else date.right
    yield length("FMT-063", "署名或日期右边缘（空二字）", right, RIGHT - 2 * EM)
    if text:
        yield length(
            "FMT-063", "署名距正文（空一行）", names[0].top - text[-1].bottom, 2 * PITCH - INK
        )
    if len(names) > 1:
        yield worst("FMT-064", "联合署名左对齐", [mark.left - names[0].left for mark in names], 0)
        steps = [b.bottom - a.bottom for a, b in pairwise(names)]
        yield worst("FMT-064", "联合署名行距", steps, PITCH)


def _note(below: list[Mark], date: Mark) -> Iterator[Finding]:
    note = below[0] if below else None
    yield length(
        "FMT-072", "附注左边缘（空二字）", note.left if note else None, INDENT + BRACKET, 1.2
    )
    yield length("FMT-072", "附注在日期下一行", note.bottom - date.bottom if note else None, PITCH)
