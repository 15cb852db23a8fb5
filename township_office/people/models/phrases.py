from django.db import models
from django.db.models import F

from township_office import clock
from township_office.people.models.staff import Officer


class PhraseQuerySet(models.QuerySet["Phrase"]):
    def newest_used_first(self) -> "PhraseQuerySet":
        """What was used last stands first; what was never used yet, by when it was written."""
        return self.order_by(F("last_used").desc(nulls_last=True), "-pk")


class Phrase(models.Model):
    """Words an officer keeps for his opinions (常用语), beside those the office gives everybody."""

    LONGEST = 60
    township_path = "officer__township"
    watched = ("words",)

    officer = models.ForeignKey(Officer, models.CASCADE, related_name="phrases")
    words = models.CharField("常用语", max_length=LONGEST)
    used = models.PositiveIntegerField("用过次数", default=0, editable=False)
    last_used = models.DateTimeField("最近使用", null=True, blank=True, editable=False)
    kept_at = models.DateTimeField("记下时间", default=clock.now, editable=False)

    objects = PhraseQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "常用语"
        constraints = [
            models.UniqueConstraint(
                fields=["officer", "words"], name="an_officer_keeps_a_phrase_once"
            ),
        ]

    def __str__(self) -> str:
        return self.words
