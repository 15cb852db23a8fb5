"""What each verb makes of the state of a case."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from township_office.approvals.core.changes import (
    closed,
    descendant,
    dropped,
    ended,
    made_to_wait,
    next_number,
    opened,
    waiting_for,
)
from township_office.approvals.core.entering import enter, onward
from township_office.approvals.core.resuming import standing
from township_office.approvals.core.state import (
    FIRST,
    Effects,
    Mode,
    Outcome,
    Reason,
    Seat,
    State,
    Status,
    Step,
    Task,
    Unlawful,
    Verdict,
    Way,
    Why,
)
from township_office.approvals.core.verbs import (
    Add,
    Agree,
    Annul,
    Confirm,
    Disown,
    Intervene,
    Paper,
    Phone,
    Refuse,
    Return,
    Settle,
    Transfer,
    Verb,
    Withdraw,
)

AFTER_THE_END = (Confirm, Disown, Settle)


def begin(way: Way) -> State:
    """Submitting does the first stage; the case stands at the next one. Raises Unlawful."""
    return enter(way, State(), FIRST + 1)


def apply(way: Way, state: State, verb: Verb) -> State:
    """What the verb makes of the state. Raises Unlawful, and then nothing has changed."""
    if state.outcome is not None and not isinstance(verb, AFTER_THE_END):
        raise Unlawful(Why.ENDED)
    return _VERBS[type(verb)](way, state, verb)


def effects(before: State, after: State) -> Effects:
    known = {task.number: task for task in before.tasks}
    return Effects(
        opened=tuple(task for task in after.tasks if task.number not in known),
        changed=tuple(
            task for task in after.tasks if task.number in known and known[task.number] != task
        ),
        outcome=after.outcome if before.outcome is None else None,
    )


def actable(way: Way, state: State, number: int, officer: int) -> Task:
    """The task, if this officer may end it now. Raises Unlawful otherwise."""
    task = state.task(number)
    if task is None or task.status is not Status.OPEN:
        raise Unlawful(Why.NOT_OPEN)
    if not task.blocks:
        raise Unlawful(Why.TO_CONFIRM)
    if way.acts_for(task, officer) is None:
        own = officer == way.applicant and way.decides(task.stage)
        raise Unlawful(Why.OWN_REQUEST if own and way.holds(task.seat, officer) else Why.NOT_YOURS)
    if state.waiting(task):
        raise Unlawful(Why.WAITS)
    return task


def _agree(way: Way, state: State, verb: Agree) -> State:
    mine = actable(way, state, verb.task, verb.by)
    return _move_on(way, _agreed(way, state, mine, verb.by, verb.digest), mine, verb.digest)


def _paper(way: Way, state: State, verb: Paper) -> State:
    mine = _his(way, state, verb)
    state = _agreed(way, state, mine, verb.owner, verb.digest)
    return _move_on(way, state, mine, verb.digest, in_passing=False)


def _phone(way: Way, state: State, verb: Phone) -> State:
    mine = _his(way, state, verb)
    state = _agreed(way, state, mine, verb.owner, verb.digest)
    state = opened(
        state,
        Task(
            number=next_number(state),
            stage=mine.stage,
            round=state.round,
            seat=Seat(officer=verb.owner),
            root=mine.root,
            reason=Reason.CONFIRM,
            blocks=False,
        ),
    )
    return _move_on(way, state, mine, verb.digest, in_passing=False)


def _his(way: Way, state: State, verb: Phone | Paper) -> Task:
    """The task of the one whose word is written down by somebody else, never by the applicant."""
    mine = actable(way, state, verb.task, verb.owner)
    _check_not_to_mend(mine)
    if verb.by == way.applicant and way.decides(mine.stage):
        raise Unlawful(Why.OWN_REQUEST)
    if verb.by == verb.owner:
        raise Unlawful(Why.FOR_HIMSELF)
    return mine


def _agreed(way: Way, state: State, mine: Task, officer: int, digest: str) -> State:
    """One person in several seats of a stage decides once, and it is recorded in each."""
    state = closed(state, mine, Verdict.AGREE, officer, digest)
    if not way.holds(mine.seat, officer):
        return state  # he stands in for one other, and for nobody else
    while (next_one := _also_his(way, state, mine.stage, officer)) is not None:
        state = closed(state, next_one, Verdict.AGREE, officer, digest)
    return state


def _also_his(way: Way, state: State, stage: int, officer: int) -> Task | None:
    lying = (task for task in state.here(stage) if task.status is Status.OPEN)
    his = (task for task in lying if officer in way.able(task.seat, stage))
    return next((task for task in his if not state.waiting(task)), None)


def _move_on(way: Way, state: State, mine: Task, digest: str, *, in_passing: bool = True) -> State:
    step = way.step(mine.stage)
    if step is not None:
        state = _others_told(state, step, digest)
    if state.blocked():
        return state
    return onward(way, state, mine.stage, digest, in_passing=in_passing)


def _others_told(state: State, step: Step, digest: str) -> State:
    """Where any of them suffices the others go home; where all must be of one mind they are asked."""
    if step.mode is Mode.ANY:
        return dropped(state, _other_branches(state, step))
    if step.united:
        return _asked_again(state, step, digest)
    return state


def _other_branches(state: State, step: Step) -> list[Task]:
    """What is open beside the branches that agreed; nothing before one of the rule's has."""
    agreed = {task.root for task in _asked_by_rule(state, step) if task.verdict is Verdict.AGREE}
    lying = [task for task in state.open_tasks() if task.blocks]
    return [task for task in lying if agreed and task.root not in agreed]


