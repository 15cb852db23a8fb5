"""柜台登记: one line for a citizen without account, drafted and sent at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.files.base import File as Content

from seals.counter.acts import Act
from seals.keeping.models import SealOf
from seals.using import rules
from seals.using.actions import Papers, ask_to_stamp
from seals.using.models import Request
from township_office.approvals.models import Case
from township_office.audit.capacity import Capacity
from township_office.audit.trail import record
from township_office.people.models import Line
from township_office.web.once import together


@together
def enter_at_counter(request: Request, content: Sequence[Content[Any]], *, by: Capacity) -> Case:
    """柜台登记: whoever serves a citizen asks for him, and sends it on its ordinary way (B2.2).

    Raises Refused for a matter of the house, for one's own paper, for a whole identity number, and
    as ``ask_to_stamp`` does.
    """
    rules.check_at_counter(request, by=by)
    request.at_counter = request.for_outsider = True
    request.side = Line.PARTY if request.seal.organ == SealOf.PARTY else Line.GOVERNMENT
    case = ask_to_stamp(request, Papers(content=content), by=by)
    record(Act.ENTERED, request, by=by, after={"来办事的人": request.on_behalf})
    return case
