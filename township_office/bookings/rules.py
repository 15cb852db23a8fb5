"""Who or what is taken, and whether it may be taken from–to."""

from collections.abc import Iterable

from django.db import models

from township_office.bookings.models import Booking, BookingQuerySet
from township_office.bookings.registry import Kind, kind_of
from township_office.bookings.spans import Span
from township_office.web.refusals import Refused


def taken_during(thing: models.Model, span: Span) -> BookingQuerySet:
    """What one officer, seal, vehicle or room is taken for in that time, the earliest first."""
    own = Booking.objects.of(kind_of(thing).key, thing.pk).during(span)
    return own.select_related("resource").order_by("since", "id")


def who_is_taken(kind: Kind, township_id: int, span: Span) -> BookingQuerySet:
    """Every booking of that kind in the township in that time: who is away, which car is out."""
    all_of_them = Booking.objects.filter(resource__township=township_id, resource__kind=kind.key)
    return all_of_them.during(span).select_related("resource").order_by("since", "id")


def beside(booking: Booking) -> BookingQuerySet:
    """What else the same officer is taken for at the same time: to be told, not to be refused."""
    others = Booking.objects.filter(resource=booking.resource_id).exclude(pk=booking.pk)
    return others.during(booking.span).select_related("resource")


def check_free(name: str, others: Iterable[Booking]) -> None:
    """What is exclusive is had by one at a time. Raises Refused with what it is taken for."""
    for other in others:
        raise Refused(f"{name}{other.words}已有安排，时间重叠。请另选时间。")


def check_stands(booking: Booking) -> None:
    if booking.released_at is not None:
        raise Refused(f"{booking}已经解除，不能再改。")
