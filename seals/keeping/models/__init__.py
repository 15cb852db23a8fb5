"""A seal, who keeps it, how it is handed on, its life, its upkeep."""

from seals.keeping.models.custody import (
    Custody,
    Handover,
    HandoverGroupGrant,
    HandoverOfficerGrant,
)
from seals.keeping.models.life import (
    Loss,
    LossStep,
    Making,
    MakingGroupGrant,
    MakingOfficerGrant,
    What,
)
from seals.keeping.models.seals import LIVING, Life, Seal, SealOf, SealQuerySet, Sort
from seals.keeping.models.upkeep import DIRECTOR, Imprint, Upkeep

__all__ = [
    "DIRECTOR",
    "LIVING",
    "Custody",
    "Handover",
    "HandoverGroupGrant",
    "HandoverOfficerGrant",
    "Imprint",
    "Life",
    "Loss",
    "LossStep",
    "Making",
    "MakingGroupGrant",
    "MakingOfficerGrant",
    "Seal",
    "SealOf",
    "SealQuerySet",
    "Sort",
    "Upkeep",
    "What",
]
