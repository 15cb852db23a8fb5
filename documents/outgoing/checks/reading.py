"""From the records to what the checks ask about: a document, or a page half written, as a manuscript."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from documents.incoming.models import Incoming, Secrecy, Urgency
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
from documents.outgoing.checks.standing import is_higher, is_of_a_county, is_person
from documents.outgoing.models import Disclosure as Openness
from documents.outgoing.models import Number, Outgoing, Recipient
from township_office import clock
from township_office.paper.official import Annex
from township_office.people.models import Department, Organ
from township_office.townships.models import Township
from township_office.townships.names import organ_name
from township_office.writing.blocks import blocks_of

QUOTED = re.compile(r"([\u4e00-\u9fa5]{2,12})(〔\d{4}〕(\d{1,4})号)")
SHORTEST_CODE = 2
# 按照您的批示, 王县长交办: he asked for it himself.
TASKED = re.compile(r"交办|您[^。；]{0,12}(?:批示|指示|要求)|(?:批示|指示)(?:精神|要求|件)")
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
    main, copied = list(main), list(copied)
    known = _Addressees(paper, [*main, *copied])
    manuscript = Manuscript(
        issuer=Issuer(paper.issuer),
        organs=tuple(_organ(paper.township, each) for each in rules.organs_named(paper)),
        kind=paper.kind,
        direction=Direction(paper.direction),
        title=paper.title,
        body=blocks_of(paper.body),
        main=tuple(map(known.addressee, main)),
        copied=tuple(map(known.addressee, copied)),
        annexes=tuple(Annex(title, blocks_of(body)) for title, body in annexes),
        note=paper.note,
        number=paper.number if paper.pk else "",
        dated=paper.signed_on or clock.today(),
        urgency=paper.urgency if paper.urgency != Urgency.NORMAL else "",
        secrecy=str(Secrecy(paper.secrecy).label) if paper.secrecy != Secrecy.NONE else "",
        disclosure=OPEN.get(Openness(paper.disclosure)) if paper.disclosure else None,
        disclosure_reason=paper.disclosure_reason,
        important=paper.important,
    )
    return replace(manuscript, known_numbers=_known(paper, manuscript))


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


class _Addressees:
    """How the recipients of a document stand to it."""

    def __init__(self, paper: Outgoing, named: Sequence[Whom]) -> None:
        self.paper = paper
        self.counted_in = rules.counted_in(named)

    def addressee(self, whom: Whom) -> Addressee:
        level = Level(whom.level) if isinstance(whom, Organ) else Level.BELOW
        person = is_person(whom.name)
        return Addressee(
            whom.name,
            level,
            is_person=person,
            direct_superior=level != Level.ABOVE or not self._is_higher(whom.name),
            gave_the_task=person and self._tells_of_a_task(),
            counted_in=self.counted_in.get(whom.name, ""),
        )

    def _is_higher(self, name: str) -> bool:
        return is_higher(name, under_a_county=True) and is_higher(
            name, under_a_county=self._under_a_county
        )

    @cached_property
    def _under_a_county(self) -> bool:
        """Whether the directory knows of a county above the township; else a city may be next."""
        above = Organ.objects.filter(township_id=self.paper.township_id, level=Organ.Level.ABOVE)
        return any(map(is_of_a_county, above.values_list("name", flat=True)))

    def _tells_of_a_task(self) -> bool:
        said = (self.paper.title, self.paper.body, self.paper.basis)
        return any(map(TASKED.search, said))


def _known(paper: Outgoing, manuscript: Manuscript) -> frozenset[str]:
    """Which of the numbers that it quotes stand in one of the registers."""
    found = [match for _, text in manuscript.everything() for match in QUOTED.finditer(text)]
    quoted = {each for match in found for each in _readings(match)}
    if not quoted:
        return frozenset()
    received = Incoming.objects.filter(township_id=paper.township_id, source_number__in=quoted)
    sent = Number.objects.standing().filter(
        series__township_id=paper.township_id, number__in={int(match[3]) for match in found}
    )
    ours = {str(each) for each in sent.select_related("series")}
    return frozenset((ours & quoted) | set(received.values_list("source_number", flat=True)))


def _readings(match: re.Match[str]) -> Iterator[str]:
    """根据宁政发〔2026〕3号 may be 宁政发 and what leads up to it: nothing tells a code from words."""
    words, rest = match[1], match[2]
    yield from (words[at:] + rest for at in range(len(words) - SHORTEST_CODE + 1))
