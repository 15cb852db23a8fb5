"""Facts, relative roles and stage kinds that the flows of leave have in common."""

import json
from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import Any

from leave import forms
from leave.actions import file_slip, report
from leave.models import Absence, absence_of
from leave.rules.applicants import Applicant, heads_of, leads_of, rank_of, side_of
from township_office.approvals.core import Seat
from township_office.approvals.registry import Fact, Kind, Role
from township_office.audit.capacity import Capacity
from township_office.people.models import Charge, Line, Post

NOTE_BOX, DECISION_BOX = "签注意见", "审批意见"
BY_THEMSELVES = [Applicant.MAYOR.value, Applicant.PARTY_SECRETARY.value]
OTHERS = [each.value for each in Applicant if each.value not in BY_THEMSELVES]
YES_NO = [(True, "是"), (False, "否")]
Granting = Callable[[Any, Capacity], None]


def digest(*said: object) -> str:
    return sha256(json.dumps([str(each) for each in said]).encode()).hexdigest()


def said_by(absence: Absence) -> Sequence[object]:
    """What every slip says."""
    return (
        absence.officer_id,
        absence.first_day,
        absence.first_half,
        absence.last_day,
        absence.last_half,
        absence.place,
        absence.substitute_id,
    )


# Facts

APPLICANT = Fact(
    "applicant",
    "申请人",
    lambda subject: rank_of(absence_of(subject).post).value,
    Applicant.choices,
)
OF_OFFICE = Fact("of_office", "党政办的人", lambda subject: _of_office(absence_of(subject)), YES_NO)
SIDE = Fact("side", "归口", lambda subject: side_of(absence_of(subject)), Line.choices)


def _of_office(absence: Absence) -> bool:
    return bool(absence.department and absence.department.is_office)


# Roles


def _head(subject: Any) -> Sequence[Seat]:
    return [Seat(post=post.pk) for post in heads_of(absence_of(subject).department)]


def _deputy_lead(subject: Any) -> Sequence[Seat]:
    return [Seat(post=post) for post in leads_of(absence_of(subject).department)]


def _principal_leader(subject: Any) -> Sequence[Seat]:
    absence = absence_of(subject)
    role = "mayor" if side_of(absence) == Line.GOVERNMENT else "party_secretary"
    return [Seat(post=post.pk) for post in Post.objects.of_role(absence.township_id, role)]


def _office_deputy_lead(subject: Any) -> Sequence[Seat]:
    charges = Charge.objects.on().filter(
        department__township_id=absence_of(subject).township_id, department__is_office=True
    )
    return [Seat(post=charge.post_id) for charge in charges]


ROLES = [
    Role("head", "所在机构负责人", _head),
    Role("deputy_lead", "分管领导", _deputy_lead),
    Role("principal_leader", "主要领导", _principal_leader),
    Role("office_deputy_lead", "分管办公室的领导", _office_deputy_lead),
]


# Stage kinds


def _refusable(subject: Any) -> str:
    return "不同意"


def _answered(granted: Granting) -> Callable[[Any, Any, Capacity], None]:
    def effect(subject: Any, form: forms.ReportForm, by: Capacity) -> None:
        why = form.cleaned_data.get("why_both", "")
        report(absence_of(subject), answer=form.words(), why_both=why, by=by)
        granted(subject, by)

    return effect


def _filed(subject: Any, form: forms.OpinionForm, by: Capacity) -> None:
    file_slip(absence_of(subject), by=by)


def note() -> Kind:
    """签注: an opinion before the decision, by the levels below it (A2.7)."""
    return Kind(
        "leave.note",
        "签注",
        forms.NoteForm,
        box=NOTE_BOX,
        follows=["leave.apply"],
        sends_back_to="leave.apply",
        quick="同意。",
        plain=True,
    )


def decision(key: str, granted: Granting, *, applied: str) -> Kind:
    """审批: every request is decided, but for the principal leaders', which the county answers."""
    return Kind(
        key,
        "审批",
        forms.ApproveForm,
        settled=granted,
        box=DECISION_BOX,
        mandatory=True,
        follows=[applied],
        sends_back_to=applied,
        quick="同意。",
        refusal=_refusable,
        plain=True,
        spared={"applicant": BY_THEMSELVES},
    )


def reporting(granted: Granting, *, decided: str) -> Kind:
    """报县: the office reports a principal leader's going away, and enters the answer (LV-19)."""
    return Kind(
        "leave.report",
        "报县",
        forms.ReportForm,
        _answered(granted),
        box=DECISION_BOX,
        deciding=False,
        follows=[decided],
        refusal=lambda subject: "县里未同意",
    )


def filing(*, decided: str) -> Kind:
    """报备: the office has its copy (A2.5)."""
    return Kind(
        "leave.file",
        "报备",
        forms.FileForm,
        _filed,
        deciding=False,
        mandatory=True,
        follows=[decided, "leave.report"],
        quick="已登记。",
        archives=True,
    )


def trip_ladder(granted: Granting) -> list[Kind]:
    """The stages of a trip, which its lengthening takes as well."""
    return [
        Kind("leave.apply_trip", "申请", forms.OpinionForm, deciding=False, mandatory=True),
        decision("leave.approve_trip", granted, applied="leave.apply_trip"),
        reporting(granted, decided="leave.approve_trip"),
        filing(decided="leave.approve_trip"),
    ]


def no_copy(subject: Any) -> str:
    """Why somebody is away is his own affair and of those who decide."""
    return "请假涉及个人情况，不抄送；谁不在岗，干部去向里都能看到。"
