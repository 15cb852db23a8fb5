"""What a form says before it is sent: how many days, how counted, what is left, who decides."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from leave.approval import EXTEND, LENGTHEN, REQUEST, TRIP
from leave.forms import ExtensionForm, LeaveForm, LengtheningForm, TripForm
from leave.models import Extension, Leave, Lengthening, Trip
from leave.rules import changing
from leave.rules.applicants import place_of
from leave.rules.asking import is_believable
from leave.rules.balance import Balance, balance_of
from leave.rules.beside import told_beside
from leave.rules.counting import counted, how_counted
from township_office import clock
from township_office.approvals.rail import RailLine
from township_office.approvals.story import preview
from township_office.workdays.spans import Counted


@dataclass(frozen=True)
class Preview:
    """``way`` stands alone where the days are not known yet."""

    way: list[RailLine] = field(default_factory=list)
    days: Counted | None = None
    counted: str = ""
    balance: Balance | None = None
    beside: list[str] = field(default_factory=list)
    kind: Any = None

    @property
    def is_too_much(self) -> bool:
        left = self.balance.left if self.balance else None
        return self.days is not None and left is not None and self.days.days > left


def of_leave(form: LeaveForm) -> Preview:
    """As far as the slip is filled in; a kind and the days are what it takes."""
    if form.is_bound:
        form.is_valid()
    kind, span = getattr(form, "cleaned_data", {}).get("kind"), form.span
    if kind is None or span is None:
        return Preview()
    leave = form.instance
    days = _laid_out(leave, kind, span)
    return Preview(
        way=preview(REQUEST, leave, leave.officer) if days.days else [],
        days=days,
        counted=how_counted(kind, days),
        balance=balance_of(leave.officer, kind, leave.first_day, besides=leave.pk),
        beside=told_beside(leave),
        kind=kind,
    )


def of_trip(form: TripForm) -> Preview:
    if form.is_bound:
        form.is_valid()
    trip = form.instance
    if form.span is None:
        return Preview()
    _place(trip)
    return Preview(way=preview(TRIP, trip, trip.officer), beside=told_beside(trip))


def of_extension(form: ExtensionForm) -> Preview:
    """The way of the total, which may lead higher than the leave's own."""
    if form.is_bound:
        form.is_valid()
    extension: Extension = form.instance
    if not getattr(form, "cleaned_data", {}).get("until"):
        return Preview()
    longer = changing.extended(extension)
    sane = is_believable(longer.first_day, longer.last_day)
    if not sane or not changing.ends_later(longer, extension.leave):
        return Preview()
    days = counted(longer.kind, longer.span, longer.township_id)
    extension.total = days.days
    return Preview(
        way=preview(EXTEND, extension, longer.officer),
        days=days,
        counted=how_counted(longer.kind, days),
        balance=balance_of(longer.officer, longer.kind, longer.first_day, besides=longer.pk),
        beside=told_beside(longer),
        kind=longer.kind,
    )


def of_lengthening(form: LengtheningForm) -> Preview:
    """The way of the trip once more."""
    if form.is_bound:
        form.is_valid()
    lengthening: Lengthening = form.instance
    if not getattr(form, "cleaned_data", {}).get("until"):
        return Preview()
    longer = changing.lengthened(lengthening)
    if longer.last_day < longer.first_day:
        return Preview()
    return Preview(way=preview(LENGTHEN, lengthening, longer.officer), beside=told_beside(longer))


def _laid_out(leave: Leave, kind: Any, span: Any) -> Counted:
    """The slip as the engine would read it, were it sent now."""
    leave.first_day, leave.first_half = span.first.day, span.first.half.value
    leave.last_day, leave.last_half = span.last.day, span.last.half.value
    _place(leave)
    days = counted(kind, span, leave.officer.township_id)
    leave.days = days.days
    return days


def _place(absence: Leave | Trip) -> None:
    absence.township_id = absence.officer.township_id
    absence.post, absence.department = place_of(absence.officer)
    absence.year = clock.today().year
