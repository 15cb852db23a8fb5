"""Sending a subject on its way, and again after it was returned."""

from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, models, transaction

from township_office.approvals import core
from township_office.approvals.acts import Act
from township_office.approvals.content import frozen
from township_office.approvals.core import FIRST
from township_office.approvals.definition import published, version_in_force
from township_office.approvals.finishing import agreed_beside, finish, settle_stages
from township_office.approvals.models import Case, Event, Task
from township_office.approvals.registry import matter_of
from township_office.approvals.run import Run
from township_office.audit.capacity import Capacity
from township_office.people.grants import let_groups_read
from township_office.web.once import together
from township_office.web.refusals import Stale


@together
def open_case(subject: models.Model, *, by: Capacity, opinion: str = "") -> Case:
    """Send a subject on its way; submitting does the first stage (拟稿, 登记).

    The facts are frozen now, and the version that is in force now stays with the case for life.
    Raises Stale when the subject is under way already, Refused when nobody could decide.
    """
    run = Run.locked(_new_case(subject, by=by).pk)
    run.case.subject = subject
    stage = run.case.stage_name
    run.begin()
    run.say(Event.Verb.SUBMIT, by=by, stage=FIRST, opinion=opinion)
    let_groups_read(subject, officers=[by.person_id])
    finish(run, Act.CASE_OPENED, by, stage=stage, words=opinion)
    return run.case


@together
def resubmit(task: Task, *, by: Capacity, opinion: str = "") -> Case:
    """Send a returned subject on again: new facts, the way worked out anew on the same version."""
    run = Run.locked(task.case_id)
    mine = run.check(task, by.person_id)
    run.freeze_facts()
    run.move(core.Agree(mine.number, by.person_id, run.digest), mine)
    run.say(
        Event.Verb.SUBMIT, by=by, stage=mine.stage, round=mine.round, task=mine, opinion=opinion
    )
    agreed_beside(run, mine, run.events[0])
    settle_stages(run, mine, by)
    finish(run, Act.RESUBMITTED, by, stage=mine.stage_name, words=opinion)
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
                stage_name=published(version.pk).stage(FIRST).name,
                **frozen(matter, subject, by.township_id),
            )
    except IntegrityError as taken:
        raise Stale("这件已经送出，正在办理，不用再送。") from taken
