from __future__ import annotations

from datetime import datetime
from typing import cast

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.formats import date_format
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase
from simple_history.models import HistoricalRecords

from seals.keeping.models import Seal
from seals.using.models import Stamping
from township_office import clock
from township_office.approvals.models import (
    holder_of,
    standing_of,
)
from township_office.bookings.spans import Span
from township_office.people.grants import readable_by
from township_office.people.models import Department, Officer
from township_office.people.today import today_of
from township_office.townships.history import Clicked
from township_office.townships.models import Township


class Condition(models.TextChoices):
    """How the keeper finds a seal that comes back."""

    INTACT = "intact", "完好"
    DAMAGED = "damaged", "有损坏"
    LOST = "lost", "遗失"


class OutingQuerySet(models.QuerySet["Outing"]):
    def visible_to(self, officer: Officer) -> OutingQuerySet:
        """The office all, others what they asked for, carry, escort, decided or keep; whoever is
        asked whether it may stay out longer is asked about the outing."""
        own = self.filter(township_id=officer.township_id)
        if today_of(officer).in_office:
            return own
        asked = Extension.objects.put_to(officer).filter(outing=OuterRef("pk"))
        return cast(OutingQuerySet, readable_by(self, officer) | own.filter(Exists(asked)))

    def out(self) -> OutingQuerySet:
        """Handed out and not back: the seal is not in the house."""
        return self.filter(handed_out_at__isnull=False, returned_at__isnull=True)

    def overdue(self) -> OutingQuerySet:
        """Out beyond the time for which it was approved."""
        return self.out().filter(until__lt=clock.now())

    def with_standing(self) -> OutingQuerySet:
        """Where each lies, and with whom; no query a row."""
        return self.annotate(
            **standing_of(Outing),
        ).annotate(holder=holder_of("lies_post"))


class Outing(models.Model):
    """One seal taken out of the house (印章外带): scope, place and time strictly fixed (A4.5, SEAL-09).

    ``until`` moves when it is extended. ``late_steps`` counts who was reminded since it is overdue:
    carrier and escort, keeper, director, leader.
    """

    township_path = "township"

    township = models.ForeignKey(Township, models.PROTECT, verbose_name="乡镇")
    year = models.PositiveSmallIntegerField("年度", editable=False)
    number = models.PositiveIntegerField("外带号", editable=False)
    seal = models.ForeignKey(Seal, models.PROTECT, verbose_name="印章", related_name="outings")
    purpose = models.CharField("外带事由", max_length=200)
    place = models.CharField("地点", max_length=100)
    since = models.DateTimeField("带出时间")
    until = models.DateTimeField("归还时间")
    carrier = models.ForeignKey(Officer, models.PROTECT, verbose_name="带印人", related_name="+")
    escort = models.ForeignKey(
        Officer,
        models.PROTECT,
        verbose_name="随行人",
        related_name="+",
        help_text="两人带出，或由保管人随行（SEAL-09）",
    )
    applicant = models.ForeignKey(
        Officer, models.PROTECT, verbose_name="申请人", related_name="+", editable=False
    )
    department = models.ForeignKey(
        Department, models.PROTECT, verbose_name="用印部门", related_name="+", editable=False
    )
    asked_at = models.DateTimeField("申请时间", default=clock.now, editable=False)
    handed_out_at = models.DateTimeField("交出时间", null=True, blank=True, editable=False)
    returned_at = models.DateTimeField("收回时间", null=True, blank=True, editable=False)
    condition = models.CharField(
        "收回时", max_length=12, choices=Condition, blank=True, editable=False
    )
    remark = models.CharField("收回说明", max_length=200, blank=True, editable=False)
    late_steps = models.PositiveSmallIntegerField("已提醒", default=0, editable=False)

    history = HistoricalRecords(bases=[Clicked], verbose_name="外带沿革")
    objects = OutingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "印章外带"
        constraints = [
            models.UniqueConstraint(
                fields=["township", "year", "number"], name="one_outing_per_number"
            ),
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="an_outing_lasts"),
            models.CheckConstraint(
                condition=~Q(carrier=F("escort")), name="two_people_take_a_seal_out"
            ),
            models.CheckConstraint(
                condition=Q(returned_at__isnull=True) | Q(handed_out_at__isnull=False),
                name="only_what_is_out_comes_back",
            ),
            models.UniqueConstraint(
                fields=["seal"],
                condition=Q(handed_out_at__isnull=False, returned_at__isnull=True),
                name="a_seal_is_out_in_one_place",
            ),
        ]
        indexes = [
            # the list, the newest first
            models.Index(fields=["township", "-year", "-number"], name="seals_outing_number"),
        ]

    def __str__(self) -> str:
        return f"{self.seal}外带：{self.purpose}"

    def get_absolute_url(self) -> str:
        return reverse("seals:outing", args=[self.pk])

    @property
    def label(self) -> str:
        """〔2026〕12号, by which it is called."""
        return f"〔{self.year}〕{self.number}号"

    @property
    def span(self) -> Span:
        return Span(self.since, self.until)

    @property
    def is_out(self) -> bool:
        return self.handed_out_at is not None and self.returned_at is None

    @property
    def is_overdue(self) -> bool:
        return self.is_out and self.until < clock.now()


