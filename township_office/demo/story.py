"""The demonstration: a township at work for three months, up to this moment."""

from datetime import timedelta
from random import Random

from django.db import transaction

from township_office import clock
from township_office.demo import accounts, papers
from township_office.demo.arrivals import plan
from township_office.demo.cast import NAME, Cast, call_together
from township_office.demo.letters import send_to_press
from township_office.demo.lives import card_life, paper_life, play
from township_office.demo.passage import Passage
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
    letters = send_to_press(arrivals, cast)
    lives = [
        *(paper_life(Passage(each, cast, dice), letters, span, dice) for each in arrivals),
        *(card_life(card, cast, span) for card in papers.cards()),
    ]
    play(lives, dice, until=span.now - AGO)
    accounts.write(cast)
    return cast
