from seals.blank.approval import BLANK
from seals.keeping.approval import CUSTODY, MAKING
from seals.outing.approval import OUTING
from seals.using.approval import USE

__all__ = ["BLANK", "CUSTODY", "MAKING", "OUTING", "USE"]
