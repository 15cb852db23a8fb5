"""代录: a leader's decision on paper, entered by the clerk, vouched for by the director."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.files.base import File as Content
from django.http import QueryDict

from township_office import clock
from township_office.approvals import core
from township_office.approvals.actions.behalf import check_recorder, on_behalf
from township_office.approvals.actions.weekly import list_of_the_week
from township_office.approvals.acts import Act
from township_office.approvals.finishing import finish
from township_office.approvals.forms import OpinionForm
from township_office.approvals.models import Case, PaperDecision, Task
from township_office.approvals.rules import (
    VOUCHERS,
    check_may_record,
    check_vouches,
    fault_of_paper,
    heard_since,
    holders_of,
)
from township_office.approvals.run import Run
from township_office.approvals.telling import PAPER, message
from township_office.audit.capacity import Capacity
from township_office.audit.trail import record
from township_office.files.actions import keep
from township_office.files.roles import name_role
from township_office.notices.actions import tell_many
from township_office.people.grants import let_groups_read
from township_office.people.models import Officer
from township_office.web.once import together
from township_office.web.refusals import Refused, Stale

SCAN = name_role("paper", "代录扫描件")


@together
def record_paper(
    task: Task,
    *,
    leader: Officer,
    written_on: date,
    form: OpinionForm,
    scan: Content[Any],
    by: Capacity,
    run: Run | None = None,
) -> PaperDecision:
    """代录: enter what the leader wrote on paper, with its scan; the director vouches for it."""
    run = run or Run.locked(task.case_id)
    mine = run.check(task, leader.pk)
    check_may_record(by)
    check_recorder(run, mine, leader, by)
    if fault := fault_of_paper(written_on, heard_since(run, mine)):
        raise Refused(fault)
    if mine.paper_decisions.filter(status=PaperDecision.Status.WAITING).exists():
        raise Stale("这一步已经代录，正等主任确认，不用再录。")
    decision = PaperDecision.objects.create(
        township_id=run.case.township_id,
        case=run.case,
        task=mine,
        leader=leader,
        written_on=written_on,
        opinion=form.words(),
        said=_said(form),
        digest=run.digest,
        scan=keep(scan, attached_to=run.subject, by=by, role=SCAN),
        entered_by_id=by.person_id,
        on_list=list_of_the_week(leader),
    )
    officers = holders_of(run, *VOUCHERS) - {by.person_id}
    let_groups_read(run.subject, officers=officers)
    words = f"{by.officer_name}代录了{leader}在纸上的意见，请确认。"
    told = message(run, PAPER, sorted(officers), words, by)
    tell_many([told])
    record(Act.PAPER_RECORDED, run.subject, by=by, words=form.words(), after={"领导": leader.name})
    return decision


@together
def confirm_paper(decision: PaperDecision, *, by: Capacity) -> Case:
    """The director has seen the paper: the leader's decision takes effect."""
    run = Run.locked(decision.case_id)
    decision.refresh_from_db()
    check_vouches(run, decision, by)
    mine = run.check(decision.task, decision.leader_id)
    if decision.digest != run.digest:
        raise Stale("代录以后这件有了变化。请退回代录，核对后重新录入。")
    form = run.kind(mine).form(
        QueryDict(decision.said), subject=run.subject, officer=decision.leader
    )
    if not form.is_valid():
        raise Refused("代录的内容现在不完整，不能生效。请退回代录，重新录入。")
    on_behalf(run, mine, decision.leader, form, core.Paper, recorder=decision.entered_by, by=by)
    _checked(decision, PaperDecision.Status.CONFIRMED, by)
    finish(run, Act.PAPER_CONFIRMED, by, stage=mine.stage_name, words=form.words())
    return run.case


@together
def reject_paper(decision: PaperDecision, *, reason: str, by: Capacity) -> PaperDecision:
    """The entry does not say what the paper says: it is void, and the clerk hears why."""
    run = Run.locked(decision.case_id)
    decision.refresh_from_db()
    check_vouches(run, decision, by)
    decision.reason = reason
    _checked(decision, PaperDecision.Status.REJECTED, by)
    told = message(run, PAPER, [decision.entered_by_id], f"代录不符：{reason}", by)
    tell_many([told])
    record(Act.PAPER_REJECTED, run.subject, by=by, words=reason)
    return decision


def _said(form: OpinionForm) -> str:
    """The form as it was filled in, to be filled in again when the director confirms it."""
    data = QueryDict(mutable=True)
    data.update(form.data)
    for name in set(data) & {"csrfmiddlewaretoken", "act", "version"}:
        del data[name]
    return data.urlencode()


def _checked(decision: PaperDecision, status: PaperDecision.Status, by: Capacity) -> None:
    decision.status, decision.checked_at = status, clock.now()
    decision.checked_by_id = by.person_id
    decision.save(update_fields=["status", "checked_at", "checked_by", "reason"])
