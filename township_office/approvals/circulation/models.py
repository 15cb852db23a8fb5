from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q

from township_office import clock
from township_office.people.models import Officer, Post
from township_office.people.today import today_of
from township_office.townships.models import Township


class How(models.TextChoices):
    """By which way a reader's circle reached the system."""

    ONLINE = "online", "网上"
    PHONE = "phone", "电话告知"
    PAPER = "paper", "纸上圈阅"


class Reminded(models.IntegerChoices):
    """How far a reader who is late has been reminded; each step is taken once."""

    NOT_YET = 0, "未提醒"
    SOON = 1, "将到期"
    DUE = 2, "已到期"
    ESCALATED = 3, "已报办公室主任"


class Circulation(models.Model):
    """A subject laid before its readers (传阅), beside its case: no return or refusal touches it."""

    township_path = "township"

    township = models.ForeignKey(Township, models.PROTECT, related_name="+")
    matter = models.CharField("事项", max_length=60)
    subject_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    subject_id = models.PositiveBigIntegerField()
    subject: Any = GenericForeignKey("subject_type", "subject_id")
    title = models.CharField("标题", max_length=300)
    label = models.CharField("编号", max_length=60)
    urgency = models.CharField("紧急程度", max_length=10, blank=True)
    note = models.CharField("传阅说明", max_length=200, blank=True)
    in_order = models.BooleanField("依次传阅", default=False)
    started_at = models.DateTimeField("起", default=clock.now)
    started_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    started_post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    due_at = models.DateTimeField("全部阅毕期限")
    closed_at = models.DateTimeField("阅毕", null=True)
    urged_at = models.DateTimeField("催阅", null=True)
    reported_at = models.DateTimeField("逾期已报", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "传阅"
        constraints = [
            models.UniqueConstraint(
                fields=["subject_type", "subject_id"], name="a_subject_circulates_once"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def group(self) -> str:
        """What keeps the notices of one matter together."""
        return f"{self.matter}:{self.subject_id}"


class ReaderQuerySet(models.QuerySet["Reader"]):
    def his(self, officer: Officer | int) -> ReaderQuerySet:
        """His own places and those of the posts he holds today."""
        return self.filter(Q(officer=officer) | Q(post__in=today_of(officer).post_ids))

    def unread(self) -> ReaderQuerySet:
        return self.filter(read_at__isnull=True)

    def reached(self) -> ReaderQuerySet:
        """Whose turn has come; not who waits for the one before him."""
        return self.filter(opened_at__isnull=False)

    def lying_with(self, officer: Officer | int) -> ReaderQuerySet:
        """待阅 of this officer."""
        return self.his(officer).unread().reached()

    def pressing_first(self) -> ReaderQuerySet:
        return self.order_by(F("due_at").asc(nulls_last=True), "id")


class Reader(models.Model):
    """One place on the list of readers: a post, or one named person, never both; by rank."""

    township_path = "circulation__township"

    circulation = models.ForeignKey(Circulation, models.PROTECT, related_name="readers")
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    officer = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    place = models.PositiveSmallIntegerField("位次")
    opened_at = models.DateTimeField("送达", null=True)
    seen_at = models.DateTimeField("打开", null=True)
    warn_at = models.DateTimeField("提醒", null=True)
    due_at = models.DateTimeField("限阅", null=True)
    late_at = models.DateTimeField("报告", null=True)
    due_provisional = models.BooleanField("未核定", default=False)
    read_at = models.DateTimeField("阅", null=True)
    read_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    how = models.CharField("方式", max_length=6, choices=How, default=How.ONLINE)
    entered_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    word = models.CharField("意见", max_length=200, blank=True)
    reminded = models.PositiveSmallIntegerField(choices=Reminded, default=Reminded.NOT_YET)
    added_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")

    objects = ReaderQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "传阅人"
        ordering = ["place", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["circulation", "post"], name="a_post_reads_once_in_a_circulation"
            ),
            models.UniqueConstraint(
                fields=["circulation", "officer"], name="a_person_reads_once_in_a_circulation"
            ),
            models.CheckConstraint(
                condition=Q(post__isnull=True) ^ Q(officer__isnull=True),
                name="a_reader_is_a_post_or_a_person",
            ),
            models.CheckConstraint(
                condition=Q(read_at__isnull=True, read_by__isnull=True)
                | Q(read_at__isnull=False, read_by__isnull=False),
                name="what_is_read_somebody_has_read",
            ),
        ]
        indexes = [
            # 待阅 of a post and of a person, the most pressing first
            models.Index(
                fields=["post", "due_at"],
                condition=Q(read_at__isnull=True),
                name="circulation_reader_post",
            ),
            models.Index(
                fields=["officer", "due_at"],
                condition=Q(read_at__isnull=True),
                name="circulation_reader_officer",
            ),
            # 已阅, the newest first
            models.Index(fields=["read_by", "-read_at"], name="circulation_reader_read"),
        ]

    def __str__(self) -> str:
        return str(self.post or self.officer)

    @property
    def overdue(self) -> bool:
        return self.due_at is not None and self.due_at < (self.read_at or clock.now())

    def stage_at(self, now: datetime) -> int:
        """How far he should have been reminded by now."""
        moments = [at for at in (self.warn_at, self.due_at, self.late_at) if at is not None]
        return sum(at <= now for at in moments)
