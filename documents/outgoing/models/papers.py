from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase
from simple_history.models import HistoricalRecords

from documents.incoming.models import Incoming, Retention, Secrecy, Urgency, in_office
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
from township_office.people.models import Department, Line, Officer, Organ
from township_office.townships.history import Clicked
from township_office.townships.models import Township


class Issuer(models.TextChoices):
    """In whose name it goes out, which decides its way (A3.2.3–A3.2.6)."""

    PARTY = "party", "党委"
    GOVERNMENT = "government", "政府"
    JOINT = "joint", "党政联合"
    OFFICE = "office", "党政办"
    STATION = "station", "站所业务"


class Direction(models.TextChoices):
    UP = "up", "上行"
    LEVEL = "level", "平行"
    DOWN = "down", "下行"


class Kind(models.TextChoices):
    """The fifteen kinds of official document (DOC-01 … DOC-15), those of every day first."""

    NOTICE = "通知", "通知"
    REQUEST = "请示", "请示"
    REPORT = "报告", "报告"
    LETTER = "函", "函"
    REPLY = "批复", "批复"
    OPINION = "意见", "意见"
    DECISION = "决定", "决定"
    CIRCULAR = "通报", "通报"
    ANNOUNCEMENT = "通告", "通告"
    MINUTES = "纪要", "纪要"
    PROCLAMATION = "公告", "公告"
    RESOLUTION = "决议", "决议"
    BILL = "议案", "议案"
    ORDER = "命令", "命令（令）"
    COMMUNIQUE = "公报", "公报"


RARE = (Kind.PROCLAMATION, Kind.RESOLUTION, Kind.BILL, Kind.ORDER, Kind.COMMUNIQUE)


class Disclosure(models.TextChoices):
    """Whether the public may read it, settled when it is drafted (SEC-12)."""

    ACTIVE = "active", "主动公开"
    ON_REQUEST = "on_request", "依申请公开"
    NONE = "none", "不予公开"


class Changed(models.TextChoices):
    """How the text differs from what was signed, as whoever re-checks it declares (DOC-40)."""

    NONE = "none", "没有改动"
    WORDING = "wording", "文字性改动"


class OutgoingQuerySet(models.QuerySet["Outgoing"]):
    def visible_to(self, officer: Officer) -> OutgoingQuerySet:
        """What he may open: the office all, others what they drafted, were asked about or sent."""
        if in_office(officer):
            return self.filter(township_id=officer.township_id)
        return cast(OutgoingQuerySet, readable_by(self, officer))

    def listed_for(self, officer: Officer) -> OutgoingQuerySet:
        """What the list of documents under way shows him, knowing of whose delay he may speak."""
        own = self.visible_to(officer).filter(from_paper=False)
        return own.alias(is_late=late_among(open_tasks_of(Outgoing), unspoken(officer)))

    def with_standing(self) -> OutgoingQuerySet:
        """Where each of ``listed_for`` lies, with whom, under which number; no query a row."""
        placed = self.annotate(
            late_now=F("is_late"),
            **standing_of(Outgoing),
        )
        return placed.annotate(holder=holder_of("lies_post")).prefetch_related("numbers__series")

    def open(self) -> OutgoingQuerySet:
        """办理中: neither filed nor void, and not taken back by its drafter."""
        unfinished = self.filter(filed_on__isnull=True, voided_on__isnull=True, from_paper=False)
        return unfinished.annotate(ended=newest_case_of(Outgoing, "outcome")).filter(ended="")

    def late(self) -> OutgoingQuerySet:
        """Of ``listed_for``: lying somewhere beyond its limit, as far as he may speak of it."""
        return self.filter(Q(is_late=True))

    def sent(self) -> OutgoingQuerySet:
        return self.filter(sent_on__isnull=False)

    def filed(self) -> OutgoingQuerySet:
        return self.filter(filed_on__isnull=False)

    def void(self) -> OutgoingQuerySet:
        return self.filter(voided_on__isnull=False)


