"""What the worker does for seals."""

from seals.blank import tasks as blank
from seals.certifying import tasks as certifying
from seals.keeping import tasks as keeping
from seals.ledger import tasks as ledger
from seals.outing import tasks as outing

__all__ = ["blank", "certifying", "keeping", "ledger", "outing"]
