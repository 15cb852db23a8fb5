"""Sixteen clerks number sixteen documents at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connections

from documents.outgoing import actions
from documents.outgoing.models import Number, Outgoing, Series
from tests.documents.outgoing.desk import manuscript, staffed
from tests.house import build_house
from township_office import clock
from township_office.audit.capacity import Capacity
from township_office.people.capacity import capacity_of

CLERKS = 16


def number_one(paper: Outgoing, series: Series, by: Capacity, together: Barrier) -> int:
    """One clerk in a connection of his own."""
    try:
        together.wait(60)
        return actions.number_outgoing(paper, series=series, by=by).number
    finally:
        connections.close_all()


def test_clerks_at_once_leave_no_number_out_and_give_none_twice(transactional_db):
    house = staffed(build_house())
    by = capacity_of(house["文书"], house.posts["文书"])
    series = Series.objects.get(code="宁政发")
    together = Barrier(CLERKS)
    with ThreadPoolExecutor(CLERKS) as clerks:
        work = [
            clerks.submit(number_one, paper, series, by, together)
            for paper in signed_papers(house, CLERKS)
        ]
        given_out = sorted(each.result(120) for each in work)
    assert given_out == list(range(1, CLERKS + 1))
    assert Number.objects.standing().values("outgoing").distinct().count() == CLERKS


def signed_papers(house, count: int) -> list[Outgoing]:
    papers = [
        manuscript(
            house,
            title=f"关于第{one}件事的通知",
            drafter=house["应急办干事"],
            department=house.departments["应急管理办公室"],
            signed_on=clock.today(),
        )
        for one in range(count)
    ]
    for paper in papers:
        paper.save()
    return papers
