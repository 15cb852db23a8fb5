"""Every write a person performs on a leave, by subject."""

from leave.actions.absent import note_unexcused, withdraw_unexcused
from leave.actions.asking import (
    add_proof,
    amend_leave,
    amend_trip,
    ask_leave,
    ask_trip,
    note_permit,
    void,
)
from leave.actions.changing import (
    ask_backfill,
    ask_cancellation,
    ask_extension,
    ask_return,
    backfill,
    cancel,
    come_back,
    extend,
)
from leave.actions.deciding import approve, file_slip, report
from leave.actions.kinds import (
    amend_entitlement,
    amend_kind,
    amend_service,
    make_kind,
    make_usual_kinds,
    note_entitlement,
    note_service,
)
from leave.actions.slips import ask_for_slip, erase_proofs, keep_slip
from leave.actions.stand_ins import end_stand_ins
from leave.actions.trips import ask_lengthening, end_trip, lengthen
from leave.actions.ungranting import ungrant, ungrant_backfill, ungrant_longer

__all__ = [
    "add_proof",
    "amend_entitlement",
    "amend_kind",
    "amend_leave",
    "amend_service",
    "amend_trip",
    "approve",
    "ask_backfill",
    "ask_cancellation",
    "ask_extension",
    "ask_for_slip",
    "ask_leave",
    "ask_lengthening",
    "ask_return",
    "ask_trip",
    "backfill",
    "cancel",
    "come_back",
    "end_stand_ins",
    "end_trip",
    "erase_proofs",
    "extend",
    "file_slip",
    "keep_slip",
    "lengthen",
    "make_kind",
    "make_usual_kinds",
    "note_entitlement",
    "note_permit",
    "note_service",
    "note_unexcused",
    "report",
    "ungrant",
    "ungrant_backfill",
    "ungrant_longer",
    "void",
    "withdraw_unexcused",
]
