"""印制、登记、加印: the document becomes paper; every copy is counted."""

from documents.outgoing import rules
from documents.outgoing.actions.sealing import ask_for_more, ask_for_seals
from documents.outgoing.acts import Act
from documents.outgoing.models import Outgoing, PrintRun
from township_office import clock
from township_office.audit.capacity import Capacity
from township_office.audit.trail import record
from township_office.web.once import together


@together
def print_outgoing(paper: Outgoing, *, copies: int, by: Capacity) -> PrintRun:
    """印制: number, date and place of the seal have been looked at on the proof (B1.9, DOC-44).

    Printed anew because it was sent back, the first printing is destroyed and does not count, nor
    do its seals. It asks for its seals by itself. Raises Refused before the re-check, without a
    number, once it has been sent, and where a seal it takes is not to be had.
    """
    rules.check_is_formal(paper)
    rules.check_not_sent(paper)
    run, _ = PrintRun.objects.update_or_create(
        outgoing=paper,
        defaults={"copies": copies, "on": clock.today(), "by_id": by.person_id},
    )
    paper.sealed_copies = None
    paper.save(update_fields=["sealed_copies"])
    paper.forget_parts()
    ask_for_seals(paper, copies=copies, by=by)
    record(Act.PRINTED, paper, by=by, after={"印数": copies})
    return run


@together
def enter_outgoing(paper: Outgoing, *, by: Capacity) -> None:
    """登记: after the seal it is entered in the register of what goes out (B1.9)."""
    paper.entered_on = clock.today()
    paper.save(update_fields=["entered_on"])
    record(Act.ENTERED, paper, by=by, after={"字号": paper.number})


@together
def print_more(
    paper: Outgoing, *, copies: int, reason: str, went_to: str, by: Capacity
) -> PrintRun:
    """加印: further copies of what was sent, with the reason and where each went."""
    rules.check_in_office(by)
    rules.check_was_sent(paper)
    run = PrintRun.objects.create(
        outgoing=paper, copies=copies, reason=reason, went_to=went_to, by_id=by.person_id
    )
    ask_for_more(paper, copies=copies, by=by)
    record(Act.PRINTED_MORE, paper, by=by, words=reason, after={"加印": copies, "去向": went_to})
    return run
