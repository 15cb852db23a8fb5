"""What WeasyPrint works out anew for every box, worked out once. Imported by the child alone.

A ledger has thousands of cells in two or three styles, most of them one short line. The lengths, the
fonts and the height of a line depend on nothing but the style; a line that holds one run of words
needs no search for where to break it. Paper comes out byte for byte as it would without:
tests/paper/test_shortcuts.py prints both.
"""

from collections.abc import Callable
from copy import copy
from functools import wraps
from typing import Any

from weasyprint import HTML
from weasyprint.formatting_structure import boxes
from weasyprint.html import UA_STYLESHEET
from weasyprint.layout import absolute, block, column, float, grid, inline, page, percent, table
from weasyprint.text import line_break
from weasyprint.text.ffi import pango
from weasyprint.text.line_break import Layout

SIDES = ("top", "right", "bottom", "left")
LENGTHS = (
    *(f"{white}_{side}" for white in ("margin", "padding") for side in SIDES),
    *(f"{end}{way}" for end in ("", "min_", "max_") for way in ("width", "height")),
)
BORDERS = tuple(f"border_{side}_width" for side in SIDES)
PSEUDO = 3  # where an entry of a matcher says which pseudo-element it is about
PARAGRAPH_ENDS = ("\n", "\r", "\u2029")
AT_LEAST = ("min_width", "min_height")

resolve_percentages = percent.resolve_percentages
get_next_linebox = inline.get_next_linebox
set_words, reactivate = Layout.set_text, Layout.reactivate


def without_notes(sheet: Any) -> Any:
    """A sheet that gives no element the five styles of a note, and a list's sign to none but its items."""
    spared = copy(sheet)
    spared.matcher = copy(sheet.matcher)
    every = sheet.matcher.other_selectors
    spared.matcher.other_selectors = [entry for entry in every if entry[PSEUDO] is None]
    signs = [entry for entry in every if entry[PSEUDO] == "marker"]
    names = sheet.matcher.lower_local_name_selectors
    spared.matcher.lower_local_name_selectors = {**names, "li": [*names.get("li", ()), *signs]}
    return spared


class Form(HTML):
    """A page of ours: no footnotes, and what is numbered is numbered by an li."""

    sheets = (without_notes(UA_STYLESHEET),)

    def _ua_stylesheets(self, forms: bool = False) -> list[Any]:
        return [*self.sheets]


def once(asked: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """The answer is kept with the style; a copy of the style, which may be changed, is asked anew."""
    name = f"kept_{asked.__name__}"

    @wraps(asked)
    def answered(style: Any) -> Any:
        kept = vars(style)
        if name not in kept:
            kept[name] = asked(style)
        return kept[name]

    return answered


def resolve_lengths(box: Any, containing_block: Any) -> None:
    """The box's lengths, where none is a share of another box's."""
    lengths = fixed_lengths(box.style) if isinstance(box, boxes.Box) else None
    if lengths is None:
        resolve_percentages(box, containing_block)
        return
    said = vars(box)
    said.update(lengths)
    collapsed = box.style["border_collapse"] == "collapse"
    for border in BORDERS:
        if not (collapsed and border in said):
            said[border] = box.style[border]


def _fixed_lengths(style: Any) -> dict[str, Any] | None:
    if style["box_sizing"] != "content-box":
        return None
    lengths = {}
    for name in LENGTHS:
        value = style[name]
        if value == "auto":
            lengths[name] = 0 if name in AT_LEAST else value
        elif getattr(value, "unit", "") == "px":
            lengths[name] = value.value
        else:
            return None
    return lengths


fixed_lengths = once(_fixed_lengths)
font_description = once(line_break.get_font_description)
strut = once(line_break.strut)


def next_line(
    context: Any,
    line: Any,
    down: float,
    bottom_space: float,
    skip_stack: Any,
    around: Any,
    *rest: Any,
) -> tuple[Any, Any]:
    """The next line of a paragraph or a cell, and where the one after it begins."""
    absolute_boxes, fixed_boxes, *first_styles = rest
    if skip_stack is None and not any(first_styles) and _is_one_run(context, line, around):
        whole = _whole_line(context, line, down, around)
        if whole is not None:
            return whole, None
    found: tuple[Any, Any] = get_next_linebox(
        context, line, down, bottom_space, skip_stack, around, *rest
    )
    return found


def _is_one_run(context: Any, line: Any, around: Any) -> bool:
    """Whether the line is words in one look, with nothing beside them that could push them."""
    if len(line.children) != 1 or context.excluded_shapes:
        return False
    (words,) = line.children
    return (
        type(words) is boxes.TextBox
        and words.text == words.text.strip()
        and words.style["white_space"] == "normal"
        and words.style["vertical_align"] == "baseline"
        and around.style["direction"] == "ltr"
    )


def _whole_line(context: Any, line: Any, down: float, around: Any) -> Any:
    """The line as WeasyPrint lays it out where all of it fits; None where it does not."""
    line.width = line.height = 0
    line.position_y = down
    left, _, room = inline.avoid_collisions(context, line, around, outer=False)
    (words,) = line.children
    resolve_lengths(words, around)
    line.position_x, words.position_x, words.position_y = left, left + line.text_indent, down
    end = (left + room) * (1 + 1e-9)  # as split_inline_box does, for lengths that came from Pango
    laid, goes_on, _ = inline.split_text_box(context, words, end - words.position_x, 0)
    if laid is None or goes_on is not None or words.position_x + laid.margin_width() > end:
        return None
    whole = line.copy_with_children([laid])
    whole.width = laid.position_x + laid.margin_width() - whole.content_box_x()
    inline._adjust_line_height(whole)
    _place(context, whole, down, room)
    return whole


def _place(context: Any, line: Any, down: float, room: float) -> None:
    """Put a line of its own width where its alignment and its baseline want it."""
    aside = inline.text_align(context, line, room, last=True)
    bottom, top = inline.line_box_verticality(line)
    line.baseline, line.position_y, line.height = -top, top, bottom - top
    line.margin_top = line.margin_bottom = 0
    line.translate(aside, down - top)
    line.position_y = down


def set_text(layout: Any, text: str, justify: bool = False) -> None:
    """Words to be shaped in the mode they are drawn in: to change it later is to shape them again."""
    single = not any(end in text for end in PARAGRAPH_ENDS)
    pango.pango_layout_set_single_paragraph_mode(layout.layout, single)
    set_words(layout, text, justify)


def keep_shaped(layout: Any) -> None:
    """What was shaped to be measured is drawn too; the memory goes with the child."""


def shape_again(layout: Any, style: Any) -> None:
    """Only what was justified since it was measured."""
    if layout.justification_spacing or layout.style is not style:
        reactivate(layout, style)


OURS: tuple[tuple[Any, str, Callable[..., Any]], ...] = (
    *(
        (module, "resolve_percentages", resolve_lengths)
        for module in (absolute, block, column, float, grid, inline, page, table)
    ),
    (line_break, "get_font_description", font_description),
    (line_break, "strut", strut),
    (inline, "strut", strut),
    (inline, "get_next_linebox", next_line),
    (Layout, "set_text", set_text),
    (Layout, "deactivate", keep_shaped),
    (Layout, "reactivate", shape_again),
)
THEIRS = tuple((owner, name, getattr(owner, name)) for owner, name, _ in OURS)


def take_shortcuts() -> None:
    """From here on WeasyPrint asks each style once, and looks for no break in a line that fits."""
    for owner, name, ours in OURS:
        setattr(owner, name, ours)
