"""Two of the office write down at the same moment what became of a document."""

from collections.abc import Callable
from functools import partial
from threading import Event
from time import sleep
from typing import Any

from django.db.transaction import atomic

from documents.outgoing import actions
from documents.outgoing.models import Amendment, Number, SeriesYear
from tests.approvals.together import PATIENCE, together
from tests.documents.outgoing.deeds import REPEALED, Office
from tests.documents.walk import organ
from tests.house import build_house
from township_office import clock
from township_office.people.models import Organ
from township_office.web.refusals import Refused

AWHILE = 0.7  # seconds, in which whoever does not wait gets ahead
HOW = ("电话 柳支书", "当面 石主任")


def test_the_same_copies_are_called_back_once(transactional_db):
    office = Office(build_house())
    paper, said = office.out(), REPEALED | {"what": "recalled", "to_recall": 1}
    deeds = [partial(actions.correct, paper, said, by=office.director) for _ in range(4)]
    heard = together(deeds)
    assert [type(each) for each in heard].count(Refused) == 3, heard
    assert sum(each.to_recall for each in Amendment.objects.all()) == 1


def test_what_two_noted_of_two_villages_both_stands(transactional_db):
    office = Office(build_house())
    paper = office.out()
    stone = organ(office.house, "石桥村民委员会", Organ.Level.BELOW)
    paper.recipients.create(role="copy", order=9, organ=stone, name=stone.name)
    told = actions.correct(paper, REPEALED, by=office.director)
    deeds = [
        partial(actions.note_told, Amendment.objects.get(), [each], how=how, by=office.clerk)
        for each, how in zip(told.uninformed, HOW, strict=True)
    ]
    heard = together(deeds)
    told.refresh_from_db()
    assert [how.split(" ", 1)[1] for _, how in told.informed] == list(HOW), heard


class Slowly:
    """A deed that stays open for a moment before it is done for good, and lets the others know."""

    def __init__(self, deed: Callable[[], Any]) -> None:
        self.deed, self.begun = deed, Event()

    def __call__(self) -> Any:
        try:
            with atomic():
                answer = self.deed()
                self.begun.set()
                sleep(AWHILE)
            return answer
        finally:
            self.begun.set()

    def then(self, deed: Callable[[], Any]) -> Any:
        """What comes second finds the first begun."""
        self.begun.wait(PATIENCE)
        return deed()


def after(first: Callable[[], Any], second: Callable[[], Any]) -> list[Any]:
    slowly = Slowly(first)
    return together([slowly, partial(slowly.then, second)])


def closing(office: Office) -> Callable[[], Any]:
    return partial(actions.close_year, office.series, year=clock.today().year, by=office.director)


def test_a_year_is_not_closed_over_a_number_that_is_just_being_reserved(transactional_db):
    office = Office(build_house())
    paper = office.sent()
    _, refusal = after(partial(actions.reserve_number, paper, by=office.director), closing(office))
    assert "还有预留未用的字号" in str(refusal)
    assert not SeriesYear.objects.exists()


def test_in_a_year_that_is_just_being_closed_nothing_is_numbered(transactional_db):
    office = Office(build_house())
    reserve = partial(actions.reserve_number, office.sent(), by=office.director)
    _, refusal = after(closing(office), reserve)
    assert "已经封号" in str(refusal)
    assert not Number.objects.exists()


def test_in_a_year_that_is_just_being_closed_nothing_is_entered_from_paper(transactional_db):
    office = Office(build_house())
    enter = partial(actions.enter_afterwards, **office.free_number(), by=office.clerk)
    _, refusal = after(closing(office), enter)
    assert "已经封号" in str(refusal)
    assert not Number.objects.exists()
