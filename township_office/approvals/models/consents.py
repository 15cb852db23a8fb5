from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.urls import reverse

from township_office import clock
from township_office.approvals.models.cases import Case, Event, Task
from township_office.files.models import File
from township_office.people.models import Officer
from township_office.people.today import today_of
from township_office.townships.models import Township


class ConfirmationQuerySet(models.QuerySet["Confirmation"]):
    def unsettled(self) -> ConfirmationQuerySet:
        """What still keeps a case from being filed: not yet confirmed, or disowned and undecided."""
        return self.filter(settled_at=None)


class Confirmation(models.Model):
    """What a consent by telephone still owes (补签): the leader confirms it, or disowns it."""

    township_path = "township"

    class Status(models.TextChoices):
        OPEN = "open", "待补签"
        CONFIRMED = "confirmed", "已补签"
        DISOWNED = "disowned", "否认"
        LEFT = "left", "已离任"

    township = models.ForeignKey(Township, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="confirmations")
    task = models.OneToOneField(Task, models.PROTECT, related_name="confirmation")
    event = models.OneToOneField(Event, models.PROTECT, related_name="confirmation")
    leader = models.ForeignKey(Officer, models.PROTECT, related_name="confirmations")
    called_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    called_at = models.DateTimeField("通话时间")
    back_on = models.DateField("领导返回", null=True)
    due_at = models.DateTimeField("补签期限", null=True)
    status = models.CharField("状态", max_length=10, choices=Status, default=Status.OPEN)
    answered_at = models.DateTimeField("补签时间", null=True)
    words = models.CharField("说明", max_length=500, blank=True)
    settled_at = models.DateTimeField("了结时间", null=True)
    settled_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    settlement = models.CharField("处置", max_length=500, blank=True)
    chased_on = models.DateField("催补签", null=True)

    objects = ConfirmationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "补签"
        indexes = [
            # what the director chases every day, and what keeps a case from being filed
            models.Index(
                fields=["township", "due_at"],
                condition=Q(settled_at=None),
                name="approvals_confirmation_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.leader} {self.case}"

    @property
    def overdue(self) -> bool:
        open_still = self.status == self.Status.OPEN
        return open_still and self.due_at is not None and self.due_at < clock.now()

    @property
    def standing(self) -> str:
        """待补签; 11月3日补签; 领导否认，李秀英已处置; 已离任，李秀英已处置."""
        if self.status == self.Status.CONFIRMED and self.answered_at:
            at = clock.local(self.answered_at)
            return f"{at.month}月{at.day}日补签"
        if self.status == self.Status.DISOWNED:
            return f"领导否认，{self.settled_by}已处置" if self.settled_by else "领导否认，待处置"
        if self.status == self.Status.LEFT:
            return f"已离任，{self.settled_by}已处置"
        return "待补签"


class PaperListQuerySet(models.QuerySet["PaperList"]):
    def visible_to(self, officer: Officer) -> PaperListQuerySet:
        """The office keeps all of them; a leader reads his own."""
        own = self.filter(township_id=officer.township_id)
        return own if today_of(officer).in_office else own.filter(leader=officer)


class PaperList(models.Model):
    """代录清单: what was entered for a leader in one week; he signs it on paper, once."""

    township_path = "township"

    township = models.ForeignKey(Township, models.PROTECT, related_name="+")
    leader = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    monday = models.DateField("周一")

    objects = PaperListQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "代录清单"
        ordering = ["-monday", "leader"]
        constraints = [
            models.UniqueConstraint(fields=["leader", "monday"], name="one_list_a_leader_and_week")
        ]

    def __str__(self) -> str:
        return f"{self.leader} {self.week}"

    def get_absolute_url(self) -> str:
        return reverse("approvals:list", args=[self.pk])

    @property
    def week(self) -> str:
        """11月23日至29日."""
        sunday = self.monday + timedelta(days=6)
        month = f"{sunday.month}月" if sunday.month != self.monday.month else ""
        return f"{self.monday.month}月{self.monday.day}日至{month}{sunday.day}日"


class PaperDecision(models.Model):
    """What a leader wrote on paper, entered by the clerk (代录); the director vouches for it."""

    township_path = "township"

    class Status(models.TextChoices):
        WAITING = "waiting", "待确认"
        CONFIRMED = "confirmed", "已确认"
        REJECTED = "rejected", "不符"
        NEEDLESS = "needless", "不用了"

    township = models.ForeignKey(Township, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="paper_decisions")
    task = models.ForeignKey(Task, models.PROTECT, related_name="paper_decisions")
    leader = models.ForeignKey(Officer, models.PROTECT, related_name="paper_decisions")
    written_on = models.DateField("签署日期")
    opinion = models.TextField("原文", blank=True)
    said = models.TextField("表单", blank=True)
    digest = models.CharField("摘要", max_length=64)
    scan = models.ForeignKey(File, models.PROTECT, related_name="+", verbose_name="扫描件")
    entered_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField("代录时间", default=clock.now)
    status = models.CharField("状态", max_length=10, choices=Status, default=Status.WAITING)
    checked_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField("确认时间", null=True)
    reason = models.CharField("理由", max_length=500, blank=True)
    on_list = models.ForeignKey(PaperList, models.PROTECT, null=True, related_name="entries")
    signed_at = models.DateTimeField("清单签字", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "代录"
        constraints = [
            models.UniqueConstraint(
                fields=["task"],
                condition=Q(status="waiting"),
                name="one_paper_decision_waits_at_a_task",
            )
        ]
        indexes = [
            # the weekly list of a leader
            models.Index(fields=["leader", "written_on"], name="approvals_paper_leader"),
        ]

    def __str__(self) -> str:
        return f"{self.leader} {self.case}"
