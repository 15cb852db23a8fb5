"""Every write a person performs on a request for a seal, or by stamping: check, change, record."""

from seals.using.actions.asking import (
    Papers,
    amend_request,
    ask_to_stamp,
    ask_together,
    end_request,
    send_request,
    void_request,
)
from seals.using.actions.matters import (
    OF_CERTIFICATES,
    USUAL_MATTERS,
    amend_matter,
    make_matter,
    make_usual_matters,
    matter_of_documents,
)
from seals.using.actions.of_documents import open_for_document, request_more_for_document
from seals.using.actions.stamping import stamp, stamp_for_document

__all__ = [
    "OF_CERTIFICATES",
    "USUAL_MATTERS",
    "Papers",
    "amend_matter",
    "amend_request",
    "ask_to_stamp",
    "ask_together",
    "end_request",
    "make_matter",
    "make_usual_matters",
    "matter_of_documents",
    "open_for_document",
    "request_more_for_document",
    "send_request",
    "stamp",
    "stamp_for_document",
    "void_request",
]
