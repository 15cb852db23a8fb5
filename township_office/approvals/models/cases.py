from __future__ import annotations

from datetime import datetime
from functools import reduce
from operator import or_

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from township_office import clock
from township_office.approvals.core import FIRST, Outcome, Reason, Status
from township_office.approvals.models.flows import FlowVersion
from township_office.audit.models import AppendOnly
from township_office.people.models import Appointment, Officer, Post
from township_office.people.stand_ins.query import SEAL_KEEPER
from township_office.people.today import Principal, today_of
from township_office.townships.models import Township

OUTCOMES = {
    Outcome.CONCLUDED: "办结",
    Outcome.REFUSED: "不同意",
    Outcome.WITHDRAWN: "撤回",
    Outcome.VOID: "作废",
}
REASONS = [
    (Reason.RULE, "按流程"),
    (Reason.FALLBACK, "顺延"),
    (Reason.ADDED, "加签"),
    (Reason.TRANSFERRED, "转办"),
    (Reason.CONFIRM, "补签"),
    (Reason.RESOLVED, "重新指定"),
    (Reason.DIFFERS, "待统一意见"),
]


def place_of(lying: models.QuerySet[Task]) -> dict[str, Subquery]:
    """Annotations that say where something lies, from its open tasks: one look each, no join."""
    return {
        "lies_post": Subquery(lying.values("post")[:1]),
        "lies_with": Subquery(lying.values(seat=Coalesce("post__name", "officer__name"))[:1]),
        "lies_since": Subquery(lying.values("opened_at")[:1]),
    }


def late_among(lying: models.QuerySet[Task], unspoken: Q) -> Exists:
    """Whether one of its open tasks is overdue, but for those whose delay is not spoken of."""
    return Exists(lying.filter(due_at__lt=clock.now()).exclude(unspoken))


def holder_of(post: str) -> Subquery:
    """Who holds today the post that an annotation names."""
    holding = Appointment.objects.on().filter(post=OuterRef(post), officer__is_active=True)
    return Subquery(holding.order_by("id").values("officer__name")[:1])


class CaseQuerySet(models.QuerySet["Case"]):
    def open(self) -> CaseQuerySet:
        return self.filter(outcome="")

    def begun_by(self, officer: Officer) -> CaseQuerySet:
        return self.filter(applicant=officer)

    def handled_by(self, officer: Officer) -> CaseQuerySet:
        """Cases in which this officer has said something, whatever became of them."""
        return self.filter(Exists(Event.objects.filter(case=OuterRef("pk"), officer=officer)))

    def with_place(self, *, unspoken: Q) -> CaseQuerySet:
        """Where each lies, with whom, since when; of several the first; and whether it is late,
        as far as the delay is spoken of."""
        lying = Task.objects.open().filter(case=OuterRef("pk"), blocks=True).order_by("number")
        placed = self.annotate(late=late_among(lying, unspoken), **place_of(lying))
        return placed.annotate(holder=holder_of("lies_post"))


