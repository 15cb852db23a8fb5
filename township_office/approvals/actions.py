"""What a person does with a case: one function a verb, each recorded in the same breath."""

from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, models, transaction

from township_office.approvals import core
from township_office.approvals.acts import Act
from township_office.approvals.core import FIRST
from township_office.approvals.definition import published, version_in_force
from township_office.approvals.forms import OpinionForm
from township_office.approvals.models import Case, Event, Task
from township_office.approvals.registry import matter_of
from township_office.approvals.run import Run, frozen
from township_office.audit.capacity import Capacity
from township_office.audit.trail import record
from township_office.people.grants import let_read
from township_office.web.refusals import Refused, Stale


@transaction.atomic
def open_case(subject: models.Model, *, by: Capacity, opinion: str = "") -> Case:
    """Send a subject on its way; submitting does the first stage (拟稿, 登记).

    The facts are frozen now, and the version that is in force now stays with the case for life.
    Raises Stale when the subject is under way already, Refused when nobody could decide.
    """
    case = _new_case(subject, by=by)
    run = Run.locked(case.pk)
    digest = run.matter.digest_of(subject)
    run.begin()
    run.say(Event.Verb.SUBMIT, by=by, stage=FIRST, opinion=opinion, digest=digest)
    let_read(subject, officers=[by.person_id])
    record(Act.CASE_OPENED, subject, by=by, words=opinion, after={"环节": _where(run)})
    return run.case


@transaction.atomic
def resubmit(task: Task, *, by: Capacity, opinion: str = "") -> Case:
    """Send a returned subject on again: new facts, the way worked out anew on the same version."""
    run = Run.locked(task.case_id)
    run.check(task, by)
    run.freeze_facts()
    digest = run.matter.digest_of(run.subject)
    run.say(Event.Verb.SUBMIT, by=by, task=task, opinion=opinion, digest=digest)
    run.move(core.Agree(task.number, by.person_id, digest), task)
    _finish(run, Act.RESUBMITTED, by, stage=task.stage_name, words=opinion)
    return run.case


@transaction.atomic
def agree(task: Task, *, by: Capacity, form: OpinionForm) -> Case:
    """End a task with what its stage asks for; the last one moves the case on.

    Raises Refused when the task is not his, Stale when somebody was faster.
    """
    run = Run.locked(task.case_id)
    run.check(task, by)
    kind = run.kind(task)
    if kind.effect is not None:
        kind.effect(run.subject, form, by)
    run.decide_facts(kind)
    digest = run.matter.digest_of(run.subject)
    run.say(
        Event.Verb.AGREE, by=by, task=task, opinion=form.words(), form=form.said(), digest=digest
    )
    run.move(core.Agree(task.number, by.person_id, digest), task)
    _finish(run, Act.AGREED, by, stage=task.stage_name, words=form.words())
    return run.case


@transaction.atomic
def refuse(task: Task, *, by: Capacity, reason: str) -> Case:
    """Say no: the matter ends here, with the reason. Only where the stage's kind allows it."""
    run = Run.locked(task.case_id)
    run.check(task, by)
    if not run.kind(task).refusal(run.subject):
        raise Refused(f"「{task.stage_name}」环节只能办理或退回，不能在这里了结。")
    digest = run.matter.digest_of(run.subject)
    run.say(Event.Verb.REFUSE, by=by, task=task, opinion=reason, digest=digest)
    run.move(core.Refuse(task.number, by.person_id, digest), task)
    _finish(run, Act.REFUSED, by, stage=task.stage_name, words=reason)
    return run.case


@transaction.atomic
def return_to(task: Task, *, to: int, straight: bool, reason: str, by: Capacity) -> Case:
    """退回 to an earlier stage, with the reason; ``straight`` skips the stages between afterwards."""
    run = Run.locked(task.case_id)
    run.check(task, by)
    digest = run.matter.digest_of(run.subject)
    run.say(Event.Verb.RETURN, by=by, task=task, to_stage=to, opinion=reason, digest=digest)
    run.move(core.Return(task.number, by.person_id, to, straight, digest), task)
    _finish(run, Act.RETURNED, by, stage=task.stage_name, words=reason)
    return run.case


@transaction.atomic
def withdraw(case: Case, *, by: Capacity) -> Case:
    """撤回 while nobody but the applicant has acted in this round; the subject is a draft again."""
    run = Run.locked(case.pk)
    stage = run.case.stage_name
    run.say(Event.Verb.WITHDRAW, by=by)
    run.move(core.Withdraw(by.person_id))
    _finish(run, Act.WITHDRAWN, by, stage=stage)
    return run.case


@transaction.atomic
def annul(case: Case, *, by: Capacity, reason: str) -> Case:
    """End a case whose record was a mistake (误登作废); who may do so the module's rules say."""
    run = Run.locked(case.pk)
    stage = run.case.stage_name
    run.say(Event.Verb.ANNUL, by=by, opinion=reason)
    run.move(core.Annul(by.person_id))
    _finish(run, Act.ANNULLED, by, stage=stage, words=reason)
    return run.case


def _new_case(subject: models.Model, *, by: Capacity) -> Case:
    matter = matter_of(subject)
    version = version_in_force(matter.key, by.township_id)
    try:
        with transaction.atomic():
            return Case.objects.create(
                township_id=by.township_id,
                version=version,
                matter=matter.key,
                subject_type=ContentType.objects.get_for_model(subject),
                subject_id=subject.pk,
                applicant_id=by.person_id,
                applicant_post_id=by.post_id,
                stage=FIRST,
                stage_name=published(version).stage(FIRST).name,
                **frozen(matter, subject, by.township_id),
            )
    except IntegrityError as taken:
        raise Stale("这件已经送出，正在办理，不用再送。") from taken


def _finish(run: Run, act: Act, by: Capacity, *, stage: str, words: str = "") -> None:
    """Tell the module when its matter has ended, and write the line of the trail."""
    subject = run.subject
    if run.case.outcome and run.matter.ended is not None:
        run.matter.ended(subject, run.case, by)
    record(act, subject, by=by, words=words, before={"环节": stage}, after={"环节": _where(run)})


def _where(run: Run) -> str:
    return run.case.get_outcome_display() or run.case.stage_name
