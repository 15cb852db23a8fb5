from documents.incoming.models import (
    CardStep,
    Handler,
    Incoming,
    IncomingGroupGrant,
    IncomingOfficerGrant,
    Reader,
)

__all__ = [
    "CardStep",
    "Handler",
    "Incoming",
    "IncomingGroupGrant",
    "IncomingOfficerGrant",
    "Reader",
]
