"""What stands where: an official document as the pieces that its template puts on paper."""

from dataclasses import dataclass
from math import ceil

from django.utils.safestring import SafeString

from township_office.paper.official import text
from township_office.paper.official.colophon import colophon
from township_office.paper.official.head import head, head_height
from township_office.paper.official.signing import signature
from township_office.paper.official.titles import lines, width
from township_office.paper.official.values import Annex, Official
from township_office.writing.blocks import Paragraph

PITCH = 10.446  # mm from line to line
HEAD = 72.0  # mm from the page's top to the head's ink (FMT-024)
BOTTOM = 264.42  # mm, where the last line of a page ends
LINE = 28  # characters
FEWEST_PARTED = 3  # lines: one on page 1, two above the signature


@dataclass(frozen=True)
class Bound:
    """An attachment that begins a page of its own: 附件1, its title, its text (FMT-073)."""

    mark: str
    title: tuple[str, ...]
    body: SafeString
    across: bool


@dataclass(frozen=True)
class Sheet:
    """One document, ready for the template; what is empty is not there."""

    name: str
    draft: bool
    top: str
    head: SafeString
    number: str
    signers: tuple[str, ...]
    title: tuple[str, ...]
    main: str
    body: SafeString
    annexes: tuple[str, ...]
    kept: bool  # the list of attachments stays on one page, with the end of the text
    apart: bool  # it need not: the text is too short to stand on two pages
    signature: SafeString
    note: str
    bound: tuple[Bound, ...]
    colophon: SafeString


def sheet_of(official: Official) -> Sheet:
    """The document laid out; who it goes to stands in the 版记 where page 1 has no room (FMT-044)."""
    title = lines(official.title)
    moved = bool(official.main) and not _room_for_text(official, title)
    signing = official.organs if official.signature else ()
    return Sheet(
        name=official.title,
        draft=not official.formal,
        top=official.urgency
        if official.formal
        else "　".join(filter(None, ("送审稿", official.urgency))),
        head=head(official.organs),
        number=official.number,
        signers=signer_lines(official.signers),
        title=title,
        main=f"{text.listed(official.main)}：" if official.main and not moved else "",
        body=text.body(official.body, signed=official.signed),
        annexes=tuple(annex.title for annex in official.annexes),
        kept=_list_fits(official, signing),
        apart=_is_short(official),
        signature=signature(signing, official.day, sealed=official.sealed),
        note=official.note,
        bound=_bound(official.annexes),
        colophon=colophon(official, main_moved=moved),
    )


def signer_lines(signers: tuple[str, ...]) -> tuple[str, ...]:
    """Two names a line; a name of two characters takes the room of three (FMT-033)."""
    spaced = [f"{name[0]}　{name[1]}" if len(name) == 2 else name for name in signers]
    return tuple("　".join(spaced[at : at + 2]) for at in range(0, len(spaced), 2))


def _bound(annexes: tuple[Annex, ...]) -> tuple[Bound, ...]:
    """Those whose text is here; the others are announced and come apart."""
    return tuple(
        Bound(
            f"附件{number}" if len(annexes) > 1 else "附件",
            lines(annex.title),
            text.body(annex.body),
            across=text.is_wide(annex.body[0]),
        )
        for number, annex in enumerate(annexes, start=1)
        if annex.body
    )


def _list_fits(official: Official, signing: tuple[str, ...]) -> bool:
    """Whether the list of attachments and the signatures fit one page with the end of the text."""
    listed = sum(ceil(width(annex.title) / 21) for annex in official.annexes)
    return listed + 5 * ceil(len(signing) / 2) <= 17


def _is_short(official: Official) -> bool:
    """Whether the text is one paragraph that no page can part, and so stays on page 1 (FMT-045)."""
    match official.body:
        case (Paragraph(text=words),):
            return ceil((width(words) + 2) / LINE) < FEWEST_PARTED
    return False


def _room_for_text(official: Official, title: tuple[str, ...]) -> bool:
    """Whether a line of the text would still stand on page 1 below the recipients (FMT-045)."""
    above = HEAD + head_height(official.organs) + 2.42
    above += PITCH * (2 + max(1, ceil(len(official.signers) / 2))) + 2.05
    above += PITCH * (2 + len(title) + 1)
    recipients = ceil((width(text.listed(official.main)) + 1) / LINE)
    return above + PITCH * (recipients + 1) <= BOTTOM
