from django.db import models
from django.db.models import F, Q

from township_office.numbers.series import title_of
from township_office.townships.models import Township


class Counter(models.Model):
    """How far a township has counted in one series of one year: the last number given out.

    ``opening`` is the last number of the paper register that the system took over from, 0 for a
    series begun here; while nothing was given out, the two are the same.
    """

    township_path = "township"

    township = models.ForeignKey(Township, models.PROTECT, verbose_name="乡镇", related_name="+")
    series = models.CharField("编号种类", max_length=60)
    year = models.PositiveSmallIntegerField("年度")
    opening = models.PositiveIntegerField("起始前的最后一号", default=0)
    value = models.PositiveIntegerField("已用到", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "编号"
        constraints = [
            models.UniqueConstraint(
                fields=["township", "series", "year"], name="one_counter_per_series_and_year"
            ),
            models.CheckConstraint(
                condition=Q(value__gte=F("opening")), name="counter_never_stands_before_its_opening"
            ),
        ]

    def __str__(self) -> str:
        return f"{title_of(self.series)} {self.year} 年"
