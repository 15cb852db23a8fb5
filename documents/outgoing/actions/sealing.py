"""用印: a signed document asks for its seals by itself, and each keeper stamps with his (A4.2, A4.7)."""

from typing import Any

from documents.outgoing import rules
from documents.outgoing.acts import Act
from documents.outgoing.models import Outgoing
from seals.using.actions import (
    open_for_document,
    request_more_for_document,
    stamp_for_document,
    void_request,
)
from township_office.audit.capacity import Capacity
from township_office.audit.trail import record
from township_office.web.once import together
from township_office.web.refusals import Refused


def ask_for_seals(paper: Outgoing, *, copies: int, by: Capacity) -> None:
    """Printed in so many copies it asks for the seals of the organs that sign; nobody else approves.

    Raises Refused where such a seal is not in use or nobody keeps it.
    """
    for seal in rules.seals_of(paper):
        open_for_document(
            paper, seal=seal, copies=copies, applicant=paper.drafter, by=by, **_said(paper)
        )


def ask_for_more(paper: Outgoing, *, copies: int, by: Capacity) -> None:
    """Further copies of what was sealed want the seal as well, by the same signature (加印)."""
    for seal in rules.seals_of(paper):
        request_more_for_document(paper, seal=seal, copies=copies, by=by, **_said(paper))


@together
def seal_outgoing(paper: Outgoing, *, copies: int, by: Capacity) -> None:
    """用印: the keeper has read it and counts what he stamps, never more than was printed (A4.7).

    Each seal in his keeping that the document takes writes its line of the ledger: so many copies
    or, where one came to him when some bore it already, what is left of it. Raises Refused where
    none of them is his or every printed copy bears it already, and as
    ``seals.using.actions.stamp_for_document`` does.
    """
    rules.check_is_formal(paper)
    printed = rules.printed_copies(paper)
    if copies > printed:
        raise Refused(f"只印了 {printed} 份，用印不能多于印数。")
    kept = rules.requests_kept_by(paper, by)
    rules.check_wants_stamping(kept, copies)
    signed = paper.signed_version
    digest = signed.digest if signed else ""
    for request in (each for each in kept if each.left):
        stamp_for_document(request, copies=min(copies, request.left), digest=digest, by=by)
    paper.sealed_copies = min(printed - each.left for each in rules.standing_requests(paper))
    paper.save(update_fields=["sealed_copies"])
    record(Act.SEALED, paper, by=by, after={"用印份数": copies})


@together
def seal_part(paper: Outgoing, *, copies: int, by: Capacity) -> None:
    """先盖一部分: so many now, the rest later; the document stays with the keeper.

    Raises Refused where that would be all of them, and as ``seal_outgoing`` does.
    """
    kept = rules.requests_kept_by(paper, by)
    rules.check_lies_at_the_seal(paper, by)
    rules.check_is_a_part(kept, copies)
    seal_outgoing(paper, copies=copies, by=by)


def give_up_seals(paper: Outgoing, *, reason: str, by: Capacity) -> None:
    """What asked for a seal with a document that goes nowhere is void with it."""
    for request in rules.standing_requests(paper):
        void_request(request, reason=reason, by=by)


def _said(paper: Outgoing) -> dict[str, Any]:
    return {
        "title": paper.title,
        "document_number": paper.number,
        "signers": rules.signatures_of(paper),
        "department": paper.department,
        "side": paper.side,
    }
