"""What the worker does for certificates: draws the sheet with its stub."""

from seals.certifying import actions, prints
from seals.certifying.actions import SHEET
from seals.certifying.models import Certificate
from township_office.jobs.registry import job
from township_office.paper.render import render_pdf
from township_office.people.capacity import capacity_of
from township_office.people.models import Officer

ON_THE_SHEET = ("issued_by", "request__seal", "request__department")


def draw_sheet(*, township_id: int, certificate_id: int, officer_id: int) -> bytes:
    certificate = Certificate.objects.select_related(*ON_THE_SHEET).get(pk=certificate_id)
    return render_pdf("paper/certificate.html", prints.sheet(certificate))


@job(SHEET.job, title="生成证明", prepare=draw_sheet)
def keep_sheet(pdf: bytes, *, township_id: int, certificate_id: int, officer_id: int) -> None:
    certificate = Certificate.objects.select_related("request").get(pk=certificate_id)
    actions.keep_print(certificate, pdf, by=capacity_of(Officer.objects.get(pk=officer_id)))