class Outgoing(models.Model):
    """One outgoing document (发文) from its draft to its file; where it stands is its case's stage."""

    township_path = "township"

    township = models.ForeignKey(Township, models.PROTECT, verbose_name="乡镇")
    drafter = models.ForeignKey(
        Officer, models.PROTECT, verbose_name="拟稿人", related_name="+", editable=False
    )
    department = models.ForeignKey(
        Department, models.PROTECT, verbose_name="拟稿部门", related_name="+", editable=False
    )
    drafted_at = models.DateTimeField("拟稿时间", default=clock.now, editable=False)
    issuer = models.CharField("发文名义", max_length=12, choices=Issuer, default=Issuer.GOVERNMENT)
    lead = models.CharField("主办机关", max_length=12, choices=Line, default=Line.PARTY, blank=True)
    name_of = models.CharField(
        "以谁的名义",
        max_length=12,
        choices=[(Issuer.OFFICE, "党政办"), (Issuer.GOVERNMENT, "政府")],
        default=Issuer.OFFICE,
        blank=True,
        help_text="站所不能自己对外行文（DOC-33）",
    )
    side = models.CharField("归口", max_length=12, choices=Line, default=Line.GOVERNMENT)
    kind = models.CharField("文种", max_length=10, choices=Kind, default=Kind.NOTICE)
    direction = models.CharField(
        "行文方向", max_length=8, choices=Direction, default=Direction.DOWN
    )
    title = models.CharField("标题", max_length=200)
    body = models.TextField("正文")
    note = models.CharField("附注", max_length=200, blank=True, help_text="请示写联系人和电话")
    urgency = models.CharField("紧急程度", max_length=4, choices=Urgency, default=Urgency.NORMAL)
    secrecy = models.CharField("密级", max_length=12, choices=Secrecy, default=Secrecy.NONE)
    disclosure = models.CharField(
        "公开属性", max_length=12, choices=Disclosure, default=Disclosure.ACTIVE
    )
    disclosure_reason = models.CharField("不公开的理由", max_length=200, blank=True)
    normative = models.BooleanField("规范性文件", default=False)
    important = models.BooleanField("重要文件", default=False)
    answers = models.ForeignKey(
        Incoming,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="答复的来文",
        related_name="answered_by",
    )
    basis = models.CharField("行文依据", max_length=300, blank=True)
    signed_on = models.DateField("成文日期", null=True, blank=True)
    signed_version = models.ForeignKey(
        "Version", models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    signers = models.JSONField("签发人", default=list, blank=True)
    changed = models.CharField("签发后改动", max_length=8, choices=Changed, default=Changed.NONE)
    rechecked_on = models.DateField("复核日期", null=True, blank=True)
    entered_on = models.DateField("登记日期", null=True, blank=True)
    printed_on = models.DateField("印发日期", null=True, blank=True)
    sealed_copies = models.PositiveSmallIntegerField("用印份数", null=True, blank=True)
    filed_copies = models.PositiveSmallIntegerField("存档份数", default=1)
    sent_on = models.DateField("分发日期", null=True, blank=True)
    retention = models.CharField("保管期限", max_length=4, choices=Retention, blank=True)
    filed_on = models.DateField("归档日期", null=True, blank=True)
    voided_on = models.DateField("作废日期", null=True, blank=True)
    void_reason = models.CharField("作废理由", max_length=500, blank=True)
    from_paper = models.BooleanField("补录的纸质发文", default=False, editable=False)
    sheet = models.UUIDField("拟稿页", null=True, unique=True, editable=False)

    history = HistoricalRecords(bases=[Clicked], verbose_name="发文沿革")
    objects = OutgoingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "发文"
        constraints = [
            models.CheckConstraint(
                condition=Q(secrecy__in=[Secrecy.NONE, Secrecy.INTERNAL]),
                name="no_state_secret_is_drafted_here",
            ),
            models.CheckConstraint(
                condition=Q(sent_on__isnull=True) | Q(signed_on__isnull=False),
                name="nothing_is_sent_before_it_is_signed",
            ),
        ]
        indexes = [
            # what is under way, the newest first
            models.Index(fields=["township", "-drafted_at"], name="documents_outgoing_drafted"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("documents:outgoing", args=[self.pk])

    @property
    def number(self) -> str:
        """宁政发〔2026〕12号, once it has one that is not void."""
        standing = next((each for each in self.numbers.all() if each.voided_on is None), None)
        return str(standing) if standing and standing.taken_on else ""

    @property
    def number_ever(self) -> str:
        """Its number, or the one that became void with it: 宁政发〔2026〕54号（已作废）."""
        last = max(self.numbers.all(), key=lambda each: each.pk, default=None)
        return f"{last}（已作废）" if last and last.voided_on else self.number

    @property
    def amended(self) -> list[Any]:
        """更正、收回、撤销、废止 after it was sent; what happened twice stands once."""
        if self.sent_on is None:
            return []
        return list({each.what: each for each in self.amendments.all()}.values())

    # 会签部门 as ticked on the page of a text that is not sent yet
    asked: Sequence[Department] = ()

    def departments_asked(self) -> list[int]:
        """会签部门: those it was sent to be consulted with, or would be."""
        if self.pk is None:
            return [each.pk for each in self.asked]
        return [each.department_id for each in self.consulted.all()]

    def holders(self) -> list[Recipient]:
        """Who has copies of it: a name that was parted has none itself."""
        rows = list(self.recipients.all())
        parted = {row.within_id for row in rows}
        return [row for row in rows if row.pk not in parted]

    def forget_parts(self) -> None:
        """Recipients, annexes or numbers were written anew: what was read before holds no more."""
        self._prefetched_objects_cache: dict[str, object] = {}

    @property
    def is_signed(self) -> bool:
        return self.signed_on is not None

    @property
    def is_formal(self) -> bool:
        """Whether it may be printed with its red head: signed, re-checked, and numbered (A3.2.7)."""
        return self.is_signed and self.rechecked_on is not None and bool(self.number)


class Annex(models.Model):
    """An attachment (附件) that is bound in behind the text."""

    township_path = "outgoing__township"

    outgoing = models.ForeignKey(Outgoing, models.CASCADE, related_name="annexes")
    order = models.PositiveSmallIntegerField("顺序", default=0)
    title = models.CharField("附件名称", max_length=200)
    body = models.TextField("附件正文", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "附件"
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.title


class Recipient(models.Model):
    """Who gets it: an organ outside, or a department, station or village of the township.

    ``name`` is how the document calls it; ``copies`` and what follows are filled in when it is sent.
    A name such as 各村（社区） is then parted into those it stands for: each has a line of its own
    ``within`` it, which the document does not print.
    """

    township_path = "outgoing__township"

    class Role(models.TextChoices):
        MAIN = "main", "主送"
        COPY = "copy", "抄送"
        PART = "also", "分送"  # listed below those that are named

    class Way(models.TextChoices):
        SYSTEM = "system", "本系统"
        HAND = "hand", "专人送达"
        COLLECTED = "collected", "来人领取"
        MAIL = "mail", "邮寄"
        EXCHANGE = "exchange", "文件交换"

    outgoing = models.ForeignKey(Outgoing, models.CASCADE, related_name="recipients")
    role = models.CharField("主送抄送", max_length=4, choices=Role, default=Role.MAIN)
    order = models.PositiveSmallIntegerField("顺序", default=0)
    organ = models.ForeignKey(
        Organ, models.PROTECT, null=True, blank=True, verbose_name="单位", related_name="+"
    )
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, verbose_name="本镇机构", related_name="+"
    )
    within = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, verbose_name="统称", related_name="parts"
    )
    name = models.CharField("名称", max_length=80)
    copies = models.PositiveSmallIntegerField("份数", default=0)
    way = models.CharField("送达方式", max_length=10, choices=Way, blank=True)
    received_on = models.DateField("签收日期", null=True, blank=True)
    received_by = models.CharField("签收人", max_length=40, blank=True)

    history = HistoricalRecords(bases=[Clicked], verbose_name="分发沿革")

    class Meta:
        verbose_name = verbose_name_plural = "主送抄送"
        ordering = ["-role", "order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organ__isnull=False, department__isnull=True)
                | Q(organ__isnull=True, department__isnull=False),
                name="a_recipient_is_an_organ_or_a_department",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def naming(cls, whom: Organ | Department, **more: Any) -> Recipient:
        """A line for an organ or a department by its name of today, not saved."""
        organ = whom if isinstance(whom, Organ) else None
        department = whom if isinstance(whom, Department) else None
        return cls(organ=organ, department=department, name=whom.name, **more)

    @property
    def is_collective(self) -> bool:
        """Whether it is no organ but a name for several: 各村（社区）, 镇直各单位."""
        return self.organ_id is not None and "各" in self.name and self.level == Organ.Level.BELOW

    @property
    def level(self) -> str:
        """上级、平级、下级; whatever belongs to the township is below it."""
        return self.organ.level if self.organ else Organ.Level.BELOW


class Consulted(models.Model):
    """A department whose consent the matter needs (会签), and what it said (DOC-31)."""

    township_path = "outgoing__township"

    outgoing = models.ForeignKey(Outgoing, models.CASCADE, related_name="consulted")
    department = models.ForeignKey(
        Department, models.PROTECT, verbose_name="会签部门", related_name="+"
    )
    agrees = models.BooleanField("同意", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "会签"
        ordering = ["department__rank", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["outgoing", "department"], name="a_department_is_consulted_once"
            )
        ]

    def __str__(self) -> str:
        return self.department.short_name


class OutgoingGroupGrant(GroupObjectPermissionBase):
    """A post or department that may read an outgoing document."""

    township_path = "content_object__township"

    content_object = models.ForeignKey(Outgoing, models.CASCADE, related_name="group_grants")


class OutgoingOfficerGrant(UserObjectPermissionBase):
    """A person who may read an outgoing document."""

    township_path = "content_object__township"

    content_object = models.ForeignKey(Outgoing, models.CASCADE, related_name="officer_grants")
