"""leave.request 请假 and leave.trip 出差外出."""

from typing import Any

from leave import actions, forms
from leave.approval.ladder import (
    APPLICANT,
    OF_OFFICE,
    ROLES,
    SIDE,
    YES_NO,
    decision,
    digest,
    filing,
    no_copy,
    note,
    reporting,
    said_by,
    trip_ladder,
)
from leave.models import Absence, Leave, Trip
from township_office.approvals.core import Outcome
from township_office.approvals.models import Case
from township_office.approvals.registry import Fact, Kind, Matter, register
from township_office.audit.capacity import Capacity


def _digest_of_leave(leave: Leave) -> str:
    return digest(*said_by(leave), leave.kind_id, leave.reason, leave.days)


def _digest_of_trip(trip: Trip) -> str:
    return digest(*said_by(trip), trip.purpose, trip.outside_county)


def _grant(absence: Absence, by: Capacity) -> None:
    """What was granted already and came back is granted anew."""
    actions.ungrant(absence, by=by)
    actions.approve(absence, by=by)


def _ended(absence: Absence, case: Case, by: Capacity) -> None:
    """Refused after all, taken back, void: nothing that was granted stands."""
    if case.outcome != Outcome.CONCLUDED:
        actions.ungrant(absence, by=by)


def _label(absence: Any) -> str:
    return f"{absence._meta.verbose_name}{absence.label}"


REQUEST = register(
    Matter(
        key="leave.request",
        name="请假",
        icon="calendar-off",
        url_name="leave:leave",
        model=Leave,
        facts=[
            APPLICANT,
            Fact("days", "天数", lambda leave: float(leave.days)),
            OF_OFFICE,
            SIDE,
        ],
        roles=ROLES,
        kinds=[
            Kind("leave.apply", "申请", forms.OpinionForm, deciding=False, mandatory=True),
            note(),
            decision("leave.approve", _grant, applied="leave.apply"),
            reporting(_grant, decided="leave.approve"),
            filing(decided="leave.approve"),
        ],
        label_of=_label,
        digest_of=_digest_of_leave,
        ended=_ended,
        no_copy=no_copy,
    )
)

TRIP = register(
    Matter(
        key="leave.trip",
        name="出差外出",
        icon="map-pin",
        url_name="leave:trip",
        model=Trip,
        facts=[
            APPLICANT,
            Fact("outside_county", "出县", lambda trip: trip.outside_county, YES_NO),
            SIDE,
        ],
        roles=ROLES,
        kinds=trip_ladder(_grant),
        label_of=_label,
        digest_of=_digest_of_trip,
        ended=_ended,
        no_copy=no_copy,
    )
)
