"""What a person does with a case: one function a verb, each recorded in the same breath."""

from township_office.approvals.actions.deciding import agree, annul, refuse, return_to, withdraw
from township_office.approvals.actions.opening import open_case, resubmit
from township_office.approvals.actions.paper import confirm_paper, record_paper, reject_paper
from township_office.approvals.actions.passing import add_signer, intervene, transfer
from township_office.approvals.actions.phone import (
    Call,
    agree_by_phone,
    confirm,
    disown,
    settle,
)
from township_office.approvals.actions.telling import copy_to, urge
from township_office.approvals.actions.weekly import ask_for_list, file_signed_list, keep_list

__all__ = [
    "Call",
    "add_signer",
    "agree",
    "agree_by_phone",
    "annul",
    "ask_for_list",
    "confirm",
    "confirm_paper",
    "copy_to",
    "disown",
    "file_signed_list",
    "intervene",
    "keep_list",
    "open_case",
    "record_paper",
    "refuse",
    "reject_paper",
    "resubmit",
    "return_to",
    "settle",
    "transfer",
    "urge",
    "withdraw",
]
