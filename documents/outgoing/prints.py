"""What goes on paper: the document itself, and the 发文稿纸 with every opinion in its box."""

from collections.abc import Sequence
from typing import Any

from documents.incoming.models import Urgency
from documents.outgoing import rules
from documents.outgoing.models import Direction, Kind, Outgoing, Recipient
from township_office import clock
from township_office.approvals.prints import Box, said_in_box
from township_office.approvals.story import Story
from township_office.paper.official import Annex, Official
from township_office.writing.blocks import blocks_of


def official(paper: Outgoing, *, formal: bool) -> Official:
    """The document as it prints; formal with its red head, its number and the room for the seal.

    Until then it bears neither number nor signature nor day: those change nothing in the words, so
    that what one leader has signed lies laid out before the next.
    """
    organs = rules.organs_of(paper)  # asked once: each asking looks whether a setting was changed
    upward = paper.direction == Direction.UP
    named = list(paper.recipients.all())
    return Official(
        organs=organs,
        title=full_title(paper, organs),
        body=blocks_of(paper.body),
        number=paper.number if formal else "",
        signers=tuple(paper.signers) if upward and formal else (),
        urgency=paper.urgency if paper.urgency != Urgency.NORMAL else "",
        main=tuple(each.name for each in named if each.role == Recipient.Role.MAIN),
        annexes=tuple(Annex(each.title, blocks_of(each.body)) for each in paper.annexes.all()),
        dated=paper.signed_on if formal else None,
        note=paper.note,
        copied=tuple(each.name for each in named if each.role == Recipient.Role.COPY),
        printed_by=rules.printer_of(paper),
        printed_on=paper.printed_on if formal else None,  # else it would be another text every day
        formal=formal,
    )


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
    told: set[str] = set()
    found = [
        Box(
            label,
            css,
            [said_in_box(each, told, story) for each in story.box(label)],
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
        "number": paper.number,
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
