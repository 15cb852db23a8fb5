"""Classified papers: only their register cards, and what happened to them on paper."""

from documents.incoming import actions
from documents.incoming.forms import CardStepForm
from documents.incoming.models import Incoming
from township_office import clock
from township_office.demo.cast import Cast
from township_office.demo.filled import entered, register_form, valid
from township_office.demo.papers import Card
from township_office.people.capacity import capacity_of

KEEPER = "机要员"


def register_card(card: Card, cast: Cast) -> Incoming:
    """Enter a classified paper: no title, no content."""
    officer = cast.holder(KEEPER)
    by = capacity_of(officer, cast.posts[KEEPER])
    organ = cast.organs[card.source]
    said = {
        "source_name": organ.name,
        "source_level": organ.level,
        "kind": card.kind,
        "side": organ.line,
        "work": "handle",
        "urgency": "平件",
        "secrecy": card.secrecy,
        "copies": 1,
        "received_on": clock.today().isoformat(),
    }
    return actions.register_card(entered(register_form(said, [], officer), by=by), by=by)


def take_card(incoming: Incoming, step: str, post: str, cast: Cast) -> None:
    """Note on the card who did what with the paper today."""
    keeper = cast.holder(KEEPER)
    said = {"step": step, "officer": cast.holder(post).pk, "on": clock.today().isoformat()}
    form = valid(CardStepForm(said, officer=keeper))
    by = capacity_of(keeper, cast.posts[KEEPER])
    actions.record_card_step(incoming, **form.cleaned_data, by=by)
