"""The demonstration: a township at work for three months, up to this moment."""

from dataclasses import dataclass
from datetime import timedelta
from random import Random

from django.conf import settings
from django.db import transaction

from township_office import clock
from township_office.demo import accounts, papers
from township_office.demo.arrivals import plan
from township_office.demo.cast import NAME, Cast, call_together
from township_office.demo.letters import letters_of
from township_office.demo.lives import card_life, paper_life, play
from township_office.demo.passage import Passage
from township_office.demo.span import Span, opening_day
from township_office.townships.models import Township

SEED = 2026
AGO = timedelta(minutes=2)


class NoDemonstration(Exception):
    """The database is the office's own: nothing invented goes into it."""


def told_already() -> bool:
    return Township.objects.filter(name=NAME).exists()


@transaction.atomic
def tell() -> Cast:
    """Found the township and live its three months, wholly or not at all."""
    if not settings.OFFICE_DEMO:
        raise NoDemonstration(
            "这是办公用的数据库，不放演示数据。要看演示，请运行 ./office up --demo。"
        )
    dice = Random(SEED)
    with clock.moved_to(opening_day()):
        cast = call_together()
    span = Span.of(cast.township)
    arrivals = plan(span, dice)
    lives = [
        *(
            paper_life(Passage(arrival, cast, dice), scans, span, dice)
            for arrival, scans in zip(arrivals, letters_of(arrivals), strict=True)
        ),
        *(card_life(card, cast, span) for card in papers.cards()),
    ]
    play(lives, dice, until=span.now - AGO)
    accounts.write(cast)
    return cast
