"""The signature block (FMT-060–072)."""

from collections.abc import Iterator
from itertools import pairwise

from township_office.paper.ruler.findings import Expected, Finding, Force, fact, length, worst
from township_office.paper.ruler.grid import EM, INK, LEFT, PITCH, RIGHT
from township_office.paper.ruler.ink import Mark, hull
from township_office.paper.ruler.main import INDENT, TITLE_INK, list_rules
from township_office.paper.ruler.pages import Page

SEAL = 42.0  # mm across
OFF_LEFT = 60.0  # mm; a date begins right of it
DATE = (26.0, 52.0)  # mm; how wide a date may be
BRACKET = 0.55 * EM  # white at the left of a full-width （


def signing_rules(pages: list[Page], expected: Expected) -> Iterator[Finding]:
    found = find_date(pages)
    if found is None:
        yield length("FMT-060", "成文日期", None, RIGHT - 4 * EM)
        return
    page, at = found
    lines = page.body
    date = lines[at]
    names = _names(lines[:at], date, expected) if expected.signature else []
    text = _text_above(page, names, date)
    if not expected.signature:
        yield length(
            "FMT-060", "成文日期右边缘（空四字）", date.right, RIGHT - 4 * EM, force=Force.GEN
        )
    elif not expected.sealed:
        yield from _unsealed(names, date, text)
    elif expected.organs == 1:
        yield from _sealed(page, names, date, text, expected)
    else:
        yield from _joint(page, names, date, text, expected)
    body = [
        mark for mark in page.black if mark.kind != "rule" and mark.top < (names or [date])[0].top
    ]
    yield fact("FMT-069", "署名页有正文", bool(body), "有", f"{len(body)} 处")
    if expected.annexes:
        yield from list_rules(text, expected)
    if expected.note:
        yield from _note(lines[at + 1 :], date)


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


def _sealed(
    page: Page, names: list[Mark], date: Mark, text: list[Mark], expected: Expected
) -> Iterator[Finding]:
    name = names[0] if names else None
    if not expected.shifted:
        yield length(
            "FMT-060", "成文日期右边缘（空四字）", date.right, RIGHT - 4 * EM, force=Force.GEN
        )
    yield length(
        "FMT-060", "署名与成文日期居中之差", name.middle - date.middle if name else None, 0
    )
    yield length("FMT-060", "署名距成文日期", date.bottom - name.bottom if name else None, PITCH)
    yield from _blank(name, text)
    for seal in page.seals[: expected.seals]:
        yield from _seal(seal, hull([*names, date]), text)


def _blank(name: Mark | None, text: list[Mark]) -> Iterator[Finding]:
    """Two blank lines above the signature are what a seal of 42 mm needs to begin within one line."""
    if name and text:
        gap = name.top - text[-1].bottom
        yield length("FMT-060", "署名距正文（留印章位置）", gap, 3 * PITCH - INK)


def _seal(seal: Mark, pressed: Mark | None, text: list[Mark]) -> Iterator[Finding]:
    """The seal presses signature and date, both a little below its middle (FMT-060)."""
    if text:
        gap = seal.top - text[-1].bottom
        yield fact("FMT-060", "印章上边缘距正文", 0 <= gap <= PITCH, "一行之内", f"{gap:.2f}")
    if pressed:
        yield length("FMT-060", "印章居中", pressed.middle - seal.middle, 0)
        low = pressed.level - seal.level
        yield fact("FMT-060", "署名日期在印章中心偏下", 0 < low < 9, "0–9", f"{low:.2f}")


def _joint(
    page: Page, names: list[Mark], date: Mark, text: list[Mark], expected: Expected
) -> Iterator[Finding]:
    """Seals of 42 mm would stand side by side without touching, inside the type area (FMT-061)."""
    rows = _rows(names)
    places = [_places(page, row) for row in rows]
    count = sum(map(len, places))
    yield fact("FMT-061", "署名个数", count == expected.organs, f"{expected.organs}", count)
    if not count:
        return
    yield length("FMT-061", "末位署名与日期居中之差", places[-1][-1].middle - date.middle, 0)
    apart = [b.middle - a.middle for row in places for a, b in pairwise(row)]
    apart += [b[-1].bottom - a[-1].bottom for a, b in pairwise(rows)]
    if apart:
        yield fact("FMT-061", "相邻印章中心距", min(apart) > SEAL, "大于 42", f"{min(apart):.2f}")
    if expected.seals:
        yield from _seals(page, places, expected)
    edge = min(place.middle for row in places for place in row) - SEAL / 2
    yield fact("FMT-061", "首枚印章左端", edge >= LEFT - 1, "不出版心", f"{edge:.2f}")
    if text:
        yield length(
            "FMT-061", "首排署名距正文", rows[0][-1].top - text[-1].bottom, 3 * PITCH - INK
        )


def _seals(page: Page, places: list[list[Mark]], expected: Expected) -> Iterator[Finding]:
    """Each seal on its own signature, none touching another (FMT-061)."""
    yield fact(
        "FMT-061",
        "互不相交的印章",
        len(page.seals) == expected.seals,
        f"{expected.seals} 枚",
        len(page.seals),
    )
    pressed = zip((place for row in places for place in row), page.seals, strict=False)
    yield worst(
        "FMT-061", "印章与署名居中之差", [name.middle - seal.middle for name, seal in pressed], 0
    )


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


def _unsealed(names: list[Mark], date: Mark, text: list[Mark]) -> Iterator[Finding]:
    if not names:
        yield length("FMT-063", "署名", None, RIGHT - 2 * EM)
        return
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


def _note(below: list[Mark], date: Mark) -> Iterator[Finding]:
    note = below[0] if below else None
    yield length(
        "FMT-072", "附注左边缘（空二字）", note.left if note else None, INDENT + BRACKET, 1.2
    )
    yield length("FMT-072", "附注在日期下一行", note.bottom - date.bottom if note else None, PITCH)
