from documents.outgoing.models.amendments import Amendment, PrintRun
from documents.outgoing.models.numbers import Number, Series, SeriesYear
from documents.outgoing.models.papers import (
    Annex,
    Consulted,
    Direction,
    Disclosure,
    Issuer,
    Kind,
    Outgoing,
    OutgoingGroupGrant,
    OutgoingOfficerGrant,
    Recipient,
)
from documents.outgoing.models.versions import Draft, Layout, Version

__all__ = [
    "Amendment",
    "Annex",
    "Consulted",
    "Direction",
    "Disclosure",
    "Draft",
    "Issuer",
    "Kind",
    "Layout",
    "Number",
    "Outgoing",
    "OutgoingGroupGrant",
    "OutgoingOfficerGrant",
    "PrintRun",
    "Recipient",
    "Series",
    "SeriesYear",
    "Version",
]
