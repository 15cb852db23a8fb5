from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q

from township_office import clock
from township_office.jobs.registry import handler_of
from township_office.townships.models import Township


class State(models.TextChoices):
    WAITING = "waiting", "等候"
    RUNNING = "running", "在办"
    DONE = "done", "办完"
    FAILED = "failed", "没有办成"


OPEN = (State.WAITING, State.RUNNING)


class JobQuerySet(models.QuerySet["Job"]):
    def due(self, moment: datetime) -> "JobQuerySet":
        """What a worker may take: its time has come, and no living lease holds it. Oldest first."""
        return self.filter(
            Q(leased_until__isnull=True) | Q(leased_until__lte=moment),
            state__in=OPEN,
            run_at__lte=moment,
        ).order_by("run_at", "id")

    def of(self, township_id: int) -> "JobQuerySet":
        return self.filter(township=township_id)

    def open(self) -> "JobQuerySet":
        """What is still going to be done by itself."""
        return self.filter(state__in=OPEN)

    def failed(self) -> "JobQuerySet":
        """What was given up and waits for an administrator, newest first."""
        return self.filter(state=State.FAILED).order_by("-id")

    def done_before(self, moment: datetime) -> "JobQuerySet":
        return self.filter(state=State.DONE, done_at__lt=moment)


class Job(models.Model):
    """Work that follows from an act, written in the act's own transaction (the outbox).

    The row is the truth about it: ``lease`` names the worker that has it and ``leased_until`` how
    long; after that anybody may take it again. ``attempts`` counts the times it was taken.
    """

    township_path = "township"

    township = models.ForeignKey(Township, models.PROTECT, related_name="+", verbose_name="乡镇")
    name = models.CharField("作业", max_length=80)
    args: Any = models.JSONField("参数", default=dict)
    click = models.CharField("点击", max_length=36)
    state = models.CharField("状态", max_length=10, choices=State, default=State.WAITING)
    run_at = models.DateTimeField("最早办理时间", default=clock.now)
    attempts = models.PositiveSmallIntegerField("已试次数", default=0)
    lease = models.UUIDField("租约", null=True)
    leased_until = models.DateTimeField("租约到期", null=True)
    last_error = models.TextField("最近一次错误", blank=True)
    created_at = models.DateTimeField("登记时间", default=clock.now)
    done_at = models.DateTimeField("办完时间", null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "后台作业"
        constraints = [
            models.CheckConstraint(
                condition=Q(state=State.RUNNING, lease__isnull=False, leased_until__isnull=False)
                | (~Q(state=State.RUNNING) & Q(lease__isnull=True, leased_until__isnull=True)),
                name="only_a_running_job_is_leased",
            ),
            models.CheckConstraint(
                condition=Q(state=State.DONE, done_at__isnull=False)
                | (~Q(state=State.DONE) & Q(done_at__isnull=True)),
                name="only_a_done_job_has_an_end",
            ),
        ]
        indexes = [
            # due(): what a worker may take next
            models.Index(fields=["state", "run_at", "id"], name="jobs_job_due"),
            # of().failed(): the administrator's list, newest first
            models.Index(fields=["township", "state", "-id"], name="jobs_job_township"),
            # done_before(): the daily clearing of what is done
            models.Index(fields=["state", "done_at"], name="jobs_job_done"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.pk}"

    @property
    def title(self) -> str:
        """What the office calls this kind of work."""
        return handler_of(self.name).title


class Period(models.Model):
    """That what is done once a day or once a week was begun in a township, for this day or week."""

    township_path = "township"

    township = models.ForeignKey(Township, models.PROTECT, related_name="+", verbose_name="乡镇")
    name = models.CharField("作业", max_length=80)
    key = models.CharField("哪一天、哪一周", max_length=20)
    begun_at = models.DateTimeField("登记时间", default=clock.now)

    class Meta:
        verbose_name = verbose_name_plural = "定期作业"
        constraints = [
            models.UniqueConstraint(fields=["township", "name", "key"], name="a_period_begins_once")
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.key}"
