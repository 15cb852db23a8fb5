"""Every write a person performs on an outgoing document, by subject."""

from documents.outgoing.actions.afterwards import enter_afterwards
from documents.outgoing.actions.deciding import (
    confirm_wording,
    consult,
    recheck,
    sign,
    vet,
)
from documents.outgoing.actions.drafting import (
    Parts,
    amend_outgoing,
    drop_draft,
    save_draft,
    send_outgoing,
    submit_outgoing,
    void_outgoing,
)
from documents.outgoing.actions.layouts import (
    ask_for_form,
    ask_for_layout,
    keep_form,
    keep_layout,
)
from documents.outgoing.actions.numbering import (
    amend_series,
    close_year,
    make_series,
    make_usual_series,
    number_outgoing,
    open_year,
    reserve_number,
    void_number,
)
from documents.outgoing.actions.printing import (
    enter_outgoing,
    print_more,
    print_outgoing,
)
from documents.outgoing.actions.sealing import give_up_seals, seal_outgoing, seal_part
from documents.outgoing.actions.sending import (
    correct,
    distribute,
    file_outgoing,
    note_receipt,
    note_told,
    recall_more,
)

__all__ = [
    "Parts",
    "amend_outgoing",
    "amend_series",
    "ask_for_form",
    "ask_for_layout",
    "close_year",
    "confirm_wording",
    "consult",
    "correct",
    "distribute",
    "drop_draft",
    "enter_afterwards",
    "enter_outgoing",
    "file_outgoing",
    "give_up_seals",
    "keep_form",
    "keep_layout",
    "make_series",
    "make_usual_series",
    "note_receipt",
    "note_told",
    "number_outgoing",
    "open_year",
    "print_more",
    "print_outgoing",
    "recall_more",
    "recheck",
    "reserve_number",
    "save_draft",
    "seal_outgoing",
    "seal_part",
    "send_outgoing",
    "sign",
    "submit_outgoing",
    "vet",
    "void_number",
    "void_outgoing",
]
