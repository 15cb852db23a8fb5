"""补录: what was signed and sent on paper gets its line in the register."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from documents.outgoing import rules
from documents.outgoing.actions.drafting import Parts, name_recipients
from documents.outgoing.actions.numbering import held
from documents.outgoing.acts import Act
from documents.outgoing.models import Number, Outgoing, PrintRun, Series
from township_office import clock
from township_office.audit.capacity import Capacity
from township_office.audit.trail import record
from township_office.files.actions import keep
from township_office.people.models import Officer
from township_office.people.rules import department_of
from township_office.web.once import together


@together
def enter_afterwards(
    paper: Outgoing,
    *,
    series: Series,
    year: int,
    number: int,
    parts: Parts | None = None,
    copies: int = 0,
    scans: Iterable[UploadedFile[Any]] = (),
    by: Capacity,
) -> Outgoing:
    """补录: a document signed and sent on paper gets its line in the register, under its own number.

    ``copies`` is how many were printed, 0 where nobody knows. Raises Refused where the number is
    taken, or lies ahead of what has been given out, and where its year is closed.
    """
    rules.check_in_office(by)
    rules.check_content(paper)
    series = held(series)
    rules.check_year_open(series, year)
    rules.check_can_enter(series, year, number)
    _file_on_paper(paper, by)
    Number.objects.create(
        series=series, year=year, number=number, outgoing=paper, taken_on=clock.today()
    )
    name_recipients(paper, parts or Parts())
    if copies:
        PrintRun.objects.create(
            outgoing=paper, copies=copies, on=paper.signed_on or clock.today(), by_id=by.person_id
        )
    for order, scan in enumerate(scans):
        keep(scan, attached_to=paper, by=by, role="scan", order=order)
    record(
        Act.ENTERED_AFTERWARDS, paper, by=by, after={"字号": f"{series.code}〔{year}〕{number}号"}
    )
    return paper


def _file_on_paper(paper: Outgoing, by: Capacity) -> None:
    paper.township_id, paper.drafter_id, paper.from_paper = by.township_id, by.person_id, True
    paper.department = department_of(Officer.objects.get(pk=by.person_id), "拟稿")
    paper.sent_on = paper.sent_on or paper.signed_on
    paper.save()
