from seals.blank.models import (
    BlankRequest,
    BlankRequestGroupGrant,
    BlankRequestOfficerGrant,
    BlankSheet,
)
from seals.certifying.models import Certificate, CertificateTemplate
from seals.frequent.models import FrequentMatter, FrequentSeal
from seals.keeping.models import (
    Custody,
    Handover,
    HandoverGroupGrant,
    HandoverOfficerGrant,
    Imprint,
    Loss,
    LossStep,
    Making,
    MakingGroupGrant,
    MakingOfficerGrant,
    Seal,
    Upkeep,
)
from seals.ledger.models import PaperLedger
from seals.outing.models import Extension, Outing, OutingGroupGrant, OutingOfficerGrant, Sheet
from seals.using.models import (
    Item,
    MatterClass,
    Request,
    RequestGroupGrant,
    RequestOfficerGrant,
    Stamping,
)

__all__ = [
    "Custody",
    "Handover",
    "HandoverGroupGrant",
    "HandoverOfficerGrant",
    "Imprint",
    "Extension",
    "BlankRequest",
    "BlankRequestGroupGrant",
    "BlankRequestOfficerGrant",
    "BlankSheet",
    "Certificate",
    "CertificateTemplate",
    "FrequentMatter",
    "FrequentSeal",
    "Item",
    "Loss",
    "LossStep",
    "Making",
    "MakingGroupGrant",
    "MakingOfficerGrant",
    "MatterClass",
    "Outing",
    "OutingGroupGrant",
    "OutingOfficerGrant",
    "PaperLedger",
    "Request",
    "RequestGroupGrant",
    "RequestOfficerGrant",
    "Seal",
    "Sheet",
    "Stamping",
    "Upkeep",
]
