from __future__ import annotations

from typing import cast

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase
from simple_history.models import HistoricalRecords

from seals.keeping.models.seals import Seal
from township_office import clock
from township_office.people.grants import readable_by
from township_office.people.models import Officer, Post
from township_office.people.today import today_of
from township_office.townships.history import Clicked


class Custody(models.Model):
    """Who keeps a seal from when to when; the next begins the moment the last ends (SEAL-07)."""

    township_path = "seal__township"

    seal = models.ForeignKey(Seal, models.PROTECT, related_name="custodies")
    officer = models.ForeignKey(Officer, models.PROTECT, verbose_name="保管人", related_name="+")
    post = models.ForeignKey(Post, models.PROTECT, verbose_name="职务", related_name="+")
    since = models.DateTimeField("起", default=clock.now)
    until = models.DateTimeField("止", null=True, blank=True)
    witness = models.ForeignKey(
        Officer, models.PROTECT, null=True, blank=True, verbose_name="监交人", related_name="+"
    )
    handover = models.OneToOneField(
        "Handover", models.PROTECT, null=True, blank=True, related_name="custody"
    )

    class Meta:
        verbose_name = verbose_name_plural = "保管"
        ordering = ["since", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["seal"], condition=Q(until__isnull=True), name="a_seal_has_one_keeper"
            ),
            models.UniqueConstraint(
                fields=["seal", "since"], name="a_custody_begins_when_no_other_does"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="custody_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seal} {self.officer}"


class HandoverQuerySet(models.QuerySet["Handover"]):
    def visible_to(self, officer: Officer) -> HandoverQuerySet:
        """The office all, others what they give, receive or witness."""
        if today_of(officer).in_office:
            return self.filter(seal__township=officer.township_id)
        return cast(HandoverQuerySet, readable_by(self, officer))

    def open(self) -> HandoverQuerySet:
        return self.filter(ended_at__isnull=True)


class Handover(models.Model):
    """A seal goes from one to another before a witness (移交), also for one day (A4.1, B2.1, SEAL-07).

    ``ends`` is the custody that it ends; nothing where the seal is received for the first time.
    ``giver`` is whoever has given it; ``until`` the last day of a handover for some days, and
    ``returns`` the one that this handover takes back.
    """

    township_path = "seal__township"

    seal = models.ForeignKey(
        Seal, models.PROTECT, verbose_name="印章", related_name="handovers", editable=False
    )
    ends = models.ForeignKey(
        Custody, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    giver = models.ForeignKey(
        Officer, models.PROTECT, null=True, verbose_name="移交人", related_name="+", editable=False
    )
    giver_post = models.ForeignKey(
        Post, models.PROTECT, null=True, verbose_name="移交人职务", related_name="+", editable=False
    )
    receiver = models.ForeignKey(
        Officer, models.PROTECT, verbose_name="接收人", related_name="+", editable=False
    )
    receiver_post = models.ForeignKey(
        Post, models.PROTECT, verbose_name="接收人职务", related_name="+", editable=False
    )
    items = models.CharField("移交内容", max_length=120, default="印章 1 枚")
    reason = models.CharField("移交原因", max_length=200)
    until = models.DateField(
        "到期交还", null=True, blank=True, help_text="临时移交才填；长期移交空着"
    )
    returns = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="returned_by", editable=False
    )
    condition = models.CharField("印章状况", max_length=120, blank=True, editable=False)
    asked_by = models.ForeignKey(
        Officer, models.PROTECT, verbose_name="提出人", related_name="+", editable=False
    )
    asked_at = models.DateTimeField("提出时间", default=clock.now, editable=False)
    done_at = models.DateTimeField("移交时间", null=True, blank=True, editable=False)
    ended_at = models.DateTimeField("办结时间", null=True, blank=True, editable=False)

    history = HistoricalRecords(bases=[Clicked], verbose_name="移交沿革")
    objects = HandoverQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "印章移交"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["seal"],
                condition=Q(ended_at__isnull=True),
                name="one_handover_of_a_seal_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(giver__isnull=True) | ~Q(giver=F("receiver")),
                name="nobody_hands_a_seal_to_himself",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seal}移交{self.receiver.name}"

    def get_absolute_url(self) -> str:
        return reverse("seals:handover", args=[self.pk])


class HandoverGroupGrant(GroupObjectPermissionBase):
    """A post or department that may read a handover."""

    township_path = "content_object__seal__township"

    content_object = models.ForeignKey(Handover, models.CASCADE, related_name="group_grants")


class HandoverOfficerGrant(UserObjectPermissionBase):
    """A person who may read a handover."""

    township_path = "content_object__seal__township"

    content_object = models.ForeignKey(Handover, models.CASCADE, related_name="officer_grants")
