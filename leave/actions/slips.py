"""The 请假条 as a PDF, and the proofs that hang on it."""

from datetime import date

from leave.acts import Act
from leave.models import Leave
from leave.rules.changing import PROOF
from township_office.audit.capacity import Capacity
from township_office.audit.trail import record
from township_office.files.actions import erase
from township_office.files.drawn import Drawn
from township_office.files.models import File
from township_office.web.once import together

SLIP = Drawn("请假条", job="leave.slip", about="leave_id", role="slip")


@together
def ask_for_slip(leave: Leave, *, by: Capacity) -> None:
    """Have the 请假条 made as a PDF, as it stands now; a worker does it."""
    SLIP.order(leave, by=by)
    record(Act.SLIP_ASKED, leave, by=by)


@together
def keep_slip(leave: Leave, pdf: bytes, *, by: Capacity) -> None:
    """Lay the slip the worker drew beside the proofs."""
    SLIP.lay(leave, pdf, by=by)
    record(Act.SLIP_MADE, leave, by=by)


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
