"""What leaves, trips and what is asked about them tell the engine."""

from leave.approval.changes import BACKFILL, CANCEL, EXTEND, LENGTHEN, RETURN
from leave.approval.requests import REQUEST, TRIP

__all__ = ["BACKFILL", "CANCEL", "EXTEND", "LENGTHEN", "REQUEST", "RETURN", "TRIP"]
