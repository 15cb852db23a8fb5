from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from seals.keeping.models import Seal
from seals.using.models import MatterClass
from township_office import clock
from township_office.people.models import Department, Line, Officer
from township_office.people.today import today_of
from township_office.townships.history import Clicked
from township_office.townships.models import Township


class FrequentMatterQuerySet(models.QuerySet["FrequentMatter"]):
    def visible_to(self, officer: Officer) -> FrequentMatterQuerySet:
        """Those of the whole township and of his departments; the office all."""
        own = self.filter(township_id=officer.township_id)
        today = today_of(officer)
        if today.in_office:
            return own
        of_his = Q(department__isnull=True) | Q(department__group__in=today.groups)
        return own.filter(of_his)

    def kept(self) -> FrequentMatterQuerySet:
        """Not dropped, and of a matter that is still on the township's list."""
        return self.filter(dropped_at__isnull=True, matter__in_use=True)


class FrequentMatter(models.Model):
    """What is stamped again and again (常用事项): it fills in the next request with one tap.

    Of one department, or of the whole township where it has none. A dropped one stays on record.
    """

    township_path = "township"

    township = models.ForeignKey(
        Township, models.PROTECT, verbose_name="乡镇", related_name="+", editable=False
    )
    department = models.ForeignKey(
        Department,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="部门",
        related_name="+",
        editable=False,
    )
    name = models.CharField("叫什么", max_length=20)
    matter = models.ForeignKey(
        MatterClass, models.PROTECT, verbose_name="事项", related_name="+", editable=False
    )
    title = models.CharField("用印事由、文件名称", max_length=200)
    copies = models.PositiveIntegerField("份数", default=1, editable=False)
    side = models.CharField("归口", max_length=12, choices=Line, editable=False)
    for_outsider = models.BooleanField("对外单位、个人", default=False, editable=False)
    across = models.BooleanField("加盖骑缝章", default=False, editable=False)
    wording = models.TextField("正文", blank=True)
    kept_by = models.ForeignKey(
        Officer, models.PROTECT, verbose_name="存的人", related_name="+", editable=False
    )
    kept_at = models.DateTimeField("存的时间", default=clock.now, editable=False)
    dropped_at = models.DateTimeField("删去时间", null=True, blank=True, editable=False)

    history = HistoricalRecords(bases=[Clicked], verbose_name="常用事项沿革")
    objects = FrequentMatterQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "常用用印事项"
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["township", "department", "name"],
                condition=Q(dropped_at__isnull=True),
                name="one_frequent_matter_of_a_name",
            ),
            models.UniqueConstraint(
                fields=["township", "name"],
                condition=Q(dropped_at__isnull=True, department__isnull=True),
                name="one_frequent_matter_of_a_name_for_all",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def said(self) -> dict[str, Any]:
        """What a new request begins with, by the names of its fields."""
        return {
            "matter": self.matter_id,
            "title": self.title,
            "copies": self.copies,
            "side": self.side,
            "for_outsider": self.for_outsider,
            "across": self.across,
            "wording": self.wording,
        }


class FrequentSeal(models.Model):
    """One of the seals that a frequent matter takes."""

    township_path = "frequent__township"

    frequent = models.ForeignKey(FrequentMatter, models.CASCADE, related_name="takes")
    seal = models.ForeignKey(Seal, models.PROTECT, verbose_name="印章", related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = "常用事项的印章"
        constraints = [
            models.UniqueConstraint(
                fields=["frequent", "seal"], name="a_frequent_matter_takes_a_seal_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.frequent}：{self.seal}"
