"""What is seen on each page, before any rule is asked about it."""

from dataclasses import dataclass, field

from township_office.paper.ruler.ink import Mark, columns, hull, marks, thickness
from township_office.paper.ruler.raster import Sheet, sheets

BELOW = 264.5  # mm; from here on down stands nothing but the page number
COLOPHON = 130.0  # mm; no 版记 begins above
WORDS = 4.0  # mm of white that part two pieces of one line
STROKES = 0.6  # mm of white that part two characters
MARGINS = (27.0, 36.0, 185.0, 263.0)  # the type area with its millimetre


@dataclass(frozen=True)
class Page:
    number: int
    size: tuple[float, float]
    across: bool
    black: list[Mark]  # lines, ruled lines and tables within the type area, from the top
    pieces: dict[Mark, list[Mark]]
    red: list[Mark]
    head_strokes: list[Mark]
    folio: list[Mark]  # its strokes: dash, digits, dash
    thick: dict[Mark, float]
    coloured: Mark | None  # the box of everything that is neither black nor white
    seals: list[Mark] = field(default_factory=list)

    @property
    def text(self) -> list[Mark]:
        return [mark for mark in self.black if mark.kind == "text"]

    @property
    def body(self) -> list[Mark]:
        """The lines of text that stand above the 版记."""
        ends = self.rules[0].top if len(self.rules) > 1 else BELOW
        return [mark for mark in self.text if mark.top < ends]

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
        columns(sheet.red, head, STROKES) if head else [],
        columns(sheet.black, folio[0], STROKES) if folio else [],
        {mark: thickness(sheet.shade, mark) for mark in ruled},
        hull(marks(sheet.coloured)),
        [
            seal
            for mark in red
            if rule is None or mark.top > rule.bottom
            for seal in columns(sheet.red, mark, STROKES)
        ],
    )
