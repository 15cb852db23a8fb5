"""Every write a person performs on the ledger: check, change, record."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from seals.ledger import rules
from seals.ledger.acts import Act
from seals.ledger.checks import LONGEST, Row
from seals.ledger.models import PaperLedger
from seals.using.models import Request, Stamping
from seals.using.rules import LEDGER
from township_office import clock
from township_office.audit.capacity import Capacity
from township_office.audit.trail import record
from township_office.files.actions import keep
from township_office.files.drawn import Drawn
from township_office.numbers.counters import SeriesStarted, open_at, take, upcoming
from township_office.numbers.models import Counter
from township_office.web.once import together
from township_office.web.refusals import Refused

FORM = Drawn("用印审批单", job="seals.request_form", about="request_id", role="form")
KEPT_OVER = (
    "township_id",
    "year",
    "request_id",
    "seal_id",
    "seal_name",
    "at",
    "department",
    "matter",
    "title",
    "document_number",
    "copies",
    "approvers",
    "handler",
    "keeper_id",
    "keeper_name",
    "taken_by",
    "digest",
)


@together
def correct_line(
    line: Stamping, *, reason: str, undone: bool = False, by: Capacity, **said: Any
) -> Stamping:
    """更正: a new line says what is right and names the old one, which stays as it was (SEAL-10).

    It stands in the ledger of the old line's year, under the next number there, so that each year
    adds up by itself. ``undone`` says that the seal never came down: the new line has no copies, and
    those of the old count as not stamped; while the request is still with the keeper they may be
    stamped after all, one that is closed stays closed. Otherwise fewer copies give nothing back to
    the request, for what was approved has come under the seal once; more are refused where they
    were not approved (A4.7). Raises Refused for who may not, Stale where it is corrected already.
    """
    rules.check_keeps_line(line, by)
    request = _locked(line)
    number = take(line.township_id, LEDGER, line.year)  # whoever comes second waits here
    rules.check_stands(line)
    corrected = _corrected(line, said, undone)
    rules.check_moment(corrected.at, line.year)
    rules.check_sheets_were_approved(line, corrected.copies)
    if request is not None:
        _hold(request, line, corrected)
    corrected.number, corrected.note = number, _note(line, reason)
    corrected.save()
    before, after = _told(line), _told(corrected)
    record(Act.CORRECTED, line, by=by, words=reason, before=before, after=after)
    return corrected


@together
def add_scans(line: Stamping, scans: Iterable[UploadedFile[Any]], *, by: Capacity) -> None:
    """补扫描件: the stamped page, scanned after its line was written (A4.8, B2.4)."""
    rules.check_keeps_line(line, by)
    rules.check_stands(line)
    kept = [keep(scan, attached_to=line, by=by, role=rules.SCAN) for scan in scans]
    record(Act.SCANNED, line, by=by, after={"扫描件": "、".join(file.name for file in kept)})


@together
def open_year(*, year: int, first: int, by: Capacity) -> int:
    """起始号: let the ledger of a year go on where the paper one stopped.

    Raises Refused once a line was written here, or where a line from paper bears that number or a
    higher one.
    """
    rules.check_directs(by)
    rules.check_opens_behind(by.township_id, year, first)
    counter = _begin_at(by.township_id, year, first, by)
    record(Act.YEAR_OPENED, counter, by=by, after={"年度": year, "起始号": first})
    return first


@together
def read_paper(
    sheet: UploadedFile[Any], rows: list[Row], *, year: int, by: Capacity
) -> PaperLedger:
    """Keep a paper ledger as it was read without a fault, to be looked at before it is entered."""
    rules.check_in_office(by)
    rules.check_fits_before([row["number"] for row in rows], by.township_id, year)
    paper = PaperLedger.objects.create(
        township_id=by.township_id, year=year, rows=rows, read_by_id=by.person_id
    )
    keep(sheet, attached_to=paper, by=by, role="ledger")
    record(Act.PAPER_READ, paper, by=by, after={"行数": len(rows)})
    return paper


@together
def enter_paper(paper: PaperLedger, *, by: Capacity) -> PaperLedger:
    """补录: every line of the paper ledger under its own number, or none of them.

    Where nothing was written here yet, the ledger goes on after the last of them. Raises Stale where
    it was entered or dropped, or where one of its numbers was taken meanwhile.
    """
    rules.check_in_office(by)
    paper = PaperLedger.objects.select_for_update().get(pk=paper.pk)
    rules.check_waits(paper)
    numbers = [row["number"] for row in paper.rows]
    rules.check_fits_before(numbers, paper.township_id, paper.year)
    if upcoming(paper.township_id, LEDGER, paper.year) <= max(numbers):
        _begin_at(paper.township_id, paper.year, max(numbers) + 1, by)
    Stamping.objects.bulk_create([_from_paper(paper, row) for row in paper.rows])
    paper.entered_at = clock.now()
    paper.save(update_fields=["entered_at"])
    told = {"行数": len(numbers), "起止": f"{min(numbers)}—{max(numbers)} 号"}
    record(Act.PAPER_ENTERED, paper, by=by, after=told)
    return paper


@together
def drop_paper(paper: PaperLedger, *, by: Capacity) -> None:
    """What was read is not entered after all; the sheet stays with its record."""
    rules.check_in_office(by)
    paper = PaperLedger.objects.select_for_update().get(pk=paper.pk)
    rules.check_waits(paper)
    paper.dropped_at = clock.now()
    paper.save(update_fields=["dropped_at"])
    record(Act.PAPER_DROPPED, paper, by=by)


@together
def ask_for_form(request: Request, *, by: Capacity) -> None:
    """Have the 用印审批单 made as a PDF, as it stands now; a worker does it."""
    FORM.order(request, by=by)
    record(Act.FORM_ASKED, request, by=by)


@together
def keep_form(request: Request, pdf: bytes, *, by: Capacity) -> None:
    """Lay the form the worker drew beside the request."""
    FORM.lay(request, pdf, by=by)
    record(Act.FORM_MADE, request, by=by)


def next_number(township_id: int, year: int) -> int:
    """The number that the next line of that year takes; for display only."""
    return upcoming(township_id, LEDGER, year)


def _begin_at(township_id: int, year: int, first: int, by: Capacity) -> Counter:
    try:
        return open_at(township_id, LEDGER, year, first, by=by)
    except SeriesStarted as started:
        raise Refused(f"{year} 年的用印登记已经开始编号，不能再改起始号。") from started


def _from_paper(paper: PaperLedger, row: Row) -> Stamping:
    said = {name: row[name] for name in (*LONGEST, "number", "copies", "seal_name", "keeper_name")}
    return Stamping(
        township_id=paper.township_id,
        year=paper.year,
        origin=Stamping.Origin.IMPORT,
        at=_midnight(row["on"]),
        seal_id=row["seal"],
        keeper_id=row["keeper"],
        **said,
    )


def _midnight(day: str) -> datetime:
    """Paper has no hour; a line from paper shows none."""
    return timezone.make_aware(datetime.fromisoformat(day))


def _locked(line: Stamping) -> Request | None:
    if line.request_id is None:
        return None
    return Request.objects.select_for_update().get(pk=line.request_id)


def _corrected(line: Stamping, said: dict[str, Any], undone: bool) -> Stamping:
    """The new line as it will be written, still without its number."""
    old = {name: getattr(line, name) for name in KEPT_OVER}
    new = Stamping(**old, origin=Stamping.Origin.CORRECTION, corrects=line)
    for name, value in said.items():
        setattr(new, name, value)
    new.seal_name = new.seal.name if new.seal_id != line.seal_id else line.seal_name
    new.copies = 0 if undone else new.copies
    # what was scanned once is not asked for again, nor what was never stamped
    new.scan_required = line.scan_required and not undone and not rules.has_scan(line)
    return new


def _hold(request: Request, line: Stamping, corrected: Stamping) -> None:
    """What the request has stamped, now that the line says something else."""
    held = rules.counted(line)
    more = max(corrected.copies - held, 0) if corrected.copies else -held
    if more:
        rules.check_was_approved(request, request.stamped + more)
        request.stamped += more
        request.save(update_fields=["stamped"])


def _note(line: Stamping, reason: str) -> str:
    words = f"更正 {line.number} 号：{reason}"
    return f"{words}；{line.note}"[:200] if line.note else words


def _told(line: Stamping) -> dict[str, Any]:
    """A line as the trail tells it."""
    return {
        "序号": line.number,
        "印章": line.seal_name,
        "用印时间": f"{clock.local(line.at):%Y-%m-%d %H:%M}",
        "用印单位": line.department,
        "事由": line.title,
        "文号": line.document_number,
        "份数": line.copies,
        "批准人": line.approvers,
        "经办人": line.handler,
        "领取人": line.taken_by,
    }
