"""The demonstration: a township at work for three months, up to this moment."""

from datetime import timedelta
from random import Random

from django.db import transaction

from township_office import clock
from township_office.demo import accounts, papers, sendings
from township_office.demo.absences import absence_lives
from township_office.demo.arrivals import plan
from township_office.demo.cast import NAME, Cast, call_together
from township_office.demo.letters import own_letter, send_to_press
from township_office.demo.lives import card_life, paper_life, play
from township_office.demo.outgoing import outgoing_lives, paper_number, signed_on_paper
from township_office.demo.passage import Passage
from township_office.demo.proofs import draw_at_hand
from township_office.demo.readings import reading_life
from township_office.demo.seals import seal_lives
from township_office.demo.span import Span, opening_day
from township_office.townships.models import Township

SEED = 2026
AGO = timedelta(minutes=2)


def is_told() -> bool:
    """Whether the township is there already."""
    return Township.objects.filter(name=NAME).exists()


@transaction.atomic
def tell() -> Cast:
    """Found the township and live its three months, wholly or not at all."""
    dice = Random(SEED)  # noqa: S311 - told the same way every time
    with clock.moved_to(opening_day()):
        cast = call_together()
    span = Span.of(cast.township)
    arrivals = plan(span, dice)
    own = {paper_number(): own_letter(cast, paper_number(), signed_on_paper(), sendings.on_paper())}
    letters = send_to_press(arrivals, cast, own)
    lives = [
        *(paper_life(Passage(each, cast, dice), letters, span, dice) for each in arrivals),
        *(card_life(card, cast, span) for card in papers.cards()),
        *outgoing_lives(cast, letters, span, Random(SEED)),  # noqa: S311 - a story, not a secret
        *absence_lives(cast, span, Random(SEED)),  # noqa: S311 - a story, not a secret
        *seal_lives(cast, span, Random(SEED)),  # noqa: S311 - a story, not a secret
        reading_life(cast, span, Random(SEED)),  # noqa: S311 - a story, not a secret
    ]
    play(lives, dice, until=span.now - AGO)
    with clock.moved_to(span.now - AGO):
        draw_at_hand()
    accounts.write(cast)
    return cast
