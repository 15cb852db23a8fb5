from township_office.approvals.models.cases import (
    OUTCOMES,
    Case,
    Event,
    StuckTask,
    Task,
    holder_of,
    late_among,
    lying,
    place_of,
)
from township_office.approvals.models.consents import Confirmation, PaperDecision, PaperList
from township_office.approvals.models.flows import (
    Condition,
    Flow,
    FlowVersion,
    Rule,
    Signer,
    Stage,
)
from township_office.approvals.models.standing import newest_case_of, open_tasks_of, standing_of

__all__ = [
    "OUTCOMES",
    "Case",
    "Condition",
    "Confirmation",
    "Event",
    "Flow",
    "FlowVersion",
    "PaperDecision",
    "PaperList",
    "Rule",
    "Signer",
    "Stage",
    "StuckTask",
    "Task",
    "holder_of",
    "late_among",
    "lying",
    "newest_case_of",
    "open_tasks_of",
    "place_of",
    "standing_of",
]
