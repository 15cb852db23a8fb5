"""What the worker does for outgoing documents: lays them out, draws their form."""

from documents.outgoing import actions, prints
from documents.outgoing.actions.layouts import FORM, LAYOUT_JOB, LaidOut
from documents.outgoing.models import Layout, Outgoing
from township_office.approvals.prints import on_paper
from township_office.approvals.registry import case_of
from township_office.approvals.story import Story
from township_office.jobs.registry import job
from township_office.paper.official.printing import laid_out
from township_office.paper.render import render_pdf
from township_office.people.capacity import capacity_of
from township_office.people.models import Officer


def draw_layout(*, township_id: int, layout_id: int, officer_id: int) -> LaidOut | None:
    """The text that this layout stands for, as PDF and DOCX; nothing where the words moved on since."""
    layout = Layout.objects.select_related("outgoing__township").get(pk=layout_id)
    official = prints.official(layout.outgoing, formal=layout.formal)
    return LaidOut(*laid_out(official)) if official.digest == layout.digest else None


@job(LAYOUT_JOB, title="公文排版", prepare=draw_layout)
def keep_layout(made: LaidOut | None, *, township_id: int, layout_id: int, officer_id: int) -> None:
    layout = Layout.objects.select_related("outgoing").get(pk=layout_id)
    if made is not None:
        actions.keep_layout(layout, made, by=capacity_of(Officer.objects.get(pk=officer_id)))


def draw_form(*, township_id: int, outgoing_id: int, officer_id: int) -> bytes:
    """The 发文稿纸 of a document as it stands now."""
    paper = Outgoing.objects.select_related("township", "department").get(pk=outgoing_id)
    case = case_of(paper)
    if case is None:
        raise LookupError(f"{paper} has no case to print")
    story = Story(case)
    return render_pdf("paper/outgoing_form.html", prints.form(paper, story) | on_paper(story))


@job(FORM.job, title="生成发文稿纸", prepare=draw_form)
def keep_form(pdf: bytes, *, township_id: int, outgoing_id: int, officer_id: int) -> None:
    paper = Outgoing.objects.get(pk=outgoing_id)
    actions.keep_form(paper, pdf, by=capacity_of(Officer.objects.get(pk=officer_id)))
