from typing import Any, NoReturn

from django.db import models

from township_office import clock
from township_office.audit.registry import label_of
from township_office.townships.models import Township

HOW = {"online": "网上", "phone": "电话", "paper": "纸质代录", "system": "系统"}


class Unalterable(Exception):
    """Somebody tried to change or delete what is written for good."""


class AppendOnlyQuerySet(models.QuerySet[Any]):
    def update(self, **kwargs: Any) -> NoReturn:
        raise Unalterable(f"{self.model.__name__} rows are never changed")

    def delete(self) -> NoReturn:
        raise Unalterable(f"{self.model.__name__} rows are never deleted")


class AppendOnly(models.Model):
    """A table to which one only ever adds; a trigger refuses the rest in the database too."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise Unalterable(f"{type(self).__name__} rows are never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise Unalterable(f"{type(self).__name__} rows are never deleted")


class Entry(AppendOnly):
    """One line of the trail: who did what to which record, in which post, for whom, and why (A0.1).

    Ids and names are kept as text: the line must read the same when person and post are gone.
    """

    township_path = "township"

    township = models.ForeignKey(Township, models.PROTECT, related_name="+", verbose_name="乡镇")
    at = models.DateTimeField("时间", default=clock.now)
    code = models.CharField("行为", max_length=60)
    click = models.CharField("点击", max_length=36)
    subject_type = models.CharField("对象类型", max_length=60)
    subject_id = models.CharField("对象编号", max_length=40)
    subject_name = models.CharField("对象", max_length=200)
    officer_id = models.BigIntegerField("人员编号", null=True)
    officer_name = models.CharField("姓名", max_length=40)
    post_name = models.CharField("职务", max_length=60, blank=True)
    for_name = models.CharField("代", max_length=40, blank=True)
    how = models.CharField("方式", max_length=10)
    words = models.TextField("意见", blank=True)
    before = models.JSONField("前", default=dict)
    after = models.JSONField("后", default=dict)

    class Meta:
        verbose_name = verbose_name_plural = "留痕"
        indexes = [
            # the trail tab of one record, oldest first
            models.Index(fields=["subject_type", "subject_id", "id"], name="audit_entry_subject"),
            # what one person did, newest first
            models.Index(fields=["officer_id", "-id"], name="audit_entry_officer"),
            # the township's day
            models.Index(fields=["township", "-at"], name="audit_entry_day"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.officer_name} {self.code} {self.subject_name}"

    @property
    def act(self) -> str:
        """What was done, in the office's word."""
        return label_of(self.code)

    @property
    def way(self) -> str:
        """How the word reached the system."""
        return HOW.get(self.how, self.how)

    @property
    def changes(self) -> list[tuple[str, str, str]]:
        """(what, before, after) of everything that differs; what was not said is empty."""
        labels = dict.fromkeys([*self.before, *self.after])
        pairs = ((label, _said(self.before, label), _said(self.after, label)) for label in labels)
        return [(label, old, new) for label, old, new in pairs if old != new]


def _said(values: dict[str, Any], label: str) -> Any:
    value = values.get(label)
    return "" if value is None else value
