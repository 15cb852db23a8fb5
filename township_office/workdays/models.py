from django.db import models

from township_office.townships.roots import EVERYTHING, NATIONAL


class DayKind(models.TextChoices):
    """What a day is to an office. The week alone makes 工作日 and 周末, a notice the other two."""

    WORKDAY = "workday", "工作日"
    WEEKEND = "weekend", "周末"
    HOLIDAY = "holiday", "放假"
    MAKEUP = "makeup", "上班"

    @property
    def works(self) -> bool:
        return self in (DayKind.WORKDAY, DayKind.MAKEUP)


class CalendarYear(models.Model):
    """A year whose holiday notice (国务院办公厅通知) is known; of a year without one nothing is sure."""

    township_path = NATIONAL
    watched = EVERYTHING

    year = models.PositiveSmallIntegerField("年度", primary_key=True)
    source = models.CharField("依据", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "放假安排"
        ordering = ["-year"]

    def __str__(self) -> str:
        return f"{self.year}年放假安排"


class CalendarDay(models.Model):
    """A day that a notice names. It may lie in the December before the notice's year."""

    township_path = NATIONAL
    watched = EVERYTHING

    year = models.ForeignKey(CalendarYear, models.CASCADE, related_name="days", verbose_name="年度")
    date = models.DateField("日期", unique=True)
    kind = models.CharField("类别", max_length=8, choices=DayKind)
    name = models.CharField("名称", max_length=40)

    class Meta:
        verbose_name = verbose_name_plural = "放假和调休"
        ordering = ["date"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=[DayKind.HOLIDAY, DayKind.MAKEUP]),
                name="a_notice_names_holidays_and_makeup_days",
            )
        ]

    def __str__(self) -> str:
        return f"{self.date:%Y-%m-%d} {self.get_kind_display()} {self.name}"
