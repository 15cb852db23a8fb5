"""What the apps lay on everybody's desk."""

import pytest

from township_office.ui import cards
from township_office.ui.cards import Card, cards_for, lay


@pytest.fixture(autouse=True)
def bare(monkeypatch):
    monkeypatch.setattr(cards, "_laid", {})


def test_cards_lie_in_order_and_one_with_nothing_to_show_does_not_lie_there():
    lay(Card("late.html", lambda officer: [officer], order=20))
    lay(Card("nothing.html", lambda officer: None))
    lay(Card("early.html", lambda officer: [], order=10))
    found = [(card.template, card.told) for card in cards_for("马军")]
    assert found == [("early.html", []), ("late.html", ["马军"])]


def test_a_card_is_laid_once():
    card = Card("one.html", len)
    lay(card)
    lay(card)
    assert len(cards_for("马军")) == 1
    with pytest.raises(ValueError, match="twice, differently"):
        lay(Card("one.html", str))
