"""补录: what was signed and sent on paper gets its line in the register."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction

from documents.outgoing import rules
from documents.outgoing.actions.drafting import Parts, name_recipients
from documents.outgoing.actions.numbering import counter_of
from documents.outgoing.acts import Act
from documents.outgoing.models import Number, Outgoing, PrintRun, Series
from township_office import clock
from township_office.audit.capacity import Capacity
from township_office.audit.trail import record
from township_office.files.actions import keep
from township_office.numbers.counters import upcoming
from township_office.people.models import Officer
from township_office.people.rules import department_of
from township_office.web.once import together
from township_office.web.refusals import Refused


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
    rules.check_year_open(series, year)
    last = upcoming(by.township_id, counter_of(series), year) - 1
    if number > last:
        raise Refused(
            f"{series}〔{year}〕现在编到 {last} 号。补录的号不能在它以后，请先设定起始号。"
        )
    _file_on_paper(paper, by)
    _place(paper, series, year, number)
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


def _place(paper: Outgoing, series: Series, year: int, number: int) -> None:
    try:
        with transaction.atomic():
            Number.objects.create(
                series=series, year=year, number=number, outgoing=paper, taken_on=clock.today()
            )
    except IntegrityError as taken:
        raise Refused(f"{series.code}〔{year}〕{number}号已经登记过。请核对字号。") from taken
