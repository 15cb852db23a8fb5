"""Whatever is tried in whatever order: no red head, no seal, no copy before its time (A3.2.7)."""

from dataclasses import dataclass, replace
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from documents.outgoing import actions
from documents.outgoing.actions import Parts
from documents.outgoing.models import Outgoing, Recipient
from documents.outgoing.rules import printed_copies
from tests.documents.outgoing.deeds import Office
from tests.documents.walk import organ
from tests.house import House
from township_office.people.models import Organ
from township_office.web.refusals import Refused


class Undone(Exception):
    """Takes an example back out of the database."""


@pytest.fixture
def office(house: House) -> Office:
    return Office(house)


@dataclass(frozen=True)
class Told:
    """What a document has been through, told a second time without asking it."""

    signed: bool = False
    changed: bool = False
    declared: bool = False
    rechecked: bool = False
    numbered: bool = False
    printed: int = 0
    sealed: int = 0
    sent: bool = False

    @property
    def formal(self) -> bool:
        return self.signed and self.rechecked and self.numbered

    def allows(self, what: str, copies: int) -> bool:
        match what:
            case "recheck":
                return not self.changed
            case "declare":
                return self.changed
            case "confirm":
                return self.declared
            case "print":
                return self.formal and not self.sent
            case "seal":
                return self.formal and self.sealed + copies <= self.printed
            case "distribute":
                return self.formal and copies + 1 == self.printed and copies <= self.sealed
        return True

    def after(self, what: str, copies: int) -> "Told":
        told = replace(self, **SAYS.get(what, {}))
        match what:
            case "amend":
                return replace(told, changed=self.signed)
            case "print":
                return replace(told, printed=copies, sealed=0)
            case "seal":
                return replace(told, sealed=self.sealed + copies)
        return told


# step: what it leaves behind
SAYS: dict[str, dict[str, Any]] = {
    "sign": {"signed": True, "changed": False, "declared": False, "rechecked": False},
    "amend": {"declared": False, "rechecked": False},
    "recheck": {"declared": False, "rechecked": True},
    "declare": {"declared": True, "rechecked": False},
    "confirm": {"rechecked": True},
    "number": {"numbered": True},
    "distribute": {"sent": True},
}
STEPS = ("sign", "amend", "recheck", "declare", "confirm", "number", "print", "seal", "distribute")
USUAL = ("sign", "recheck", "number", "print", "seal", "distribute")
ANY = st.lists(st.tuples(st.sampled_from(STEPS), st.integers(1, 3)), min_size=1, max_size=10)
RIGHT = [(step, 1 if step == "distribute" else 2) for step in USUAL]
MIXED = st.permutations(RIGHT)


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=st.one_of(ANY, MIXED, ANY.map(lambda more: [*RIGHT, *more])))
def test_nothing_formal_before_its_time(office, steps):
    with pytest.raises(Undone), transaction.atomic():
        paper, told = _paper(office), Told()
        for number, (what, copies) in enumerate(steps):
            allowed = told.allows(what, copies)
            assert (what, tried(office, paper, what, copies, number)) == (what, allowed)
            if allowed:
                told = told.after(what, copies)
            consistent(paper, told)
        raise Undone


def _paper(office: Office) -> Outgoing:
    """Without a case, so that no stage keeps anybody from anything: the rules alone must."""
    house = office.house
    paper = office.blank(
        drafter=house["应急办干事"], department=house.departments["应急管理办公室"]
    )
    paper.save()
    village = organ(house, "柳树湾村民委员会", Organ.Level.BELOW)
    Recipient.objects.create(outgoing=paper, organ=village, name=village.name)
    return paper


def tried(office: Office, paper: Outgoing, what: str, copies: int, number: int) -> bool:
    """Whether it was allowed."""
    try:
        with transaction.atomic():
            do(office, paper, what, copies, number)
    except Refused:
        return False
    finally:
        paper.refresh_from_db()
        paper.forget_parts()
    return True


def do(office: Office, paper: Outgoing, what: str, copies: int, number: int) -> Any:
    by = office.clerk
    match what:
        case "sign":
            return actions.sign(paper, by=office.who("镇长"))
        case "amend":
            village = paper.recipients.get().organ
            paper.body += f"<p>第{number}次改动。</p>"
            drafter = office.who("应急办干事")
            return actions.amend_outgoing(paper, Parts(main=[village]), by=drafter)
        case "recheck" | "declare":
            changed = "none" if what == "recheck" else "wording"
            return actions.recheck(paper, changed=changed, by=by)
        case "confirm":
            return actions.confirm_wording(paper, by=office.director)
        case "number":
            return actions.number_outgoing(paper, series=office.series, by=by)
        case "print":
            return actions.print_outgoing(paper, copies=copies, by=by)
        case "seal":
            return actions.seal_outgoing(paper, copies=copies, by=office.who("印章保管员"))
    return actions.distribute(paper, given_to(paper, copies), filed=1, by=by)


def given_to(paper: Outgoing, copies: int) -> dict[int, tuple[int, str]]:
    return {paper.recipients.get().pk: (copies, Recipient.Way.HAND.value)}


def consistent(paper: Outgoing, told: Told) -> None:
    """Copies printed = sent + filed; no more sealed than printed; a red head only when it is due."""
    printed = printed_copies(paper)
    assert printed == told.printed
    assert (paper.sealed_copies or 0) <= printed
    assert paper.is_formal == told.formal
    if told.sent:
        assert printed == sum(row.copies for row in paper.recipients.all()) + paper.filed_copies
