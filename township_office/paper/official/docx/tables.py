"""Tables of the text: their heads repeated on every page, merged cells merged."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile

from township_office.paper.official.docx.markup import KEPT, cell, exact, paragraph, row, run
from township_office.paper.official.docx.markup import table as drawn
from township_office.paper.official.docx.measures import ACROSS, PT, eighths
from township_office.paper.official.docx.styles import CELL, CELL_HEAD, SPACE
from township_office.writing.blocks import Block, Cell, Table

MOST = 63  # columns that Word allows
WIDE = 8  # columns; a table with more stands across the paper
WORDY = 12  # characters; a cell with more is set from the left
THIN = f'w:val="single" w:sz="{eighths(0.18)}" w:space="0" w:color="000000"'
GRID = "".join(
    f"<w:{side} {THIN}/>" for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
AIR = "".join(
    f'<w:{side} w:w="{twips}" w:type="dxa"/>'
    for side, twips in (("top", 80), ("left", 60), ("bottom", 80), ("right", 60))
)
NEXT_PAGE = paragraph(SPACE, properties=f"{KEPT}<w:pageBreakBefore/>{exact(PT)}")
Place = tuple[Cell, bool]  # a cell, and whether it only goes on from the row above


def table(block: Table, *, room: float = ACROSS, kept: bool = False, carried: int = 0) -> str:
    """Columns of one width, thin lines; head rows are repeated on every page.

    ``room`` is how wide it is, in twips; ``kept`` keeps its last row with what follows. The
    last rows that are ``carried`` begin a page under heads of their own: LibreOffice keeps a last
    row only in a table that no page divides.
    """
    placed = list(_placed(block))
    count = max(sum(each.columns for each, _ in places) for places in placed)
    heads = _heads(block)
    rows = [
        row(
            "".join(_cells(places, room / count, count, kept and at == len(placed) - 1)),
            heads=at < heads,
        )
        for at, places in enumerate(placed)
    ]
    end = len(rows) - carried
    pieces = [rows[:end], rows[:heads] + rows[end:]] if carried and end > heads else [rows]
    return NEXT_PAGE.join(
        drawn([room / count] * count, "".join(piece), borders=GRID) for piece in pieces
    )


def tied(block: Table) -> int:
    """How many rows at its end stand on one page, since a cell reaches through them."""
    placed = list(_placed(block))
    return 1 + sum(1 for _ in takewhile(_goes_on, reversed(placed)))


def _goes_on(places: list[Place]) -> bool:
    return any(goes_on for _, goes_on in places)


def is_wide(block: Block) -> bool:
    """Whether this is a table that stands across the paper (FMT-088)."""
    return isinstance(block, Table) and sum(cell.columns for cell in block.rows[0]) > WIDE


def _heads(block: Table) -> int:
    """How many rows consist of headings; where none is marked, the first row and what it spans."""
    marked = 0
    while marked < len(block.rows) and all(each.heads for each in block.rows[marked]):
        marked += 1
    if marked or len(block.rows) < 2:
        return marked
    return max((each.rows for each in block.rows[0]), default=1)


def _placed(block: Table) -> Iterator[list[Place]]:
    """The rows with the cells that reach down into them put back in their columns.

    A cell that would run into one of those ends where that begins.
    """
    reaching: dict[int, tuple[Cell, int]] = {}
    for cells in block.rows:
        places: list[Place] = []
        waiting, column = list(cells), 0
        while waiting or any(at >= column for at in reaching):
            each, left = reaching.pop(column, (None, 0))
            goes_on = each is not None
            if each is None:
                room = min((at - column for at in reaching if at > column), default=MOST)
                each = waiting.pop(0) if waiting else Cell("")
                each = replace(each, columns=min(each.columns, room))
                left = each.rows
            if left > 1:
                reaching[column] = (each, left - 1)
            places.append((each, goes_on))
            column += each.columns
        yield places


def _cells(places: list[Place], width: float, count: int, kept: bool) -> Iterator[str]:
    used = 0
    for each, goes_on in places:
        used += each.columns
        yield _cell(each, width, goes_on, kept)
    for _ in range(count - used):
        yield _cell(Cell(""), width, False, kept)


def _cell(each: Cell, width: float, goes_on: bool, kept: bool) -> str:
    span = f'<w:gridSpan w:val="{each.columns}"/>' if each.columns > 1 else ""
    merge = "" if each.rows == 1 else "<w:vMerge/>" if goes_on else '<w:vMerge w:val="restart"/>'
    properties = f'{span}{merge}<w:tcMar>{AIR}</w:tcMar><w:vAlign w:val="center"/>'
    style = CELL_HEAD if each.heads else CELL
    looks = KEPT * kept + '<w:jc w:val="left"/>' * (len(each.text) > WORDY)
    lines = [""] if goes_on else each.text.splitlines() or [""]
    content = "".join(paragraph(style, run(line) if line else "", looks) for line in lines)
    return cell(width * each.columns, content, properties)
