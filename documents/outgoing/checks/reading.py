"""From the records to what the checks ask about: a document, or a page half written, as a manuscript."""

import re
from collections.abc import Iterable, Sequence

from documents.incoming.models import Incoming, Urgency
from documents.outgoing import rules
from documents.outgoing.checks.manuscript import (
    Addressee,
    Direction,
    Disclosure,
    Issuer,
    IssuingOrgan,
    Level,
    Manuscript,
)
from documents.outgoing.models import Disclosure as Openness
from documents.outgoing.models import Number, Outgoing, Recipient
from township_office.paper.official import Annex
from township_office.people.models import Department, Organ
from township_office.townships.models import Township
from township_office.townships.names import organ_name
from township_office.writing.blocks import blocks_of, text_of

QUOTED = re.compile(r"([\u4e00-\u9fa5]{2,12})〔(\d{4})〕(\d{1,4})号")
OPEN = {
    Openness.ACTIVE: Disclosure.PUBLIC,
    Openness.ON_REQUEST: Disclosure.ON_REQUEST,
    Openness.NONE: Disclosure.WITHHELD,
}
Whom = Organ | Department


def manuscript_of(
    paper: Outgoing,
    *,
    main: Iterable[Whom],
    copied: Iterable[Whom],
    annexes: Sequence[tuple[str, str]],
) -> Manuscript:
    """The document as it stands, with whom it goes to and what is attached; nothing need be saved."""
    bodies = [paper.body, *(body for _, body in annexes)]
    return Manuscript(
        issuer=Issuer(paper.issuer),
        organs=tuple(_organ(paper.township, each) for each in rules.organs_named(paper)),
        kind=paper.kind,
        direction=Direction(paper.direction),
        title=paper.title,
        body=blocks_of(paper.body),
        main=tuple(map(_addressee, main)),
        copied=tuple(map(_addressee, copied)),
        annexes=tuple(Annex(title, blocks_of(body)) for title, body in annexes),
        note=paper.note,
        number=paper.number if paper.pk else "",
        dated=paper.signed_on,
        urgency=paper.urgency if paper.urgency != Urgency.NORMAL else "",
        secrecy="",
        disclosure=OPEN.get(Openness(paper.disclosure)) if paper.disclosure else None,
        disclosure_reason=paper.disclosure_reason,
        important=paper.important,
        known_numbers=_known(paper, "\n".join(map(text_of, bodies))),
    )


def manuscript_as_sent(paper: Outgoing) -> Manuscript:
    """A document with its own recipients and annexes; asks for both."""
    named = list(paper.recipients.all())
    return manuscript_of(
        paper,
        main=_those(named, Recipient.Role.MAIN),
        copied=_those(named, Recipient.Role.COPY),
        annexes=[(each.title, each.body) for each in paper.annexes.all()],
    )


def _those(named: Iterable[Recipient], role: str) -> list[Whom]:
    whom = (each.organ or each.department for each in named if each.role == role)
    return [each for each in whom if each is not None]


def _organ(township: Township, organ: str) -> IssuingOrgan:
    shorts = {
        "party": (f"{township.name}党委", f"{township.name}委员会", f"中共{township.name}委员会"),
        "government": (f"{township.name}政府", f"{township.name}人民政府"),
        "office": (f"{township.name}党政办", township.short_office, "党政办公室"),
    }
    return IssuingOrgan(organ_name(township, organ), shorts[organ])


def _addressee(whom: Whom) -> Addressee:
    level = Level(whom.level) if isinstance(whom, Organ) else Level.BELOW
    return Addressee(whom.name, level)


def _known(paper: Outgoing, text: str) -> frozenset[str]:
    """Which of the numbers that the text quotes stand in one of the registers."""
    quoted = {match.group(0) for match in QUOTED.finditer(text)}
    if not quoted:
        return frozenset()
    received = Incoming.objects.filter(township_id=paper.township_id, source_number__in=quoted)
    sent = Number.objects.standing().filter(
        series__township_id=paper.township_id, number__in=_ordinals(quoted)
    )
    ours = {str(each) for each in sent.select_related("series")}
    return frozenset((ours | set(received.values_list("source_number", flat=True))) & quoted)


def _ordinals(quoted: Iterable[str]) -> list[int]:
    found = (QUOTED.match(each) for each in quoted)
    return [int(match.group(3)) for match in found if match]
