"""电话请示 and what follows from it: 补签, or an incident (B1.1u)."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from township_office import clock
from township_office.approvals import core
from township_office.approvals.actions.behalf import on_behalf
from township_office.approvals.acts import Act
from township_office.approvals.chasing import chase_later
from township_office.approvals.core import Reason
from township_office.approvals.finishing import finish
from township_office.approvals.forms import OpinionForm
from township_office.approvals.models import Confirmation, Event, Task
from township_office.approvals.rules import (
    DIRECTOR,
    PRINCIPAL_LEADERS,
    check_answers_for,
    check_may_phone,
    check_settles,
)
from township_office.approvals.run import Run
from township_office.approvals.telling import DISOWNED, TO_CONFIRM, message
from township_office.audit.capacity import Capacity
from township_office.notices.actions import Message
from township_office.people.grants import let_groups_read
from township_office.people.models import Officer
from township_office.townships.settings import declare, settings_of
from township_office.web.once import together
from township_office.workdays.hours import add_working_hours

CONFIRM_WITHIN = declare(
    "approvals.confirm_hours",
    "电话同意后的补签时限（领导返回后的工作小时）",
    default=8,
    clause="B1.1u",
)


@dataclass(frozen=True)
class Call:
    """When the leader was called, and when he will be back to confirm it, if that is known."""

    at: datetime
    back_on: date | None = None


@together
def agree_by_phone(
    task: Task,
    *,
    leader: Officer,
    call: Call,
    form: OpinionForm,
    by: Capacity,
    run: Run | None = None,
) -> Confirmation:
    """Enter what the leader agreed to on the telephone; it goes on at once, he confirms it later.

    Raises Refused where the stage or the matter does not allow it, for others than the office, for
    the applicant (B1.1u).
    """
    run = run or Run.locked(task.case_id)
    mine = run.check(task, leader.pk)
    check_may_phone(run, mine, called_at=call.at, by=by)
    said = on_behalf(run, mine, leader, form, core.Phone, recorder=by, by=by)
    heard = replace(by, how="phone", for_name=leader.name)
    told = message(
        run, TO_CONFIRM, [leader.pk], f"{by.officer_name}记录了您的电话意见，请补签。", by
    )
    finish(
        run,
        Act.AGREED_BY_PHONE,
        heard,
        stage=mine.stage_name,
        words=form.words(),
        messages=(told,),
    )
    return _owed(run, said, leader, call, by)


@together
def confirm(owed: Confirmation, *, words: str = "", by: Capacity) -> Confirmation:
    """补签: the leader confirms what he said on the telephone."""
    run = Run.locked(owed.case_id)
    owed.refresh_from_db()
    check_answers_for(run, owed, by)
    run.move(core.Confirm(owed.task.number, by.person_id), owed.task)
    _answered(run, owed, Confirmation.Status.CONFIRMED, words, by)
    finish(run, Act.CONFIRMED, by, stage=owed.event.stage_name, words=words)
    return owed


@together
def disown(owed: Confirmation, *, words: str, by: Capacity) -> Confirmation:
    """He did not agree: an incident for the director and the other leader; nothing is undone."""
    run = Run.locked(owed.case_id)
    owed.refresh_from_db()
    check_answers_for(run, owed, by)
    run.move(core.Disown(owed.task.number, by.person_id), owed.task)
    _answered(run, owed, Confirmation.Status.DISOWNED, words, by)
    told = _of_the_incident(run, owed, words, by)
    finish(run, Act.DISOWNED, by, stage=owed.event.stage_name, words=words, messages=(told,))
    chase_later(owed)
    return owed


@together
def settle(owed: Confirmation, *, words: str, by: Capacity) -> Confirmation:
    """The director or the other leader says what became of a consent that was disowned, or whose
    leader has left; nobody can confirm that one any more, and it lies on no desk from now on."""
    run = Run.locked(owed.case_id)
    owed.refresh_from_db()
    check_settles(run, owed, by)
    if owed.status == Confirmation.Status.OPEN:
        run.move(core.Settle(owed.task.number, by.person_id), owed.task)
        owed.status = Confirmation.Status.LEFT
    owed.settled_at, owed.settled_by_id, owed.settlement = clock.now(), by.person_id, words
    owed.save()
    run.say(Event.Verb.SETTLE, by=by, stage=owed.event.stage, task=owed.task, opinion=words)
    finish(run, Act.SETTLED, by, stage=owed.event.stage_name, words=words)
    return owed


def _owed(run: Run, said: Event, leader: Officer, call: Call, by: Capacity) -> Confirmation:
    task = next(row for row in run.touched if row.reason == Reason.CONFIRM)
    task.due_at = _due(run, call)
    task.save(update_fields=["due_at"])
    owed = Confirmation.objects.create(
        township_id=run.case.township_id,
        case=run.case,
        task=task,
        event=said,
        leader=leader,
        called_by_id=by.person_id,
        called_at=call.at,
        back_on=call.back_on,
        due_at=task.due_at,
    )
    chase_later(owed)
    return owed


def _due(run: Run, call: Call) -> datetime:
    """One working day after the leader is back; where nobody knows when, after the call."""
    township = run.case.township_id
    back = clock.midnight(call.back_on) if call.back_on else call.at
    return add_working_hours(back, settings_of(township)[CONFIRM_WITHIN.key], township).at


def _answered(
    run: Run, owed: Confirmation, status: Confirmation.Status, words: str, by: Capacity
) -> None:
    owed.status, owed.answered_at, owed.words = status, clock.now(), words
    confirmed = status == Confirmation.Status.CONFIRMED
    owed.settled_at = owed.answered_at if confirmed else None
    owed.save(update_fields=["status", "answered_at", "words", "settled_at"])
    verb = Event.Verb.CONFIRM if confirmed else Event.Verb.DISOWN
    run.say(verb, by=by, stage=owed.event.stage, task=owed.task, opinion=words)


def _of_the_incident(run: Run, owed: Confirmation, words: str, by: Capacity) -> Message:
    """Whoever has to settle it may read the paper from now on."""
    officers = run.staff.in_roles(DIRECTOR, *PRINCIPAL_LEADERS)
    let_groups_read(run.subject, officers=officers)
    said = f"{owed.leader}否认{owed.called_by}记录的电话同意：{words}请处置。"
    return message(run, DISOWNED, sorted(officers), said, by)
