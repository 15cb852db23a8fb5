"""What is asked about a leave or a trip that was approved: longer, not at all, back again, afterwards."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from leave.models.absences import Absence, HalfDay, Leave, PersonalQuerySet, Trip
from township_office import clock
from township_office.people.models import Officer
from township_office.townships.history import Clicked


class ChangeQuerySet(PersonalQuerySet):
    """Whose leave it is, and whom it is put to."""

    whose, where = "leave__officer", "leave__township"

    def open(self) -> Self:
        return self.filter(settled_on__isnull=True, ended_on__isnull=True)


class OfTripQuerySet(ChangeQuerySet):
    whose, where = "trip__officer", "trip__township"


class Change(models.Model):
    """Something asked about somebody's going away; ``about`` names the field that says which."""

    about = "leave"

    asked_by = models.ForeignKey(Officer, models.PROTECT, related_name="+", editable=False)
    asked_at = models.DateTimeField("申请时间", default=clock.now, editable=False)
    reason = models.CharField("事由", max_length=300, blank=True)
    settled_on = models.DateField("办结日期", null=True, blank=True, editable=False)
    ended_on = models.DateField("未准日期", null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.verbose_name}：{self.absence}"

    def get_absolute_url(self) -> str:
        return reverse(f"leave:{self._meta.model_name}", args=[self.pk])

    @property
    def absence(self) -> Absence:
        absence: Absence = getattr(self, self.about)
        return absence

    @property
    def name(self) -> str:
        """续假, 取消请假, 销假, 补假, 延长外出."""
        return str(self._meta.verbose_name)


class OfLeave(Change):
    """Something asked about one leave."""

    township_path = "leave__township"

    leave = models.ForeignKey(Leave, models.PROTECT, related_name="%(class)ss")

    objects = ChangeQuerySet.as_manager()

    class Meta(Change.Meta):
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["leave"],
                condition=Q(settled_on__isnull=True, ended_on__isnull=True),
                name="one_%(class)s_at_a_time",
            ),
        ]


class Longer(models.Model):
    """Asks for a later end; once granted it knows the end there was, should it be taken back."""

    until = models.DateField("延长到")
    until_half = models.CharField("止", max_length=2, choices=HalfDay, default=HalfDay.AFTERNOON)
    was_until = models.DateField("原来到", null=True, blank=True, editable=False)
    was_half = models.CharField("原来止", max_length=2, choices=HalfDay, blank=True, editable=False)

    class Meta:
        abstract = True


class Extension(Longer, OfLeave):
    """续假: asked before the leave ends, decided by who decides on the total (A2.7)."""

    total = models.DecimalField("连同原假（天）", max_digits=5, decimal_places=1, editable=False)

    history = HistoricalRecords(bases=[Clicked], verbose_name="续假沿革")

    class Meta(OfLeave.Meta):
        verbose_name = verbose_name_plural = "续假"


class Cancellation(OfLeave):
    """取消: approved and not taken; the office notes it."""

    history = HistoricalRecords(bases=[Clicked], verbose_name="取消沿革")

    class Meta(OfLeave.Meta):
        verbose_name = verbose_name_plural = "取消请假"


class Return(OfLeave):
    """销假: from which half day on the person is back, early or late (LV-18)."""

    back_on = models.DateField("回来上班")
    back_half = models.CharField("半天", max_length=2, choices=HalfDay, default=HalfDay.MORNING)
    late_reason = models.CharField("逾期的原因", max_length=300, blank=True)

    history = HistoricalRecords(bases=[Clicked], verbose_name="销假沿革")

    class Meta(OfLeave.Meta):
        verbose_name = verbose_name_plural = "销假"


class Backfill(OfLeave):
    """补假: a slip made out after the absence, where the township allows it; the way of the leave."""

    history = HistoricalRecords(bases=[Clicked], verbose_name="补假沿革")

    class Meta(OfLeave.Meta):
        verbose_name = verbose_name_plural = "补假"
        constraints = [
            models.UniqueConstraint(fields=["leave"], name="a_leave_is_backfilled_once"),
        ]


class Lengthening(Longer, Change):
    """延长外出: asked before the trip ends, decided by who decides on the trip (LV-19)."""

    township_path = "trip__township"
    about = "trip"

    trip = models.ForeignKey(Trip, models.PROTECT, related_name="lengthenings")

    history = HistoricalRecords(bases=[Clicked], verbose_name="延长外出沿革")
    objects = OfTripQuerySet.as_manager()

    class Meta(Change.Meta):
        verbose_name = verbose_name_plural = "延长外出"
        constraints = [
            models.UniqueConstraint(
                fields=["trip"],
                condition=Q(settled_on__isnull=True, ended_on__isnull=True),
                name="one_lengthening_at_a_time",
            ),
        ]


def absence_of(subject: Absence | Change) -> Absence:
    """Whose going away it is about, whatever is asked."""
    return subject.absence if isinstance(subject, Change) else subject
