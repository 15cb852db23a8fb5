"""The layouts that leaders look at first: drawn at once, for the worker comes round only later."""

import logging
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

from documents.outgoing import actions, prints
from documents.outgoing.actions.layouts import LAYOUT_JOB, LaidOut, layout_of
from documents.outgoing.models import Layout, Outgoing
from township_office import clock
from township_office.approvals.models import Task
from township_office.jobs.models import Job, State
from township_office.paper.official.printing import laid_out
from township_office.paper.official.values import Official
from township_office.paper.render import PaperFailed, PaperMissing
from township_office.people.capacity import capacity_of

BEFORE_LEADERS = ("documents.review", "documents.sign")
FINISHED = 2  # of those that were filed last

log = logging.getLogger(__name__)


def draw_at_hand() -> None:
    """Lay out what lies with a leader now, and a few that are done; the rest is left to the worker."""
    layouts = [layout for paper in _at_hand() if (layout := layout_of(paper)) is not None]
    officials = [prints.official(each.outgoing, formal=each.formal) for each in layouts]
    for layout, made in zip(layouts, _drawn(officials), strict=True):
        if made is not None:
            _keep(layout, made)


def _at_hand() -> list[Outgoing]:
    lying = Task.objects.open().filter(kind__in=BEFORE_LEADERS).values("case__subject_id")
    filed = Outgoing.objects.filter(filed_on__isnull=False, from_paper=False).order_by("-filed_on")
    return [*Outgoing.objects.filter(pk__in=lying), *filed[:FINISHED]]


def _drawn(officials: Iterable[Official]) -> list[LaidOut | None]:
    """Two at a time; nothing where this machine cannot print."""
    with ThreadPoolExecutor(max_workers=2) as pool:
        return list(pool.map(_draw, officials))


def _draw(official: Official) -> LaidOut | None:
    try:
        return LaidOut(*laid_out(official))
    except (PaperFailed, PaperMissing) as trouble:
        log.warning("%s is not laid out: %s", official.title, trouble)
        return None


def _keep(layout: Layout, made: LaidOut) -> None:
    """As the worker would, whose job it was."""
    drafter = layout.outgoing.drafter
    actions.keep_layout(layout, made, by=capacity_of(drafter))
    asked = Job.objects.open().filter(name=LAYOUT_JOB, args__layout_id=layout.pk)
    asked.update(state=State.DONE, done_at=clock.now())
