"""发文字号: series by organ, their years, and every number that was ever reserved, taken or voided."""

from __future__ import annotations

from django.db import models
from django.db.models import OuterRef, Q, Subquery, Sum
from simple_history.models import HistoricalRecords

from documents.outgoing.models.amendments import Amendment, PrintRun
from documents.outgoing.models.papers import Issuer, Outgoing
from township_office import clock
from township_office.people.models import Officer
from township_office.townships.history import Clicked
from township_office.townships.models import Township
from township_office.townships.roots import EVERYTHING


class Series(models.Model):
    """An organ code (发文机关代字), e.g. 宁政发, under which an organ counts its documents each year."""

    township_path = "township"
    watched = EVERYTHING

    ORGANS = [(each.value, each.label) for each in Issuer if each not in ("joint", "station")]

    township = models.ForeignKey(Township, models.PROTECT, verbose_name="乡镇")
    code = models.CharField("机关代字", max_length=12, help_text="如：宁政发")
    organ = models.CharField("机关", max_length=12, choices=ORGANS)
    order = models.PositiveSmallIntegerField("顺序", default=10, help_text="同一机关，小的在前")
    in_use = models.BooleanField("在用", default=True)

    history = HistoricalRecords(bases=[Clicked], verbose_name="代字沿革")

    class Meta:
        verbose_name = verbose_name_plural = "发文机关代字"
        ordering = ["organ", "order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["township", "code"], name="one_series_of_a_code_per_township"
            )
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def counter(self) -> str:
        """Under which name its numbers are counted."""
        return f"documents.outgoing.{self.pk}"


class SeriesYear(models.Model):
    """A year of a series that the director has closed: no number of it is given out any more."""

    township_path = "series__township"

    series = models.ForeignKey(Series, models.PROTECT, related_name="years")
    year = models.PositiveSmallIntegerField("年度")
    closed_on = models.DateField("封号日期", default=clock.today)
    closed_by = models.ForeignKey(Officer, models.PROTECT, related_name="+", verbose_name="封号人")

    class Meta:
        verbose_name = verbose_name_plural = "封号年度"
        constraints = [
            models.UniqueConstraint(
                fields=["series", "year"], name="a_year_of_a_series_is_closed_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.series}〔{self.year}〕已封号"


class NumberQuerySet(models.QuerySet["Number"]):
    def standing(self) -> NumberQuerySet:
        return self.filter(voided_on__isnull=True)

    def registered_in(self, officer: Officer) -> NumberQuerySet:
        """The lines of the register: for the office all of them, for others their own documents'."""
        own = self.filter(series__township_id=officer.township_id, taken_on__isnull=False)
        own |= self.filter(series__township_id=officer.township_id, voided_on__isnull=False)
        papers = Outgoing.objects.visible_to(officer)
        return own.filter(Q(outgoing__in=papers.values("pk")))

    def for_register(self) -> NumberQuerySet:
        """With what was printed and what became of it later, and who got it; one query more."""
        printed = PrintRun.objects.filter(outgoing=OuterRef("outgoing")).values("outgoing")
        last = Amendment.objects.filter(outgoing=OuterRef("outgoing")).order_by("-id")
        return self.annotate(
            printed=Subquery(printed.annotate(all=Sum("copies")).values("all")),
            amended=Subquery(last.values("what")[:1]),
        ).prefetch_related("outgoing__recipients")


class Number(models.Model):
    """One number of a series: reserved, taken, or void with its reason; never used again (DOC-41)."""

    township_path = "series__township"

    series = models.ForeignKey(Series, models.PROTECT, related_name="numbers")
    year = models.PositiveSmallIntegerField("年度")
    number = models.PositiveIntegerField("序号")
    outgoing = models.ForeignKey(Outgoing, models.PROTECT, related_name="numbers")
    reserved_on = models.DateField("预留日期", default=clock.today)
    taken_on = models.DateField("编号日期", null=True, blank=True)
    voided_on = models.DateField("作废日期", null=True, blank=True)
    void_reason = models.CharField("作废理由", max_length=500, blank=True)

    history = HistoricalRecords(bases=[Clicked], verbose_name="字号沿革")
    objects = NumberQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "发文字号"
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "year", "number"], name="a_number_is_given_out_once"
            ),
            models.UniqueConstraint(
                fields=["outgoing"],
                condition=Q(voided_on__isnull=True),
                name="a_document_has_one_number_that_stands",
            ),
            models.CheckConstraint(
                condition=Q(voided_on__isnull=True) | ~Q(void_reason=""),
                name="a_void_number_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.series.code}〔{self.year}〕{self.number}号"
