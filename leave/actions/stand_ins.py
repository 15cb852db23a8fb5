"""委托 that was given for the days of an absence ends with it."""

from datetime import datetime
from typing import Any

from leave.actions.asking import in_person
from leave.models import Absence
from leave.rules.beside import stood_in_for
from township_office import clock
from township_office.audit.capacity import Capacity
from township_office.jobs.outbox import enqueue
from township_office.notices.actions import tell
from township_office.notices.registry import declare
from township_office.people.models import StandIn
from township_office.people.stand_ins.actions import end_stand_in
from township_office.web.once import together

ENDED = declare("leave.stand_in_ended", "委托提前结束")
STAND_INS_JOB = "leave.stand_ins"


@together
def end_stand_ins(absence: Absence, *, by: Capacity) -> None:
    """Not gone, or back: whoever was to act for him in these days does so no more, and is told."""
    for given in stood_in_for(absence):
        own = in_person(absence, by)
        end_stand_in(given, by=own)
        _tell_deputy(given, own)


def end_stand_ins_at(moment: datetime, absence: Absence, *, by: Capacity) -> None:
    """The same once he is back, where that is said the day before."""
    if moment <= clock.now():
        end_stand_ins(absence, by=by)
    elif stood_in_for(absence):
        about: dict[str, Any] = {"township_id": absence.township_id, "leave_id": absence.pk}
        enqueue(STAND_INS_JOB, run_at=moment, **about)


def _tell_deputy(given: StandIn, by: Capacity) -> None:
    tell(
        ENDED,
        township_id=by.township_id,
        officers=[given.deputy_id],
        words=f"{given.principal}在岗，{given.matter_words}不用再代办。",
        url="/stand-ins/",
        about=str(given),
        group=f"people.stand_in:{given.pk}",
        by=by,
    )
