"""The red head (发文机关标志): one organ and 文件, or several organs with 文件 beside them (FMT-023–027)."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WIDTH = 425.0  # points; 150 mm of the 156 that the head may take (FMT-026)
LARGEST = 62.0  # points: ink under 22 mm high
NARROWEST = 0.7  # a character of the head may stand this narrow, not narrower
ROWS = {2: 40.0, 3: 32.0, 4: 26.0, 5: 22.5, 6: 19.5}  # points, by the number of organs
LEADING = 1.25
INK = 0.92  # height of a character's ink, in its own size
STRUT = 0.84  # from the top of a character's ink to its baseline; official.css says the same
GAP = 14.0  # points between the organs and 文件
FILE = 0.8  # how narrow 文件 stands beside several organs
WIDEST = 1.5  # names of several organs are spread to so much of their own width
MM = 72 / 25.4
ACROSS = 156 * MM
TOP = 37.42 * MM  # from the top of the page's box to the head's ink


def head(organs: tuple[str, ...]) -> SafeString:
    """The head in its place, scaled to fit; the lead organ stands first."""
    return _single(f"{organs[0]}文件") if len(organs) == 1 else _joint(organs)


def head_height(organs: tuple[str, ...]) -> float:
    """Height of the head's ink in millimetres."""
    if len(organs) == 1:
        return INK * _single_size(len(organs[0]) + 2) / MM
    size = _row_size(len(organs))
    return (INK * size + LEADING * size * (len(organs) - 1)) / MM


def pt(points: float) -> str:
    """A length as the stylesheets write it."""
    return f"{points:.2f}pt"


def _single_size(count: int) -> float:
    return min(LARGEST, WIDTH / count / NARROWEST)


def _row_size(count: int) -> float:
    return ROWS.get(count, 15.0)


def _single(words: str) -> SafeString:
    size = _single_size(len(words))
    across = min(1.0, WIDTH / (len(words) * size))
    return format_html(
        '<div class="head" style="font-size: {}">'
        '<p><span style="transform: scaleX({})">{}</span></p><div class="foot"></div></div>',
        pt(size),
        f"{across:.4f}",
        words,
    )


def _joint(organs: tuple[str, ...]) -> SafeString:
    """Names spread to one width, 文件 to their right, its middle at the middle of the list."""
    size, longest, ink = _row_size(len(organs)), max(map(len, organs)), head_height(organs) * MM
    tall = min(LARGEST, max(1.4 * size, 0.34 * ink))
    room = WIDTH - GAP - 2 * tall * FILE
    width = min(room, longest * size * WIDEST)
    left = (ACROSS - width - GAP - 2 * tall * FILE) / 2
    rows = (
        (*_row_style(name, number, size, left, width), name) for number, name in enumerate(organs)
    )
    return format_html(
        '<div class="head joint" style="font-size: {}">{}{}<div class="foot"></div></div>',
        pt(size),
        format_html_join("", '<p style="{}"><span style="{}">{}</span></p>', rows),
        _file(tall, TOP + (ink - INK * tall) / 2, left + width + GAP),
    )


def _row_style(name: str, number: int, size: float, left: float, width: float) -> tuple[str, str]:
    """Where the name stands, and how it is spread or narrowed to the width of all."""
    across = min(1.0, width / (len(name) * size))
    spread = max(0.0, width - len(name) * size) / max(len(name) - 1, 1)
    margin = (LEADING - STRUT) * size if number else 0
    return (
        f"margin-top: {pt(margin)}; padding-left: {pt(left)}",
        f"letter-spacing: {pt(spread)}; transform: scaleX({across:.4f})",
    )


def _file(size: float, top: float, left: float) -> SafeString:
    return format_html(
        '<div class="file" style="font-size: {}; top: {}; left: {}">'
        '<span style="transform: scaleX({})">文件</span></div>',
        pt(size),
        pt(top),
        pt(left),
        FILE,
    )
