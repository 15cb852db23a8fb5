"""What a POST to a case page does: one small function a verb."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.shortcuts import resolve_url

from township_office import clock
from township_office.approvals import actions
from township_office.approvals.deciding.offers import leader_of
from township_office.approvals.deciding.owed import Owed, Vouch, meant
from township_office.approvals.deciding.panel import Decision
from township_office.approvals.models import Case, Task
from township_office.approvals.registry import verb_of
from township_office.approvals.run import Run, hold, seat_of
from township_office.approvals.sentences import somebody_was_faster
from township_office.approvals.story import Story
from township_office.approvals.telling import group_of
from township_office.approvals.way import Staff
from township_office.notices.bell import opened
from township_office.people.capacity import capacity_of
from township_office.people.phrases.actions import note_used
from township_office.people.requests import OfficerRequest
from township_office.web.refusals import Refused, Stale

CHANGED = "您打开以后这件有了变化，没有送出。请刷新看过最新内容再办。"


def held(request: OfficerRequest, model: type[models.Model], pk: int) -> Run | None:
    """Before anything else is read for a POST: take the record's open case for this transaction.

    What is read from here on is what is decided upon, and nobody else can be faster any more.
    """
    if request.method != "POST":
        return None
    kind = ContentType.objects.get_for_model(model)
    case = hold(subject_type_id=kind.pk, subject_id=pk, outcome="")
    return Run.held(case) if case is not None else None


def decide(request: OfficerRequest, run: Run) -> Decision:
    """Show the panel, or do what was posted; ``done`` says in a sentence what became of it.

    A view calls ``held`` before it reads the record, and ``run_of`` after. Raises Refused or
    Stale; a form with errors comes back bound, with everything typed.
    """
    decision = Decision(request, run)
    if request.method == "POST":
        _VERBS.get(decision.act, _unknown)(decision)
    else:
        _seen(decision)
    return decision


def _seen(decision: Decision) -> None:
    """The page is shown: what it asks of him is opened, and what he was told of it is read."""
    opened(decision.request, group_of(decision.run))
    if decision.task is not None and decision.task.read_at is None:
        Task.objects.filter(pk=decision.task.pk).update(read_at=clock.now())


def onward(decision: Decision, record: models.Model) -> str:
    """Where he turns when it is done: to the top of the record's page, or to his desk.

    Without a fragment of its own the browser would keep the last one, and the sheet for the next
    stage would open unread, its button where the last one was pressed.
    """
    return f"{resolve_url(record)}#top" if _goes_on(decision) else resolve_url("desk:todo")


def _goes_on(decision: Decision) -> bool:
    """Whether he has something left to see on this page."""
    if decision.act not in _LEAVING:
        return True
    return Story.of_run(decision.run).task_of(decision.officer) is not None


def _agree(decision: Decision) -> None:
    task, form = _mine(decision), decision.form
    if form is None or not form.is_valid() or decision.password is not None:
        return
    _noted(decision, form.words())
    actions.agree(task, by=decision.by, form=form, run=decision.run)
    decision.done = _whither(decision)


def _refuse(decision: Decision) -> None:
    task, form = _mine(decision), decision.form
    reason = form.reason() if form is not None else ""
    if not reason or decision.password is not None:
        return
    actions.refuse(task, by=decision.by, reason=reason, run=decision.run)
    decision.done = "已了结，理由已记录。"


def _return(decision: Decision) -> None:
    task, form = _mine(decision), _asked(decision)
    if form is None:
        return
    actions.return_to(
        task,
        to=form.cleaned_data["to"],
        straight=form.straight,
        reason=form.cleaned_data["reason"],
        by=decision.by,
        run=decision.run,
    )
    decision.done = f"已退回，{_whither(decision)}"


def _transfer(decision: Decision) -> None:
    task, form = _mine(decision), _asked(decision)
    if form is None:
        return
    note = form.cleaned_data["note"]
    actions.transfer(task, to=form.to, note=note, by=decision.by, run=decision.run)
    decision.done = f"已转办，{_whither(decision)}"


def _add(decision: Decision) -> None:
    task, form = _mine(decision), _asked(decision)
    if form is None:
        return
    actions.add_signer(
        task,
        seat=form.to,
        before=form.before,
        note=form.cleaned_data["note"],
        by=decision.by,
        run=decision.run,
    )
    after = "他签了以后再轮到您。" if form.before else "您办了以后轮到他。"
    decision.done = f"已请加签，{after}"


def _withdraw(decision: Decision) -> None:
    case = decision.run.case
    by = capacity_of(decision.officer, case.applicant_post)
    actions.withdraw(case, by=by, run=decision.run)
    decision.done = "已撤回，可以修改后再送。"


def _copy(decision: Decision) -> None:
    form = _asked(decision)
    if form is None:
        return
    note = form.cleaned_data["note"]
    actions.copy_to(decision.run.case, seats=form.to, words=note, by=decision.by)
    decision.done = "已抄送，对方会收到消息。"


def _urge(decision: Decision) -> None:
    form = _asked(decision)
    if form is None:
        return
    actions.urge(decision.run.case, words=form.cleaned_data["note"], by=decision.by)
    decision.done = f"已催办，提醒了{'、'.join(decision.run.lies_with(decision.waiting))}。"


def _phone(decision: Decision) -> None:
    form, stage_form = _heard(decision)
    if form is None:
        return
    said = form.cleaned_data
    task, leader = leader_of(decision, said["leader"])
    actions.agree_by_phone(
        task,
        leader=leader,
        call=actions.Call(said["called_at"], said["back_on"]),
        form=stage_form,
        by=decision.by,
        run=decision.run,
    )
    decision.done = f"已记录{leader}的电话意见，{_whither(decision)}{leader}返回后补签。"


def _paper(decision: Decision) -> None:
    form, stage_form = _heard(decision)
    if form is None:
        return
    said = form.cleaned_data
    task, leader = leader_of(decision, said["leader"])
    actions.record_paper(
        task,
        leader=leader,
        written_on=said["written_on"],
        form=stage_form,
        scan=said["scan"],
        by=decision.by,
        run=decision.run,
    )
    decision.done = f"已代录{leader}的意见，主任对照扫描件确认后生效。"


def _confirm(decision: Decision) -> None:
    owed = _owed(decision)
    if owed.password is None:
        actions.confirm(owed.confirmation, by=decision.story.as_himself(decision.officer))
        decision.done = "已补签。"


def _disown(decision: Decision) -> None:
    owed = _owed(decision)
    if owed.disowning is not None and owed.disowning.is_valid():
        words = owed.disowning.cleaned_data["words"]
        by = decision.story.as_himself(decision.officer)
        actions.disown(owed.confirmation, words=words, by=by)
        decision.done = "已否认，主任和主要领导会收到消息并处置；已往下办的没有撤销。"


def _settle(decision: Decision) -> None:
    owed = _owed(decision)
    if owed.settling is not None and owed.settling.is_valid():
        words = owed.settling.cleaned_data["words"]
        by = decision.story.as_himself(decision.officer)
        actions.settle(owed.confirmation, words=words, by=by)
        decision.done = "处置已记录。"


def _vouch(decision: Decision) -> None:
    vouch = _entry(decision)
    if vouch.password is not None:
        return
    by = decision.story.as_himself(decision.officer)
    case = actions.confirm_paper(vouch.decision, by=by)
    decision.done = f"已确认代录，{whither(case)}"


def _reject(decision: Decision) -> None:
    vouch = _entry(decision)
    if vouch.rejecting is not None and vouch.rejecting.is_valid():
        reason = vouch.rejecting.cleaned_data["words"]
        by = decision.story.as_himself(decision.officer)
        actions.reject_paper(vouch.decision, reason=reason, by=by)
        decision.done = "已退回代录，代录的同志会收到消息。"


def _unknown(decision: Decision) -> None:
    raise Refused("没有看懂要办什么，没有送出。请刷新页面再办。")


_VERBS: dict[str, Callable[[Decision], None]] = {
    "agree": _agree,
    "quick": _agree,
    "refuse": _refuse,
    "return": _return,
    "transfer": _transfer,
    "add": _add,
    "withdraw": _withdraw,
    "copy": _copy,
    "urge": _urge,
    "phone": _phone,
    "paper": _paper,
    "confirm": _confirm,
    "disown": _disown,
    "settle": _settle,
    "vouch": _vouch,
    "reject": _reject,
}
_LEAVING = ("agree", "quick", "refuse", "return", "transfer", "add")


def _mine(decision: Decision) -> Task:
    """The task this page was about, unless somebody was faster or it says something else now."""
    if decision.task is None or decision.kind is None:
        raise Stale(_gone(decision))
    _check_version(decision)
    return decision.task


def _gone(decision: Decision) -> str:
    """Who did what the page he sent was about."""
    number = decision.request.POST.get("version", "").partition(".")[0]
    rows = decision.run.rows
    mine = rows.get(int(number)) if number.isdecimal() else None
    beside = (row for row in rows.values() if mine is not None and _same_stage(row, mine))
    return somebody_was_faster(mine, decision.run.staff, beside)


def _same_stage(row: Task, mine: Task) -> bool:
    return (row.stage, row.round) == (mine.stage, mine.round)


def _check_version(decision: Decision) -> None:
    if decision.request.POST.get("version") != decision.version:
        raise Stale(CHANGED)


def _asked(decision: Decision) -> Any:
    """The verb's form as it was posted; nothing where it is at fault. Raises when not offered."""
    offer = decision.offer(decision.act)
    if offer is None or offer.form is None:
        raise Refused(
            offer.why if offer is not None else "现在不能这样办，请刷新页面看现在的情况。"
        )
    return offer.form if offer.form.is_valid() else None


