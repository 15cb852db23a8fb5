"""The head of the first page: urgency and organs (FMT-022 to 027)."""

from township_office.paper.official.docx.markup import (
    blank,
    cell,
    exact,
    paragraph,
    row,
    run,
    table,
)
from township_office.paper.official.docx.measures import GREY, MM, PITCH, PT
from township_office.paper.official.docx.number import BELOW, numbered, signer_rows
from township_office.paper.official.docx.styles import HEAD_SPACE, MARK, MARKED, URGENCY
from township_office.paper.official.values import Official

DOWN = 35 * MM  # from the top of the type area to the ink of the head (FMT-024)
ROOM = 150 * MM / PT  # points that the head may take of the 156 mm (FMT-026)
LARGEST, NARROWEST = 62.0, 0.7  # points; how narrow a character of the head may stand
LINE = 1.1  # height of the head's line, in its size
# An exact line puts the baseline at four fifths; ink begins 0.84 of the size above it.
INK_DOWN = 0.8 * LINE - 0.84
ROWS = {2: 40.0, 3: 32.0, 4: 26.0, 5: 22.5}  # points, by the number of organs
SMALLEST, LEADING = 19.5, 1.25
FILE_NARROW, GAP, WIDEST = 0.8, 14.0, 1.5  # of 文件; points beside it; spread of the names


def head(official: Official) -> str:
    """All that stands above the title; grey and marked 送审稿 while it is no issued paper."""
    top = _top(official)
    colour = "" if official.formal else f'<w:color w:val="{GREY}"/>'
    marked = _single if len(official.organs) == 1 else _joint
    return (
        "".join(top)
        + marked(official.organs, DOWN - PITCH * len(top), colour)
        + blank(2)
        + numbered(official)
    )


def height(official: Official, title: tuple[str, ...]) -> float:
    """From the top of page 1 to below the title and its blank line, in twips."""
    organs = official.organs
    size = _single_size(organs) if len(organs) == 1 else ROWS.get(len(organs), SMALLEST)
    marked = LINE * size if len(organs) == 1 else LEADING * size * len(organs)
    numbers = max(1, len(signer_rows(official.signers)))
    return DOWN + (marked + BELOW) * PT + (2 + numbers + 2 + len(title) + 1) * PITCH


def _top(official: Official) -> list[str]:
    said = [] if official.formal else ["送审稿"]
    return [paragraph(URGENCY, run(words)) for words in (*said, official.urgency) if words]


def _space(height: float) -> str:
    return paragraph(HEAD_SPACE, properties=exact(height))


def _single(organs: tuple[str, ...], down: float, colour: str) -> str:
    words = f"{''.join(organs)}文件"
    size = _single_size(organs)
    narrow = min(1.0, ROOM / (len(words) * size))
    return _space(down - INK_DOWN * size * PT) + paragraph(
        MARK, run(words, colour + _shape(size, narrow)), exact(LINE * size * PT)
    )


def _single_size(organs: tuple[str, ...]) -> float:
    return _half(min(LARGEST, ROOM / (len("".join(organs)) + len("文件")) / NARROWEST))


def _joint(organs: tuple[str, ...], down: float, colour: str) -> str:
    """The organs below one another, spread to one width; 文件 beside the middle of the list."""
    size, longest = ROWS.get(len(organs), SMALLEST), max(map(len, organs))
    tall = _half(min(LARGEST, max(1.4 * size, 0.34 * LEADING * size * len(organs))))
    file = 2 * tall * FILE_NARROW + GAP
    names = min(ROOM - file, longest * size * WIDEST)
    rows = (
        row(
            cell(names * PT, _name(name, size, names, colour), '<w:vAlign w:val="center"/>')
            + cell(
                file * PT,
                _file(tall, colour) if at == 0 else paragraph(MARK),
                f'<w:vMerge w:val="{"restart" if at == 0 else "continue"}"/><w:vAlign w:val="center"/>',
            ),
            height=LEADING * size * PT,
        )
        for at, name in enumerate(organs)
    )
    return _space(down - INK_DOWN * size * PT) + table(
        (names * PT, file * PT), "".join(rows), place='<w:jc w:val="center"/>'
    )


def _name(name: str, size: float, room: float, colour: str) -> str:
    narrow = min(1.0, room / (len(name) * size))
    return paragraph(MARKED, run(name, colour + _shape(size, narrow)), exact(LINE * size * PT))


def _file(size: float, colour: str) -> str:
    """To the right, all of the gap between it and the names."""
    place = exact(LINE * size * PT) + '<w:jc w:val="right"/>'
    return paragraph(MARK, run("文件", colour + _shape(size, FILE_NARROW)), place)


def _shape(size: float, narrow: float) -> str:
    scaled = f'<w:w w:val="{int(narrow * 100)}"/>' if narrow < 1 else ""
    return f'{scaled}<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>'


def _half(size: float) -> float:
    """Word knows half points only."""
    return int(size * 2) / 2
