"""The seal itself: handed out, taken back, what was stamped outside entered in the ledger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from seals.keeping.models import Life, Seal
from seals.outing import rules
from seals.outing.actions.asking import TAKEN_OUT, Line, let_go
from seals.outing.actions.telling import BEYOND, tell_of
from seals.outing.acts import Act
from seals.outing.models import Condition, Outing, Sheet
from seals.using.models import Stamping
from seals.using.rules import LEDGER
from township_office import clock
from township_office.approvals.actions import annul
from township_office.approvals.registry import case_of
from township_office.approvals.run import hold
from township_office.audit.capacity import Capacity
from township_office.audit.trail import record
from township_office.jobs.outbox import enqueue
from township_office.numbers import counters
from township_office.web.once import together
from township_office.web.refusals import Refused, Stale

LATE_JOB = "seals.outing_late"


@dataclass(frozen=True)
class Return:
    """What the keeper finds when a seal comes back: by sheet how many copies, what else, how it is."""

    condition: str
    stamped: Mapping[int, int] = field(default_factory=dict)
    others: Sequence[Line] = ()
    remark: str = ""


@together
def hand_out(outing: Outing, *, by: Capacity) -> None:
    """交出: the keeper gives it to the two who take it out; until it is back nothing is stamped here.

    Raises Refused for who does not keep it, before the day and after the time, and Stale where the
    seal has left meanwhile. One that came back to the keeper's desk while it is out stays out.
    """
    if not outing.is_out:
        rules.check_hands_out(outing, by=by)
        now = clock.now()
        _move_seal(outing.seal, out=now)
        outing.handed_out_at, outing.late_steps = now, 0
        outing.save(update_fields=["handed_out_at", "late_steps"])
        remind_when_late(outing, step=1)
    record(
        Act.HANDED_OUT,
        outing,
        by=by,
        after={"带印人": str(outing.carrier), "随行人": str(outing.escort)},
    )


@together
def take_back(outing: Outing, found: Return, *, by: Capacity) -> list[Stamping]:
    """收回: the keeper looks at the seal and counts; what was stamped outside enters the ledger.

    Each sheet is a line of its own. What goes beyond what was approved is written down as it is,
    explained, and told to the director and to who approved it: a ledger that leaves it out would
    be false. One that was reported lost meanwhile ends the outing too, and never comes back.
    Raises Refused for who does not keep the seal, Stale where it is back already.
    """
    rules.check_takes_back(outing, by=by)
    sheets = list(outing.sheets.all())
    beyond = _beyond(sheets, found)
    _check_found(outing, found, beyond)
    _drop_what_waits(outing, by)
    now = clock.now()
    if not Outing.objects.out().filter(pk=outing.pk).update(returned_at=now):
        raise Stale("印章已经由别人收回。请刷新页面看现在的情况。")
    if found.condition != Condition.LOST:
        _move_seal(outing.seal, out=None)
    outing.returned_at, outing.condition, outing.remark = now, found.condition, found.remark
    outing.save(update_fields=["returned_at", "condition", "remark"])
    let_go(outing, by=by)
    lines = _enter(outing, sheets, found, by)
    if beyond:
        words = f"收回时清点，外出用印超出批准 {beyond} 份：{found.remark}"
        tell_of(BEYOND, outing, rules.who_answers(outing), words, by=by)
    stamped = sum(line.copies for line in lines)
    after = {"印章": outing.get_condition_display(), "外出用印": stamped, "超出": beyond}
    record(Act.TAKEN_BACK, outing, by=by, words=found.remark, after=after)
    return lines


def remind_when_late(outing: Outing, *, step: int) -> None:
    """Let the next one be reminded when his time has come, unless it is back or extended by then."""
    enqueue(
        LATE_JOB,
        township_id=outing.township_id,
        run_at=rules.late_at(outing, step),
        outing_id=outing.pk,
        step=step,
        due=outing.until.isoformat(),
    )


def _drop_what_waits(outing: Outing, by: Capacity) -> None:
    """Nobody decides any more how long what is back may stay out; its case first, as its decider
    takes it, so that the two of them never wait for one another."""
    for extension in outing.extensions.waiting():
        asked = case_of(extension)
        case = hold(id=asked.pk) if asked is not None else None
        if case is not None and not case.outcome:
            annul(case, by=by, reason="印章已经收回。")


def _move_seal(seal: Seal, *, out: datetime | None) -> None:
    """The seal's own row is the lock: whoever stamps or takes it out meanwhile finds it gone.

    The change is made once more as a whole record, so that the seal's history has it.
    """
    here = Seal.objects.filter(pk=seal.pk, out_since__isnull=out is not None)
    if not here.filter(status=Life.IN_USE).update(out_since=out):
        raise Stale(f"{seal.name}刚才已经交出、收回或停用。请刷新页面看现在的情况。")
    seal.refresh_from_db()
    seal.save(update_fields=["out_since"])


def _beyond(sheets: Sequence[Sheet], found: Return) -> int:
    """Copies that were stamped outside and approved by nobody."""
    more = (max(found.stamped.get(sheet.pk, 0) - sheet.copies, 0) for sheet in sheets)
    return sum(more) + sum(line.copies for line in found.others)


def _check_found(outing: Outing, found: Return, beyond: int) -> None:
    lost = outing.seal.status == Life.LOST
    if lost != (found.condition == Condition.LOST):
        raise Refused(
            "印章遗失的，先在「印章」里报告遗失（SEAL-15），再在这里了结；没有遗失的照实填。"
        )
    if (beyond or found.condition != Condition.INTACT) and not found.remark:
        raise Refused("超出批准范围、有损坏或遗失的，请写明情况。")


def _enter(outing: Outing, sheets: Sequence[Sheet], found: Return, by: Capacity) -> list[Stamping]:
    """Lines of the ledger for what was stamped outside; numbers in the order of the list."""
    approvers, lines = rules.approvers(outing), []
    for sheet in sheets:
        if copies := found.stamped.get(sheet.pk, 0):
            sheet.stamping = _stamp(outing, Line(sheet.what, copies), approvers, by)
            sheet.save(update_fields=["stamping"])
            lines.append(sheet.stamping)
    for order, other in enumerate(found.others, start=len(sheets)):
        lines.append(_stamp(outing, other, approvers, by))
        Sheet.objects.create(
            outing=outing, order=order, what=other.what, copies=0, stamping=lines[-1]
        )
    return lines


def _stamp(outing: Outing, line: Line, approvers: str, by: Capacity) -> Stamping:
    year = clock.today().year
    return Stamping.objects.create(
        township_id=outing.township_id,
        year=year,
        number=counters.take(outing.township_id, LEDGER, year),
        origin=Stamping.Origin.OUTING,
        seal=outing.seal,
        seal_name=outing.seal.name,
        at=clock.now(),
        department=outing.department.name,
        matter=TAKEN_OUT,
        title=line.what,
        copies=line.copies,
        approvers=approvers[:200],
        handler=f"{outing.carrier}、{outing.escort}"[:80],
        keeper_id=by.person_id,
        keeper_name=by.officer_name,
        taken_by=outing.carrier.name,
        note=f"外带{outing.label}，{outing.place}"[:200],
    )
