from django.conf import settings
from django.db import models

from township_office import clock


class Receipt(models.Model):
    """What a form's key led to, so that the same key again leads to the same place and writes nothing."""

    township_path = "officer__township"

    key = models.UUIDField("钥匙", primary_key=True)
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    digest = models.CharField("内容摘要", max_length=64)
    location = models.CharField("去处", max_length=500)
    at = models.DateTimeField("时间", default=clock.now, db_index=True)

    class Meta:
        verbose_name = verbose_name_plural = "回执"

    def __str__(self) -> str:
        return f"{self.key} → {self.location}"
