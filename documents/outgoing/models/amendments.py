"""What happens after the first printing: further copies, corrections, recalls, repeals."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from documents.outgoing.models.papers import Outgoing, Recipient
from township_office import clock
from township_office.people.models import Officer
from township_office.townships.history import Clicked


class PrintRun(models.Model):
    """Copies printed (印制) and, later, further ones (加印) with the reason and where they went."""

    township_path = "outgoing__township"

    outgoing = models.ForeignKey(Outgoing, models.PROTECT, related_name="runs")
    copies = models.PositiveSmallIntegerField("印数")
    reason = models.CharField("加印事由", max_length=200, blank=True)
    went_to = models.CharField("去向", max_length=200, blank=True)
    on = models.DateField("日期", default=clock.today)
    by = models.ForeignKey(Officer, models.PROTECT, verbose_name="经手人", related_name="+")

    history = HistoricalRecords(bases=[Clicked], verbose_name="印制沿革")

    class Meta:
        verbose_name = verbose_name_plural = "印制"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(copies__gt=0), name="something_is_printed")
        ]

    def __str__(self) -> str:
        return f"{self.copies} 份"


class Amendment(models.Model):
    """What becomes of a document that was sent: corrected, recalled, revoked, repealed (DOC-64)."""

    township_path = "outgoing__township"

    class What(models.TextChoices):
        CORRECTED = "corrected", "更正"
        RECALLED = "recalled", "收回"
        REVOKED = "revoked", "撤销"
        REPEALED = "repealed", "废止"

    outgoing = models.ForeignKey(Outgoing, models.PROTECT, related_name="amendments")
    what = models.CharField("处理", max_length=10, choices=What)
    reason = models.CharField("理由", max_length=500)
    basis = models.CharField("依据", max_length=200, help_text="领导批示或新文件的字号")
    since = models.DateField("起算日期")
    to_recall = models.PositiveSmallIntegerField("应收回", default=0)
    recalled = models.PositiveSmallIntegerField("已收回", default=0)
    on = models.DateField("日期", default=clock.today)
    # by the key of a recipient how he was told: 本系统, 电话 李文书
    told = models.JSONField("已告知", default=dict, blank=True, editable=False)
    by = models.ForeignKey(Officer, models.PROTECT, verbose_name="经手人", related_name="+")

    history = HistoricalRecords(bases=[Clicked], verbose_name="更正沿革")

    class Meta:
        verbose_name = verbose_name_plural = "更正与废止"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(recalled__lte=F("to_recall")), name="no_more_is_recalled_than_was_sent"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_what_display()} {self.outgoing}"

    @property
    def missing(self) -> int:
        """Copies called back that have not come."""
        return self.to_recall - self.recalled

    @property
    def informed(self) -> list[tuple[str, str]]:
        """Who was told of it, and how."""
        rows = self.outgoing.holders()
        return [(row.name, self.told[str(row.pk)]) for row in rows if self.was_told(row)]

    @property
    def uninformed(self) -> list[Recipient]:
        """Who has the document and was not told of this yet."""
        return [row for row in self.outgoing.holders() if not self.was_told(row)]

    def was_told(self, recipient: Recipient) -> bool:
        return str(recipient.pk) in self.told

    @property
    def meaning(self) -> str:
        """What it does to the document (DOC-64)."""
        match self.what:
            case self.What.REVOKED:
                return "撤销：自始无效。"
            case self.What.REPEALED:
                return f"废止：自 {self.since:%Y-%m-%d} 起失效。"
            case self.What.RECALLED:
                return f"收回 {self.recalled}/{self.to_recall} 份。"
        return "更正：以更正后的为准。"

    @property
    def stamp(self) -> str:
        """What stands on the document from now on: 已废止."""
        return f"已{self.get_what_display()}"

    @property
    def tone(self) -> str:
        """A corrected document is still worth reading; with the others one must not go by it."""
        return "amber" if self.what == self.What.CORRECTED else "red"

    @property
    def warning(self) -> str:
        """What whoever opens the document must know before he reads on."""
        match self.what:
            case self.What.REVOKED:
                return "这份文件已撤销，自始无效。"
            case self.What.REPEALED:
                return f"这份文件已废止，自 {self.since:%Y-%m-%d} 起失效。"
            case self.What.RECALLED:
                return "这份文件已收回，请不要再用，手里的交回党政办公室。"
        return "这份文件已更正，以更正后的为准。"
