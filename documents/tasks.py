"""What the worker does for documents."""

from documents.incoming import actions, prints
from documents.incoming.models import Incoming
from documents.outgoing import tasks as outgoing
from township_office.approvals.circulation.lists import told
from township_office.approvals.prints import on_paper
from township_office.approvals.registry import case_of
from township_office.approvals.story import Story
from township_office.jobs.registry import job
from township_office.paper.render import render_pdf
from township_office.people.capacity import capacity_of
from township_office.people.models import Officer

__all__ = ["draw_sheet", "keep_sheet", "outgoing"]


def draw_sheet(*, township_id: int, incoming_id: int, officer_id: int) -> bytes:
    """The 文件阅办单 of a document as it stands now."""
    papers = Incoming.objects.select_related("township", "source")
    paper = papers.get(pk=incoming_id)
    case = case_of(paper)
    if case is None:
        raise LookupError(f"{paper} has no case to print")
    story = Story(case)
    context = prints.sheet(paper, story, told(paper)) | on_paper(story, whole=True)
    return render_pdf("paper/incoming_sheet.html", context)


@job(actions.SHEET.job, title="生成文件阅办单", prepare=draw_sheet)
def keep_sheet(pdf: bytes, *, township_id: int, incoming_id: int, officer_id: int) -> None:
    paper = Incoming.objects.get(pk=incoming_id)
    actions.keep_sheet(paper, pdf, by=capacity_of(Officer.objects.get(pk=officer_id)))
