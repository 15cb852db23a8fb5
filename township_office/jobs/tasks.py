"""The doorbell and the broom. What is to be done stands in the rows; these only make somebody look."""

from datetime import timedelta

from celery import shared_task

from township_office import clock
from township_office.jobs import claim
from township_office.jobs.models import Job, Period
from township_office.jobs.periods import begin_periods

KEPT = timedelta(days=90)


@shared_task(name="jobs.drain")  # type: ignore[untyped-decorator]  # celery has no types
def drain() -> None:
    claim.drain()


@shared_task(name="jobs.tidy")  # type: ignore[untyped-decorator]  # celery has no types
def tidy() -> None:
    """Remove the rows of what was done long ago; what failed stays until somebody deals with it."""
    Job.objects.done_before(clock.now() - KEPT).delete()
    Period.objects.filter(begun_at__lt=clock.now() - KEPT).delete()


@shared_task(name="jobs.periods")  # type: ignore[untyped-decorator]  # celery has no types
def periods() -> None:
    """Ask every hour what has come round."""
    begin_periods()
