"""The decisions of whoever has the task on his desk, and the applicant's own way back."""

from township_office.approvals import core
from township_office.approvals.acts import Act
from township_office.approvals.core import FIRST
from township_office.approvals.finishing import agreed_beside, finish, settle_stages
from township_office.approvals.forms import OpinionForm
from township_office.approvals.models import Case, Event, Task
from township_office.approvals.rules import check_nothing_unsettled
from township_office.approvals.run import Run
from township_office.audit.capacity import Capacity
from township_office.web.once import together
from township_office.web.refusals import Refused


@together
def agree(task: Task, *, by: Capacity, form: OpinionForm, run: Run | None = None) -> Case:
    """End a task with what its stage asks for; the last one moves the case on.

    Raises Refused when the task is not his, Stale when somebody was faster.
    """
    run = run or Run.locked(task.case_id)
    mine = run.check(task, by.person_id)
    effect(run, mine, form, by)
    run.move(core.Agree(mine.number, by.person_id, run.digest), mine)
    said = run.say(
        Event.Verb.AGREE,
        by=by,
        stage=mine.stage,
        round=mine.round,
        task=mine,
        opinion=form.words(),
        form=form.said(),
    )
    agreed_beside(run, mine, said)
    settle_stages(run, mine, by)
    finish(run, Act.AGREED, by, stage=mine.stage_name, words=form.words())
    return run.case


@together
def refuse(task: Task, *, by: Capacity, reason: str, run: Run | None = None) -> Case:
    """Say no: the matter ends here, with the reason. Only where the stage's kind allows it."""
    run = run or Run.locked(task.case_id)
    mine = run.check(task, by.person_id)
    if not run.kind(mine).refusal(run.subject):
        raise Refused(f"「{mine.stage_name}」环节只能办理或退回，不能在这里了结。")
    run.move(core.Refuse(mine.number, by.person_id, run.digest), mine)
    run.say(Event.Verb.REFUSE, by=by, stage=mine.stage, round=mine.round, task=mine, opinion=reason)
    finish(run, Act.REFUSED, by, stage=mine.stage_name, words=reason)
    return run.case


@together
def return_to(
    task: Task, *, to: int, straight: bool, reason: str, by: Capacity, run: Run | None = None
) -> Case:
    """退回 to an earlier stage, with the reason; ``straight`` skips the stages between afterwards."""
    run = run or Run.locked(task.case_id)
    mine = run.check(task, by.person_id)
    round = run.case.round
    run.move(core.Return(mine.number, by.person_id, to, straight, run.digest), mine)
    run.say(
        Event.Verb.RETURN,
        by=by,
        stage=mine.stage,
        round=round,
        task=mine,
        to_stage=to,
        opinion=reason,
        form={"方式": "直接送回" if straight else "按流程再走"},
    )
    finish(run, Act.RETURNED, by, stage=mine.stage_name, words=reason)
    return run.case


@together
def withdraw(case: Case, *, by: Capacity, run: Run | None = None) -> Case:
    """撤回 while nobody but the applicant has acted in this round; the subject is a draft again."""
    run = run or Run.locked(case.pk)
    stage, name = run.case.stage, run.case.stage_name
    run.move(core.Withdraw(by.person_id))
    run.say(Event.Verb.WITHDRAW, by=by, stage=stage)
    finish(run, Act.WITHDRAWN, by, stage=name)
    return run.case


@together
def annul(case: Case, *, by: Capacity, reason: str) -> Case:
    """End a case whose record was a mistake (误登作废); who may do so the module's rules say."""
    run = Run.locked(case.pk)
    stage, name = run.case.stage, run.case.stage_name
    run.move(core.Annul(by.person_id))
    run.say(Event.Verb.ANNUL, by=by, stage=stage, opinion=reason)
    finish(run, Act.ANNULLED, by, stage=name, words=reason)
    return run.case


def effect(run: Run, mine: Task, form: OpinionForm, by: Capacity) -> None:
    """Let the stage's kind do what it does, and look again at what the subject says."""
    kind = run.kind(mine)
    if kind.archives:
        check_nothing_unsettled(run.case)
    if kind.effect is not None and mine.stage > FIRST:
        kind.effect(run.subject, form, by)
        run.has_changed(kind)
