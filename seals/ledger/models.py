from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from township_office import clock
from township_office.people.models import Officer
from township_office.people.today import today_of
from township_office.townships.history import Clicked
from township_office.townships.models import Township


class PaperLedgerQuerySet(models.QuerySet["PaperLedger"]):
    def visible_to(self, officer: Officer) -> PaperLedgerQuerySet:
        """The office brings the paper ledger over, and nobody else has to do with it."""
        mine = self.filter(township_id=officer.township_id)
        return mine if today_of(officer).in_office else mine.none()


class PaperLedger(models.Model):
    """A paper ledger of a year as it was read from a sheet (补录): looked at first, then entered.

    ``rows`` are its lines without a fault, as they will be written; nothing of them stands in the
    ledger before somebody has looked at them. The sheet itself hangs on the record.
    """

    township_path = "township"

    township = models.ForeignKey(Township, models.PROTECT, verbose_name="乡镇", related_name="+")
    year = models.PositiveSmallIntegerField("年度")
    rows: models.JSONField[list[dict[str, Any]], list[dict[str, Any]]] = models.JSONField("各行")
    read_by = models.ForeignKey(Officer, models.PROTECT, verbose_name="读入人", related_name="+")
    read_at = models.DateTimeField("读入时间", default=clock.now)
    entered_at = models.DateTimeField("补录时间", null=True, blank=True)
    dropped_at = models.DateTimeField("放弃时间", null=True, blank=True)

    history = HistoricalRecords(
        bases=[Clicked], verbose_name="纸质登记簿沿革", excluded_fields=["rows"]
    )
    objects = PaperLedgerQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "纸质登记簿"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(entered_at__isnull=True) | Q(dropped_at__isnull=True),
                name="what_was_dropped_was_not_entered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} 年纸质用印登记簿"

    def get_absolute_url(self) -> str:
        return reverse("seals:paper_ledger", args=[self.pk])

    @property
    def waits(self) -> bool:
        """Whether it still waits for somebody to look at it and say yes or no."""
        return self.entered_at is None and self.dropped_at is None
