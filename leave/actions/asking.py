"""Asking for a leave or a trip, for oneself or for who told it on the telephone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from leave.actions.deciding import approve, count_days
from leave.actions.ungranting import ungrant
from leave.acts import Act
from leave.models import Absence, Leave, Trip, in_days
from leave.rules import abroad, asking
from leave.rules.applicants import place_of
from leave.rules.changing import PROOF, check_takes_proof
from township_office import clock
from township_office.approvals.actions import annul, open_case, resubmit
from township_office.approvals.core import Status
from township_office.approvals.models import Case
from township_office.approvals.story import Story
from township_office.audit.capacity import Capacity
from township_office.audit.trail import record
from township_office.files.actions import keep
from township_office.notices.actions import tell
from township_office.notices.registry import declare as declare_notice
from township_office.numbers.counters import take
from township_office.numbers.series import declare
from township_office.people.capacity import capacity_of
from township_office.people.models import Officer
from township_office.web.once import together

LEAVES, TRIPS = declare("leave.leave", "请假编号"), declare("leave.trip", "外出编号")
ENTERED = declare_notice("leave.entered", "代填假条")
# the stages in which a leave or a trip is granted; where none is on the way, asking is enough
GRANTING = ("leave.approve", "leave.approve_trip", "leave.report")


@together
def ask_leave(leave: Leave, *, proofs: Iterable[UploadedFile[Any]] = (), by: Capacity) -> Case:
    """请假: the slip is made out and goes to whoever gives an opinion or decides (A2.2–A2.5).

    It is asked by who is away, whoever enters it. Raises Refused where the days are over, overlap,
    are none or more than are left.
    """
    hold(leave.officer)
    asking.check_can_ask(leave, by=by)
    asking.check_leave(leave)
    put_down(leave, LEAVES, by)
    for order, proof in enumerate(proofs):
        keep(proof, attached_to=leave, by=by, role=PROOF, order=order)
    record(Act.ASKED, leave, by=by, after=card(leave))
    return _send(leave, by)


@together
def ask_trip(trip: Trip, *, by: Capacity) -> Case:
    """出差、外出: in the county the leader in charge, beyond it the principal leader (LV-19)."""
    hold(trip.officer)
    asking.check_can_ask(trip, by=by)
    put_down(trip, TRIPS, by)
    record(Act.TRIP_ASKED, trip, by=by, after=card(trip))
    return _send(trip, by)


@together
def amend_leave(leave: Leave, *, proofs: Iterable[UploadedFile[Any]] = (), by: Capacity) -> Case:
    """Mend a slip that was withdrawn or came back, and send it on again; its number stays."""
    hold(leave.officer)
    case = asking.check_can_amend(leave, by=by)
    before = card(_as_it_stood(Leave, leave, by))
    asking.check_can_ask(leave, by=by)
    asking.check_leave(leave)
    count_days(leave)
    leave.save()
    for order, proof in enumerate(proofs, start=100):
        keep(proof, attached_to=leave, by=by, role=PROOF, order=order)
    record(Act.AMENDED, leave, by=by, before=before, after=card(leave))
    return _send_again(leave, case, by)


@together
def amend_trip(trip: Trip, *, by: Capacity) -> Case:
    """The same for a trip."""
    hold(trip.officer)
    case = asking.check_can_amend(trip, by=by)
    before = card(_as_it_stood(Trip, trip, by))
    asking.check_can_ask(trip, by=by)
    trip.save()
    record(Act.TRIP_AMENDED, trip, by=by, before=before, after=card(trip))
    return _send_again(trip, case, by)


@together
def void(absence: Absence, *, reason: str, by: Capacity) -> None:
    """Not wanted any more, or entered by mistake: the number stays with its reason."""
    case = asking.check_can_void(absence, by=by)
    if case is not None:
        annul(case, by=by, reason=reason)
    absence.voided_on, absence.void_reason = clock.today(), reason
    absence.save(update_fields=["voided_on", "void_reason"])
    record(Act.VOIDED, absence, by=by, words=reason)


@together
def add_proof(leave: Leave, proofs: Iterable[UploadedFile[Any]], *, by: Capacity) -> None:
    """补交证明, until the return is noted (LV-06)."""
    check_takes_proof(leave, by=by)
    for proof in proofs:
        keep(proof, attached_to=leave, by=by, role=PROOF, order=200)
    record(Act.PROOF_ADDED, leave, by=by)


@together
def note_permit(leave: Leave, *, by: Capacity) -> None:
    """登记出国（境）批准: the county's number and day, and who keeps the passport (LV-20)."""
    abroad.check_can_note_permit(leave, by=by)
    leave.save(update_fields=["permit", "permit_on", "passport"])
    after = {
        "批准文号": leave.permit,
        "批准日期": f"{leave.permit_on:%Y-%m-%d}",
        "证件保管": leave.passport,
    }
    record(Act.PERMIT_NOTED, leave, by=by, after=after)