class Case(models.Model):
    """One run of a flow for one subject (办理). It stays on its version for life."""

    township_path = "township"

    township = models.ForeignKey(Township, models.PROTECT, related_name="+")
    version = models.ForeignKey(FlowVersion, models.PROTECT, related_name="cases")
    matter = models.CharField("事项", max_length=60)
    subject_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    subject_id = models.PositiveBigIntegerField()
    subject = GenericForeignKey("subject_type", "subject_id")
    title = models.CharField("标题", max_length=300)
    label = models.CharField("编号", max_length=60)
    urgency = models.CharField("紧急程度", max_length=10, blank=True)
    applicant = models.ForeignKey(Officer, models.PROTECT, related_name="cases")
    applicant_post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    facts = models.JSONField(default=dict)
    stage = models.PositiveSmallIntegerField("环节次序")
    stage_name = models.CharField("环节", max_length=20)
    round = models.PositiveSmallIntegerField("轮次", default=1)
    resume_at = models.PositiveSmallIntegerField(null=True)
    resume_digest = models.CharField(max_length=64, blank=True)
    outcome = models.CharField(
        "结果",
        max_length=10,
        blank=True,
        choices=[(key.value, word) for key, word in OUTCOMES.items()],
    )
    last_words = models.CharField("最近", max_length=200, blank=True)
    revision = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField("起", default=clock.now)
    ended_at = models.DateTimeField("止", null=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "办理"
        constraints = [
            models.UniqueConstraint(
                fields=["subject_type", "subject_id"],
                condition=Q(outcome=""),
                name="one_open_case_per_subject",
            )
        ]
        indexes = [
            # the case page and the registers look a subject's cases up, the newest first
            models.Index(
                fields=["subject_type", "subject_id", "-id"], name="approvals_case_subject"
            ),
            # 我发起的
            models.Index(fields=["applicant", "-id"], name="approvals_case_applicant"),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.title}"


def stood_in_for(principal: Principal) -> Q:
    """Tasks of somebody absent that his stand-in may do: to be decided, in the matters given him."""
    his = Q(officer=principal.officer_id) | Q(post__in=principal.post_ids)
    return his & _may_be_stood_in_for(principal)


def _may_be_stood_in_for(principal: Principal) -> Q:
    given = Q()
    for prefix in principal.matters:
        given |= Q(case__matter=prefix) | Q(case__matter__startswith=f"{prefix}.")
    in_person = Q(post__isnull=False, post__role__startswith=SEAL_KEEPER)
    return given & Q(blocks=True, stage__gt=FIRST) & ~in_person


def _seats_of(officer: Officer | int) -> list[Q]:
    """Where lies what he may do today: with himself, each of his posts, those he stands in for."""
    today, pk = today_of(officer), officer if isinstance(officer, int) else officer.pk
    seats = [Q(officer=pk), *(Q(post=post) for post in today.post_ids)]
    for who in today.principals:
        may = _may_be_stood_in_for(who) & ~Q(case__applicant=pk)
        seats += [Q(officer=who.officer_id) & may, *(Q(post=post) & may for post in who.post_ids)]
    return seats


class TaskQuerySet(models.QuerySet["Task"]):
    def open(self) -> TaskQuerySet:
        return self.filter(status=Status.OPEN)

    def ready(self) -> TaskQuerySet:
        """Not what waits for another that is still open; only the few that wait are looked after."""
        before = Task.objects.filter(case=OuterRef("case"), number=OuterRef("waits_for"))
        rows = self.alias(before=Subquery(before.values("status")[:1]))
        return rows.filter(Q(waits_for=None) | ~Q(before=Status.OPEN))

    def lying_with(self, officer: Officer | int) -> TaskQuerySet:
        """What lies on this officer's desk: his own, his posts', and whose he stands in for today.

        Not what waits for another. Posts are given as numbers, so that each index is probed.
        """
        return self.open().ready().filter(reduce(or_, _seats_of(officer)))

    def top_of(self, officer: Officer | int, most: int) -> TaskQuerySet:
        """The most pressing of what lies with him, so many from each of his seats at the most.

        Each seat is a walk along its index that ends after so many, however much lies there.
        """
        lying = self.model._default_manager.open().ready().pressing_first()
        tops = [lying.filter(seat).values("pk")[:most] for seat in _seats_of(officer)]
        first, *others = [
            self.model._default_manager.filter(pk__in=top).values("pk") for top in tops
        ]
        return self.filter(pk__in=first.union(*others))

    def pressing_first(self) -> TaskQuerySet:
        return self.order_by(F("due_at").asc(nulls_last=True), "id")


class Task(models.Model):
    """What lies on a desk: with one post or with one named person, never both."""

    township_path = "township"

    township = models.ForeignKey(Township, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="tasks")
    number = models.PositiveSmallIntegerField()
    stage = models.PositiveSmallIntegerField()
    stage_name = models.CharField("环节", max_length=20)
    kind = models.CharField(max_length=40)
    round = models.PositiveSmallIntegerField()
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="tasks")
    officer = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="tasks")
    root = models.PositiveSmallIntegerField(default=0)
    reason = models.CharField(max_length=12, choices=REASONS, default=Reason.RULE)
    note = models.CharField("说明", max_length=500, blank=True)
    waits_for = models.PositiveSmallIntegerField(null=True)
    blocks = models.BooleanField(default=True)
    status = models.CharField(max_length=8, default=Status.OPEN)
    verdict = models.CharField(max_length=10, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    opened_at = models.DateTimeField("送达", default=clock.now)
    read_at = models.DateTimeField("打开", null=True)
    due_at = models.DateTimeField("限办", null=True)
    due_provisional = models.BooleanField("未核定", default=False)
    done_at = models.DateTimeField("办理", null=True)
    done_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "待办"
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="tasks_of_a_case_are_counted"),
            models.CheckConstraint(
                condition=Q(post__isnull=True) ^ Q(officer__isnull=True),
                name="a_task_lies_with_a_post_or_a_person",
            ),
        ]
        indexes = [
            # 待办 of a post and of a person, the most pressing first
            models.Index(
                fields=["post", "due_at", "id"],
                condition=Q(status="open"),
                name="approvals_task_post",
            ),
            models.Index(
                fields=["officer", "due_at", "id"],
                condition=Q(status="open"),
                name="approvals_task_officer",
            ),
            # 超时: what is overdue in a township, the longest first
            models.Index(
                fields=["township", "due_at", "id"],
                condition=Q(status="open", blocks=True),
                name="approvals_task_overdue",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.stage_name}"

    @property
    def overdue(self) -> bool:
        return self.due_at is not None and self.due_at < (self.done_at or clock.now())


class _Number(Subquery):
    """How many rows a query finds."""

    template = "(SELECT count(*) FROM (%(subquery)s) AS found)"
    output_field = models.IntegerField()


def lying(officer: Officer, most: int) -> tuple[int, datetime | None]:
    """How much lies with him, no more than ``most`` counted, and when the first of it is due.

    One query, and as fast where a hundred thousand lie: each seat is a walk along its index.
    """
    open_tasks = Task.objects.open().ready().pressing_first()
    seats = [open_tasks.filter(seat) for seat in _seats_of(officer)]
    numbers = [_Number(seat.values("pk")[:most]) for seat in seats]
    firsts = [Subquery(seat.values("due_at")[:1]) for seat in seats]
    found = Officer.objects.values_list(*numbers, *firsts).get(pk=officer.pk)
    dues = [due for due in found[len(seats) :] if due is not None]
    return min(sum(found[: len(seats)]), most), min(dues, default=None)


class StuckTask(Task):
    """The same task where nobody may do it today, as the administrators look at it."""

    class Meta:
        proxy = True
        verbose_name = verbose_name_plural = "无人可办"


class Event(AppendOnly):
    """What somebody said or did in a case, word for word; the printed form is filled from these."""

    township_path = "case__township"

    class Verb(models.TextChoices):
        SUBMIT = "submit", "送出"
        AGREE = "agree", "办理"
        REFUSE = "refuse", "不同意"
        RETURN = "return", "退回"
        TRANSFER = "transfer", "转办"
        ADD = "add", "加签"
        CONFIRM = "confirm", "补签"
        DISOWN = "disown", "否认电话同意"
        SETTLE = "settle", "处置"
        URGE = "urge", "催办"
        COPY = "copy", "抄送"
        INTERVENE = "intervene", "重新指定"
        WITHDRAW = "withdraw", "撤回"
        ANNUL = "annul", "作废"

    case = models.ForeignKey(Case, models.PROTECT, related_name="events")
    verb = models.CharField(max_length=10, choices=Verb)
    stage = models.PositiveSmallIntegerField()
    stage_name = models.CharField(max_length=20)
    kind = models.CharField(max_length=40)
    round = models.PositiveSmallIntegerField()
    task = models.ForeignKey(Task, models.PROTECT, null=True, related_name="events")
    to_stage = models.PositiveSmallIntegerField(null=True)
    opinion = models.TextField(blank=True)
    form = models.JSONField(default=dict)
    officer = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="events")
    officer_name = models.CharField(max_length=40)
    post_name = models.CharField(max_length=60, blank=True)
    for_name = models.CharField(max_length=40, blank=True)
    how = models.CharField(max_length=10)
    recorder = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    recorder_name = models.CharField(max_length=40, blank=True)
    to_names = models.CharField(max_length=300, blank=True)
    in_passing = models.BooleanField(default=False)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField(default=clock.now)
    click = models.CharField(max_length=36)

    class Meta:
        verbose_name = verbose_name_plural = "办理经过"
        indexes = [
            # 已办: what this officer has acted in, the newest first
            models.Index(fields=["officer", "-id"], name="approvals_event_officer"),
        ]

    def __str__(self) -> str:
        return f"{self.stage_name} {self.get_verb_display()} {self.officer_name}"

    @property
    def signed(self) -> str:
        """The name under it: 张志强, or 张志强（王某代） where another stood in for him."""
        if not self.for_name:
            return self.officer_name
        return f"{self.for_name}（{self.officer_name}代）"

    @property
    def heard(self) -> str:
        """By whose hand a consent came that he did not enter himself: 电话同意，刘芳记录."""
        ways = {"phone": ("电话同意", "记录"), "paper": ("纸面签署", "代录")}
        if self.verb != self.Verb.AGREE or self.how not in ways:
            return ""
        how, did = ways[self.how]
        return f"{how}，{self.recorder_name}{did}"

    @property
    def in_ledger(self) -> str:
        """The signature as a ledger keeps it: 王建国（电话同意，刘芳记录）."""
        return f"{self.signed}（{self.heard}）" if self.heard else self.signed