class Sheet(models.Model):
    """What an outing is for, sheet by sheet (盖什么): approved copies, and its line of the ledger.

    What was stamped outside without approval is told at the return and has none approved.
    """

    township_path = "outing__township"

    outing = models.ForeignKey(Outing, models.CASCADE, related_name="sheets")
    order = models.PositiveSmallIntegerField("顺序", default=0)
    what = models.CharField("文件", max_length=120)
    copies = models.PositiveSmallIntegerField("批准份数", default=1)
    stamping = models.OneToOneField(
        Stamping, models.PROTECT, null=True, blank=True, related_name="outing_sheet"
    )

    class Meta:
        verbose_name = verbose_name_plural = "外带用印清单"
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(copies__gt=0) | Q(stamping__isnull=False),
                name="a_sheet_is_approved_or_was_stamped",
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def stamped(self) -> int:
        return self.stamping.copies if self.stamping else 0

    @property
    def beyond(self) -> int:
        """Copies stamped outside that nobody had approved."""
        return max(self.stamped - self.copies, 0)


class ExtensionQuerySet(models.QuerySet["Extension"]):
    def visible_to(self, officer: Officer) -> ExtensionQuerySet:
        """Whoever sees the outing."""
        return self.filter(outing__in=Outing.objects.visible_to(officer))

    def put_to(self, officer: Officer) -> ExtensionQuerySet:
        """What he asked for, or is asked to decide."""
        return cast(ExtensionQuerySet, readable_by(self, officer))

    def waiting(self) -> ExtensionQuerySet:
        """Asked for and not decided: until then the old time stands."""
        return self.filter(granted__isnull=True, ended_on__isnull=True)


class Extension(models.Model):
    """That somebody asked to keep a seal out longer (延期), and what the decider said.

    ``ended_on`` where nobody decided: it was taken back, or the seal came back first.
    """

    township_path = "outing__township"

    outing = models.ForeignKey(Outing, models.PROTECT, related_name="extensions")
    before = models.DateTimeField("原归还时间")
    until = models.DateTimeField("延至")
    reason = models.CharField("延期理由", max_length=200)
    asked_by = models.ForeignKey(Officer, models.PROTECT, verbose_name="申请人", related_name="+")
    asked_at = models.DateTimeField("申请时间", default=clock.now)
    decided_by = models.ForeignKey(
        Officer, models.PROTECT, null=True, blank=True, verbose_name="审批人", related_name="+"
    )
    decided_at = models.DateTimeField("审批时间", null=True, blank=True)
    granted = models.BooleanField("同意", null=True, blank=True)
    words = models.CharField("意见", max_length=200, blank=True)
    ended_on = models.DateField("未定了结日期", null=True, blank=True)

    objects = ExtensionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "外带延期"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["outing"],
                condition=Q(granted__isnull=True, ended_on__isnull=True),
                name="one_extension_is_asked_for_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(until__gt=F("before")), name="an_extension_is_for_longer"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outing.seal}外带延到{_moment(self.until)}：{self.outing.purpose}"

    def get_absolute_url(self) -> str:
        return reverse("seals:outing_extension", args=[self.pk])

    @property
    def is_waiting(self) -> bool:
        return self.granted is None and self.ended_on is None


def _moment(moment: datetime) -> str:
    return date_format(clock.local(moment), "n月j日 H:i")


class LongerGroupGrant(GroupObjectPermissionBase):
    """A post or department that is asked whether a seal may stay out longer."""

    township_path = "content_object__outing__township"

    content_object = models.ForeignKey(Extension, models.CASCADE, related_name="group_grants")


class LongerOfficerGrant(UserObjectPermissionBase):
    """A person who asked to keep a seal out longer, or is asked."""

    township_path = "content_object__outing__township"

    content_object = models.ForeignKey(Extension, models.CASCADE, related_name="officer_grants")


class OutingGroupGrant(GroupObjectPermissionBase):
    """A post or department that may read an outing."""

    township_path = "content_object__township"

    content_object = models.ForeignKey(Outing, models.CASCADE, related_name="group_grants")


class OutingOfficerGrant(UserObjectPermissionBase):
    """A person who may read an outing."""

    township_path = "content_object__township"

    content_object = models.ForeignKey(Outing, models.CASCADE, related_name="officer_grants")
