from __future__ import annotations

from typing import cast

from django.db import models
from django.db.models import Q
from django.urls import reverse
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase
from simple_history.models import HistoricalRecords

from seals.keeping.models import Custody, Seal
from seals.using.models import Stamping
from township_office import clock
from township_office.approvals.models import (
    holder_of,
    standing_of,
)
from township_office.people.grants import readable_by
from township_office.people.models import Department, Line, Officer
from township_office.people.today import today_of
from township_office.townships.history import Clicked
from township_office.townships.models import Township


class State(models.TextChoices):
    """What became of a sheet that was stamped blank."""

    UNUSED = "unused", "未用"
    USED = "used", "已用"
    RETURNED = "returned", "退回"
    VOID = "void", "作废"


class BlankRequestQuerySet(models.QuerySet["BlankRequest"]):
    def visible_to(self, officer: Officer) -> BlankRequestQuerySet:
        """The office all, others what they asked for or decide, and keepers what their seal does."""
        own = self.filter(township_id=officer.township_id)
        if today_of(officer).in_office:
            return own
        kept = Custody.objects.filter(officer=officer, until__isnull=True)
        return cast(
            BlankRequestQuerySet,
            readable_by(self, officer) | own.filter(seal__in=kept.values("seal")),
        )

    def unsettled(self) -> BlankRequestQuerySet:
        """Stamped, and not every sheet accounted for and confirmed."""
        return self.filter(stamped_at__isnull=False, settled_on__isnull=True)

    def with_standing(self) -> BlankRequestQuerySet:
        """Where each lies, and with whom; no query a row."""
        return self.annotate(
            **standing_of(BlankRequest),
        ).annotate(holder=holder_of("lies_post"))


class BlankRequest(models.Model):
    """The exception of B2.5: so many sheets stamped before anything stands on them (空白用印).

    ``sheets`` is what is approved. ``reminded`` counts how often somebody was reminded of sheets
    that are not accounted for; settled when each is, and the keeper has confirmed it.
    """

    township_path = "township"

    township = models.ForeignKey(Township, models.PROTECT, verbose_name="乡镇")
    year = models.PositiveSmallIntegerField("年度", editable=False)
    number = models.PositiveIntegerField("编号", editable=False)
    seal = models.ForeignKey(
        Seal, models.PROTECT, verbose_name="印章", related_name="blank_requests"
    )
    paper = models.CharField("什么纸", max_length=60, help_text="如：空白介绍信、便笺。")
    sheets = models.PositiveSmallIntegerField("张数")
    purpose = models.TextField("为什么不能先写好再盖", max_length=500)
    side = models.CharField("归口", max_length=12, choices=Line, default=Line.GOVERNMENT)
    applicant = models.ForeignKey(
        Officer, models.PROTECT, verbose_name="申请人", related_name="+", editable=False
    )
    department = models.ForeignKey(
        Department, models.PROTECT, verbose_name="用印部门", related_name="+", editable=False
    )
    asked_at = models.DateTimeField("申请时间", default=clock.now, editable=False)
    stamped_at = models.DateTimeField("用印时间", null=True, blank=True, editable=False)
    stamping = models.OneToOneField(
        Stamping,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="blank_request",
    )
    settled_on = models.DateField("交代清楚日期", null=True, blank=True, editable=False)
    reminded = models.PositiveSmallIntegerField("已提醒", default=0, editable=False)

    history = HistoricalRecords(bases=[Clicked], verbose_name="空白用印沿革")
    objects = BlankRequestQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "空白用印"
        constraints = [
            models.UniqueConstraint(
                fields=["township", "year", "number"], name="one_blank_request_per_number"
            ),
            models.CheckConstraint(
                condition=Q(sheets__gt=0), name="a_blank_request_is_for_a_sheet"
            ),
            models.CheckConstraint(
                condition=Q(stamped_at__isnull=True, stamping__isnull=True)
                | Q(stamped_at__isnull=False, stamping__isnull=False),
                name="blank_sheets_stand_in_the_ledger",
            ),
            models.CheckConstraint(
                condition=Q(settled_on__isnull=True) | Q(stamped_at__isnull=False),
                name="only_what_was_stamped_is_settled",
            ),
        ]
        indexes = [
            # the list, the newest first
            models.Index(fields=["township", "-year", "-number"], name="seals_blank_number"),
        ]

    def __str__(self) -> str:
        return f"{self.paper} {self.sheets} 张"

    def get_absolute_url(self) -> str:
        return reverse("seals:blank", args=[self.pk])

    @property
    def label(self) -> str:
        """〔2026〕3号, by which it is called."""
        return f"〔{self.year}〕{self.number}号"


class BlankSheet(models.Model):
    """One sheet that was stamped blank, by its number, and what became of it.

    The applicant says what became of it, and may correct himself until the keeper has confirmed.
    """

    township_path = "request__township"

    request = models.ForeignKey(BlankRequest, models.PROTECT, related_name="pages")
    number = models.PositiveSmallIntegerField("编号")
    state = models.CharField("状态", max_length=12, choices=State, default=State.UNUSED)
    used_for = models.CharField("用于", max_length=120, blank=True)
    on = models.DateField("日期", null=True, blank=True)
    confirmed_on = models.DateField("核对日期", null=True, blank=True)
    confirmed_by = models.ForeignKey(
        Officer, models.PROTECT, null=True, blank=True, verbose_name="核对人", related_name="+"
    )

    history = HistoricalRecords(bases=[Clicked], verbose_name="空白用印逐张沿革")

    class Meta:
        verbose_name = verbose_name_plural = "空白用印逐张登记"
        ordering = ["request", "number"]
        constraints = [
            models.UniqueConstraint(fields=["request", "number"], name="one_sheet_of_a_number"),
            models.CheckConstraint(
                condition=Q(confirmed_on__isnull=True) | ~Q(state=State.UNUSED),
                name="only_what_is_accounted_for_is_confirmed",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.USED) | ~Q(used_for=""),
                name="a_used_sheet_says_for_what",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request.label}第{self.number}张"


class BlankRequestGroupGrant(GroupObjectPermissionBase):
    """A post or department that may read a request for blank sheets."""

    township_path = "content_object__township"

    content_object = models.ForeignKey(BlankRequest, models.CASCADE, related_name="group_grants")


class BlankRequestOfficerGrant(UserObjectPermissionBase):
    """A person who may read a request for blank sheets."""

    township_path = "content_object__township"

    content_object = models.ForeignKey(BlankRequest, models.CASCADE, related_name="officer_grants")
