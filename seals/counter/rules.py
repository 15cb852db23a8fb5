"""What a row at the counter begins with."""

from typing import Any

from seals.keeping.models import Seal, SealOf
from seals.using.models import MatterClass, Nature, Request
from township_office.people.models import Officer


def usual(officer: Officer) -> dict[str, Any]:
    """The matter and seal he entered last; the first time a routine form and the government seal."""
    entered = Request.objects.filter(applicant=officer, at_counter=True)
    last = entered.order_by("-asked_at").values("matter", "seal").first()
    if last is not None:
        return dict(last)
    return {"matter": _routine_form(officer), "seal": _government_seal(officer)}


def _routine_form(officer: Officer) -> int | None:
    offered = MatterClass.objects.filter(township_id=officer.township_id).at_counter()
    return offered.filter(nature=Nature.ROUTINE).values_list("pk", flat=True).first()


def _government_seal(officer: Officer) -> int | None:
    mine = Seal.objects.visible_to(officer).in_use().filter(organ=SealOf.GOVERNMENT)
    return mine.values_list("pk", flat=True).first()
