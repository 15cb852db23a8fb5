"""Lines of Chinese set to both edges. Imported by the child alone.

WeasyPrint widens the blanks of a line, of which Chinese has none: a line that ends early, because no
line may begin with a comma, would stand ragged. Here what is left is shared out among its characters.
"""

from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline

FIRST_HAN, LAST_HAN = "\u3000", "\u9fff"
MOST = 3.0  # characters; a line shorter than that was broken on purpose

widen_blanks = inline.justify_line


def justify_line(context: Any, line: Any, extra: float) -> None:
    """Called by WeasyPrint for every line but a paragraph's last, with the width that is left."""
    texts = list(_texts(line))
    count = sum(len(box.text) for box in texts)
    if not any(map(_is_chinese, texts)):
        widen_blanks(context, line, extra)
    elif extra < MOST * line.style["font_size"]:
        _spread(line, extra / (count - 1), 0.0)


def spread_characters() -> None:
    """From here on WeasyPrint justifies Chinese too."""
    inline.justify_line = justify_line


def _texts(box: Any) -> Iterator[Any]:
    if isinstance(box, boxes.TextBox):
        yield box
    elif isinstance(box, boxes.LineBox | boxes.InlineBox):
        for child in box.children:
            yield from _texts(child)


def _is_chinese(box: Any) -> bool:
    return any(FIRST_HAN <= character <= LAST_HAN for character in box.text)


def _spread(box: Any, each: float, moved: float) -> float:
    """Widen what is in the box and move it right; how far whatever follows is to move."""
    if not isinstance(box, boxes.TextBox | boxes.LineBox | boxes.InlineBox):
        box.translate(moved, 0)
        return moved
    box.position_x += moved
    if isinstance(box, boxes.TextBox):
        _widen(box, each)
        return moved + each * len(box.text)
    further = moved
    for child in box.children:
        if child.is_in_normal_flow():
            further = _spread(child, each, further)
    box.width += further - moved
    return further


def _widen(box: Any, each: float) -> None:
    """The text again, with so much more between its characters; drawing reads the style."""
    spacing = box.style["letter_spacing"]
    box.style = box.style.copy()
    box.style["letter_spacing"] = (0 if spacing == "normal" else spacing) + each
    box.width += each * len(box.text)
