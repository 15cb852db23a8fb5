"""Title, recipients and text: levels in their faces (FMT-040 to 048)."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from township_office.paper.official.docx.markup import (
    KEPT,
    apart,
    blank,
    in_style,
    paragraph,
    run,
)
from township_office.paper.official.docx.measures import ACROSS, DOWN
from township_office.paper.official.docx.sections import TURN
from township_office.paper.official.docx.styles import (
    LEVELS,
    MAIN,
    TITLE,
    Style,
)
from township_office.paper.official.docx.tables import is_wide, table
from township_office.writing.blocks import Block, Paragraph, Table
from township_office.writing.levels import SECOND, lead_of

AROUND = 80  # twips between a table and the words beside it
LINE, SHORT = 28, 8 * 28  # characters of a line, and of a paragraph that keeps with what follows


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
    blocks: Iterable[Block], *, signed: bool = False, across: bool = False, parted: bool = False
) -> str:
    """The paragraphs and tables, on paper that lies ``across`` or turns where a table is wide.

    Its last keeps with what follows, lest a page bear only a seal (FMT-069) or the 版记. A table
    that is ``signed`` stands upright; where it is ``parted`` its end begins the signature's page.
    """
    parts = list(_typed(blocks))
    kept = len(parts) > 1  # page 1 shows text in any case (FMT-045)
    neighbours = zip([None, *parts[:-1]], parts, [*parts[1:], None], strict=True)
    return "".join(
        _table(part, following is None, signed, across, parted)
        if isinstance(part, Table)
        else _paragraph(part, kept and _is_last(part, following), _air(before, following))
        for before, part, following in neighbours
    )


def _table(block: Table, last: bool, signed: bool, across: bool, parted: bool) -> str:
    if is_wide(block) and not (last and signed or across):
        return f"{TURN}{table(block, room=DOWN)}{TURN}"
    return table(block, room=DOWN if across else ACROSS, kept=last, parted=last and parted)


def _typed(blocks: Iterable[Block]) -> Iterator[Block]:
    """A line typed within a paragraph becomes one of its own."""
    for block in blocks:
        if isinstance(block, Table):
            yield block
        else:
            yield from (replace(block, text=line) for line in block.text.splitlines())


def _is_last(part: Paragraph, following: Block | None) -> bool:
    """A long one may part from its end: LibreOffice would move all of it, and leave a page empty."""
    return following is None and len(part.text) <= SHORT


def _air(before: Block | None, following: Block | None) -> str:
    """A little white between words and a table's frame."""
    above, below = isinstance(before, Table), isinstance(following, Table)
    return apart(before=AROUND * above, after=AROUND * below) if above or below else ""


def _paragraph(block: Paragraph, kept: bool, air: str) -> str:
    lead, rest = lead_of(block.text) if 0 < block.level <= SECOND else (block.text, "")
    alone = block.level > 0 and not rest and len(block.text) <= LINE
    content = run(lead) + (run(rest, in_style("InFang")) if rest else "")
    return paragraph(LEVELS[block.level], content, (KEPT if kept or alone else "") + air)


def below_head(lines: tuple[str, ...], names: tuple[str, ...]) -> str:
    """Two blank lines, the title, one blank line, the recipients (FMT-040, FMT-043)."""
    return blank(2) + title(lines) + blank() + recipients(names)
