"""What comes round by the clock: who is not back yet is asked; proofs that are old enough go."""

from datetime import timedelta

from leave.actions.slips import erase_proofs, leaves_with_old_proofs
from leave.models import KEEPERS, Leave
from leave.rules.switches import PROOF_YEARS, setting
from township_office import clock
from township_office.audit.capacity import system
from township_office.notices.actions import Message, tell_many
from township_office.notices.registry import declare
from township_office.people.models import Appointment

NOT_BACK = declare("leave.not_back", "该销假了")


def remind_of_returns(township_id: int) -> int:
    """Each working day, until somebody says that he is back: himself, and the office (LV-18)."""
    rows = Leave.objects.to_return().filter(township=township_id).select_related("officer")
    late = list(rows.exclude(returns__settled_on__isnull=True, returns__isnull=False))
    held = Appointment.objects.on().filter(post__township=township_id, post__role__in=KEEPERS)
    keepers = sorted(set(held.values_list("officer", flat=True)))
    tell_many(_message(leave, keepers) for leave in late)
    return len(late)


def erase_old_proofs(township_id: int) -> int:
    """Proofs whose leave was over so many years ago; of how many leaves they were."""
    years = int(setting(PROOF_YEARS, township_id))
    before = clock.today() - timedelta(days=365 * years)
    old = leaves_with_old_proofs(township_id, before)
    for leave in old:
        erase_proofs(leave, by=system(township_id))
    return len(old)


def _message(leave: Leave, keepers: list[int]) -> Message:
    return Message(
        kind=NOT_BACK,
        township_id=leave.township_id,
        officers=[leave.officer_id, *keepers],
        words=f"假期到{leave.last_day:%Y-%m-%d}，还没有销假。回来了请销假，没有办完的请说明。",
        url=leave.get_absolute_url(),
        about=str(leave),
        group=f"leave.request:{leave.pk}",
    )
