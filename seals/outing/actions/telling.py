"""What the people of an outing are told."""

from collections.abc import Iterable

from django.urls import reverse

from seals.outing.models import Outing
from township_office.audit.capacity import Capacity
from township_office.notices.actions import tell
from township_office.notices.registry import declare

LONGER = declare("seals.outing_longer", "外带延期")
BEYOND = declare("seals.outing_beyond", "外带超出批准范围")
LATE = declare("seals.outing_late", "外带逾期")


def tell_of(
    kind: str,
    outing: Outing,
    officers: Iterable[int],
    words: str,
    *,
    by: Capacity | None,
    page: str = "seals:outing",
) -> None:
    """One sentence about an outing, with the page where it is seen or decided."""
    tell(
        kind,
        township_id=outing.township_id,
        officers=sorted(officers),
        words=words,
        url=reverse(page, args=[outing.pk]),
        about=str(outing),
        group=f"seals.outing:{outing.pk}",
        by=by,
    )
