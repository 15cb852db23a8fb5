"""What is urgent runs by the clock, day and night; all else by the hours of work."""

from datetime import datetime, timedelta

import pytest

from tests.documents.walk import Walk, published, register
from tests.house import House
from township_office import clock
from township_office.approvals.limits import REMIND
from township_office.approvals.telling import REMINDED
from township_office.jobs.claim import drain
from township_office.jobs.models import Job
from township_office.notices.models import Notice
from township_office.workdays.actions import seed_calendar

FRIDAY = clock.local(datetime.fromisoformat("2026-11-27T17:50:00+08:00"))
MINUTE = timedelta(minutes=1)
# four fifths of the limit, the limit, and half as long again
HOURS = {"特急": (0.8, 1, 1.5), "加急": (3.2, 4, 6)}


@pytest.fixture(params=HOURS)
def walk(request: pytest.FixtureRequest, house: House) -> Walk:
    """Laid before the mayor on a Friday, ten minutes before the office closes."""
    seed_calendar()
    with clock.moved_to(FRIDAY):
        until = FRIDAY + timedelta(days=7)
        walk = register(published(house), urgency=request.param, deadline=until).check()
        asked = walk.assignment("应急办主任") | {"deadline": f"{until:%Y-%m-%dT%H:%M}"}
        walk.agree("办公室主任", "拟请办理。", **asked)
        return walk


def test_the_weekend_stops_no_urgent_paper(walk):
    steps = [FRIDAY + timedelta(hours=hours) for hours in HOURS[walk.paper.urgency]]
    task = walk.task("镇长")
    job = Job.objects.get(name=REMIND, args__task_id=task.pk)
    assert (job.run_at, task.due_at) == (steps[0], steps[1])
    told = Notice.objects.of(walk.house["镇长"]).filter(kind=REMINDED)
    counted = []
    for moment in steps:
        for at in (moment - MINUTE, moment):
            with clock.moved_to(at):
                drain()
            counted.append(told.count())
    assert counted == [0, 1, 1, 2, 2, 3]
    assert Notice.objects.of(walk.house["办公室主任"]).filter(kind=REMINDED).count() == 1
