"""The 请假条 as a PDF, and the proofs that hang on it."""

from datetime import date

from leave.acts import Act
from leave.models import Leave
from leave.rules.changing import PROOF
from township_office import clock
from township_office.audit.capacity import Capacity
from township_office.audit.trail import record
from township_office.files.actions import erase, keep_bytes
from township_office.files.models import File
from township_office.jobs.models import Job
from township_office.jobs.outbox import enqueue
from township_office.web.once import together
from township_office.web.refusals import Stale

SLIP_JOB = "leave.slip"
SLIP = "slip"


@together
def ask_for_slip(leave: Leave, *, by: Capacity) -> None:
    """Have the 请假条 made as a PDF, as it stands now; a worker does it."""
    if slip_is_being_made(leave):
        raise Stale("请假条正在生成，好了会出现在「文件」里，不用再点。")
    enqueue(SLIP_JOB, township_id=by.township_id, leave_id=leave.pk, officer_id=by.person_id)
    record(Act.SLIP_ASKED, leave, by=by)


@together
def keep_slip(leave: Leave, pdf: bytes, *, by: Capacity) -> None:
    """Lay the slip the worker drew beside the proofs, named after the moment it speaks of."""
    name = f"请假条 {clock.local(clock.now()):%Y-%m-%d %H%M}.pdf"
    keep_bytes(name, pdf, attached_to=leave, by=by, role=SLIP)
    record(Act.SLIP_MADE, leave, by=by)


def slip_is_being_made(leave: Leave) -> bool:
    """Whether a worker still has to bring a slip that was asked for."""
    asked = Job.objects.open().filter(name=SLIP_JOB, args__leave_id=leave.pk)
    return asked.of(leave.township_id).exists()


@together
def erase_proofs(leave: Leave, *, by: Capacity) -> None:
    """Proofs are personal data: after the years the township keeps them their content goes."""
    for file in proofs_of(leave):
        erase(file, by=by)
    record(Act.PROOF_ERASED, leave, by=by)


def proofs_of(leave: Leave) -> list[File]:
    """What is still there to be read."""
    kept = File.objects.attached_to(leave).filter(role=PROOF, erased_on__isnull=True)
    return list(kept)


def leaves_with_old_proofs(township_id: int, before: date) -> list[Leave]:
    """Whose leave was over before that day, and whose proofs are still kept."""
    old = Leave.objects.filter(township=township_id, last_day__lt=before)
    kept = File.objects.filter(
        content_type__app_label="leave",
        content_type__model="leave",
        role=PROOF,
        erased_on__isnull=True,
        township=township_id,
    )
    return list(old.filter(pk__in=kept.values("object_id")))
