from __future__ import annotations

from django.db import models
from django.db.models import Exists, OuterRef

from seals.keeping.models.custody import Custody
from seals.keeping.models.seals import Seal
from township_office import clock
from township_office.people.models import Officer
from township_office.people.today import today_of

DIRECTOR = "office_director"


class ImprintQuerySet(models.QuerySet["Imprint"]):
    def visible_to(self, officer: Officer) -> ImprintQuerySet:
        """The clean picture: who keeps the seal, and the office director (SEAL-16)."""
        own = self.filter(seal__township=officer.township_id)
        if today_of(officer).has_role(DIRECTOR):
            return own
        return own.filter(_kept_by(officer))

    def shown_to(self, officer: Officer) -> ImprintQuerySet:
        """The picture with its mark: the office, and who keeps the seal."""
        own = self.filter(seal__township=officer.township_id)
        return own if today_of(officer).in_office else own.filter(_kept_by(officer))


def _kept_by(officer: Officer) -> Exists:
    kept = Custody.objects.filter(seal=OuterRef("seal"), officer=officer, until__isnull=True)
    return Exists(kept)


class Imprint(models.Model):
    """A picture of what a seal prints (印模), kept for comparison: no electronic seal (SEAL-16).

    Two files hang on it: the clean picture (role ``imprint``) and the one that is shown, with the
    mark in the picture itself (role ``marked``).
    """

    township_path = "seal__township"

    seal = models.ForeignKey(Seal, models.PROTECT, related_name="imprints", editable=False)
    taken_on = models.DateField("取样日期", default=clock.today)
    note = models.CharField("说明", max_length=120, blank=True)
    kept_by = models.ForeignKey(
        Officer, models.PROTECT, verbose_name="留存人", related_name="+", editable=False
    )
    kept_at = models.DateTimeField("留存时间", default=clock.now, editable=False)

    objects = ImprintQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "印模"
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.seal}印模 {self.taken_on:%Y-%m-%d}"


class Upkeep(models.Model):
    """What the keeper did that the seal prints clearly (保养, A4.9)."""

    township_path = "seal__township"

    class Kind(models.TextChoices):
        INK = "ink", "加印油"
        CLEAN = "clean", "清洗"
        WEAR = "wear", "检查磨损"

    seal = models.ForeignKey(Seal, models.PROTECT, related_name="upkeeps", editable=False)
    on = models.DateField("日期", default=clock.today)
    kind = models.CharField("保养", max_length=12, choices=Kind, default=Kind.INK)
    note = models.CharField("情况", max_length=120, blank=True)
    by = models.ForeignKey(
        Officer, models.PROTECT, verbose_name="保管人", related_name="+", editable=False
    )

    class Meta:
        verbose_name = verbose_name_plural = "印章保养"
        ordering = ["-on", "-id"]

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d} {self.get_kind_display()}"