def hold(officer: Officer) -> None:
    """What one person asks for is looked at one after the other, or each would find the days free."""
    Officer.objects.select_for_update(no_key=True).get(pk=officer.pk)


def put_down(absence: Absence, series: str, by: Capacity) -> None:
    """Give it its number, and keep in which post and department it was asked for."""
    absence.township_id = by.township_id
    absence.post, absence.department = place_of(absence.officer)
    absence.entered_by_id, absence.asked_at = by.person_id, clock.now()
    absence.year = absence.first_day.year
    absence.number = take(by.township_id, series, absence.year)
    if isinstance(absence, Leave):
        count_days(absence)
    absence.save()


def card(absence: Absence) -> dict[str, Any]:
    """The slip as the trail tells it; the reason stands on the slip alone."""
    words: dict[str, Any] = {
        "编号": absence.label,
        "姓名": absence.officer.name,
        "时间": absence.from_to,
        "工作交给": str(absence.substitute or ""),
    }
    if isinstance(absence, Leave):
        words |= {"假别": str(absence.kind), "天数": f"{in_days(absence.days)}"}
    return {label: value for label, value in words.items() if value}


def in_person(absence: Absence, by: Capacity) -> Capacity:
    """Who is away, as he asks: by himself, or by telephone where another enters it.

    In no post: what comes back comes back to him, and not to a second holder of his post.
    """
    how = by.how if by.person_id == absence.officer_id else "phone"
    return replace(capacity_of(absence.officer, absence.post, how), post_id=None)


def send(subject: Any, absence: Absence, by: Capacity) -> Case:
    """Put it on its way; who is away hears of what another entered for him.

    Raises Refused where it asks something about what lies with him to be mended.
    """
    if subject is not absence:
        asking.check_has_not_come_back(absence)
    case = open_case(subject, by=in_person(absence, by))
    if by.person_id != absence.officer_id:
        tell(
            ENTERED,
            township_id=by.township_id,
            officers=[absence.officer_id],
            words=f"{by.officer_name}按您的电话代填，请看是否写对了。",
            url=subject.get_absolute_url(),
            about=str(subject),
            group=f"{case.matter}:{subject.pk}",
            by=by,
        )
    return case


def is_granted_by_asking(case: Case) -> bool:
    """Whether nobody on the way before it grants it: a principal leader within the county tells the
    office; and what came back may go straight to it again."""
    ahead = [leg.stage for leg in Story(case).route.legs if leg.stage.order >= case.stage]
    return not any(stage.kind in GRANTING for stage in ahead)


def _send(absence: Absence, by: Capacity) -> Case:
    return _granted_by_asking(send(absence, absence, by), absence, by)


def _send_again(absence: Absence, case: Case | None, by: Capacity) -> Case:
    if case is None:
        return _send(absence, by)
    task = case.tasks.get(status=Status.OPEN, blocks=True)
    return _granted_by_asking(resubmit(task, by=in_person(absence, by)), absence, by)


def _granted_by_asking(case: Case, absence: Absence, by: Capacity) -> Case:
    if is_granted_by_asking(case):
        approve(absence, by=in_person(absence, by))
    return case


def _as_it_stood(model: Any, absence: Absence, by: Capacity) -> Any:
    """Before it is mended; had it been granted, that is over."""
    stood = model.objects.select_related("officer", "substitute").get(pk=absence.pk)
    ungrant(stood, by=by)
    absence.approved_on = None
    return stood
