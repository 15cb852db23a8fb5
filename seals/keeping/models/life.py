from __future__ import annotations

from typing import cast

from django.db import models
from django.db.models import Q
from django.urls import reverse
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase
from simple_history.models import HistoricalRecords

from seals.keeping.models.seals import Seal
from township_office import clock
from township_office.people.grants import readable_by
from township_office.people.models import Officer
from township_office.people.today import today_of
from township_office.townships.history import Clicked


class What(models.TextChoices):
    """What is asked for in the life of a seal."""

    MAKE = "make", "刻制"
    ACTIVATE = "activate", "启用"
    SUSPEND = "suspend", "停用"
    RETURN = "return", "缴销"


class MakingQuerySet(models.QuerySet["Making"]):
    def visible_to(self, officer: Officer) -> MakingQuerySet:
        """The office all, others what they asked for or decide."""
        if today_of(officer).in_office:
            return self.filter(seal__township=officer.township_id)
        return cast(MakingQuerySet, readable_by(self, officer))

    def open(self) -> MakingQuerySet:
        return self.filter(ended_at__isnull=True)


class Making(models.Model):
    """A request to cut, take into use, put out of use or give back a seal (SEAL-04, SEAL-06).

    ``place`` is who cut it, or to whom it was given back; ``receipt`` the county's or the police's
    number.
    """

    township_path = "seal__township"

    seal = models.ForeignKey(
        Seal, models.PROTECT, verbose_name="印章", related_name="makings", editable=False
    )
    what = models.CharField("申请", max_length=12, choices=What, editable=False)
    reason = models.CharField("理由", max_length=300)
    asked_by = models.ForeignKey(
        Officer, models.PROTECT, verbose_name="经办人", related_name="+", editable=False
    )
    asked_at = models.DateTimeField("申请时间", default=clock.now, editable=False)
    place = models.CharField("单位", max_length=80, blank=True, editable=False)
    on = models.DateField("日期", null=True, blank=True, editable=False)
    receipt = models.CharField("回执、批文号", max_length=60, blank=True, editable=False)
    done_at = models.DateTimeField("办成时间", null=True, blank=True, editable=False)
    ended_at = models.DateTimeField("办结时间", null=True, blank=True, editable=False)

    history = HistoricalRecords(bases=[Clicked], verbose_name="刻制启用停用缴销沿革")
    objects = MakingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "印章刻制启用停用缴销"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["seal"],
                condition=Q(ended_at__isnull=True),
                name="one_change_in_a_seals_life_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_what_display()}{self.seal}"

    def get_absolute_url(self) -> str:
        return reverse("seals:making", args=[self.pk])


class MakingGroupGrant(GroupObjectPermissionBase):
    """A post or department that may read a request in the life of a seal."""

    township_path = "content_object__seal__township"

    content_object = models.ForeignKey(Making, models.CASCADE, related_name="group_grants")


class MakingOfficerGrant(UserObjectPermissionBase):
    """A person who may read a request in the life of a seal."""

    township_path = "content_object__seal__township"

    content_object = models.ForeignKey(Making, models.CASCADE, related_name="officer_grants")


class Loss(models.Model):
    """A seal was found missing (印章遗失): reported at once, and void from then on (SEAL-15)."""

    township_path = "seal__township"

    seal = models.OneToOneField(
        Seal, models.PROTECT, verbose_name="印章", related_name="loss", editable=False
    )
    noticed_at = models.DateTimeField("发现时间")
    place = models.CharField("地点", max_length=80)
    circumstances = models.TextField("经过", max_length=1000)
    reported_by = models.ForeignKey(
        Officer, models.PROTECT, verbose_name="报告人", related_name="+", editable=False
    )
    reported_at = models.DateTimeField("报告时间", default=clock.now, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "印章遗失"

    def __str__(self) -> str:
        return f"{self.seal}遗失"


class LossStep(models.Model):
    """One thing that must follow the loss of a seal, done on a day (SEAL-15)."""

    township_path = "loss__seal__township"

    class Step(models.TextChoices):
        REPORT = "report", "报告上级、制发机关"
        POLICE = "police", "向公安机关挂失"
        NOTICE = "notice", "登报声明作废"
        REMAKE = "remake", "重新申请刻制"

    loss = models.ForeignKey(Loss, models.PROTECT, related_name="steps")
    step = models.CharField("事项", max_length=12, choices=Step)
    on = models.DateField("日期", default=clock.today)
    note = models.CharField("凭据", max_length=120, blank=True)
    by = models.ForeignKey(Officer, models.PROTECT, verbose_name="经办人", related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = "遗失处置"
        ordering = ["on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["loss", "step"], name="a_step_after_a_loss_once"),
        ]

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d} {self.get_step_display()}"
