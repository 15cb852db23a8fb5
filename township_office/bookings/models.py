from __future__ import annotations

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q

from township_office import clock
from township_office.bookings.spans import Span
from township_office.people.models import Officer
from township_office.townships.models import Township


class Resource(models.Model):
    """Somebody or something that was ever taken. Whoever takes it updates this row first (ADR 9)."""

    township_path = "township"

    township = models.ForeignKey(Township, models.PROTECT, related_name="+", verbose_name="乡镇")
    kind = models.CharField("种类", max_length=20)
    object_id = models.PositiveBigIntegerField("哪一个")
    name = models.CharField("名称", max_length=80)
    asked_at = models.DateTimeField("最近一次登记", default=clock.now)

    class Meta:
        verbose_name = verbose_name_plural = "可占用的人和物"
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_id"], name="one_row_for_what_is_taken"),
        ]

    def __str__(self) -> str:
        return self.name


class BookingQuerySet(models.QuerySet["Booking"]):
    def visible_to(self, officer: Officer) -> BookingQuerySet:
        """Who is away and what is taken, everybody of the township may know; why, by the record."""
        return self.filter(resource__township=officer.township_id)

    def of(self, kind: str, object_id: int) -> BookingQuerySet:
        return self.filter(resource__kind=kind, resource__object_id=object_id)

    def during(self, span: Span) -> BookingQuerySet:
        """What has a moment in common with it; what was let go before it began takes none."""
        lasting = self.filter(until__gt=F("since"))
        return lasting.filter(since__lt=span.until, until__gt=span.since)

    def by(self, source: models.Model) -> BookingQuerySet:
        """What this record took and has not let go."""
        kind = ContentType.objects.get_for_model(source)
        return self.filter(source_type=kind, source_id=source.pk, released_at__isnull=True)


class Booking(models.Model):
    """That something is taken from–to (占用), by which record, in a word that anybody may read.

    Half open: what ends at noon and what begins at noon do not meet. Let go early it ends then; let
    go before it began it lasts no time at all. ``exclusive`` stands here for the database, which on
    PostgreSQL excludes overlaps by itself.
    """

    township_path = "resource__township"

    resource = models.ForeignKey(Resource, models.PROTECT, related_name="bookings")
    exclusive = models.BooleanField("只能一处占用")
    since = models.DateTimeField("起")
    until = models.DateTimeField("止")
    what = models.CharField("做什么", max_length=40)
    source_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    source_id = models.PositiveBigIntegerField()
    source = GenericForeignKey("source_type", "source_id")
    released_at = models.DateTimeField("解除时间", null=True, blank=True)

    objects = BookingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "占用"
        ordering = ["since", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gt=F("since")) | Q(until=F("since"), released_at__isnull=False),
                name="a_booking_lasts_unless_it_was_let_go",
            ),
        ]
        indexes = [
            # during() of one resource; during() of all of a kind, which begins with what is not over
            models.Index(fields=["resource", "until"], name="bookings_booking_resource"),
            models.Index(fields=["until", "since"], name="bookings_booking_until"),
            models.Index(fields=["source_type", "source_id"], name="bookings_booking_source"),
        ]

    def __str__(self) -> str:
        return f"{self.resource}　{self.words}"

    @property
    def span(self) -> Span:
        return Span(self.since, self.until)

    @property
    def words(self) -> str:
        """11月26日 9:00—17:30外带."""
        lasts = self.until > self.since
        return f"{self.span}{self.what}" if lasts else f"没有{self.what}"
