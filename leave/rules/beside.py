"""Who else is away at the same time: told to whoever decides, never a refusal."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime

from django.utils.formats import date_format

from leave.models import Absence
from leave.rules.applicants import PRINCIPAL_LEADERS, leads_alone
from township_office import clock
from township_office.bookings.models import Booking, BookingQuerySet
from township_office.bookings.registry import OFFICER
from township_office.bookings.rules import who_is_taken
from township_office.bookings.spans import Span, days
from township_office.people.away import Away
from township_office.people.models import Appointment, Officer, StandIn
from township_office.workdays import spans

ON_LEAVE, OUT = "请假", "外出"
BOOKED = ("resource__object_id", "what", "since", "until")


def as_taken(span: spans.Span) -> Span:
    """The half days as moments, for the bookings: a half day begins or ends at noon."""
    return days(
        span.first.day,
        span.last.day,
        from_noon=span.first.half is spans.Half.AFTERNOON,
        to_noon=span.last.half is spans.Half.MORNING,
    )


def away(township_id: int, span: Span) -> BookingQuerySet:
    """Everybody who is on leave or out in that time, the earliest first."""
    return who_is_taken(OFFICER, township_id, span).filter(what__in=(ON_LEAVE, OUT))


def away_now(officers: Collection[int]) -> dict[int, Away]:
    """Those of these who are on leave or out at this moment, and the day they are back; one query.

    Who goes from one absence straight into the next is back after the last.
    """
    now = clock.now()
    taken = Booking.objects.filter(
        resource__kind=OFFICER.key, resource__object_id__in=officers, what__in=(ON_LEAVE, OUT)
    )
    rows = taken.filter(until__gt=now).order_by("since", "until")
    ends: dict[int, tuple[str, datetime]] = {}
    for officer, what, since, until in rows.values_list(*BOOKED):
        first, end = ends.get(officer, (what, now))
        if since <= end:
            ends[officer] = (first, max(end, until))
    return {officer: Away(what, clock.local(end).date()) for officer, (what, end) in ends.items()}


def told_beside(absence: Absence) -> list[str]:
    """What whoever decides should know: a sentence each."""
    span = as_taken(absence.span)
    others = away(absence.officer.township_id, span).exclude(resource__object_id=absence.officer_id)
    rows = list(others)
    return [*_leaders(absence, rows), *_department(absence, rows), *_substitute(absence, rows)]


def stood_in_for(absence: Absence) -> list[StandIn]:
    """The 委托 that he gave for these days and for no others, as far as they are not over."""
    within = StandIn.objects.to_come().filter(
        principal=absence.officer_id,
        valid_from__gte=absence.first_day,
        valid_until__lte=absence.last_day,
    )
    return list(within.select_related("principal", "deputy").order_by("pk"))


def other_leader_away(absence: Absence) -> list[str]:
    """Where a principal leader asks: that the other one is away, too (LV-19)."""
    rows = away(absence.officer.township_id, as_taken(absence.span))
    return list(_leaders(absence, list(rows.exclude(resource__object_id=absence.officer_id))))


def _leaders(absence: Absence, rows: list[Booking]) -> Iterator[str]:
    if not leads_alone(absence):
        return
    held = Appointment.objects.on().filter(
        post__township=absence.officer.township_id, post__role__in=PRINCIPAL_LEADERS
    )
    leaders = dict(held.exclude(post=absence.post_id).values_list("officer", "post__name"))
    for row in rows:
        if row.resource.object_id in leaders:
            post = leaders[row.resource.object_id]
            yield f"{post}{row.resource.name}{_when(row)}，两位主要领导同时不在。"


def _department(absence: Absence, rows: list[Booking]) -> Iterator[str]:
    if absence.department is None:
        return
    held = Appointment.objects.on().filter(post__department=absence.department)
    colleagues = set(held.filter(officer__is_active=True).values_list("officer", flat=True))
    colleagues.discard(absence.officer_id)
    if not colleagues:
        return
    empty = [day for day in absence.span.dates() if colleagues <= _away_on(day, rows)]
    if empty:
        yield f"{absence.department}{_named(empty)}没有其他人在岗。"


def _away_on(day: date, rows: Iterable[Booking]) -> set[int]:
    whole = days(day, day)
    return {row.resource.object_id for row in rows if row.span.overlaps(whole)}


def _substitute(absence: Absence, rows: list[Booking]) -> Iterator[str]:
    other: Officer | None = absence.substitute
    theirs = [row for row in rows if other is not None and row.resource.object_id == other.pk]
    for row in theirs[:1]:
        yield f"接手工作的{row.resource.name}{_when(row)}也不在。"


def _when(row: Booking) -> str:
    """By days, as one says it of people: 11月30日至12月2日."""
    first, last = clock.local(row.since).date(), clock.local(row.until).date()
    if clock.local(row.until).time() == clock.midnight(last).time():
        last = date.fromordinal(last.toordinal() - 1)
    named = dict.fromkeys(date_format(day, "n月j日") for day in (first, last))
    return f"{'至'.join(named)}{row.what}"


def _named(empty: list[date]) -> str:
    words = "、".join(date_format(day, "n月j日") for day in empty[:4])
    return f"{words}等 {len(empty)} 天" if len(empty) > 4 else words
