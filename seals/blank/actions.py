"""空白用印: asked for, mended, stamped sheet by sheet, accounted for, confirmed (B2.5)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from seals.blank import rules
from seals.blank.acts import Act
from seals.blank.models import BlankRequest, BlankSheet, State
from seals.using.actions.stamping import take_in_hand
from seals.using.models import Stamping
from seals.using.rules import LEDGER
from township_office import clock
from township_office.approvals.actions import open_case, resubmit
from township_office.approvals.models import Case
from township_office.audit.capacity import Capacity
from township_office.audit.trail import record
from township_office.jobs.outbox import enqueue
from township_office.numbers import counters
from township_office.numbers.series import declare
from township_office.people.models import Officer
from township_office.people.rules import department_of
from township_office.people.told import told
from township_office.web.once import together
from township_office.web.refusals import Refused, Stale

SERIES = declare("seals.blank", "空白用印编号")
UNSETTLED_JOB = "seals.blank_unsettled"
MATTER = "空白"
TOLD = ("seal", "paper", "sheets", "purpose", "side")


class Fate(NamedTuple):
    """What the applicant says became of a sheet."""

    state: str
    used_for: str = ""


@together
def ask_blank(request: BlankRequest, *, by: Capacity) -> Case:
    """Ask for sheets to be stamped blank, and send it to a principal leader (B2.5).

    Raises Refused while the township has the exception switched off, with what to do instead.
    """
    request.township_id = by.township_id
    rules.check_request(request)
    request.applicant = Officer.objects.get(pk=by.person_id)
    request.department = department_of(request.applicant, "申请用印")
    request.asked_at = clock.now()
    request.year = clock.local(request.asked_at).year
    request.number = counters.take(by.township_id, SERIES, request.year)
    request.save()
    record(Act.ASKED, request, by=by, after=told(request, TOLD))
    return open_case(request, by=by)


@together
def amend_blank(request: BlankRequest, *, by: Capacity) -> BlankRequest:
    """Mend what was taken back or has come back; its number stays."""
    rules.check_can_amend(request, by=by)
    rules.check_request(request)
    before = told(BlankRequest.objects.get(pk=request.pk), TOLD)
    request.save()
    record(Act.AMENDED, request, by=by, before=before, after=told(request, TOLD))
    return request


@together
def send_blank(request: BlankRequest, *, by: Capacity) -> Case:
    """Send a mended request on again."""
    case = rules.check_can_amend(request, by=by)
    rules.check_allowed(request.township_id)
    record(Act.SENT, request, by=by)
    if case is None:
        return open_case(request, by=by)
    return resubmit(case.tasks.filter(blocks=True).lying_with(by.person_id).get(), by=by)


@together
def stamp_blank(request: BlankRequest, *, sheets: int, by: Capacity) -> Stamping:
    """The keeper numbers each sheet from 1 and stamps it; the ledger has a line of it (A4.6).

    Fewer than approved may be stamped, more never (A4.7). Raises Refused for anybody but the keeper
    in person, while the seal is out, and where no approval of this very request holds.
    """
    take_in_hand(request.seal, by)
    approvers = "、".join(
        f"{each.post_name} {each.in_ledger}" for each in rules.check_approved(request, by=by)
    )
    if not 0 < sheets <= request.sheets:
        raise Refused(
            f"批准 {request.sheets} 张，用印张数要在 1 到 {request.sheets} 之间（A4.7）。"
        )
    line = _line(request, sheets, approvers, by)
    _note_stamped(request, line)
    BlankSheet.objects.bulk_create(
        BlankSheet(request=request, number=number) for number in range(1, sheets + 1)
    )
    remind_later(request, step=1)
    after = {"登记号": f"〔{line.year}〕{line.number}号", "张数": sheets, "编号": f"1—{sheets}"}
    record(Act.STAMPED, request, by=by, after=after)
    return line


@together
def account_for(request: BlankRequest, fates: Mapping[int, Fate], *, by: Capacity) -> None:
    """The applicant says of each sheet whether it was used and for what, given back or void.

    What the keeper has confirmed stands. Raises Refused for anybody else.
    """
    rules.check_accounts(request, by=by)
    before, after = {}, {}
    for page in request.pages.filter(number__in=fates).select_for_update():
        fate = fates[page.number]
        if (page.state, page.used_for) == fate:
            continue
        rules.check_sheet(page, *fate)
        before[f"第{page.number}张"] = _fate(page)
        page.state, page.used_for = fate
        page.on = None if page.state == State.UNUSED else clock.today()
        page.save(update_fields=["state", "used_for", "on"])
        after[f"第{page.number}张"] = _fate(page)
    record(Act.ACCOUNTED, request, by=by, before=before, after=after)


@together
def confirm_sheets(request: BlankRequest, *, seen: str | None = None, by: Capacity) -> int:
    """The keeper has seen each sheet that is accounted for; when none is left it is settled.

    ``seen`` stands for what his page told him of them (``rules.told_of``). Answers with how many were
    confirmed. Raises Refused for who does not keep the seal, Stale where the page says otherwise by now.
    """
    rules.check_confirms(request, by=by)
    pages = list(rules.awaiting(request).select_for_update())
    if not pages:
        raise Refused("没有新交代的，不用核对。")
    if seen is not None and seen != rules.told_of(pages):
        raise Stale("您打开以后，申请人又改了交代，没有核对。请看过再核对。")
    for page in pages:
        page.confirmed_on, page.confirmed_by_id = clock.today(), by.person_id
        page.save(update_fields=["confirmed_on", "confirmed_by"])
    left = request.pages.filter(confirmed_on__isnull=True).count()
    if not left:
        request.settled_on = clock.today()
        request.save(update_fields=["settled_on"])
    record(Act.CONFIRMED, request, by=by, after={"核对张数": len(pages), "余下张数": left})
    return len(pages)


def remind_later(request: BlankRequest, *, step: int) -> None:
    """Let people be reminded when its time has come, unless every sheet is settled by then."""
    enqueue(
        UNSETTLED_JOB,
        township_id=request.township_id,
        run_at=rules.remind_at(request, step),
        blank_id=request.pk,
        step=step,
    )


def _note_stamped(request: BlankRequest, line: Stamping) -> None:
    line.save(force_insert=True)
    once = BlankRequest.objects.filter(pk=request.pk, stamped_at__isnull=True)
    if not once.update(stamped_at=line.at, stamping=line):
        raise Stale("这份申请刚刚用过印。请刷新看过再办。")
    request.stamped_at, request.stamping = line.at, line
    request.save(update_fields=["stamped_at", "stamping"])  # for its history


def _line(request: BlankRequest, sheets: int, approvers: str, by: Capacity) -> Stamping:
    year = clock.today().year
    return Stamping(
        township_id=request.township_id,
        year=year,
        number=counters.take(request.township_id, LEDGER, year),
        origin=Stamping.Origin.BLANK,
        seal=request.seal,
        seal_name=request.seal.name,
        department=request.department.name,
        matter=MATTER,
        title=f"{request.paper}：{request.purpose}"[:200],
        copies=sheets,
        approvers=approvers[:200],
        handler=request.applicant.name,
        keeper_id=by.person_id,
        keeper_name=by.officer_name,
        taken_by=request.applicant.name,
        digest=rules.digest_of(request),
        note=f"空白用印{request.label}，编号 1—{sheets}",
    )


def _fate(page: BlankSheet) -> str:
    return f"{page.get_state_display()} {page.used_for}".strip()
