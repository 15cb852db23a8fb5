"""Every write a person performs on an outing: asking, handing out, taking back, keeping it longer."""

from seals.outing.actions.asking import (
    Line,
    amend_outing,
    approve_outing,
    ask_outing,
    let_go,
    send_outing,
    upcoming_label,
)
from seals.outing.actions.longer import ask_longer, drop_longer, grant_longer, refuse_longer
from seals.outing.actions.moving import (
    LATE_JOB,
    Return,
    hand_out,
    remind_when_late,
    take_back,
)

__all__ = [
    "LATE_JOB",
    "Line",
    "Return",
    "amend_outing",
    "approve_outing",
    "ask_longer",
    "ask_outing",
    "drop_longer",
    "grant_longer",
    "hand_out",
    "let_go",
    "refuse_longer",
    "remind_when_late",
    "send_outing",
    "take_back",
    "upcoming_label",
]
