"""排版: a worker lays the text out as PDF and DOCX; the same words are never laid out twice."""

from dataclasses import dataclass

from documents.outgoing import prints
from documents.outgoing.acts import Act
from documents.outgoing.models import Layout, Outgoing
from township_office import clock
from township_office.audit.capacity import Capacity
from township_office.audit.trail import record
from township_office.files.actions import keep_bytes
from township_office.files.drawn import Drawn
from township_office.jobs.outbox import enqueue, is_under_way
from township_office.web.once import together
from township_office.web.refusals import Stale

LAYOUT_JOB = "documents.outgoing_layout"
FORM = Drawn("发文稿纸", job="documents.outgoing_form", about="outgoing_id", role="form")


@dataclass(frozen=True)
class LaidOut:
    """What a worker brings back: both files and how many pages there are."""

    pdf: bytes
    docx: bytes
    pages: int


def lay_out(paper: Outgoing, *, by: Capacity) -> Layout:
    """Have the text as it stands laid out, unless it has been or is being.

    A text that comes back to what it said before is laid out now, where that was dropped then.
    """
    layout = _row_of(paper)
    if layout.pdf_id is None and not is_being_made(layout):
        _enqueue(layout, by)
    return layout


def _row_of(paper: Outgoing) -> Layout:
    if paper.is_formal and paper.printed_on is None:
        paper.printed_on = clock.today()
        paper.save(update_fields=["printed_on"])
    digest = prints.official(paper, formal=paper.is_formal).digest
    layout, _ = Layout.objects.get_or_create(
        outgoing=paper, digest=digest, defaults={"formal": paper.is_formal}
    )
    return layout


@together
def ask_for_layout(paper: Outgoing, *, by: Capacity) -> Layout:
    """Have it laid out once more, where a worker has given up on it. Raises Stale while one is at it."""
    layout = _row_of(paper)
    if layout.pdf_id is not None or is_being_made(layout):
        raise Stale("正在排版，好了会显示在「版式」里，不用再点。")
    _enqueue(layout, by)
    record(Act.LAYOUT_ASKED, paper, by=by)
    return layout


@together
def keep_layout(layout: Layout, made: LaidOut, *, by: Capacity) -> Layout:
    """Lay what the worker brought beside the document; a second worker's copy is dropped."""
    paper = layout.outgoing
    if layout.pdf_id is None:
        name = f"{'正式文件' if layout.formal else '送审稿'} {paper.title}"[:120]
        layout.pdf = keep_bytes(f"{name}.pdf", made.pdf, attached_to=paper, by=by, role="layout")
        layout.docx = keep_bytes(f"{name}.docx", made.docx, attached_to=paper, by=by, role="layout")
        layout.pages = made.pages
        layout.save(update_fields=["pdf", "docx", "pages"])
    record(Act.LAID_OUT, paper, by=by, after={"页数": made.pages})
    return layout


def layout_of(paper: Outgoing) -> Layout | None:
    """How the text as it stands is, or is being, laid out."""
    digest = prints.official(paper, formal=paper.is_formal).digest
    return paper.layouts.select_related("pdf", "docx").filter(digest=digest).first()


def is_being_made(layout: Layout) -> bool:
    """Whether a worker still has to bring it."""
    township = layout.outgoing.township_id
    return is_under_way(LAYOUT_JOB, township_id=township, layout_id=layout.pk)


def _enqueue(layout: Layout, by: Capacity) -> None:
    enqueue(
        LAYOUT_JOB,
        township_id=by.township_id,
        layout_id=layout.pk,
        officer_id=by.person_id,
    )


@together
def ask_for_form(paper: Outgoing, *, by: Capacity) -> None:
    """Have the 发文稿纸 made as a PDF, as it stands now (A3.2.2); a worker does it."""
    FORM.order(paper, by=by)
    record(Act.FORM_ASKED, paper, by=by)


@together
def keep_form(paper: Outgoing, pdf: bytes, *, by: Capacity) -> None:
    """Lay the form the worker drew beside the document."""
    FORM.lay(paper, pdf, by=by)
    record(Act.FORM_MADE, paper, by=by)
