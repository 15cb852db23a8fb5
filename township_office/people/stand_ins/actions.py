from datetime import date

from django.db import transaction

from township_office import clock
from township_office.audit.capacity import Capacity
from township_office.audit.trail import record
from township_office.people.acts import Act
from township_office.people.models import Officer, StandIn
from township_office.people.modules import module_words
from township_office.people.stand_ins.rules import check_can_appoint, check_can_end
from township_office.people.told import Told, told


@transaction.atomic
def appoint_stand_in(
    principal: Officer,
    deputy: Officer,
    *,
    since: date,
    until: date,
    reason: str,
    by: Capacity,
    matters: list[str] | None = None,
) -> StandIn:
    """Let the deputy decide for the principal from day to day, in the modules named or in all (委托).

    Given by the principal himself, or entered for him by the office. Raises Refused where it would
    overlap, lead nowhere, or give a power to somebody who may not have it.
    """
    pair = {principal.pk, deputy.pk}
    both = Officer.objects.select_for_update().order_by("pk").in_bulk(pair)
    given = StandIn(
        principal=both[principal.pk],
        deputy=both[deputy.pk],
        valid_from=since,
        valid_until=until,
        matters=sorted(set(matters or [])),
        reason=reason,
        made_by_id=by.person_id,
    )
    check_can_appoint(given, by=by)
    given.save()
    record(Act.STAND_IN_APPOINTED, given, by=by, words=reason, after=_told(given))
    return given


@transaction.atomic
def end_stand_in(given: StandIn, *, by: Capacity) -> StandIn:
    """The principal is back before the day: from now on nobody stands in for him."""
    standing = StandIn.objects.select_for_update(of=("self",)).get(pk=given.pk)
    check_can_end(standing, by=by)
    standing.ended_on = clock.today()
    standing.save(update_fields=["ended_on"])
    record(Act.STAND_IN_ENDED, standing, by=by, after=told(standing, ["ended_on"]))
    return standing


def _told(given: StandIn) -> Told:
    fields = told(given, ["principal", "deputy", "valid_from", "valid_until"])
    return {**fields, "事项": module_words(given.matters)}
