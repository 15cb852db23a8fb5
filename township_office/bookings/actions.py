"""Take, move, release. Each first updates the resource's own row, so that who comes second waits."""

from django.db import models

from township_office import clock
from township_office.audit.capacity import Capacity
from township_office.audit.trail import record
from township_office.bookings import rules
from township_office.bookings.acts import Act
from township_office.bookings.models import Booking, Resource
from township_office.bookings.registry import kind_of
from township_office.bookings.spans import Span
from township_office.web.once import together


@together
def take(
    thing: models.Model, span: Span, *, what: str, source: models.Model, by: Capacity
) -> Booking:
    """Book an officer, a seal, a vehicle or a room from–to for the record ``source``.

    ``what`` is a word for whoever sees it (外带, 请假), never the reason. Raises Refused where it is
    exclusive and taken already; what an officer has besides is told by ``rules.beside``.
    """
    kind, resource = kind_of(thing), _held(thing, by)
    if kind.exclusive:
        rules.check_free(resource.name, resource.bookings.during(span))
    booking = Booking.objects.create(
        resource=resource,
        exclusive=kind.exclusive,
        since=span.since,
        until=span.until,
        what=what,
        source=source,
    )
    record(Act.TAKEN, booking, by=by, after={"时间": str(span)})
    return booking


@together
def move(booking: Booking, span: Span, *, by: Capacity) -> Booking:
    """Let it be taken at another time, or longer. Raises Refused as ``take`` does."""
    booking = _locked(booking)
    rules.check_stands(booking)
    if booking.exclusive:
        others = booking.resource.bookings.exclude(pk=booking.pk)
        rules.check_free(booking.resource.name, others.during(span))
    before = {"时间": str(booking.span)}
    booking.since, booking.until = span.since, span.until
    booking.save(update_fields=["since", "until"])
    record(Act.MOVED, booking, by=by, before=before, after={"时间": str(span)})
    return booking


@together
def release(booking: Booking, *, by: Capacity) -> Booking:
    """It is free again from now on; what was taken until now stays so. Raises Refused the second time."""
    booking = _locked(booking)
    rules.check_stands(booking)
    booking.released_at = now = clock.now()
    booking.until = min(booking.until, max(booking.since, now))
    booking.save(update_fields=["released_at", "until"])
    record(Act.RELEASED, booking, by=by, after={"时间": booking.words})
    return booking


def _held(thing: models.Model, by: Capacity) -> Resource:
    """The row of what is taken, held by this transaction; put there the first time."""
    kind, name = kind_of(thing).key, str(thing)
    row = Resource.objects.filter(kind=kind, object_id=thing.pk)
    held = {"name": name, "asked_at": clock.now()}
    if not row.update(**held):
        first = Resource(township_id=by.township_id, kind=kind, object_id=thing.pk, name=name)
        Resource.objects.bulk_create([first], ignore_conflicts=True)
        row.update(**held)
    return row.get()


def _locked(booking: Booking) -> Booking:
    """The booking as it stands once its resource is held."""
    Resource.objects.filter(pk=booking.resource_id).update(asked_at=clock.now())
    return Booking.objects.select_related("resource").get(pk=booking.pk)
