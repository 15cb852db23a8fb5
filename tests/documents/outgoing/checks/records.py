"""A manuscript as it stands in the records, and as the page would send it."""

from typing import Any
from uuid import uuid4

from documents.incoming.models import Secrecy, Urgency
from documents.outgoing import rules
from documents.outgoing.checks import Addressee, Disclosure, Manuscript
from documents.outgoing.checks.reading import manuscript_of
from documents.outgoing.models import Outgoing
from tests.documents.walk import organ
from tests.house import LONG_AGO, House
from township_office.people.models import Organ
from township_office.townships.models import Setting
from township_office.townships.names import organ_name
from township_office.writing.blocks import html_of

SECRECY = {str(label): value for value, label in Secrecy.choices}
OPENNESS = {
    Disclosure.PUBLIC: "active",
    Disclosure.ON_REQUEST: "on_request",
    Disclosure.WITHHELD: "none",
    None: "",
}


def fields_of(manuscript: Manuscript) -> dict[str, Any]:
    """The document's own fields."""
    first = manuscript.organs[0].name
    return {
        "issuer": manuscript.issuer.value,
        "lead": "government" if first.endswith("政府") else "party",
        "name_of": "government" if first.endswith("政府") else "office",
        "kind": manuscript.kind,
        "direction": manuscript.direction.value,
        "title": manuscript.title,
        "body": html_of(manuscript.body),
        "note": manuscript.note,
        "urgency": manuscript.urgency or Urgency.NORMAL.value,
        "secrecy": SECRECY.get(manuscript.secrecy, "none"),
        "disclosure": OPENNESS[manuscript.disclosure],
        "disclosure_reason": manuscript.disclosure_reason,
        "important": manuscript.important,
    }


def reread(manuscript: Manuscript, house: House) -> Manuscript:
    """What the checks are given of the same document in the records of a township under a county."""
    paper = Outgoing(township=house.township, signed_on=manuscript.dated, **fields_of(manuscript))
    call_organs(paper, manuscript)
    organ(house, "县人民政府")
    return manuscript_of(
        paper,
        main=[_whom(house, each) for each in manuscript.main],
        copied=[_whom(house, each) for each in manuscript.copied],
        annexes=[(each.title, html_of(each.body)) for each in manuscript.annexes],
    )


def call_organs(paper: Outgoing, manuscript: Manuscript) -> None:
    """The township's organs are called as the manuscript calls them."""
    for of, said in zip(rules.organs_named(paper), manuscript.organs, strict=False):
        if organ_name(paper.township, of) != said.name:
            Setting.objects.update_or_create(
                township=paper.township,
                key=f"outgoing.{of}_name",
                valid_from=LONG_AGO,
                defaults={"value": said.name},
            )


def _whom(house: House, to: Addressee) -> Organ:
    return Organ(township=house.township, name=to.name, level=to.level.value)


def posted(manuscript: Manuscript, house: House) -> dict[str, Any]:
    """What the page sends of it: recipients that are known are ticked."""
    organ(house, "县人民政府")
    named = {
        field: [f"organ-{_known(house, each).pk}" for each in listed]
        for field, listed in (("main", manuscript.main), ("copied", manuscript.copied))
    }
    said = {
        **fields_of(manuscript),
        **named,
        "side": "government",
        "annex-TOTAL_FORMS": str(len(manuscript.annexes)),
        "annex-INITIAL_FORMS": "0",
        "once-key": str(uuid4()),
    }
    for row, annex in enumerate(manuscript.annexes):
        said[f"annex-{row}-title"], said[f"annex-{row}-body"] = annex.title, html_of(annex.body)
    said |= {"important": "on"} if manuscript.important else {}
    return {name: value for name, value in said.items() if value is not False}


def _known(house: House, to: Addressee) -> Organ:
    return organ(house, to.name, to.level.value)
