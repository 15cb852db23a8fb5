"""Upright and across: where the paper is turned, and what is numbered (FMT-086 to 088)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from township_office.paper.official.docx.markup import exact, paragraph
from township_office.paper.official.docx.measures import PT
from township_office.paper.official.docx.styles import SPACE

TURN = "<!--turn-->"  # between what stands upright and what stands across
ENDS = "<w:sectPr/>"  # in the last paragraph of a section; its page is said by the package
TABLE = "</w:tbl>"
HAIR = paragraph(SPACE, properties=exact(PT))


@dataclass(frozen=True)
class Part:
    """Pages of one kind; ``flows`` begins where the part before ends, on the same page."""

    content: str
    across: bool = False
    numbered: bool = True
    flows: bool = False


def parts_of(content: str, imprint: str) -> list[Part]:
    """The document by the way its paper lies; the 版记 is a part of its own, without a number.

    A page bears the number of the part that begins it, so that only a page on which nothing but
    the 版记 stands has none (FMT-087).
    """
    found: list[Part] = []
    for at, piece in enumerate(content.split(TURN)):
        across = at % 2 == 1
        if piece and found and found[-1].across is across:
            found[-1] = replace(found[-1], content=found[-1].content + piece)
        elif piece:
            found.append(Part(piece, across))
    if imprint and found[-1].across:
        found.append(Part(HAIR + imprint, numbered=False))  # LibreOffice turns no page at a table
    elif imprint:
        found.append(Part(imprint, numbered=False, flows=True))
    return found


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
