from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Cast
from simple_history.models import HistoricalRecords

from township_office import clock
from township_office.people.models.staff import Dated, Officer
from township_office.people.modules import module_words
from township_office.townships.history import Clicked
from township_office.townships.roots import EVERYTHING


class StandInQuerySet(Dated["StandIn"]):
    def during(self, first: date, last: date | None) -> Self:
        """What holds on any day from the first to the last, unless it was ended before."""
        never_ended = Q(ended_on__isnull=True)
        still_held = Q(ended_on__gt=first) & Q(ended_on__gt=F("valid_from"))
        return super().during(first, last).filter(never_ended | still_held)

    def to_come(self) -> Self:
        """What holds today or will hold."""
        return self.during(clock.today(), None)

    def covering(self, matter: str) -> Self:
        """What hands this matter over: all matters, its module, or the matter itself."""
        listed = Q(matters=[])
        for prefix in prefixes(matter):
            listed |= Q(_listed__contains=f'"{prefix}"')
        return self.alias(_listed=Cast("matters", models.TextField())).filter(listed)

    def concerning(self, officer: Officer) -> Self:
        """What he gave and what he was given."""
        return self.filter(Q(principal=officer) | Q(deputy=officer))


class StandIn(models.Model):
    """Who does whose work from a day to a day (委托代办); only decisions follow it, nothing is copied.

    It goes one step and no further: what a deputy has in keeping for another he passes on to nobody.
    """

    township_path = "principal__township"
    watched = EVERYTHING

    principal = models.ForeignKey(
        Officer, models.PROTECT, verbose_name="委托人", related_name="stand_ins_given"
    )
    deputy = models.ForeignKey(
        Officer, models.PROTECT, verbose_name="代办人", related_name="stand_ins_taken"
    )
    valid_from = models.DateField("起")
    valid_until = models.DateField("止")
    matters = models.JSONField("事项", default=list, blank=True)
    reason = models.CharField("事由", max_length=200)
    made_by = models.ForeignKey(Officer, models.PROTECT, verbose_name="经办人", related_name="+")
    ended_on = models.DateField("提前结束", null=True, blank=True)

    history = HistoricalRecords(bases=[Clicked], verbose_name="委托沿革")
    objects = StandInQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "委托"
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__gte=F("valid_from")), name="stand_in_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=~Q(deputy=F("principal")), name="nobody_stands_in_for_himself"
            ),
        ]
        indexes = [
            # each decision asks what holds today; few of the years' rows end today or later
            models.Index(fields=["valid_until", "valid_from"], name="people_stand_in_dates"),
        ]

    def __str__(self) -> str:
        return f"{self.principal}委托{self.deputy}"

    @property
    def holds(self) -> bool:
        """Whether the deputy may act today."""
        return self.valid_from <= clock.today() <= self.valid_until and self.ended_on is None

    @property
    def is_over(self) -> bool:
        return self.ended_on is not None or self.valid_until < clock.today()

    @property
    def matter_words(self) -> str:
        """公文、请假; 全部事项."""
        return module_words(self.matters)


def prefixes(matter: str) -> list[str]:
    """``documents.incoming`` is handed over by its own key or by ``documents``."""
    parts = matter.split(".")
    return [".".join(parts[:count]) for count in range(1, len(parts) + 1)]
