"""What goes on paper: the document itself, and the 发文稿纸 with every opinion in its box."""

from collections.abc import Sequence
from typing import Any

from documents.incoming.models import Urgency
from documents.outgoing import rules
from documents.outgoing.models import Direction, Kind, Outgoing, Recipient, Series
from township_office import clock
from township_office.approvals.prints import Box, said_in_box
from township_office.approvals.story import Story
from township_office.paper.official import Annex, Official
from township_office.writing.blocks import blocks_of


def official(paper: Outgoing, *, formal: bool) -> Official:
    """The document as it prints; formal with its red head, its number and the room for the seal.

    Until then number, signers and day are blank, each in its room, and so is the seal's place: the
    pages break as they will. Blank signers and a blank day are the same before the signature and
    after it, and the number's blank, which another year or code makes another, is no part of what a
    draft's layout is known by: what one leader has signed lies laid out before the next.
    """
    organs = rules.organs_of(paper)  # asked once: each asking looks whether a setting was changed
    upward = paper.direction == Direction.UP
    named = list(paper.recipients.all())
    return Official(
        organs=organs,
        title=full_title(paper, organs),
        body=blocks_of(paper.body),
        number=paper.number if formal else blank_number(paper),
        signers=_signers(paper, organs, formal=formal) if upward else (),
        urgency=paper.urgency if paper.urgency != Urgency.NORMAL else "",
        main=tuple(each.name for each in named if each.role == Recipient.Role.MAIN),
        annexes=tuple(Annex(each.title, blocks_of(each.body)) for each in paper.annexes.all()),
        dated=paper.signed_on if formal else None,
        undated=not formal,
        note=paper.note,
        copied=tuple(each.name for each in named if each.role == Recipient.Role.COPY),
        printed_by=rules.printer_of(paper),
        printed_on=paper.printed_on if formal else None,  # else it would be another text every day
        formal=formal,
    )


BLANK_NAME = "　　　"


def _signers(paper: Outgoing, organs: Sequence[str], *, formal: bool) -> tuple[str, ...]:
    """Who signed; before, a blank name for each organ, of whose leaders each signs (DOC-34)."""
    return tuple(paper.signers) if formal else (BLANK_NAME,) * len(organs)


def blank_number(paper: Outgoing) -> str:
    """宁政发〔2026〕　号, under the first code of the organ that leads; another takes as much room."""
    organ, year = rules.organs_named(paper)[0], (paper.signed_on or clock.today()).year
    of_organ = Series.objects.filter(township=paper.township_id, organ=organ, in_use=True)
    return f"{of_organ.values_list('code', flat=True).first() or ''}〔{year}〕　号"


def full_title(paper: Outgoing, organs: Sequence[str]) -> str:
    """发文机关 + 事由 + 文种 (FMT-042); what is typed with the organ in it stays as it is.

    One organ stands in the title; several would drown it, and the head names them anyway.
    """
    bare = paper.kind != Kind.ORDER and paper.title.startswith("关于")
    return f"{organs[0]}{paper.title}" if bare and len(organs) == 1 else paper.title


BOXES = (
    ("签发", "taller"),
    ("核稿", "tall"),
    ("合法性审核", ""),
    ("会签", "tall"),
    ("办公室审核", ""),
    ("部门核稿", ""),
    ("复核", ""),
)
ALWAYS = {"签发", "办公室审核", "复核"}


def boxes(story: Story) -> list[Box]:
    """The opinions in their named boxes; one that this way has no use for is not drawn."""
    found = [
        Box(
            label,
            css,
            [said_in_box(each, story) for each in story.box(label)],
            story.awaited(label),
        )
        for label, css in BOXES
    ]
    asked = {leg.stage.kind for leg in story.route.legs}
    drawn = {kind.box for kind in story.matter.kinds if kind.key in asked}
    return [box for box in found if box.label in drawn | ALWAYS or box.entries]


def form(paper: Outgoing, story: Story) -> dict[str, Any]:
    """Everything the 发文稿纸 says, for the page and for paper (A3.2.2)."""
    named = list(paper.recipients.all())
    organs = rules.organs_of(paper)
    return {
        "office_name": "　".join(organs),
        "title": "发文稿纸",
        "number": paper.number_ever,
        "issuer": paper.get_issuer_display(),
        "kind": paper.get_kind_display(),
        "direction": paper.get_direction_display(),
        "urgency": paper.urgency,
        "disclosure": paper.get_disclosure_display(),
        "disclosure_reason": paper.disclosure_reason,
        "department": paper.department.name,
        "drafter": paper.drafter.name,
        "drafted_on": clock.local(paper.drafted_at),
        "doc_title": full_title(paper, organs),
        "main": "、".join(each.name for each in named if each.role == Recipient.Role.MAIN),
        "copied": "、".join(each.name for each in named if each.role == Recipient.Role.COPY),
        "annexes": [each.title for each in paper.annexes.all()],
        "basis": paper.basis or (str(paper.answers) if paper.answers else ""),
        "signed_on": paper.signed_on,
        "copies": rules.printed_copies(paper) or "",
        "boxes": boxes(story),
    }
