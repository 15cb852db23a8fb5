"""How every action on a request for a seal is done, for the trail to be asked about (test_acts)."""

from collections.abc import Callable
from typing import Any

from seals.using import actions, rules
from seals.using.actions import asking, stamping
from seals.using.models import Request
from tests.house import House
from tests.seals.using.desk import APPLICANT, Desk, asked, blank, matter_of, paper, seal_of, staffed
from township_office.approvals.actions import withdraw
from township_office.audit.capacity import Capacity
from township_office.people.capacity import capacity_of
from township_office.people.models import Department

KEEPER = "印章保管员"
SIGNERS = [{"name": "王建国", "post": "镇长"}]


class AtTheSeal:
    """An office with its seals, and a request at each turn of its way."""

    def __init__(self, house: House) -> None:
        self.house = staffed(house)

    def who(self, post: str) -> Capacity:
        return capacity_of(self.house[post], self.house.posts[post])

    @property
    def applicant(self) -> Capacity:
        return self.who(APPLICANT)

    def approved(self) -> Desk:
        desk = asked(self.house)
        desk.agree("镇长")
        return desk

    def back(self) -> Request:
        """Taken back by its applicant."""
        desk = asked(self.house)
        withdraw(desk.case, by=self.applicant)
        return desk.fresh()

    def refused(self) -> dict[str, Any]:
        desk = self.approved()
        case = desk.refuse(KEEPER, "与批准件不一致。")
        return {"request": desk.fresh(), "case": case, "by": self.who(KEEPER)}

    @property
    def source(self) -> Department:
        """Something that was signed."""
        rules.ready_when(Department, lambda source, request: None)
        return self.house.departments["民政办公室"]

    def of_document(self) -> dict[str, Any]:
        return {
            "source": self.source,
            "seal": seal_of(self.house, "government"),
            "copies": 20,
            "title": "关于做好安全生产工作的通知",
            "document_number": "宁政发〔2026〕9号",
            "signers": SIGNERS,
            "department": self.house.departments["党政办公室"],
            "side": "government",
            "by": self.who("文书"),
        }

    def born(self) -> Request:
        """What a signed document asked for by itself."""
        said = self.of_document() | {"applicant": self.house["文书"]}
        return actions.open_for_document(**said)


Told = Callable[[AtTheSeal], dict[str, Any]]

DEEDS: dict[Callable[..., Any], Told] = {
    actions.ask_to_stamp: lambda s: {
        "request": blank(s.house),
        "papers": actions.Papers(content=[paper()]),
        "by": s.applicant,
    },
    actions.amend_request: lambda s: {
        "request": s.back(),
        "papers": actions.Papers(content=[paper("修订稿。")]),
        "by": s.applicant,
    },
    actions.send_request: lambda s: {"request": s.back(), "by": s.applicant},
    actions.void_request: lambda s: {"request": s.back(), "reason": "重复。", "by": s.applicant},
    actions.end_request: lambda s: s.refused(),
    actions.stamp: lambda s: {
        "request": s.approved().fresh(),
        "copies": 2,
        "scan": paper("盖章页。", "盖章页.txt"),
        "by": s.who(KEEPER),
    },
    actions.stamp_for_document: lambda s: {
        "request": s.born(),
        "copies": 20,
        "by": s.who(KEEPER),
    },
    actions.open_for_document: lambda s: s.of_document() | {"applicant": s.house["文书"]},
    actions.request_more_for_document: lambda s: s.of_document(),
    actions.make_matter: lambda s: {"name": "介绍信", "nature": "other", "by": s.applicant},
    actions.amend_matter: lambda s: {
        "matter": matter_of(s.house, "证明"),
        "in_use": False,
        "by": s.applicant,
    },
}

SILENT = {
    actions.ask_together: "each of the requests records itself",
    actions.make_usual_matters: "each of the classes records itself",
    actions.matter_of_documents: "tells, and writes nothing",
    asking.upcoming_label: "tells, and writes nothing",
    asking.said_of: "tells, and writes nothing",
    asking.enter: "a part of asking, which records it",
    stamping.take_in_hand: "a part of stamping, which records it",
    asking.keep_papers: "a part of asking and amending, which record it",
}


def keys_of_using(house: House) -> dict[str, Any]:
    """What stands in the addresses of a request that lies at the seal."""
    return {"seals": AtTheSeal(house).approved().request.pk}
