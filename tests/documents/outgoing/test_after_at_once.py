"""Two of the office write down at the same moment what became of a document."""

from functools import partial

from documents.outgoing import actions
from documents.outgoing.models import Amendment
from tests.approvals.together import together
from tests.documents.outgoing.deeds import REPEALED, Office
from tests.documents.walk import organ
from tests.house import build_house
from township_office.people.models import Organ
from township_office.web.refusals import Refused

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
