from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.formats import date_format
from simple_history.models import HistoricalRecords

from leave.models.kinds import LeaveKind, in_days
from township_office import clock
from township_office.approvals.models import Case
from township_office.people.grants import readable_by
from township_office.people.models import Department, Officer, Post
from township_office.people.today import today_of
from township_office.townships.history import Clicked
from township_office.townships.models import Township
from township_office.workdays.spans import Edge, Half, Span

KEEPERS = ("clerk", "office_director")


def keeps_leaves(officer: Officer) -> bool:
    """Whether he keeps the register of leaves: the clerk, and the director whose office it is (A2.5)."""
    return today_of(officer).has_role(*KEEPERS)


class HalfDay(models.TextChoices):
    MORNING = Half.MORNING.value, "上午"
    AFTERNOON = Half.AFTERNOON.value, "下午"


class PersonalQuerySet(models.QuerySet[Any]):
    """Personal data: who is away and who decides or notes it, never a whole department."""

    whose, where = "officer", "township"

    def visible_to(self, officer: Officer) -> Self:
        """His own, what lies or lay with his posts to decide, and all for who keeps the register."""
        here = self.filter(**{self.where: officer.township_id})
        if keeps_leaves(officer):
            return here
        return here.filter(**{self.whose: officer}) | readable_by(
            here, officer, of_departments=False
        )


class AbsenceQuerySet(PersonalQuerySet):
    def standing(self) -> Self:
        """Neither cancelled nor void."""
        return self.filter(cancelled_on__isnull=True, voided_on__isnull=True)

    def approved(self) -> Self:
        return self.standing().filter(approved_on__isnull=False)

    def pending(self) -> Self:
        """Asked for, and not decided yet: it lies with somebody, its sender as well."""
        return self.standing().filter(self._asked(), approved_on__isnull=True)

    def counting(self) -> Self:
        """What takes somebody away, or is about to: approved or under way."""
        return self.standing().filter(Q(approved_on__isnull=False) | self._asked())

    def _asked(self) -> Q:
        return Q(under_way(self.model))

    def during(self, first: date, last: date) -> Self:
        """What has a day in common with these, both included."""
        return self.filter(first_day__lte=last, last_day__gte=first)

    def to_return(self) -> Self:
        """Approved, over, and nobody has said that he is back (LV-18)."""
        return self.approved().filter(back_on__isnull=True, last_day__lt=clock.today())


class LeaveQuerySet(AbsenceQuerySet):
    def _asked(self) -> Q:
        """By a case of its own, or afterwards by that of its backfill."""
        backfilled = Q(backfills__settled_on__isnull=True, backfills__ended_on__isnull=True)
        return super()._asked() | Q(backfills__isnull=False) & backfilled


def under_way(model: type[models.Model], path: str = "pk") -> Exists:
    """Whether a case of this kind of record is open; ``path`` leads to its key from the row asked."""
    kind = ContentType.objects.get_for_model(model)
    return Exists(Case.objects.open().filter(subject_type=kind, subject_id=OuterRef(path)))


class Absence(models.Model):
    """Somebody is away from one half day to another, for a reason only those concerned may read."""

    township_path = "township"

    township = models.ForeignKey(Township, models.PROTECT, verbose_name="乡镇")
    year = models.PositiveSmallIntegerField("年度", editable=False)
    number = models.PositiveIntegerField("编号", editable=False)
    officer = models.ForeignKey(
        Officer, models.PROTECT, verbose_name="姓名", related_name="+", editable=False
    )
    post = models.ForeignKey(
        Post, models.PROTECT, verbose_name="职务", related_name="+", editable=False
    )
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, verbose_name="部门", related_name="+", editable=False
    )
    entered_by = models.ForeignKey(
        Officer, models.PROTECT, verbose_name="填写人", related_name="+", editable=False
    )
    asked_at = models.DateTimeField("申请时间", default=clock.now, editable=False)
    first_day = models.DateField("从")
    first_half = models.CharField("起", max_length=2, choices=HalfDay, default=HalfDay.MORNING)
    last_day = models.DateField("到")
    last_half = models.CharField("止", max_length=2, choices=HalfDay, default=HalfDay.AFTERNOON)
    place = models.CharField("去向", max_length=80, blank=True)
    phone = models.CharField("联系电话", max_length=20, blank=True)
    substitute = models.ForeignKey(
        Officer, models.PROTECT, null=True, blank=True, verbose_name="工作交给", related_name="+"
    )
    approved_on = models.DateField("批准日期", null=True, blank=True, editable=False)
    back_on = models.DateField("销假日期", null=True, blank=True, editable=False)
    cancelled_on = models.DateField("取消日期", null=True, blank=True, editable=False)
    voided_on = models.DateField("作废日期", null=True, blank=True, editable=False)
    void_reason = models.CharField("作废理由", max_length=500, blank=True, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["township", "year", "number"], name="one_%(class)s_per_number"
            ),
            models.CheckConstraint(
                condition=Q(first_day__lt=F("last_day"))
                | Q(first_day=F("last_day"))
                & (Q(first_half=F("last_half")) | Q(first_half=HalfDay.MORNING)),
                name="%(class)s_ends_after_it_begins",
            ),
        ]
        indexes = [
            # who is away in these days; the register, newest first; the card of one person
            models.Index(fields=["township", "first_day", "last_day"], name="leave_%(class)s_days"),
            models.Index(fields=["township", "year", "-number"], name="leave_%(class)s_number"),
            models.Index(fields=["officer", "-first_day"], name="leave_%(class)s_officer"),
        ]

    @property
    def label(self) -> str:
        return f"〔{self.year}〕{self.number}号"

    @property
    def span(self) -> Span:
        first = Edge(self.first_day, Half(self.first_half))
        return Span(first, Edge(self.last_day, Half(self.last_half)))

    @property
    def from_to(self) -> str:
        return spoken(self.span)

    def covers(self, day: date, half: Half) -> bool:
        return self.span.first <= Edge(day, half) <= self.span.last

    @property
    def has_begun(self) -> bool:
        return self.first_day <= clock.today()


