"""The cards beside what lies on a desk: each app lays its own at start-up; the desk shows them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Card:
    """A card on everybody's desk.

    ``told`` is asked with the officer for what ``template`` shows, every time anew, and must cost
    two queries at the most; None where there is nothing to show.
    """

    template: str
    told: Callable[[Any], Any]
    order: int = 100


@dataclass(frozen=True)
class Laid:
    """A card with what it tells whoever sits there."""

    template: str
    told: Any


_laid: dict[str, Card] = {}


def lay(card: Card) -> None:
    """Called once per card in AppConfig.ready(); the template may be written later than that."""
    if _laid.setdefault(card.template, card) != card:
        raise ValueError(f"{card.template} is laid twice, differently")


def cards_for(officer: Any) -> list[Laid]:
    """What lies on his desk, in order."""
    asked = sorted(_laid.values(), key=lambda card: card.order)
    answers = [Laid(card.template, card.told(officer)) for card in asked]
    return [each for each in answers if each.told is not None]
