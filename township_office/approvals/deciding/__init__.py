"""The panel where one decides: what a case page offers an officer, and what a POST to it does."""

from township_office.approvals.deciding.panel import Decision, Neighbours
from township_office.approvals.deciding.verbs import decide, gone_to, held, onward, whither

__all__ = ["Decision", "Neighbours", "decide", "gone_to", "held", "onward", "whither"]
