"""用印审批单: what was asked for, who agreed, what was stamped; the page shows it as paper does."""

from typing import Any

from seals.using.models import Request, Stamping
from township_office import clock
from township_office.approvals.story import Decided, Story


def sheet(request: Request, story: Story | None, lines: list[Stamping]) -> dict[str, Any]:
    """Everything the sheet says; what goes with a document has its signers for the approval."""
    return {
        "title": "用印审批单",
        "office_name": f"{request.township.name}{request.township.office_name}",
        "number": request.label,
        "request": request,
        "asked_at": clock.local(request.asked_at),
        "approvals": [_said(decided) for decided in story.box("审批意见")] if story else [],
        "awaited": story.awaited("审批意见") if story else [],
        "signers": request.signers if request.signature_suffices else [],
        "to_stamp": story.awaited("用印") if story else [],
        "lines": lines,
    }


def _said(decided: Decided) -> dict[str, Any]:
    event = decided.event
    return {
        "words": event.opinion,
        "post": decided.posts,
        "name": event.signed,
        "at": clock.local(event.at),
    }
