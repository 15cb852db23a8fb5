from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any, NoReturn, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Window
from django.db.models.functions import RowNumber

from township_office import clock
from township_office.audit.models import Unalterable
from township_office.notices.registry import title_of
from township_office.people.models import Officer
from township_office.townships.models import Township

CHANGING = {"read_at", "mail"}


class Mail(models.TextChoices):
    """What becomes of a notice outside the house."""

    NONE = "", "不寄"
    WAITING = "waiting", "待寄"
    TAKEN = "taken", "在寄"
    SENT = "sent", "已寄"


class NoticeQuerySet(models.QuerySet["Notice"]):
    def of(self, officer: Officer | int) -> Self:
        """One person's own; nobody reads another's."""
        return self.filter(officer=officer)

    def unread(self) -> Self:
        return self.filter(read_at__isnull=True)

    def waiting_for_the_post(self) -> Self:
        return self.filter(mail=Mail.WAITING)

    def newest_of_each_group(self) -> Self:
        """For each matter the last of these notices; the rows are one person's."""
        later = self.filter(group=OuterRef("group"), pk__gt=OuterRef("pk"))
        return self.filter(~Exists(later))

    def last_few_of(self, groups: Iterable[str], number: int) -> Self:
        """The newest of each of these groups, with how many it has; newest first."""
        within = partial(Window, partition_by=F("group"))
        counted = self.filter(group__in=groups).annotate(
            place=within(RowNumber(), order_by=F("pk").desc()),
            of_group=within(models.Count("pk")),
            unread_of_group=within(models.Count("pk", filter=Q(read_at__isnull=True))),
        )
        return counted.filter(place__lte=number).order_by("-pk")

    def update(self, **changes: Any) -> int:
        """Read, and sent by mail: nothing else of a notice ever changes."""
        if changes.keys() - CHANGING:
            raise Unalterable("of a notice only read_at and mail are ever changed")
        return super().update(**changes)

    update.alters_data = True  # type: ignore[attr-defined]

    def delete(self) -> NoReturn:
        raise Unalterable("notices are never deleted")


class Notice(models.Model):
    """What one person is told of one matter (消息): a sentence, and where to look.

    It says what the person could see when it was sent and nothing more; what has become of the
    matter since, the page it leads to says, or hides.
    """

    township_path = "township"

    township = models.ForeignKey(
        Township, models.PROTECT, related_name="+", db_index=False, verbose_name="乡镇"
    )
    officer = models.ForeignKey(
        Officer, models.PROTECT, related_name="+", db_index=False, verbose_name="收信人"
    )
    kind = models.CharField("种类", max_length=60)
    about = models.CharField("事项", max_length=300)
    group = models.CharField("归在", max_length=120)
    words = models.CharField("内容", max_length=300)
    url = models.CharField("去处", max_length=200)
    created_at = models.DateTimeField("时间", default=clock.now)
    read_at = models.DateTimeField("已读时间", null=True)
    mail = models.CharField("邮件", max_length=8, choices=Mail, default=Mail.NONE, blank=True)
    click = models.CharField("点击", max_length=36)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "消息"
        constraints = [
            models.CheckConstraint(
                condition=Q(url__startswith="/"), name="a_notice_leads_into_the_house"
            )
        ]
        indexes = [
            # the bell on every page, and the tab 未读: unread of an officer, newest first
            models.Index(
                fields=["officer", "-id"],
                condition=Q(read_at__isnull=True),
                name="notices_notice_unread",
            ),
            # the tab 全部, newest first
            models.Index(fields=["officer", "-id"], name="notices_notice_officer"),
            # newest_of_each_group(): is there a later one of the same matter
            models.Index(fields=["officer", "group", "-id"], name="notices_notice_group"),
            # what goes out by the next mail; nearly always empty
            models.Index(
                fields=["officer"], condition=Q(mail="waiting"), name="notices_notice_waiting"
            ),
        ]

    def __str__(self) -> str:
        return self.words

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise Unalterable("of a notice only read_at and mail are ever changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise Unalterable("notices are never deleted")

    @property
    def title(self) -> str:
        """What the office calls this kind of notice."""
        return title_of(self.kind)


class MailWish(models.Model):
    """Where somebody wants to be told by mail, and whether he does just now."""

    township_path = "officer__township"

    officer = models.OneToOneField(
        Officer, models.PROTECT, related_name="+", primary_key=True, verbose_name="人员"
    )
    address = models.EmailField("邮箱", blank=True)
    on = models.BooleanField("邮件提醒", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "邮件提醒"

    def __str__(self) -> str:
        return f"{self.officer} {self.address}"
