from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import cast

from django.db import models
from django.db.models import (
    BooleanField,
    ExpressionWrapper,
    F,
    Q,
)
from django.urls import reverse
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase
from simple_history.models import HistoricalRecords

from documents.incoming.models.assignment import Named
from township_office import clock
from township_office.approvals.models import (
    holder_of,
    late_among,
    newest_case_of,
    open_tasks_of,
    standing_of,
)
from township_office.approvals.rules import unspoken
from township_office.people.grants import readable_by
from township_office.people.models import Line, Officer, Organ
from township_office.people.today import today_of
from township_office.townships.history import Clicked
from township_office.townships.models import Township


class Secrecy(models.TextChoices):
    """How a paper is classified. From 秘密 up it is a state secret and never enters (A5.7)."""

    NONE = "none", "无"
    INTERNAL = "internal", "内部"
    SECRET = "secret", "秘密"
    CONFIDENTIAL = "confidential", "机密"
    TOP_SECRET = "top_secret", "绝密"


STATE_SECRETS = (Secrecy.SECRET, Secrecy.CONFIDENTIAL, Secrecy.TOP_SECRET)
CARD_KEEPERS = ("office_director", "confidential_officer")


class Urgency(models.TextChoices):
    NORMAL = "平件", "平件"
    URGENT = "加急", "加急"
    MOST_URGENT = "特急", "特急"


class Work(models.TextChoices):
    """Whether a paper is to be handled (办件) or only to be read (阅件)."""

    HANDLE = "handle", "办件"
    READ = "read", "阅件"


class Kind(models.TextChoices):
    """What came in: the fifteen kinds of document and what else the register takes (A3.1.4)."""

    NOTICE = "通知", "通知"
    OPINION = "意见", "意见"
    DECISION = "决定", "决定"
    CIRCULAR = "通报", "通报"
    LETTER = "函", "函"
    REQUEST = "请示", "请示"
    REPORT = "报告", "报告"
    REPLY = "批复", "批复"
    MINUTES = "纪要", "纪要"
    RESOLUTION = "决议", "决议"
    ORDER = "命令", "命令（令）"
    COMMUNIQUE = "公报", "公报"
    PROCLAMATION = "公告", "公告"
    ANNOUNCEMENT = "通告", "通告"
    BILL = "议案", "议案"
    TELEGRAM = "明电", "明电、电报"
    CALL = "电话", "电话"
    MAIL = "信函", "信函"
    PRESS = "报刊", "重要报刊"


class Retention(models.TextChoices):
    """How long it is kept after filing (ARC-14)."""

    FOREVER = "Y", "永久"
    THIRTY = "D30", "30 年"
    TEN = "D10", "10 年"


class IncomingQuerySet(models.QuerySet["Incoming"]):
    def visible_to(self, officer: Officer) -> IncomingQuerySet:
        """What he may open: the office its register, others what was sent them, cards the named."""
        own = self.filter(township_id=officer.township_id)
        secret = Q(secrecy__in=STATE_SECRETS)
        if in_office(officer):
            return own if keeps_cards(officer) else own.exclude(secret)
        return own.sent_to(officer)

    def sent_to(self, officer: Officer) -> IncomingQuerySet:
        """What his posts, his departments or he himself were handed or named to read; no card."""
        papers = self.exclude(secrecy__in=STATE_SECRETS)
        return cast(IncomingQuerySet, readable_by(papers, officer))

    def registered_in(self, officer: Officer) -> IncomingQuerySet:
        """What the register lists for him: for the office no number is missing, cards are masked.

        ``opens`` says whether the line leads anywhere for him.
        """
        whole = self.filter(township_id=officer.township_id)
        listed = whole if in_office(officer) else whole.sent_to(officer)
        masked = Q(pk=None) if keeps_cards(officer) else Q(secrecy__in=STATE_SECRETS)
        spoken = late_among(open_tasks_of(Incoming), unspoken(officer))
        opened = listed.annotate(opens=ExpressionWrapper(~masked, BooleanField()))
        return opened.alias(is_late=spoken)

    def with_standing(self) -> IncomingQuerySet:
        """Where each of ``registered_in`` lies, and with whom; no query a row."""
        return self.annotate(
            late_now=F("is_late"),
            case_id=newest_case_of(Incoming, "pk"),
            **standing_of(Incoming),
        ).annotate(holder=holder_of("lies_post"))

    def open(self) -> IncomingQuerySet:
        """办理中: neither filed nor void."""
        return self.filter(filed_on__isnull=True, voided_on__isnull=True)

    def late(self) -> IncomingQuerySet:
        """Of ``registered_in``: lying somewhere beyond its limit, as far as he may speak of it."""
        return self.filter(Q(is_late=True))

    def filed(self) -> IncomingQuerySet:
        return self.filter(filed_on__isnull=False)

    def void(self) -> IncomingQuerySet:
        return self.filter(voided_on__isnull=False)


def in_office(officer: Officer) -> bool:
    """Whether he holds a post in the Party-and-government office today."""
    return today_of(officer).in_office


def keeps_cards(officer: Officer) -> bool:
    """A5.2: classified papers go through the director and the confidential officer."""
    return today_of(officer).has_role(*CARD_KEEPERS)


