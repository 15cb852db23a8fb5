from __future__ import annotations

from typing import cast

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import BooleanField, Exists, ExpressionWrapper, F, Q
from django.urls import reverse
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase
from simple_history.models import HistoricalRecords

from seals.keeping.models import Custody, Seal, SealOf
from township_office import clock
from township_office.approvals.models import (
    holder_of,
    late_among,
    open_tasks_of,
    standing_of,
)
from township_office.approvals.rules import unspoken
from township_office.audit.models import AppendOnly, AppendOnlyQuerySet
from township_office.people.grants import readable_by
from township_office.people.models import Department, Line, Officer
from township_office.people.today import today_of
from township_office.townships.history import Clicked
from township_office.townships.models import Township

STAMP = "seals.stamp"  # the stage kind at which the keeper stamps; approval.py declares it


class Nature(models.TextChoices):
    """What the regulation asks about a matter: it decides the way (A4.3, B2.2, B2.3, B2.5)."""

    CONTRACT = "contract", "合同协议"
    PERSONNEL = "personnel", "人事"
    FINANCE = "finance", "财务"
    WEIGHTY = "weighty", "其他重要事项"
    ROUTINE = "routine", "常规表格"
    OTHER = "other", "一般事项"
    BLANK = "blank", "空白"


class MatterClassQuerySet(models.QuerySet["MatterClass"]):
    def at_counter(self) -> MatterClassQuerySet:
        """What a citizen may have stamped at the counter: routine forms, and what is for people
        outside (B2.2); nothing that a leader weighs or a document brings along."""
        routine, outside = Q(nature=Nature.ROUTINE), Q(nature=Nature.OTHER, for_outsider=True)
        return self.filter(routine | outside, in_use=True)


class MatterClass(models.Model):
    """A class of matters that seals are asked for (用印事项); the township's own list."""

    township_path = "township"

    township = models.ForeignKey(Township, models.PROTECT, verbose_name="乡镇")
    name = models.CharField("事项", max_length=40)
    nature = models.CharField("性质", max_length=12, choices=Nature, default=Nature.OTHER)
    for_outsider = models.BooleanField("对外单位、个人", default=False)
    scan_required = models.BooleanField("盖章后须留扫描件", default=False)
    legal_opinion = models.BooleanField("须附合法性审查意见", default=False)
    order = models.PositiveSmallIntegerField("顺序", default=100)
    in_use = models.BooleanField("使用", default=True)

    history = HistoricalRecords(bases=[Clicked], verbose_name="事项沿革")
    objects = MatterClassQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "用印事项"
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["township", "name"], name="one_matter_class_of_a_name_per_township"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RequestQuerySet(models.QuerySet["Request"]):
    def visible_to(self, officer: Officer) -> RequestQuerySet:
        """The office all, others what they asked for or decide, and keepers what their seal does."""
        own = self.filter(township_id=officer.township_id)
        if today_of(officer).in_office:
            return own
        kept = Custody.objects.filter(officer=officer, until__isnull=True)
        return cast(
            RequestQuerySet, readable_by(self, officer) | own.filter(seal__in=kept.values("seal"))
        )

    def listed_for(self, officer: Officer) -> RequestQuerySet:
        """What the list shows him, and for each what its tabs ask: whether it is his, or late."""
        mine = ExpressionWrapper(Q(applicant=officer), BooleanField())
        late = late_among(open_tasks_of(Request), unspoken(officer))
        return self.visible_to(officer).alias(is_mine=mine, is_late=late)

    def with_standing(self) -> RequestQuerySet:
        """Where each of ``listed_for`` lies, and with whom; no query a row."""
        return self.annotate(
            late_now=F("is_late"),
            **standing_of(Request),
        ).annotate(holder=holder_of("lies_post"))

    def mine(self) -> RequestQuerySet:
        return self.filter(Q(is_mine=True))

    def open(self) -> RequestQuerySet:
        """办理中: neither ended nor void."""
        return self.filter(closed_on__isnull=True, voided_on__isnull=True)

    def entered_today(self) -> RequestQuerySet:
        """What was entered at the counter since this morning."""
        return self.filter(at_counter=True, asked_at__gte=clock.midnight(clock.today()))

    def to_stamp(self) -> RequestQuerySet:
        """已批待用印: approved, or signed with its document, and not wholly stamped."""
        at_the_seal = Exists(open_tasks_of(Request).filter(kind=STAMP))
        return self.open().filter(at_the_seal | Q(with_document=True), stamped__lt=F("copies"))


