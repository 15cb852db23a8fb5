"""A trip that was granted: made longer, and ended."""

from leave.actions import asking
from leave.actions.deciding import let_go, move_end, rebook
from leave.actions.stand_ins import end_stand_ins
from leave.acts import Act
from leave.models import Lengthening, Trip
from leave.rules import changing
from leave.rules.beside import as_taken
from township_office import clock
from township_office.approvals.models import Case
from township_office.audit.capacity import Capacity
from township_office.audit.trail import record
from township_office.web.once import together


@together
def ask_lengthening(lengthening: Lengthening, *, by: Capacity) -> Case:
    """延长外出: before it is over, by the way of the trip (LV-18, LV-19)."""
    trip = lengthening.trip
    asking.hold(trip.officer)
    changing.check_can_lengthen(trip, by=by)
    longer = changing.lengthened(lengthening)
    changing.check_longer_trip(trip, longer)
    lengthening.asked_by_id = by.person_id
    lengthening.save()
    record(Act.LENGTHENING_ASKED, lengthening, by=by, after={"到": longer.from_to})
    case = asking.send(lengthening, trip, by)
    if asking.is_granted_by_asking(case):
        lengthen(lengthening, by=asking.in_person(trip, by))
    return case


@together
def lengthen(lengthening: Lengthening, *, by: Capacity) -> None:
    """准延长外出: he is out longer now."""
    trip = lengthening.trip
    before = {"时间": trip.from_to}
    move_end(lengthening, trip)
    trip.save(update_fields=["last_day", "last_half"])
    rebook(trip, as_taken(trip.span), by)
    record(Act.LENGTHENED, trip, by=by, before=before, after={"时间": trip.from_to})


@together
def end_trip(trip: Trip, *, by: Capacity) -> None:
    """Back from a trip, or not gone at all: he is here from now on."""
    asking.hold(trip.officer)
    changing.check_can_end(trip, by=by)
    gone = trip.has_begun
    today = clock.today()
    trip.back_on, trip.cancelled_on = (today, None) if gone else (None, today)
    trip.save(update_fields=["back_on", "cancelled_on"])
    let_go(trip, by)
    end_stand_ins(trip, by=by)
    record(Act.TRIP_ENDED, trip, by=by, after={"结果": "回来" if gone else "没有去"})