class Incoming(models.Model):
    """One line of the register of incoming documents (收文登记簿), and the document it speaks of."""

    township_path = "township"

    township = models.ForeignKey(Township, models.PROTECT, verbose_name="乡镇")
    year = models.PositiveSmallIntegerField("年度", editable=False)
    number = models.PositiveIntegerField("收文编号", editable=False)
    source = models.ForeignKey(
        Organ, models.PROTECT, verbose_name="来文单位", related_name="papers"
    )
    source_number = models.CharField("来文字号", max_length=60, help_text="无字号填「无」")
    title = models.CharField("标题", max_length=200)
    kind = models.CharField("文种", max_length=10, choices=Kind, default=Kind.NOTICE)
    side = models.CharField("归口", max_length=12, choices=Line, default=Line.GOVERNMENT)
    work = models.CharField("类型", max_length=8, choices=Work, default=Work.HANDLE)
    routine = models.BooleanField("例行阅件", default=False)
    urgency = models.CharField("紧急程度", max_length=4, choices=Urgency, default=Urgency.NORMAL)
    secrecy = models.CharField("密级", max_length=12, choices=Secrecy, default=Secrecy.NONE)
    copies = models.PositiveSmallIntegerField("份数", default=1)
    pages = models.PositiveSmallIntegerField("页数", null=True, blank=True)
    dated = models.DateField("成文日期", null=True, blank=True)
    received_on = models.DateField("收文日期", default=clock.today)
    deadline = models.DateTimeField("办理期限", null=True, blank=True)
    answer_needed = models.BooleanField("须回复来文单位", default=False)
    answered_on = models.DateField("答复日期", null=True, blank=True)
    original_with = models.ForeignKey(
        Officer, models.PROTECT, null=True, blank=True, verbose_name="原件在", related_name="+"
    )
    retention = models.CharField("保管期限", max_length=4, choices=Retention, blank=True)
    filed_on = models.DateField("归档日期", null=True, blank=True)
    registered_by = models.ForeignKey(
        Officer, models.PROTECT, verbose_name="登记人", related_name="+", editable=False
    )
    registered_at = models.DateTimeField("登记时间", default=clock.now, editable=False)
    voided_on = models.DateField("作废日期", null=True, blank=True)
    void_reason = models.CharField("作废理由", max_length=500, blank=True)

    history = HistoricalRecords(bases=[Clicked], verbose_name="收文沿革")
    objects = IncomingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "收文"
        constraints = [
            models.UniqueConstraint(
                fields=["township", "year", "number"], name="one_number_a_year_in_the_register"
            )
        ]
        indexes = [
            # the register of a year, newest number first; by day; by organ and its number (duplicates)
            models.Index(fields=["township", "year", "-number"], name="documents_incoming_number"),
            models.Index(fields=["township", "received_on"], name="documents_incoming_day"),
            models.Index(fields=["source", "source_number"], name="documents_incoming_source"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("documents:incoming", args=[self.pk])

    @property
    def label(self) -> str:
        """〔2026〕318号, as it stands on the handling sheet."""
        return f"〔{self.year}〕{self.number}号"

    @cached_property
    def named(self) -> Named:
        """What hangs on it when it is decided upon; one query, until it is ``forgotten``."""
        return Named.of(self)

    def forget_named(self) -> None:
        """Who handles and reads was named anew, or a scan came: what was read before holds no more."""
        vars(self).pop("named", None)

    @property
    def is_card(self) -> bool:
        """Whether this is only a register card for a state secret (A5.7)."""
        return self.secrecy in STATE_SECRETS

    @property
    def from_above(self) -> bool:
        return self.source.level == Organ.Level.ABOVE


class CardStep(models.Model):
    """What happened on paper to a classified document: who did what, and when; never what it says."""

    township_path = "incoming__township"

    class Step(models.TextChoices):
        PROPOSED = "proposed", "拟办"
        INSTRUCTED = "instructed", "批示"
        READ = "read", "阅"
        HANDLED = "handled", "承办"
        RETURNED = "returned", "清退"
        DESTROYED = "destroyed", "销毁"

    incoming = models.ForeignKey(Incoming, models.PROTECT, related_name="card_steps")
    step = models.CharField("环节", max_length=12, choices=Step)
    officer = models.ForeignKey(Officer, models.PROTECT, verbose_name="经手人", related_name="+")
    on = models.DateField("日期", default=clock.today)
    recorded_by = models.ForeignKey(
        Officer, models.PROTECT, verbose_name="登记人", related_name="+", editable=False
    )

    history = HistoricalRecords(bases=[Clicked], verbose_name="登记卡沿革")

    class Meta:
        verbose_name = verbose_name_plural = "涉密件流转"
        ordering = ["on", "id"]

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d} {self.get_step_display()} {self.officer}"


class IncomingGroupGrant(GroupObjectPermissionBase):
    """A post or department that may read a document."""

    township_path = "content_object__township"

    content_object = models.ForeignKey(Incoming, models.CASCADE, related_name="group_grants")


class IncomingOfficerGrant(UserObjectPermissionBase):
    """A person who may read a document."""

    township_path = "content_object__township"

    content_object = models.ForeignKey(Incoming, models.CASCADE, related_name="officer_grants")


def year_of(received_on: date) -> int:
    """The register runs by the year a paper came in."""
    return received_on.year
