"""A table closed where it ends. Imported by the child alone.

WeasyPrint takes a row back to the next page where a signature would stand alone (FMT-069), but leaves
the foot of the table where that row was: an empty frame. Here the foot goes up to the last row left.
"""

from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import block

find_break = block.find_earlier_page_break


def find_earlier_page_break(context: Any, children: Any, *placeholders: Any) -> Any:
    """Called by WeasyPrint where a page must end sooner than it was filled."""
    found = find_break(context, children, *placeholders)
    if found is None:
        return None
    kept, resume_at = found
    return _closed(kept), resume_at


def close_tables() -> None:
    """From here on a table that gives up rows closes below those it keeps."""
    block.find_earlier_page_break = find_earlier_page_break


def _closed(kept: list[Any]) -> list[Any]:
    if len(kept) < 2 or not _is_footer(kept[-1]):
        return kept
    *groups, footer = kept
    last = groups[-1].children[-1]
    raised = footer.deepcopy()
    raised.translate(dy=last.position_y + last.height - footer.position_y)
    return [*groups, raised]


def _is_footer(box: Any) -> bool:
    return isinstance(box, boxes.TableRowGroupBox) and box.is_footer
