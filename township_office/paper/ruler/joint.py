"""The signatures of several organs, a seal over each (FMT-061), and what one seal and several share."""

from collections.abc import Iterator
from itertools import pairwise

from township_office.paper.ruler.findings import Expected, Finding, Force, fact, length, worst
from township_office.paper.ruler.grid import EM, INK, LEFT, PITCH, RIGHT
from township_office.paper.ruler.ink import Mark, hull
from township_office.paper.ruler.pages import Page

SEAL = 42.0  # mm across
APART = (44.0, 72.0)  # mm between the middles of two seals: three in a row, or two
ROWS = 45.0  # mm from one row of seals to the next


def right_edge(rule: str, date: Mark, name: Mark | None, expected: Expected) -> Iterator[Finding]:
    """The date is 右空四字; a signature too long for that ends with the type area."""
    if not expected.shifted:
        yield length(rule, "成文日期右边缘（空四字）", date.right, RIGHT - 4 * EM, force=Force.GEN)
    elif name and expected.organs == 1:
        yield length(rule, "署名右边缘（版心右边缘）", name.right, RIGHT, force=Force.PRAC)


def near_text(rule: str, seal: Mark, text: list[Mark]) -> Iterator[Finding]:
    if text:
        gap = seal.top - text[-1].bottom
        yield fact(rule, "印章上边缘距正文", 0 <= gap <= PITCH, "一行之内", f"{gap:.2f}")


def joint_rules(
    page: Page, names: list[Mark], date: Mark, text: list[Mark], expected: Expected
) -> Iterator[Finding]:
    """Seals of 42 mm would stand side by side without touching, inside the type area (FMT-061)."""
    rows = _rows(names)
    places = [_places(page, row) for row in rows]
    count = sum(map(len, places))
    yield fact("FMT-061", "署名个数", count == expected.organs, f"{expected.organs}", count)
    if not count:
        return
    last = places[-1]
    yield from right_edge("FMT-061", date, last[-1], expected)
    yield length("FMT-061", "末位署名与日期居中之差", last[-1].middle - date.middle, 0)
    yield length("FMT-061", "末排署名距成文日期", date.bottom - rows[-1][-1].bottom, PITCH)
    yield from _distances(rows, places)
    if expected.seals:
        yield from _seals(page, places, text, expected)
    edge = min(place.middle for row in places for place in row) - SEAL / 2
    yield fact("FMT-061", "首枚印章左端", edge >= LEFT - 1, "不出版心", f"{edge:.2f}")
    if text:
        yield length(
            "FMT-061", "首排署名距正文", rows[0][-1].top - text[-1].bottom, 3 * PITCH - INK
        )


def _distances(rows: list[list[Mark]], places: list[list[Mark]]) -> Iterator[Finding]:
    """Seals of 42 mm do not touch; how much further apart they stand is the office's own."""
    across = [b.middle - a.middle for row in places for a, b in pairwise(row)]
    down = [b[-1].bottom - a[-1].bottom for a, b in pairwise(rows)]
    if across or down:
        least = min(across + down)
        yield fact("FMT-061", "相邻印章中心距", least > SEAL, "大于 42", f"{least:.2f}")
    if across:
        wanted = min(APART, key=lambda each: abs(each - across[-1]))
        yield worst("FMT-061", "同排署名中心距", across, wanted, force=Force.PRAC)
        low = [place.bottom - row[-1].bottom for row in places for place in row]
        yield worst("FMT-061", "同排署名齐平", low, 0)
    if down:
        edges = [b[-1].middle - a[-1].middle for a, b in pairwise(places)]
        yield worst("FMT-061", "上下两排署名对齐", edges, 0)
        yield worst("FMT-061", "上下两排署名距离", down, ROWS, force=Force.PRAC)


def _seals(
    page: Page, places: list[list[Mark]], text: list[Mark], expected: Expected
) -> Iterator[Finding]:
    """Each seal on its own signature, none touching another (FMT-061)."""
    yield fact(
        "FMT-061",
        "互不相交的印章",
        len(page.seals) == expected.seals,
        f"{expected.seals} 枚",
        len(page.seals),
    )
    names = [place for row in places for place in row]
    pressed = list(zip(names, page.seals, strict=False))
    yield worst(
        "FMT-061", "印章与署名居中之差", [name.middle - seal.middle for name, seal in pressed], 0
    )
    if pressed:
        yield from near_text("FMT-061", page.seals[0], text)
        low = [name.bottom - seal.level for name, seal in pressed]
        yield worst("FMT-061", "各枚印章高低一致", [each - low[-1] for each in low], 0)


def _rows(names: list[Mark]) -> list[list[Mark]]:
    """Lines of signatures by rows of seals; a long name has two lines in one."""
    rows: list[list[Mark]] = []
    for mark in names:
        if rows and mark.bottom - rows[-1][-1].bottom < 1.5 * PITCH:
            rows[-1].append(mark)
        else:
            rows.append([mark])
    return rows


def _places(page: Page, row: list[Mark]) -> list[Mark]:
    """The names of a row, from the left, each around its middle."""
    pieces = sorted(
        (piece for mark in row for piece in page.pieces[mark]), key=lambda piece: piece.left
    )
    places: list[Mark] = []
    for piece in pieces:
        if places and piece.left < places[-1].right:
            places[-1] = hull([places[-1], piece]) or piece
        else:
            places.append(piece)
    return places
