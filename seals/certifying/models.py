from __future__ import annotations

from django.db import models
from django.urls import reverse
from simple_history.models import HistoricalRecords

from seals.keeping.models import Seal
from seals.using.models import MatterClass, Request
from township_office import clock
from township_office.audit.models import AppendOnly, AppendOnlyQuerySet
from township_office.people.models import Officer
from township_office.townships.history import Clicked
from township_office.townships.models import Township


class CertificateTemplate(models.Model):
    """What a certificate of one kind says (证明、介绍信模板), with named blanks: ``{姓名}``."""

    township_path = "township"

    township = models.ForeignKey(Township, models.PROTECT, verbose_name="乡镇", related_name="+")
    name = models.CharField("名称", max_length=20, help_text="印在抬头：证明、介绍信……")
    body = models.TextField(
        "正文",
        max_length=1000,
        help_text="要填的写在花括号里，如：兹证明{姓名}（身份证后四位{身份证后四位}）系我镇居民。",
    )
    seal = models.ForeignKey(Seal, models.PROTECT, verbose_name="印章", related_name="+")
    matter = models.ForeignKey(
        MatterClass, models.PROTECT, verbose_name="用印事项", related_name="+"
    )
    order = models.PositiveSmallIntegerField("顺序", default=100)
    in_use = models.BooleanField("使用", default=True)

    history = HistoricalRecords(bases=[Clicked], verbose_name="证明模板沿革")

    class Meta:
        verbose_name = verbose_name_plural = "证明、介绍信模板"
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["township", "name"], name="one_certificate_template_of_a_name"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CertificateQuerySet(AppendOnlyQuerySet):
    def visible_to(self, officer: Officer) -> CertificateQuerySet:
        """Whoever sees the request for its seal."""
        return self.filter(request__in=Request.objects.visible_to(officer))


class Certificate(AppendOnly):
    """The stub (存根) of one certificate: its number, for whom, for what, and what it says.

    Never changed, like the stubs of a bound book. Of an identity number it has the last four digits.
    """

    township_path = "township"

    township = models.ForeignKey(Township, models.PROTECT, verbose_name="乡镇", related_name="+")
    year = models.PositiveSmallIntegerField("年度")
    number = models.PositiveIntegerField("存根号")
    template = models.ForeignKey(
        CertificateTemplate, models.PROTECT, verbose_name="模板", related_name="certificates"
    )
    request = models.OneToOneField(
        Request, models.PROTECT, verbose_name="用印申请", related_name="certificate"
    )
    name = models.CharField("名称", max_length=20)
    whom = models.CharField("给谁", max_length=60)
    what = models.CharField("事由", max_length=120, blank=True)
    wording = models.TextField("正文")
    issued_at = models.DateTimeField("开具时间", default=clock.now)
    issued_by = models.ForeignKey(Officer, models.PROTECT, verbose_name="经办人", related_name="+")

    objects = CertificateQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = verbose_name_plural = "证明存根"
        constraints = [
            models.UniqueConstraint(
                fields=["township", "year", "number"], name="one_certificate_per_number"
            ),
        ]
        indexes = [
            # the book of stubs, the newest first
            models.Index(fields=["township", "-year", "-number"], name="seals_certificate_number"),
        ]

    def __str__(self) -> str:
        return f"{self.name}{self.label}"

    def get_absolute_url(self) -> str:
        return reverse("seals:certificate", args=[self.pk])

    @property
    def label(self) -> str:
        """证字〔2026〕12号, on the stub and on the certificate alike."""
        return label_of(self.year, self.number)


def label_of(year: int, number: int) -> str:
    return f"证字〔{year}〕{number}号"
