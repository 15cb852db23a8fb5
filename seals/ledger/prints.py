"""The 用印审批单 on paper: what the request's page shows, and the imprint as a marked copy (SEAL-16)."""

from typing import Any

from django.core.files.storage import default_storage

from seals.keeping.models import Imprint
from seals.using.models import Request
from seals.using.prints import sheet
from township_office.approvals.prints import on_paper
from township_office.approvals.registry import case_of
from township_office.approvals.story import Story
from township_office.files.models import File
from township_office.paper.marking import marked
from township_office.paper.parcel import Attachment

MARK = "套印图样，不具电子签章效力"
IMPRINT = "imprint.png"


def form(request: Request) -> dict[str, Any]:
    """What the 用印审批单 says on the page and on paper (A4.6)."""
    return _form(request, _story(request))


def printed(request: Request) -> dict[str, Any]:
    """Everything it says on paper."""
    story = _story(request)
    return _form(request, story) | {"mark": MARK} | on_paper(story)


def _story(request: Request) -> Story | None:
    case = case_of(request)
    return Story(case) if case else None


def _form(request: Request, story: Story | None) -> dict[str, Any]:
    standing = request.stampings.all().standing()
    return sheet(request, story, list(standing.filter(copies__gt=0).order_by("at", "id")))


def imprint(request: Request) -> list[Attachment]:
    """The seal's picture with its mark drawn in, once the seal has come down for this request.

    Nothing before that, nor where no picture is kept: none is printed without an approval.
    """
    if not request.stampings.all().standing().filter(copies__gt=0).exists():
        return []
    kept = Imprint.objects.filter(seal=request.seal_id).first()
    file = File.objects.attached_to(kept).filter(role="imprint").first() if kept else None
    if file is None:
        return []
    with default_storage.open(file.stored) as picture:
        return [Attachment(IMPRINT, "image/png", marked(picture.read(), MARK))]