class Request(models.Model):
    """One request to stamp with one seal (用印申请); several seals are several requests, one bundle.

    ``copies`` is what is approved, ``stamped`` what has been stamped so far, never more (A4.7).
    What was born of a signed document (``source``) has the signature as its approval (``signers``)
    and no case of its own (``with_document``): its keeper is asked by the document. Asking again
    for a signed document (加印) has a source and a case. What was entered for a citizen without
    account (``at_counter``) names him in ``on_behalf``.
    """

    township_path = "township"

    township = models.ForeignKey(Township, models.PROTECT, verbose_name="乡镇")
    year = models.PositiveSmallIntegerField("年度", editable=False)
    number = models.PositiveIntegerField("申请号", editable=False)
    bundle = models.UUIDField("同时申请", null=True, blank=True, editable=False)
    seal = models.ForeignKey(Seal, models.PROTECT, verbose_name="印章", related_name="requests")
    matter = models.ForeignKey(
        MatterClass, models.PROTECT, verbose_name="事项", related_name="requests"
    )
    title = models.CharField("用印事由、文件名称", max_length=200)
    document_number = models.CharField("文号", max_length=60, blank=True)
    copies = models.PositiveIntegerField("份数", default=1)
    across = models.BooleanField(
        "加盖骑缝章", default=False, help_text="多页的合同、证明（SEAL-14）"
    )
    side = models.CharField("归口", max_length=12, choices=Line, default=Line.GOVERNMENT)
    on_behalf = models.CharField("代谁申请", max_length=80, blank=True)
    for_outsider = models.BooleanField("对外单位、个人", default=False)
    at_counter = models.BooleanField("柜台登记", default=False, editable=False)
    applicant = models.ForeignKey(
        Officer, models.PROTECT, verbose_name="经办人", related_name="+", editable=False
    )
    department = models.ForeignKey(
        Department, models.PROTECT, verbose_name="用印部门", related_name="+", editable=False
    )
    asked_at = models.DateTimeField("申请时间", default=clock.now, editable=False)
    wording = models.TextField("正文", blank=True)
    source_type = models.ForeignKey(
        ContentType, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    source_id = models.PositiveBigIntegerField(null=True, blank=True, editable=False)
    source = GenericForeignKey("source_type", "source_id")
    with_document = models.BooleanField("随文用印", default=False, editable=False)
    signers = models.JSONField("签发人", default=list, blank=True, editable=False)
    stamped = models.PositiveIntegerField("已用印份数", default=0, editable=False)
    closed_on = models.DateField("办结日期", null=True, blank=True, editable=False)
    voided_on = models.DateField("作废日期", null=True, blank=True, editable=False)
    void_reason = models.CharField("作废理由", max_length=500, blank=True, editable=False)

    history = HistoricalRecords(bases=[Clicked], verbose_name="用印申请沿革")
    objects = RequestQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "用印申请"
        constraints = [
            models.UniqueConstraint(
                fields=["township", "year", "number"], name="one_request_per_number"
            ),
            models.CheckConstraint(
                condition=Q(stamped__lte=F("copies")), name="never_more_stamped_than_approved"
            ),
            models.CheckConstraint(condition=Q(copies__gt=0), name="a_request_is_for_a_copy"),
            models.UniqueConstraint(
                fields=["source_type", "source_id", "seal"],
                condition=Q(with_document=True, voided_on__isnull=True),
                name="a_document_asks_once_for_a_seal",
            ),
            models.CheckConstraint(
                condition=Q(with_document=False) | Q(source_id__isnull=False),
                name="what_goes_with_a_document_names_it",
            ),
            models.CheckConstraint(
                condition=Q(at_counter=False) | ~Q(on_behalf=""),
                name="who_came_to_the_counter_is_named",
            ),
        ]
        indexes = [
            # the list of requests, the newest first; what a document or a bundle asked for
            models.Index(fields=["township", "-asked_at"], name="seals_request_asked"),
            models.Index(fields=["source_type", "source_id"], name="seals_request_source"),
            # what somebody entered at the counter last
            models.Index(
                fields=["applicant", "-asked_at"],
                condition=Q(at_counter=True),
                name="seals_request_counter",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("seals:request", args=[self.pk])

    @property
    def label(self) -> str:
        """〔2026〕12号, by which it is called."""
        return f"〔{self.year}〕{self.number}号"

    @property
    def left(self) -> int:
        """Copies approved and not yet stamped."""
        return self.copies - self.stamped

    @property
    def is_outside(self) -> bool:
        """Whether it is for a unit or person outside, by itself or by its class (B2.2)."""
        return self.for_outsider or self.matter.for_outsider

    @property
    def is_for_the_clerk(self) -> bool:
        """B2.2: a citizen's routine form, which the clerk decides for him, whoever entered it."""
        routine = self.at_counter and self.matter.nature == Nature.ROUTINE
        return routine and self.seal.organ in (SealOf.GOVERNMENT, SealOf.OFFICE)

    @property
    def signature_suffices(self) -> bool:
        """A4.2: who signed the document has approved its seal."""
        return self.source_id is not None and bool(self.signers)


class Item(models.Model):
    """One line of the list that a request carries (附清单): what, for whom, how many copies."""

    township_path = "request__township"

    request = models.ForeignKey(Request, models.CASCADE, related_name="items")
    order = models.PositiveSmallIntegerField("顺序", default=0)
    what = models.CharField("内容", max_length=120)
    whom = models.CharField("对象", max_length=60, blank=True)
    copies = models.PositiveSmallIntegerField("份数", default=1)

    class Meta:
        verbose_name = verbose_name_plural = "清单"
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(copies__gt=0), name="a_line_is_for_a_copy"),
        ]

    def __str__(self) -> str:
        return self.what


class RequestGroupGrant(GroupObjectPermissionBase):
    """A post or department that may read a request."""

    township_path = "content_object__township"

    content_object = models.ForeignKey(Request, models.CASCADE, related_name="group_grants")


class RequestOfficerGrant(UserObjectPermissionBase):
    """A person who may read a request."""

    township_path = "content_object__township"

    content_object = models.ForeignKey(Request, models.CASCADE, related_name="officer_grants")


class StampingQuerySet(AppendOnlyQuerySet):
    def visible_to(self, officer: Officer) -> StampingQuerySet:
        """The office and the keepers all; others the lines of requests they may read."""
        mine = self.filter(township_id=officer.township_id)
        if today_of(officer).in_office:
            return mine
        kept = Q(seal__custodies__officer=officer, seal__custodies__until__isnull=True)
        return mine.filter(kept | Q(request__in=Request.objects.visible_to(officer))).distinct()

    def standing(self) -> StampingQuerySet:
        """Lines that no later line corrects: what is counted."""
        return self.filter(corrected_by__isnull=True)


class Stamping(AppendOnly):
    """One line of the ledger (用印登记簿), written as the seal comes down (A4.6, SEAL-10).

    Never changed: a correction is a new line that names the old one. Names are kept as text, so
    that the line reads the same in ten years. A correction that undoes a line has no copies.
    """

    township_path = "township"

    class Origin(models.TextChoices):
        REQUEST = "request", "申请"
        DOCUMENT = "document", "发文"
        OUTING = "outing", "外带"
        BLANK = "blank", "空白用印"
        CORRECTION = "correction", "更正"
        IMPORT = "import", "补录"

    township = models.ForeignKey(Township, models.PROTECT, verbose_name="乡镇")
    year = models.PositiveSmallIntegerField("年度")
    number = models.PositiveIntegerField("序号")
    origin = models.CharField("来源", max_length=12, choices=Origin, default=Origin.REQUEST)
    request = models.ForeignKey(
        Request, models.PROTECT, null=True, blank=True, related_name="stampings"
    )
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="corrected_by"
    )
    seal = models.ForeignKey(Seal, models.PROTECT, verbose_name="印章", related_name="stampings")
    seal_name = models.CharField("印章名称", max_length=80)
    at = models.DateTimeField("用印时间", default=clock.now)
    department = models.CharField("用印单位（部门）", max_length=80)
    matter = models.CharField("事项", max_length=40)
    title = models.CharField("用印事由、文件名称", max_length=200)
    document_number = models.CharField("文号", max_length=60, blank=True)
    copies = models.PositiveIntegerField("份数")
    approvers = models.CharField("批准人", max_length=200)
    handler = models.CharField("经办人", max_length=80)
    keeper = models.ForeignKey(Officer, models.PROTECT, verbose_name="监印人", related_name="+")
    keeper_name = models.CharField("监印人姓名", max_length=40)
    taken_by = models.CharField("领取人", max_length=40, blank=True)
    digest = models.CharField("文件摘要", max_length=64, blank=True)
    scan_required = models.BooleanField("须留扫描件", default=False)
    note = models.CharField("备注", max_length=200, blank=True)

    objects = StampingQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = verbose_name_plural = "用印登记"
        constraints = [
            models.UniqueConstraint(
                fields=["township", "year", "number"], name="one_line_per_ledger_number"
            ),
        ]
        indexes = [
            # the ledger by day; the card of one seal
            models.Index(fields=["township", "-at"], name="seals_stamping_at"),
            models.Index(fields=["seal", "-at"], name="seals_stamping_seal"),
        ]

    def __str__(self) -> str:
        return f"用印登记〔{self.year}〕{self.number}号"

    def get_absolute_url(self) -> str:
        return reverse("seals:line", args=[self.pk])
