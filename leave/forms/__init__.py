"""What is typed about leaves: asking, changing, and the forms of the stages."""

from leave.forms.asking import BackfillForm, LeaveForm, ProofForm, TripForm
from leave.forms.changing import (
    CancellationForm,
    ExtensionForm,
    LengtheningForm,
    PermitForm,
    ReturnForm,
    UnexcusedForm,
)
from leave.forms.stages import ApproveForm, FileForm, NoteForm, ReportForm
from township_office.approvals.forms import OpinionForm, ReasonForm

__all__ = [
    "ApproveForm",
    "BackfillForm",
    "CancellationForm",
    "ExtensionForm",
    "FileForm",
    "LeaveForm",
    "LengtheningForm",
    "NoteForm",
    "OpinionForm",
    "PermitForm",
    "ProofForm",
    "ReasonForm",
    "ReportForm",
    "ReturnForm",
    "TripForm",
    "UnexcusedForm",
]
