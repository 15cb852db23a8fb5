"""How a frequent matter is kept and dropped, for the trail to be asked about (test_acts)."""

from collections.abc import Callable
from typing import Any

from seals.frequent import actions
from seals.frequent.models import FrequentMatter
from tests.house import House
from tests.seals.using.deeds import AtTheSeal
from tests.seals.using.desk import asked


def kept(office: AtTheSeal) -> FrequentMatter:
    request = asked(office.house).request
    return actions.keep_frequent(
        request, name="参保证明", department=request.department, by=office.applicant
    )


Told = Callable[[AtTheSeal], dict[str, Any]]

DEEDS: dict[Callable[..., Any], Told] = {
    actions.keep_frequent: lambda s: {
        "request": (request := asked(s.house).request),
        "name": "参保证明",
        "department": request.department,
        "by": s.applicant,
    },
    actions.drop_frequent: lambda s: {"frequent": kept(s), "by": s.applicant},
}


def keys_of_frequent(house: House) -> dict[str, Any]:
    return {"frequent": kept(AtTheSeal(house)).pk}
