"""What the worker does for the ledger: draws the 用印审批单."""

from seals.ledger import actions, prints
from seals.ledger.actions import FORM
from seals.using.models import Request
from township_office.jobs.registry import job
from township_office.paper.render import render_pdf
from township_office.people.capacity import capacity_of
from township_office.people.models import Officer


def draw_form(*, township_id: int, request_id: int, officer_id: int) -> bytes:
    """The 用印审批单 of a request as it stands now."""
    papers = Request.objects.select_related("township", "department", "applicant", "matter", "seal")
    paper = papers.get(pk=request_id)
    pictures = prints.imprint(paper)
    context = prints.printed(paper) | {"imprint": bool(pictures)}
    return render_pdf("paper/seal_form.html", context, attachments=pictures)


@job(FORM.job, title="生成用印审批单", prepare=draw_form)
def keep_form(pdf: bytes, *, township_id: int, request_id: int, officer_id: int) -> None:
    paper = Request.objects.get(pk=request_id)
    actions.keep_form(paper, pdf, by=capacity_of(Officer.objects.get(pk=officer_id)))
