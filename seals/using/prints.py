"""用印审批单: what was asked for, who agreed, what was stamped; the page shows it as paper does."""

from typing import Any

from seals.using.models import Request, Stamping
from township_office import clock
from township_office.approvals.models import Event
from township_office.approvals.prints import said_in_box
from township_office.approvals.story import Story

DECIDED, AT_THE_SEAL = "审批意见", "用印"


def sheet(request: Request, story: Story | None, lines: list[Stamping]) -> dict[str, Any]:
    """Everything the sheet says; what goes with a document has its signers for the approval."""
    return {
        "title": "用印审批单",
        "office_name": f"{request.township.name}{request.township.office_name}",
        "number": request.label,
        "request": request,
        "asked_at": clock.local(request.asked_at),
        "signers": request.signers if request.signature_suffices else [],
        "lines": lines,
        **_said(story),
    }


def _said(story: Story | None) -> dict[str, Any]:
    """Of what was stamped the ledger's lines tell; a keeper who would not stamp says so himself."""
    if story is None:
        return {"approvals": [], "awaited": [], "turned_away": [], "to_stamp": []}
    keepers = (each for each in story.box(AT_THE_SEAL) if each.event.verb == Event.Verb.REFUSE)
    return {
        "approvals": [said_in_box(each, story) for each in story.box(DECIDED)],
        "awaited": story.awaited(DECIDED),
        "turned_away": [said_in_box(each, story) for each in keepers],
        "to_stamp": story.awaited(AT_THE_SEAL),
    }
