"""What is seen on each page, before any rule is asked about it."""

from dataclasses import dataclass, field, replace

from township_office.paper.ruler.ink import LONG, Mark, columns, hull, marks, thickness
from township_office.paper.ruler.raster import Sheet, sheets

BELOW = 264.5  # mm; from here on down stands nothing but the page number
COLOPHON = 130.0  # mm; no 版记 begins above
WORDS = 4.0  # mm of white that part two pieces of one line
STROKES = 0.6  # mm of white that part two characters
HAIR = 0.2  # mm of white that part two strokes
SAMPLE = 6  # lines whose characters are measured
FIRST = 6.0  # mm; the first character of a line stands within
NARROW = 2.4  # mm; an opening bracket or quotation mark is not wider
MARGINS = (27.0, 36.0, 185.0, 263.0)  # the type area with its millimetre


@dataclass(frozen=True)
class Page:
    number: int
    size: tuple[float, float]
    across: bool
    black: list[Mark]  # lines, ruled lines and tables within the type area, from the top
    pieces: dict[Mark, list[Mark]]
    red: list[Mark]
    head_names: list[Mark]  # the organs of the red head, one a line
    head_file: Mark | None  # 文件, where it stands beside several of them
    folio: list[Mark]  # its strokes: dash, digits, dash
    thick: dict[Mark, float]
    coloured: Mark | None  # the box of everything that is neither black nor white
    characters: list[Mark] = field(default_factory=list)  # of its first long lines
    opening: frozenset[Mark] = frozenset()  # lines that begin with a bracket, or a stroke like one
    seals: list[Mark] = field(default_factory=list)

    @property
    def text(self) -> list[Mark]:
        return [mark for mark in self.black if mark.kind == "text"]

    @property
    def body(self) -> list[Mark]:
        """The lines of text that stand above the 版记."""
        return [mark for mark in self.text if mark.top < self.ends]

    @property
    def ends(self) -> float:
        """Where the 版记 begins, or the page ends."""
        return self.rules[0].top if len(self.rules) > 1 else BELOW

    @property
    def rules(self) -> list[Mark]:
        """The ruled lines of the 版记; one further up is the line of a head without red."""
        return [mark for mark in self.black if mark.kind == "rule" and mark.top > COLOPHON]

    @property
    def red_rule(self) -> Mark | None:
        return next((mark for mark in self.red if mark.kind == "rule"), None)

    @property
    def head(self) -> list[Mark]:
        """The lines of the red head."""
        rule = self.red_rule
        return [mark for mark in self.red if rule and mark.bottom < rule.top]

    @property
    def inked(self) -> Mark | None:
        """The box of all ink but the page number's."""
        return hull([*self.black, *self.red])


def look(pdf: bytes) -> list[Page]:
    """Every page, each looked at once."""
    return [_page(sheet) for sheet in sheets(pdf)]


def _page(sheet: Sheet) -> Page:
    black = marks(sheet.black, bottom=BELOW)
    red = marks(sheet.red, bottom=BELOW)
    rule = next((mark for mark in red if mark.kind == "rule"), None)
    head = hull([mark for mark in red if rule and mark.bottom < rule.top])
    folio = marks(sheet.black, top=BELOW)
    ruled = [mark for mark in (*black, *red) if mark.kind == "rule"]
    return Page(
        sheet.number,
        sheet.size,
        sheet.across,
        black,
        {mark: columns(sheet.black, mark, WORDS) for mark in black if mark.kind == "text"},
        red,
        *_names_and_file(sheet, head),
        columns(sheet.black, folio[0], STROKES) if folio else [],
        {mark: thickness(sheet.shade, mark) for mark in ruled},
        hull(marks(sheet.coloured)),
        _characters(sheet, black),
        frozenset(mark for mark in black if mark.kind == "text" and _opens(sheet, mark)),
        [
            seal
            for mark in red
            if rule is None or mark.top > rule.bottom
            for seal in columns(sheet.red, mark, STROKES)
        ],
    )


def _names_and_file(sheet: Sheet, head: Mark | None) -> tuple[list[Mark], Mark | None]:
    if head is None:
        return [], None
    names, file = columns(sheet.red, head, STROKES), []
    while names and _is_within(names[-1], head):
        file.append(names.pop())
    right = names[-1].right if names else head.right
    return marks(sheet.red, head.top, head.bottom, head.left, right), hull(file)


def _is_within(stroke: Mark, head: Mark) -> bool:
    return stroke.top > head.top + 1 and stroke.bottom < head.bottom - 1


def _characters(sheet: Sheet, black: list[Mark]) -> list[Mark]:
    rules = [mark.top for mark in black if mark.kind == "rule" and mark.top > COLOPHON]
    ends = min(rules, default=BELOW)
    long = [m for m in black if m.kind == "text" and m.width > LONG and m.top < ends][:SAMPLE]
    return [each for mark in long for each in columns(sheet.black, mark, HAIR)]


def _opens(sheet: Sheet, mark: Mark) -> bool:
    start = replace(mark, right=min(mark.right, mark.left + FIRST))
    return columns(sheet.black, start, HAIR)[0].width < NARROW
