from township_office.people.models.phrases import Phrase
from township_office.people.models.staff import (
    Appointment,
    Charge,
    Dated,
    Department,
    Line,
    Officer,
    Organ,
    Post,
    UsedPassword,
)
from township_office.people.models.stand_ins import StandIn

__all__ = [
    "Appointment",
    "Charge",
    "Dated",
    "Department",
    "Line",
    "Officer",
    "Organ",
    "Phrase",
    "Post",
    "StandIn",
    "UsedPassword",
]