def spoken(span: Span) -> str:
    """11月30日至12月2日上午; a single day without its end."""
    first, last = (date_format(edge.day, "n月j日") for edge in (span.first, span.last))
    late = "下午" if span.first.half is Half.AFTERNOON else ""
    early = "上午" if span.last.half is Half.MORNING else ""
    if span.first.day == span.last.day:
        return f"{first}{late or early}"
    return f"{first}{late}至{last}{early}"


class Leave(Absence):
    """A leave asked for on its slip (请假条), which is the only evidence (A2.5).

    ``days`` were counted by the calendar of the day it was asked for; ``taken`` is what it came to
    once the person was back. ``permit`` and ``passport`` are of a leave abroad alone (LV-20).
    """

    kind = models.ForeignKey(LeaveKind, models.PROTECT, verbose_name="假别", related_name="leaves")
    reason = models.CharField("事由", max_length=300)
    days = models.DecimalField("天数", max_digits=5, decimal_places=1, editable=False)
    provisional = models.BooleanField("天数未核定", default=False, editable=False)
    taken = models.DecimalField(
        "实休天数", max_digits=5, decimal_places=1, null=True, blank=True, editable=False
    )

    permit = models.CharField("批准文号", max_length=60, blank=True, editable=False)
    permit_on = models.DateField("批准日期", null=True, blank=True, editable=False)
    passport = models.CharField("证件保管", max_length=100, blank=True, editable=False)

    history = HistoricalRecords(bases=[Clicked], verbose_name="请假沿革")
    objects = LeaveQuerySet.as_manager()

    class Meta(Absence.Meta):
        verbose_name = verbose_name_plural = "请假"

    def __str__(self) -> str:
        return f"{self.officer.name}请假 {self.from_to}，{in_days(self.days)} 天"

    def get_absolute_url(self) -> str:
        return reverse("leave:leave", args=[self.pk])


class Trip(Absence):
    """Away on duty (出差、外出), in the county or beyond it (LV-19)."""

    purpose = models.CharField("事由", max_length=300)
    outside_county = models.BooleanField("出县", default=False)

    history = HistoricalRecords(bases=[Clicked], verbose_name="外出沿革")
    objects = AbsenceQuerySet.as_manager()

    class Meta(Absence.Meta):
        verbose_name = verbose_name_plural = "出差外出"

    def __str__(self) -> str:
        return f"{self.officer.name}外出 {self.from_to}"

    def get_absolute_url(self) -> str:
        return reverse("leave:trip", args=[self.pk])


def sees_unexcused(officer: Officer) -> bool:
    """Whether all that was noted is his to read: the director who notes it, the principal leaders."""
    return today_of(officer).has_role("office_director", "party_secretary", "mayor")


class UnexcusedQuerySet(models.QuerySet["Unexcused"]):
    def visible_to(self, officer: Officer) -> UnexcusedQuerySet:
        """The person himself, the director, the two principal leaders; nobody else."""
        here = self.filter(officer__township=officer.township_id)
        return here if sees_unexcused(officer) else here.filter(officer=officer)


class Unexcused(models.Model):
    """Away without a slip (未请假缺岗), noted by the director after hearing the person (A2.5).

    What follows from it people decide; no program ever calls it 旷工.
    """

    township_path = "officer__township"

    officer = models.ForeignKey(Officer, models.PROTECT, verbose_name="姓名", related_name="+")
    day = models.DateField("日期")
    half = models.CharField("半天", max_length=2, choices=HalfDay, blank=True)
    heard = models.CharField("本人说明", max_length=300)
    noted_by = models.ForeignKey(Officer, models.PROTECT, verbose_name="记录人", related_name="+")
    noted_at = models.DateTimeField("记录时间", default=clock.now)
    withdrawn_on = models.DateField("撤销日期", null=True, blank=True)
    withdrawn_reason = models.CharField("撤销理由", max_length=200, blank=True)

    history = HistoricalRecords(bases=[Clicked], verbose_name="缺岗记录沿革")
    objects = UnexcusedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "未请假缺岗"
        ordering = ["-day", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["officer", "day", "half"],
                condition=Q(withdrawn_on__isnull=True),
                name="noted_absent_once_for_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.officer} {self.day:%Y-%m-%d}{self.get_half_display()}"
