"""What a person does about a seal itself: enters it, hands it over, takes it through its life."""

from seals.keeping.actions.custody import (
    amend_handover,
    ask_handover,
    end_handover,
    give_seal,
    hand_back,
    hand_over,
    receive_seal,
)
from seals.keeping.actions.entering import (
    amend_seal,
    enter_seal,
    keep_imprint,
    make_usual_seals,
    note_upkeep,
)
from seals.keeping.actions.life import (
    amend_making,
    ask_making,
    complete_making,
    end_making,
    move,
    report_making,
)
from seals.keeping.actions.losing import report_loss, tick_step

__all__ = [
    "amend_handover",
    "amend_making",
    "amend_seal",
    "ask_handover",
    "ask_making",
    "complete_making",
    "end_handover",
    "end_making",
    "enter_seal",
    "give_seal",
    "hand_back",
    "hand_over",
    "keep_imprint",
    "make_usual_seals",
    "move",
    "note_upkeep",
    "receive_seal",
    "report_loss",
    "report_making",
    "tick_step",
]
