"""Whom a flow means by a role that depends on the document at hand."""

from collections.abc import Sequence

from documents.outgoing.approval.facts import side
from documents.outgoing.models import Issuer, Outgoing
from documents.outgoing.rules import organs_named
from seals.keeping.models import Seal
from seals.keeping.rules import keeper_seats
from township_office.approvals.core import Seat
from township_office.approvals.registry import Role
from township_office.people.models import Appointment, Charge, Line, Post


def head(paper: Outgoing) -> Sequence[Seat]:
    heads = Post.objects.filter(department=paper.department_id, heads=True)
    return [Seat(post=pk) for pk in heads.values_list("pk", flat=True)]


def deputy_lead(paper: Outgoing) -> Sequence[Seat]:
    """The leader in charge of the department that drafted (分管领导)."""
    return _in_charge(department=paper.department_id)


def office_deputy_lead(paper: Outgoing) -> Sequence[Seat]:
    """The leader in charge of the office itself (分管办公室的领导)."""
    return _in_charge(department__township_id=paper.township_id, department__is_office=True)


def _in_charge(**of: object) -> Sequence[Seat]:
    charges = Charge.objects.on().filter(**of)
    return [Seat(post=pk) for pk in charges.values_list("post", flat=True)]


def other_deputy_lead(paper: Outgoing) -> Sequence[Seat]:
    """Nobody by rule: the principal leader chooses another deputy lead by passing it on (转办)."""
    return []


def principal_leader(paper: Outgoing) -> Sequence[Seat]:
    """The secretary for Party affairs, the mayor for those of the government."""
    return _of_role(paper, "mayor" if side(paper) == Line.GOVERNMENT else "party_secretary")


def consulted(paper: Outgoing) -> Sequence[Seat]:
    """The heads of the departments whose consent is asked (DOC-31)."""
    heads = Post.objects.filter(department__in=paper.departments_asked(), heads=True)
    return [Seat(post=pk) for pk in heads.order_by("rank").values_list("pk", flat=True)]


def drafter(paper: Outgoing) -> Sequence[Seat]:
    """Who wrote it, in person, as long as he holds a post here."""
    held = Appointment.objects.on().filter(officer=paper.drafter_id, officer__is_active=True)
    return [Seat(officer=paper.drafter_id)] if held.exists() else []


def lead_organ_clerk(paper: Outgoing) -> Sequence[Seat]:
    """Of a joint document the clerk of the organ that leads numbers, prints and sends (DOC-34)."""
    party = organs_named(paper)[0] == Issuer.PARTY
    return _of_role(paper, "organisation_clerk" if party else "clerk")


def keepers(paper: Outgoing) -> Sequence[Seat]:
    """Who keeps the seals it takes, of each organ that signs (A4.1, SEAL-12); without one, the clerk."""
    seats = [
        seat
        for organ in organs_named(paper)
        for seat in _keepers_of(paper, organ) or _of_role(paper, f"seal_keeper_{organ}")
    ]
    return list(dict.fromkeys(seats)) or _of_role(paper, "clerk")


def _keepers_of(paper: Outgoing, organ: str) -> Sequence[Seat]:
    seal = Seal.objects.in_use().filter(township=paper.township_id, organ=organ).first()
    return keeper_seats(seal) if seal else []


def posts_of(role: str) -> Role:
    return Role(role, LABELS[role], lambda paper: _of_role(paper, role))


LABELS = {
    "legal_reviewer": "合法性审核人",
    "mandated_deputy": "受委托签发的副职",
    "presiding_deputy": "主持工作的副书记",
    "organisation_clerk": "组织办文书",
    "organisation_head": "组织办主任",
}


def _of_role(paper: Outgoing, role: str) -> list[Seat]:
    posts = Post.objects.of_role(paper.township_id, role)
    return [Seat(post=pk) for pk in posts.values_list("pk", flat=True)]
