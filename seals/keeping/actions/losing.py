"""印章遗失: void from the moment it is reported, and what must follow, step by step (SEAL-15)."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from seals.keeping import rules
from seals.keeping.actions.life import end_custody, move
from seals.keeping.acts import Act
from seals.keeping.models import DIRECTOR, Handover, Life, Loss, LossStep, Making, Seal
from township_office import clock
from township_office.approvals.actions import annul
from township_office.approvals.models import Case
from township_office.approvals.rules import PRINCIPAL_LEADERS
from township_office.approvals.way import staff_of
from township_office.audit.capacity import Capacity
from township_office.audit.trail import record
from township_office.notices.actions import tell
from township_office.notices.registry import declare
from township_office.web.once import together
from township_office.web.refusals import Refused

LOST = declare("seals.lost", "印章遗失")


@together
def report_loss(loss: Loss, *, by: Capacity) -> Loss:
    """Report at once that a seal is missing: by its keeper or the office.

    It is void from now on, nobody keeps it, what is under way with it ends; the director and the
    principal leaders are told. Raises Refused where it is in nobody's hands any more.
    """
    seal = loss.seal
    rules.check_may_be_lost(seal, by=by)
    rules.check_happened(loss.noticed_at)
    loss.reported_by_id, loss.reported_at = by.person_id, clock.now()
    loss.save()
    _end_what_is_under_way(seal, by)
    end_custody(seal)
    move(seal, Life.LOST, by=by, words=loss.place, out_since=None, ended_on=clock.today())
    _tell(loss, by)
    record(Act.LOST, seal, by=by, words=loss.circumstances, after={"地点": loss.place})
    return loss


@together
def tick_step(step: LossStep, *, by: Capacity) -> LossStep:
    """One of the things that must follow is done: on which day, with which receipt."""
    rules.check_in_office(by)
    rules.check_past(step.on)
    if step.loss.steps.filter(step=step.step).exists():
        raise Refused(f"「{step.get_step_display()}」已经记过，不用再记。")
    step.by_id = by.person_id
    step.save()
    said = {step.get_step_display(): f"{step.on:%Y-%m-%d}"}
    record(Act.LOSS_STEP, step.loss.seal, by=by, words=step.note, after=said)
    return step


def _end_what_is_under_way(seal: Seal, by: Capacity) -> None:
    """Of the seal itself; what was asked for with it is refused at the stamping."""
    its = Q(pk__in=())
    for model in (Handover, Making):
        kind = ContentType.objects.get_for_model(model)
        of_it = model._default_manager.filter(seal=seal).values("pk")
        its |= Q(subject_type=kind, subject_id__in=of_it)
    for case in Case.objects.open().filter(its).order_by("pk"):
        annul(case, by=by, reason=f"{seal}遗失。")


def _tell(loss: Loss, by: Capacity) -> None:
    staff = staff_of(by.township_id)
    tell(
        LOST,
        township_id=by.township_id,
        officers=sorted(staff.in_roles(DIRECTOR, *PRINCIPAL_LEADERS)),
        words=f"{by.officer_name}报告{loss.seal}遗失，已作废。请督促报告、挂失、登报声明。",
        url=loss.seal.get_absolute_url(),
        about=str(loss.seal),
        group=f"seals.seal:{loss.seal_id}",
        by=by,
    )
