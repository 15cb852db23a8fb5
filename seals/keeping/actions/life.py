"""刻制、启用、停用、缴销: what is asked for, and where a seal stands when it has been done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from seals.keeping import rules
from seals.keeping.acts import Act
from seals.keeping.models import Life, Making, Seal, What
from township_office import clock
from township_office.approvals.actions import open_case, resubmit
from township_office.approvals.models import Case
from township_office.audit.capacity import Capacity
from township_office.audit.trail import record
from township_office.files.actions import keep
from township_office.web.once import together
from township_office.web.refusals import Refused, Stale


@dataclass(frozen=True)
class Report:
    """What was reported to the county: done where, on which day, under which number."""

    on: date
    place: str = ""
    receipt: str = ""


@together
def move(seal: Seal, to: Life, *, by: Capacity, words: str = "", **fields: Any) -> None:
    """Let a seal stand where its life has come to, if it still stands where it was read.

    Raises Refused where that may not follow, Stale where somebody was faster.
    """
    before = Life(seal.status)
    rules.check_can_move(seal, to)
    if not Seal.objects.filter(pk=seal.pk, status=before).update(status=to, **fields):
        raise Stale(f"{seal}的状态已经变了，没有再改。请刷新看现在的情况。")
    seal.status = to
    for name, value in fields.items():
        setattr(seal, name, value)
    seal.save(update_fields=["status", *fields])
    record(
        Act.MOVED, seal, by=by, words=words, before={"状态": before.label}, after={"状态": to.label}
    )


@together
def ask_making(making: Making, *, by: Capacity) -> Case:
    """Ask for it; where a new seal is to be cut it stands in the register from now on, 待刻制.

    Raises Refused where it may not follow where the seal stands (SEAL-04, SEAL-06).
    """
    making.asked_by_id = by.person_id
    if making.what == What.MAKE:
        _new(making.seal, by)
    rules.check_asks_making(making, by=by)
    making.save()
    record(Act.MAKING_ASKED, making, by=by, words=making.reason)
    return open_case(making, by=by)


def _new(seal: Seal, by: Capacity) -> None:
    rules.check_in_office(by)
    seal.township_id, seal.status = by.township_id, Life.MAKING
    rules.check_entry(seal)
    seal.save()


@together
def amend_making(making: Making, *, by: Capacity) -> Case:
    """Mend what came back, and send it on again."""
    mine = rules.check_can_amend(making, by=by)
    before = Making.objects.get(pk=making.pk).reason
    making.save()
    if making.what == What.MAKE:
        rules.check_entry(making.seal)
        making.seal.save()
    after = {"理由": making.reason}
    record(Act.MAKING_AMENDED, making, by=by, before={"理由": before}, after=after)
    return resubmit(mine, by=by)


@together
def report_making(
    making: Making, report: Report, *, files: Iterable[UploadedFile[Any]] = (), by: Capacity
) -> None:
    """报县: what was done, when, by whom, with the county's answer (SEAL-01, SEAL-06)."""
    rules.check_past(report.on)
    if making.what in (What.MAKE, What.RETURN) and not report.place:
        raise Refused("请写明刻制单位（SEAL-04）或缴往的机关（SEAL-06）。")
    making.on, making.place, making.receipt = report.on, report.place, report.receipt
    making.save(update_fields=["on", "place", "receipt"])
    for file in files:
        keep(file, attached_to=making, by=by, role="receipt")
    after = {"日期": f"{report.on:%Y-%m-%d}", "单位": report.place, "回执": report.receipt}
    record(Act.MAKING_REPORTED, making, by=by, after=after)


@together
def complete_making(making: Making, *, by: Capacity) -> None:
    """It was reported to the county: the seal stands where it was asked to."""
    seal = Seal.objects.get(pk=making.seal_id)
    if making.what == What.RETURN:
        end_custody(seal)
    move(seal, rules.LEADS_TO[making.what], by=by, words=str(making), **_days(making))
    making.done_at = clock.now()
    making.save(update_fields=["done_at"])
    record(Act.MAKING_DONE, making, by=by)


def _days(making: Making) -> dict[str, Any]:
    match making.what:
        case What.ACTIVATE:
            return {"activated_on": making.on, "ended_on": None}
        case What.SUSPEND:
            return {"ended_on": making.on}
    return {}


@together
def end_making(making: Making, outcome: str, *, by: Capacity) -> None:
    """Its way has come to an end; what was not approved is not cut."""
    making.ended_at = clock.now()
    making.save(update_fields=["ended_at"])
    if making.what == What.MAKE and making.done_at is None:
        move(Seal.objects.get(pk=making.seal_id), Life.DROPPED, by=by, words=outcome)
    record(Act.MAKING_ENDED, making, by=by, after={"结果": outcome})


def end_custody(seal: Seal) -> None:
    """Nobody keeps it any more: it was given back, or it is gone. Raises Refused half way through
    a handover."""
    if seal.handovers.open().exists():
        raise Refused(f"{seal}正在办移交，办完或撤回以后再缴销。")
    seal.custodies.filter(until__isnull=True).update(until=clock.now())