def _heard(decision: Decision) -> tuple[Any, Any]:
    """What was asked beside the stage's own form, and that form; both, or neither."""
    _check_version(decision)
    form, stage_form = _asked(decision), getattr(decision.offer(decision.act), "stage_form", None)
    whole = stage_form is not None and stage_form.is_valid() and form is not None
    whole = whole and getattr(decision.offer(decision.act), "password", None) is None
    return (form, stage_form) if whole else (None, None)


def _owed(decision: Decision) -> Owed:
    for owed in decision.owed:
        if meant(decision, owed.confirmation.pk):
            return owed
    raise Stale("这次电话同意不用您办了，或者已经办过。请刷新页面看现在的情况。")


def _entry(decision: Decision) -> Vouch:
    for vouch in decision.vouched:
        if meant(decision, vouch.decision.pk):
            return vouch
    raise Stale("这条代录已经处理过。请刷新页面看现在的情况。")


def _noted(decision: Decision, words: str) -> None:
    """His own 常用语 that he used come first next time."""
    if words:
        note_used(words, by=decision.by)


def _whither(decision: Decision) -> str:
    """Where it went, by name; the run that moved it knows."""
    run = decision.run
    return gone_to(run.case, run.ready_rows(), run.staff)


def whither(case: Case) -> str:
    """Where it went, by name: 已送张志强承办。"""
    story = Story(case)
    return gone_to(case, story.ready_tasks, story.staff)


def gone_to(case: Case, lying: Sequence[Task], staff: Staff) -> str:
    if case.outcome:
        return f"{case.label} {case.get_outcome_display()}。"
    holders = (each.name for task in lying for each in staff.named(seat_of(task)))
    names = "、".join(dict.fromkeys(holders))
    return f"已送{names}{verb_of(lying[0])}。" if names else "已办。"
