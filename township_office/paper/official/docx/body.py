"""Title, recipients and text: levels in their faces (FMT-040 to 048)."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from township_office.paper.official.docx.markup import (
    KEPT,
    NEXT_PAGE,
    apart,
    blank,
    exact,
    in_style,
    paragraph,
    run,
)
from township_office.paper.official.docx.measures import ACROSS, DOWN
from township_office.paper.official.docx.sections import TURN
from township_office.paper.official.docx.styles import (
    LEVELS,
    MAIN,
    SPACE,
    TITLE,
    Style,
)
from township_office.paper.official.docx.tables import is_wide, table
from township_office.paper.official.values import End
from township_office.writing.blocks import Block, Paragraph, Table
from township_office.writing.levels import SECOND, lead_of

TWO_LINES = "<w:widowControl/>"  # no single line of it begins a page
UNKNOWN = End()
THREAD = 2  # twips of a line that takes no room from the rows of a full page
AROUND = 80  # twips between a table and the words beside it
LINE, SHORT = 28, 8 * 28  # characters of a line, and of a paragraph that moves as a whole


def title(lines: Iterable[str], style: Style = TITLE) -> str:
    """One paragraph, its lines broken where the title's meaning allows (FMT-041)."""
    return paragraph(style, run("\n".join(lines)), KEPT)


def recipients(names: tuple[str, ...]) -> str:
    """Flush left, also where it wraps, with a colon (FMT-043)."""
    return paragraph(MAIN, run(f"{listed(names)}：")) if names else ""


def listed(names: Iterable[str]) -> str:
    """Recipients in a row: 、 between equals, ， where a name is itself a list of such."""
    told = list(names)
    return ("，" if any("、" in name or "，" in name for name in told) else "、").join(told)


def text(
    blocks: Iterable[Block], *, signed: bool = False, across: bool = False, end: End = UNKNOWN
) -> str:
    """The paragraphs and tables, on paper that lies ``across`` or turns where a table is wide.

    Its last keeps with what follows, lest a page bear only a seal (FMT-069) or the 版记, and where
    it is ``signed`` stands upright if it is a table. So much of it as is carried begins a page.
    """
    parts = list(_typed(blocks))
    neighbours = zip([None, *parts][:-1], parts, [*parts, None][1:], strict=True)
    return "".join(
        _amid(part, before, following, across)
        if following is not None
        else _last(part, before, signed, across, end)
        for before, part, following in neighbours
    )


def _amid(part: Block, before: Block | None, following: Block | None, across: bool) -> str:
    if isinstance(part, Paragraph):
        return _paragraph(part, _air(before, following))
    if is_wide(part) and not across:
        return f"{TURN}{table(part, room=DOWN)}{TURN}"
    return _above(before) + table(part, room=DOWN if across else ACROSS)


def _last(part: Block, before: Block | None, signed: bool, across: bool, end: End) -> str:
    if isinstance(part, Paragraph):
        moves = end.whole or len(part.text) <= SHORT
        together = (KEPT if moves else TWO_LINES) if before is not None else ""  # FMT-045
        return _paragraph(part, together + _air(before, None), carried=end.carried)
    if is_wide(part) and not (across or signed):
        return _amid(part, before, None, across)
    room = DOWN if across else ACROSS
    return _above(before) + table(part, room=room, kept=True, carried=end.carried)


def _above(before: Block | None) -> str:
    """LibreOffice divides a table far too soon that turns a page by itself; behind this it does not."""
    return (
        paragraph(SPACE, properties=KEPT + exact(THREAD)) if isinstance(before, Paragraph) else ""
    )


def _typed(blocks: Iterable[Block]) -> Iterator[Block]:
    """A line typed within a paragraph becomes one of its own."""
    for block in blocks:
        if isinstance(block, Table):
            yield block
        else:
            yield from (replace(block, text=line) for line in block.text.splitlines())


def _air(before: Block | None, following: Block | None) -> str:
    """A little white between words and a table's frame."""
    above, below = isinstance(before, Table), isinstance(following, Table)
    return apart(before=AROUND * above, after=AROUND * below) if above or below else ""


def _paragraph(block: Paragraph, properties: str = "", *, carried: int = 0) -> str:
    lead, rest = lead_of(block.text) if 0 < block.level <= SECOND else (block.text, "")
    alone = block.level > 0 and not rest and len(block.text) <= LINE
    content = (
        run(lead) + _parted(rest, carried, in_style("InFang")) if rest else _parted(lead, carried)
    )
    kept = KEPT if alone and KEPT not in properties else ""
    return paragraph(LEVELS[block.level], content, kept + properties)


def _parted(words: str, carried: int, properties: str = "") -> str:
    """The words, and a new page before so many of them: no program but Word parts a kept paragraph."""
    if not 0 < carried < len(words):
        return run(words, properties)
    return run(words[:-carried], properties) + NEXT_PAGE + run(words[-carried:], properties)


def below_head(lines: tuple[str, ...], names: tuple[str, ...]) -> str:
    """Two blank lines, the title, one blank line, the recipients (FMT-040, FMT-043)."""
    return blank(2) + title(lines) + blank() + recipients(names)
