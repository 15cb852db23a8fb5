from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from township_office.audit.capacity import administrator
from township_office.jobs import actions
from township_office.jobs.models import Job, JobQuerySet
from township_office.web.once import once

AT_ONCE = 100


@require_safe
def failed(request: HttpRequest) -> HttpResponse:
    """What the workers gave up, for the administrators of the township."""
    jobs = _jobs_for(request.user)
    context = {
        "jobs": jobs.failed()[:AT_ONCE],
        "total": jobs.failed().count(),
        "still_open": jobs.open().count(),
    }
    return render(request, "jobs/failed.html", context)


@require_POST
@once
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    job = get_object_or_404(_jobs_for(request.user), pk=pk)
    actions.retry(job, by=administrator(cast(Any, request.user)))
    messages.success(request, f"“{job.title}”已重新排队，稍后刷新看结果。")
    return redirect("jobs:failed")


def how_many_failed(request: HttpRequest) -> int:
    """The number at the place in the navigation."""
    return _jobs_for(request.user).failed().count()


def _jobs_for(officer: Any) -> JobQuerySet:
    """The jobs of the administrator's own township; for everybody else there is no such page."""
    if not officer.is_staff:
        raise Http404
    return Job.objects.of(officer.township_id)
