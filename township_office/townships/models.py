from django.db import models
from simple_history.models import HistoricalRecords

from township_office.townships.history import Clicked
from township_office.townships.roots import EVERYTHING, NATIONAL


class Profile(models.TextChoices):
    """Which of the two model regulations the township starts from."""

    GENERAL = "A", "通用制度（A）"
    TOWN = "B", "宁条梁镇制度（B）"


class Township(models.Model):
    """One township: the root that every record belongs to."""

    township_path = ""

    name = models.CharField("名称", max_length=40, unique=True, help_text="如：宁条梁镇")
    office_name = models.CharField("办公室名称", max_length=40, default="党政办公室")
    profile = models.CharField("制度", max_length=1, choices=Profile, default=Profile.GENERAL)

    history = HistoricalRecords(bases=[Clicked], verbose_name="乡镇沿革")

    class Meta:
        verbose_name = verbose_name_plural = "乡镇"

    def __str__(self) -> str:
        return self.name

    @property
    def short_office(self) -> str:
        """宁条梁镇党政办, as the office signs itself in daily work."""
        return self.name + self.office_name.removesuffix("公室")


class SettingQuerySet(models.QuerySet["Setting"]):
    def in_force(self, township: Township | int, on: object) -> "SettingQuerySet":
        return self.filter(township=township, valid_from__lte=on).order_by("key", "valid_from")


class Setting(models.Model):
    """One switch or number of the regulation, from a date on; the row before stays to explain the past."""

    township_path = "township"
    watched = EVERYTHING

    township = models.ForeignKey(Township, models.PROTECT, verbose_name="乡镇")
    key = models.CharField("设置", max_length=60)
    value = models.JSONField("值")
    valid_from = models.DateField("起用日期")

    history = HistoricalRecords(bases=[Clicked], verbose_name="设置沿革")
    objects = SettingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "制度设置"
        constraints = [
            models.UniqueConstraint(
                fields=["township", "key", "valid_from"], name="one_value_per_setting_and_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.key} = {self.value}（{self.valid_from:%Y-%m-%d} 起）"


class Stamp(models.Model):
    """Changes whenever anything in a watched table does (known.py); nobody reads what it says."""

    township_path = NATIONAL

    name = models.CharField("表", max_length=63, primary_key=True)
    value = models.CharField("戳", max_length=36)

    class Meta:
        verbose_name = verbose_name_plural = "变动戳"

    def __str__(self) -> str:
        return self.name
