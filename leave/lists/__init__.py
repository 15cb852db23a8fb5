"""Registers of leaves and trips, the card of one person, the board of who is where, the desk's card."""

from leave.lists.board import Board, board_of
from leave.lists.cards import card_of
from leave.lists.registers import MINE, MONTH, REGISTER, TRIPS, UNEXCUSED, in_month, with_standing
from leave.lists.today import away_today

__all__ = [
    "MINE",
    "MONTH",
    "REGISTER",
    "TRIPS",
    "UNEXCUSED",
    "Board",
    "away_today",
    "board_of",
    "card_of",
    "in_month",
    "with_standing",
]