def _asked_again(state: State, step: Step, digest: str) -> State:
    """待统一意见: whoever agreed to another content than the last one must look again."""
    now = [task for task in state.tasks if (task.stage, task.round) == (step.stage, state.round)]
    last = {t.root: t for t in now if t.blocks and t.reason is not Reason.ADDED}
    for task in (*standing(state, step), *last.values()):
        if task.verdict is Verdict.AGREE and task.digest != digest:
            state = opened(
                state, descendant(state, task, task.seat, Reason.DIFFERS, waits_for=None)
            )
    return state


def _asked_by_rule(state: State, step: Step) -> list[Task]:
    return [task for task in state.here(step.stage) if task.reason is not Reason.ADDED]


def _refuse(way: Way, state: State, verb: Refuse) -> State:
    mine = actable(way, state, verb.task, verb.by)
    return ended(closed(state, mine, Verdict.REFUSE, verb.by, verb.digest), Outcome.REFUSED)


def _return(way: Way, state: State, verb: Return) -> State:
    mine = actable(way, state, verb.task, verb.by)
    if verb.to >= mine.stage or way.step(verb.to) is None:
        raise Unlawful(Why.NOT_EARLIER)
    state = dropped(closed(state, mine, Verdict.RETURN, verb.by, verb.digest))
    state = replace(
        state,
        round=state.round + 1,
        resume_at=mine.stage if verb.straight else None,
        resume_digest=verb.digest if verb.straight else "",
    )
    return enter(way, state, verb.to)


def _transfer(way: Way, state: State, verb: Transfer) -> State:
    mine = actable(way, state, verb.task, verb.by)
    _check_not_to_mend(mine)
    _check_askable(way, state, mine, verb.to, verb.by)
    new = descendant(state, mine, verb.to, Reason.TRANSFERRED)
    state = dropped(state, [mine], verdict=Verdict.TRANSFER, by=verb.by)
    return opened(waiting_for(state, mine.number, new.number), new)


def _add(way: Way, state: State, verb: Add) -> State:
    mine = actable(way, state, verb.task, verb.by)
    _check_not_to_mend(mine)
    _check_askable(way, state, mine, verb.seat, verb.by)
    behind = mine.waits_for if verb.before else mine.number
    new = descendant(state, mine, verb.seat, Reason.ADDED, waits_for=behind)
    new = replace(new, reason=Reason.ADDED)
    step = way.step(mine.stage)
    if verb.before:
        state = made_to_wait(state, mine, new.number)
    elif step is not None and step.mode is Mode.ORDER:
        state = waiting_for(state, mine.number, new.number)
    return opened(state, new)


def _check_not_to_mend(mine: Task) -> None:
    """What came back to be mended is its sender's to send again, and nobody else's."""
    if mine.stage == FIRST:
        raise Unlawful(Why.TO_MEND)


