from seals.blank.approval import BLANK
from seals.keeping.approval import CUSTODY, MAKING
from seals.outing.approval import EXTENSION, OUTING
from seals.using.approval import USE

__all__ = ["BLANK", "CUSTODY", "EXTENSION", "MAKING", "OUTING", "USE"]
