"""代录清单: what was entered for a leader in a week stands on one list, which he signs on paper."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.files.base import File as Content

from township_office import clock
from township_office.approvals.acts import Act
from township_office.approvals.models import PaperDecision, PaperList
from township_office.approvals.rules import check_may_record
from township_office.audit.capacity import Capacity
from township_office.audit.trail import record
from township_office.files.actions import keep
from township_office.files.drawn import Drawn
from township_office.people.models import Officer
from township_office.web.once import together
from township_office.web.refusals import Refused, Stale

LIST = Drawn("代录清单", job="approvals.paper_list", about="list_id", role="list")


def list_of_the_week(leader: Officer) -> PaperList:
    """The list on which what is entered for him today will stand."""
    today = clock.today()
    monday = today - timedelta(days=today.weekday())
    found, _ = PaperList.objects.get_or_create(
        township_id=leader.township_id, leader=leader, monday=monday
    )
    return found


@together
def ask_for_list(paper_list: PaperList, *, by: Capacity) -> None:
    """Have the list made as a PDF, to be signed; a worker does it."""
    check_may_record(by)
    _check_confirmed(paper_list)
    LIST.order(paper_list, by=by)
    record(Act.LIST_ASKED, paper_list, by=by)


@together
def keep_list(paper_list: PaperList, pdf: bytes, *, by: Capacity) -> None:
    """Lay the list the worker drew beside its entries."""
    called = f"代录清单 {paper_list.leader} {paper_list.monday:%Y-%m-%d}"
    LIST.lay(paper_list, pdf, by=by, called=called)
    record(Act.LIST_MADE, paper_list, by=by)


@together
def file_signed_list(paper_list: PaperList, *, scan: Content[Any], by: Capacity) -> int:
    """The leader has signed the list: its scan is kept, its entries count as signed by himself."""
    check_may_record(by)
    _check_confirmed(paper_list)
    unsigned = paper_list.entries.select_for_update().filter(
        status=PaperDecision.Status.CONFIRMED, signed_at=None
    )
    signed = unsigned.update(signed_at=clock.now())
    if not signed:
        raise Stale("这份清单没有待签的代录，不用再传。")
    keep(scan, attached_to=paper_list, by=by, role="signed")
    record(Act.LIST_SIGNED, paper_list, by=by, after={"条数": signed})
    return signed


def _check_confirmed(paper_list: PaperList) -> None:
    """What the director has not yet held against its scan is not laid before the leader."""
    waiting = paper_list.entries.filter(status=PaperDecision.Status.WAITING).count()
    if waiting:
        raise Refused(f"这份清单还有 {waiting} 条代录等主任确认，请确认后再打印、签字。")