def _check_askable(way: Way, state: State, mine: Task, seat: Seat, by: int) -> None:
    """Somebody sits there, and nobody of them sent the case or has a part in this stage already.

    Nor does who stands in for somebody make the task his own.
    """
    sitting = way.sitting(seat)
    if not sitting:
        raise Unlawful(Why.NOBODY_THERE)
    if way.applicant in sitting:
        raise Unlawful(Why.TO_APPLICANT)
    asked = {officer for task in state.here(mine.stage) for officer in way.sitting(task.seat)}
    if sitting & (asked | {by} | {task.done_by for task in state.here(mine.stage)}):
        raise Unlawful(Why.ASKED_ALREADY)


def _confirm(way: Way, state: State, verb: Confirm) -> State:
    return closed(state, _to_confirm(state, verb), Verdict.CONFIRM, verb.by)


def _disown(way: Way, state: State, verb: Disown) -> State:
    return closed(state, _to_confirm(state, verb), Verdict.DISOWN, verb.by)


def _settle(way: Way, state: State, verb: Settle) -> State:
    owed = state.task(verb.task)
    if owed is None or owed.reason is not Reason.CONFIRM or way.sitting(owed.seat):
        raise Unlawful(Why.NOT_TO_CONFIRM)
    if owed.status is not Status.OPEN:
        raise Unlawful(Why.NOT_OPEN)
    if verb.by == way.applicant and way.decides(owed.stage):
        raise Unlawful(Why.OWN_REQUEST)
    return closed(state, owed, Verdict.SETTLE, verb.by)


def _to_confirm(state: State, verb: Confirm | Disown) -> Task:
    task = state.task(verb.task)
    if task is None or task.reason is not Reason.CONFIRM or task.seat.officer != verb.by:
        raise Unlawful(Why.NOT_TO_CONFIRM)
    if task.status is not Status.OPEN:
        raise Unlawful(Why.NOT_OPEN)
    return task


def _intervene(way: Way, state: State, verb: Intervene) -> State:
    stuck = state.task(verb.task)
    if stuck is None or stuck.status is not Status.OPEN or not stuck.blocks:
        raise Unlawful(Why.NOT_OPEN)
    if way.able(stuck.seat, stuck.stage):
        raise Unlawful(Why.WELL_PLACED)
    state = dropped(state, [stuck], verdict=Verdict.RESOLVE)
    step = way.step(stuck.stage)
    if step is None:
        raise Unlawful(Why.NOBODY)
    return _resolved(way, state, stuck, step, verb.digest)


def _resolved(way: Way, state: State, stuck: Task, step: Step, digest: str) -> State:
    """Ask those whom the rule leads to today; where all of them have agreed, go on."""
    root, after = stuck.root, stuck.waits_for
    for seat in _not_asked(way, state, step) if stuck.reason is not Reason.ADDED else ():
        behind = after if step.mode is Mode.ORDER else stuck.waits_for
        new = descendant(state, stuck, seat, Reason.RESOLVED, root=root, waits_for=behind)
        state, after = opened(state, new), new.number
        root = next_number(state)  # each of several is a branch of its own
    state = waiting_for(state, stuck.number, after)
    if state.blocked():
        return state
    if not any(task.verdict is Verdict.AGREE for task in _counting(state, step)):
        raise Unlawful(Why.NOBODY)
    return _move_on(way, state, stuck, digest, in_passing=False)


def _not_asked(way: Way, state: State, step: Step) -> list[Seat]:
    asked = {task.seat for task in _counting(state, step)}
    return [seat for seat in step.seats if seat not in asked and way.able(seat, step.stage)]


def _counting(state: State, step: Step) -> tuple[Task, ...]:
    return (*state.here(step.stage), *standing(state, step))


def _withdraw(way: Way, state: State, verb: Withdraw) -> State:
    if not way.may_take_back(verb.by):
        raise Unlawful(Why.NOT_YOURS)
    acted = (task for task in state.tasks if task.round == state.round and task.done_by is not None)
    if any(task.done_by != way.applicant for task in acted):
        raise Unlawful(Why.TOO_LATE)
    return ended(state, Outcome.WITHDRAWN)


def _annul(way: Way, state: State, verb: Annul) -> State:
    return ended(state, Outcome.VOID)


_VERBS: dict[type, Callable[[Way, State, Any], State]] = {
    Agree: _agree,
    Refuse: _refuse,
    Return: _return,
    Transfer: _transfer,
    Add: _add,
    Phone: _phone,
    Paper: _paper,
    Confirm: _confirm,
    Disown: _disown,
    Settle: _settle,
    Intervene: _intervene,
    Withdraw: _withdraw,
    Annul: _annul,
}
