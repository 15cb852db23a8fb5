"""An official document for WPS and Word: the general format by real styles, margin-true (GRID-08)."""

from collections.abc import Callable
from math import ceil

from township_office.paper.official.docx.body import below_head, listed, text
from township_office.paper.official.docx.body import title as heading
from township_office.paper.official.docx.head import head, height
from township_office.paper.official.docx.imprint import imprint
from township_office.paper.official.docx.markup import blank, paragraph, run
from township_office.paper.official.docx.measures import ACROSS, EM, PITCH, width
from township_office.paper.official.docx.package import packed
from township_office.paper.official.docx.sections import TURN, parts_of
from township_office.paper.official.docx.signing import annexes, note, signature
from township_office.paper.official.docx.styles import ANNEX, ANNEX_TITLE
from township_office.paper.official.docx.tables import is_wide
from township_office.paper.official.values import Annex, End, Ending, Official

__all__ = ["official_docx"]

LINES = 22  # of a page (FMT-009)
Broken = Callable[[str], tuple[str, ...]]
UNKNOWN = Ending()


def _whole(title: str) -> tuple[str, ...]:
    return (title,)


def official_docx(
    official: Official, *, broken: Broken = _whole, ending: Ending = UNKNOWN
) -> bytes:
    """The document as a .docx; ``broken`` parts a title into its lines, as the PDF has them.

    ``ending`` is how the PDF ends, where keep-with-next alone does not end it so everywhere.

    37 and 28 mm of margin, 28.95 pt, 22 lines of 28 characters (FMT-005 to 010). Fonts are named
    as the standard wants them and come with the reader's WPS; none is embedded.
    """
    title = broken(official.title)
    moved = not _text_fits_below(official, title)
    parts = (
        head(official),
        below_head(title, () if moved else official.main),
        text(official.body, signed=official.signed, end=ending.text),
        annexes(tuple(annex.title for annex in official.annexes)),
        signature(official),
        note(official.note),
        _bound(official.annexes, broken, ending.annex),
    )
    closing = imprint(official, main_moved=moved)
    return packed(parts_of("".join(parts), closing, alone=ending.alone), official)


def _text_fits_below(official: Official, title: tuple[str, ...]) -> bool:
    """Whether page 1 has a line of text left below the recipients (FMT-044, FMT-045)."""
    recipients = ceil((width(listed(official.main)) + EM) / ACROSS)
    return height(official, title) + (recipients + 1) * PITCH <= LINES * PITCH


def _bound(annexes: tuple[Annex, ...], broken: Broken, end: End) -> str:
    """Those whose text is here, each on a page of its own; the others come apart (FMT-073)."""
    marks = [
        f"附件{number}" if len(annexes) > 1 else "附件" for number in range(1, len(annexes) + 1)
    ]
    said = [(mark, annex) for mark, annex in zip(marks, annexes, strict=True) if annex.body]
    ends = [End() for _ in said[1:]] + [end]
    return "".join(
        _annex(mark, annex, broken, its) for (mark, annex), its in zip(said, ends, strict=False)
    )


def _annex(mark: str, annex: Annex, broken: Broken, end: End) -> str:
    """One that begins with a wide table stands across as a whole (FMT-088)."""
    across = is_wide(annex.body[0])
    whole = (
        paragraph(ANNEX, run(mark))
        + blank(kept=True)
        + heading(broken(annex.title), ANNEX_TITLE)
        + blank()
        + text(annex.body, across=across, end=end)
    )
    return f"{TURN}{whole}{TURN}" if across else whole
