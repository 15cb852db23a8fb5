from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Exists, F, FilteredRelation, OuterRef, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from township_office.people.models import Appointment, Department, Line, Officer, Post
from township_office.townships.history import Clicked
from township_office.townships.models import Township


class SealOf(models.TextChoices):
    """Whose seal it is, which decides who may say that it is used (A4.2–A4.4)."""

    PARTY = "party", "党委"
    GOVERNMENT = "government", "政府"
    OFFICE = "office", "党政办"
    OTHER = "other", "其他"


class Sort(models.TextChoices):
    UNIT = "unit", "单位公章"
    SPECIAL = "special", "专用章"
    NAME = "name", "名章"
    STEEL = "steel", "钢印"
    FOREIGN = "foreign", "代管的其他机构印章"


class Life(models.TextChoices):
    """Where a seal stands in its life; which follows which is a table in rules.py."""

    MAKING = "making", "待刻制"
    MADE = "made", "已刻制待启用"
    IN_USE = "in_use", "在用"
    SUSPENDED = "suspended", "停用"
    RETURNED = "returned", "已缴销"
    LOST = "lost", "遗失作废"
    DROPPED = "dropped", "未刻制"


LIVING = (Life.MAKING, Life.MADE, Life.IN_USE, Life.SUSPENDED)


class SealQuerySet(models.QuerySet["Seal"]):
    def visible_to(self, officer: Officer) -> SealQuerySet:
        """Which seals there are, everybody of the township may know: he has to ask for one."""
        return self.filter(township=officer.township_id)

    def in_use(self) -> SealQuerySet:
        return self.filter(status=Life.IN_USE)

    def living(self) -> SealQuerySet:
        """Those that somebody keeps, or soon will."""
        return self.filter(status__in=LIVING)

    def with_keeper(self) -> Any:
        """Who keeps each at this moment, since when, and whether he has left the post he keeps it in."""
        here = Appointment.objects.on().filter(officer__is_active=True)
        kept = here.filter(officer=OuterRef("now__officer"), post=OuterRef("now__post"))
        found = self.annotate(
            now=FilteredRelation("custodies", condition=Q(custodies__until__isnull=True)),
            keeper_id=F("now__officer"),
            keeper=F("now__officer__name"),
            kept_in=F("now__post__name"),
            kept_since=F("now__since"),
        )
        return found.annotate(keeper_left=Q(now__isnull=False) & ~Exists(kept))


class Seal(models.Model):
    """One seal (印章): whose it is, who keeps it, where it is (A4.1, SEAL-01 … SEAL-07)."""

    township_path = "township"

    township = models.ForeignKey(Township, models.PROTECT, verbose_name="乡镇")
    name = models.CharField("印文", max_length=80, help_text="与印面文字一致（SEAL-12）")
    organ = models.CharField("类别", max_length=12, choices=SealOf, default=SealOf.OTHER)
    sort = models.CharField("种类", max_length=12, choices=Sort, default=Sort.UNIT)
    side = models.CharField("归口", max_length=12, choices=Line, default=Line.GOVERNMENT)
    owner = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, verbose_name="所属机构", related_name="+"
    )
    leader = models.ForeignKey(
        Post,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="名章本人",
        related_name="+",
        help_text="名章只有本人可以同意使用",
    )
    keeper_post = models.ForeignKey(
        Post, models.PROTECT, null=True, blank=True, verbose_name="保管岗位", related_name="+"
    )
    diameter = models.DecimalField(
        "直径（毫米）", max_digits=4, decimal_places=1, default=Decimal("42.0")
    )
    issuer = models.CharField("制发机关", max_length=80, blank=True)
    status = models.CharField("状态", max_length=12, choices=Life, default=Life.MAKING)
    activated_on = models.DateField("启用日期", null=True, blank=True)
    ended_on = models.DateField("停用日期", null=True, blank=True)
    out_since = models.DateTimeField("外带起", null=True, blank=True, editable=False)
    note = models.CharField("备注", max_length=200, blank=True)

    history = HistoricalRecords(bases=[Clicked], verbose_name="印章沿革")
    objects = SealQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "印章"
        ordering = ["organ", "sort", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["township", "name"],
                condition=Q(status__in=["making", "made", "in_use", "suspended"]),
                name="one_living_seal_of_a_name",
            ),
            models.UniqueConstraint(
                fields=["township", "organ"],
                condition=Q(status=Life.IN_USE) & ~Q(organ=SealOf.OTHER),
                name="an_organ_has_one_seal_in_use",
            ),
            models.CheckConstraint(
                condition=Q(out_since__isnull=True) | Q(status=Life.IN_USE),
                name="only_a_seal_in_use_is_taken_out",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("seals:seal", args=[self.pk])

    @property
    def size(self) -> str:
        """42 毫米, 41.5 毫米."""
        return f"{self.diameter.normalize():f} 毫米"

    @property
    def is_out(self) -> bool:
        return self.out_since is not None
