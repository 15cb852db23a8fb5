"""Upright and across: where the paper is turned, and what is numbered (FMT-086 to 088)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from township_office.paper.official.docx.markup import KEPT, NEXT_PAGE, exact, paragraph
from township_office.paper.official.docx.measures import PT
from township_office.paper.official.docx.styles import SPACE, STYLES

TURN = "<!--turn-->"  # between what stands upright and what stands across
ENDS = "<w:sectPr/>"  # in the last paragraph of a section; its page is said by the package
TABLE = "</w:tbl>"
HAIR = paragraph(SPACE, properties=KEPT + exact(PT))


@dataclass(frozen=True)
class Part:
    """Pages of one kind; ``flows`` begins where the part before ends, on the same page."""

    content: str
    across: bool = False
    numbered: bool = True
    flows: bool = False


def parts_of(content: str, imprint: str, *, alone: bool = False) -> list[Part]:
    """The document by the way its paper lies, and the 版记, which has no number where it is ``alone``.

    Else the end of the text goes with it to another page, so that it is not alone (FMT-087). Only an
    end too long to move is a section before it: a page bears the number of the section that begins
    it, but not in LibreOffice (docs/layout.md).
    """
    found: list[Part] = []
    for at, piece in enumerate(content.split(TURN)):
        across = at % 2 == 1
        if piece and found and found[-1].across is across:
            found[-1] = replace(found[-1], content=found[-1].content + piece)
        elif piece:
            found.append(Part(piece, across))
    return [*found[:-1], *_ended(found[-1], imprint, alone)] if imprint else found


def _ended(last: Part, imprint: str, alone: bool) -> list[Part]:
    if alone or last.across:  # LibreOffice turns no page at a table
        return [last, Part(HAIR + imprint, numbered=False)]
    content = _parted(last.content)
    if _keeps(content):
        return [replace(last, content=content + imprint)]
    return [last, Part(imprint, numbered=False, flows=True)]


def _keeps(content: str) -> bool:
    """Whether its last paragraph stays on the page of what follows, or turned to it by itself."""
    last = content.rpartition("<w:p>")[2]
    return (
        KEPT in last
        or NEXT_PAGE in last
        or any(f'"{style.key}"' in last for style in STYLES if style.keeps)
    )


def joined(parts: list[Part]) -> str:
    """All of it, each part but the last closed by its own last paragraph."""
    return "".join(_closed(parts))


def _closed(parts: list[Part]) -> Iterator[str]:
    for part in parts[:-1]:
        content = _parted(part.content)
        head, end, tail = content.rpartition("</w:pPr>")
        yield f"{head}{ENDS}{end}{tail}"
    yield _parted(parts[-1].content)


def _parted(content: str) -> str:
    """Word makes one table of two that touch, and wants words behind the last."""
    parted = content.replace(f"{TABLE}<w:tbl>", f"{TABLE}{HAIR}<w:tbl>")
    return parted + HAIR if parted.endswith(TABLE) else parted
