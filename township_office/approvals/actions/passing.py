"""A task goes to somebody else, or somebody else decides as well; nobody decides by it."""

from township_office.approvals import core
from township_office.approvals.acts import Act
from township_office.approvals.core import Reason, Seat, Status
from township_office.approvals.finishing import finish, settle_stages
from township_office.approvals.models import Case, Event, Task
from township_office.approvals.rules import check_may_take_over
from township_office.approvals.run import Run
from township_office.approvals.telling import PASSED_ON, to_holders
from township_office.audit.capacity import Capacity
from township_office.web.once import together


@together
def transfer(task: Task, *, to: Seat, note: str, by: Capacity, run: Run | None = None) -> Case:
    """转办: the task lies with somebody else, with a note he sees.

    Raises Refused towards the applicant, towards who has been asked already, towards a vacant post,
    and towards who is no leader where leaders alone decide.
    """
    run = run or Run.locked(task.case_id)
    mine = run.check(task, by.person_id)
    check_may_take_over(run, mine, to)
    run.move(core.Transfer(mine.number, by.person_id, to), mine)
    new = _noted(run, note)
    _say(run, Event.Verb.TRANSFER, mine, to, note, by)
    words = f"{by.officer_name}把「{mine.stage_name}」转您办理。{note}"
    told = to_holders(run, PASSED_ON, new, words, by)
    finish(run, Act.TRANSFERRED, by, stage=mine.stage_name, words=note, messages=(told,))
    return run.case


@together
def add_signer(
    task: Task, *, seat: Seat, before: bool, note: str, by: Capacity, run: Run | None = None
) -> Case:
    """加签: somebody else decides as well, before me or after me. Raises as ``transfer`` does."""
    run = run or Run.locked(task.case_id)
    mine = run.check(task, by.person_id)
    check_may_take_over(run, mine, seat)
    run.move(core.Add(mine.number, by.person_id, seat, before), mine)
    new = _noted(run, note)
    _say(run, Event.Verb.ADD, mine, seat, note, by, before=before)
    words = f"{by.officer_name}请您在「{mine.stage_name}」加签。{note}"
    told = to_holders(run, PASSED_ON, new if before else [], words, by)
    finish(run, Act.SIGNER_ADDED, by, stage=mine.stage_name, words=note, messages=(told,))
    return run.case


@together
def intervene(task: Task, *, reason: str, by: Capacity) -> Case:
    """Let a task that nobody can do go where its rule leads today; decides nothing.

    Raises Refused while somebody can do it, or when the rule leads nowhere.
    """
    run = Run.locked(task.case_id)
    stuck, stage = run.rows[task.number], run.case.stage
    run.move(core.Intervene(stuck.number, run.digest), stuck)
    opened = [row for row in run.touched if row.status == Status.OPEN and row.pk != stuck.pk]
    names = "、".join(run.lies_with(opened))
    run.say(Event.Verb.INTERVENE, by=by, stage=stage, task=stuck, opinion=reason, to_names=names)
    settle_stages(run, stuck, by)
    told = to_holders(run, PASSED_ON, opened, f"「{stuck.stage_name}」重新指定由您办理。", by)
    finish(run, Act.INTERVENED, by, stage=stuck.stage_name, words=reason, messages=(told,))
    return run.case


def _noted(run: Run, note: str) -> list[Task]:
    """The task just opened carries the note of who sent it."""
    new = [
        row
        for row in run.touched
        if row.status == Status.OPEN and row.reason in (Reason.TRANSFERRED, Reason.ADDED)
    ]
    row = max(new, key=lambda each: each.number)
    row.note = note
    row.save(update_fields=["note"])
    return [row]


def _say(
    run: Run,
    verb: Event.Verb,
    mine: Task,
    to: Seat,
    note: str,
    by: Capacity,
    *,
    before: bool | None = None,
) -> None:
    named = [f"{each.post_name} {each.name}" for each in run.staff.named(to)]
    place = "之前" if before else "之后"
    order = {} if before is None else {"次序": f"在{by.officer_name}{place}"}
    run.say(
        verb,
        by=by,
        stage=mine.stage,
        round=mine.round,
        task=mine,
        opinion=note,
        to_names="、".join(named),
        form=order,
    )
