from django.db import transaction

from township_office import clock
from township_office.audit.capacity import Capacity
from township_office.audit.trail import record
from township_office.jobs.acts import Act
from township_office.jobs.models import Job, State
from township_office.jobs.outbox import ring_on_commit
from township_office.web.refusals import Stale


@transaction.atomic
def retry(job: Job, *, by: Capacity) -> None:
    """Let a job that was given up be tried from the beginning, once its cause is mended."""
    given_up = Job.objects.filter(pk=job.pk, state=State.FAILED)
    if not given_up.update(state=State.WAITING, attempts=0, run_at=clock.now()):
        raise Stale("这项作业已经重试过，或已经办完。请刷新页面再看。")
    record(Act.RETRIED, job, by=by, before={"错误": job.last_error})
    ring_on_commit()
