from __future__ import annotations

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from township_office import clock
from township_office.approvals.core import Mode, Outcome, Status
from township_office.audit.models import AppendOnly
from township_office.people.models import Appointment, Officer, Post
from township_office.townships.models import Township

OUTCOMES = {
    Outcome.CONCLUDED: "办结",
    Outcome.REFUSED: "不同意",
    Outcome.WITHDRAWN: "撤回",
    Outcome.VOID: "作废",
}


class Flow(models.Model):
    """The way one kind of matter goes in one township (流程)."""

    township_path = "township"

    township = models.ForeignKey(Township, models.PROTECT, verbose_name="乡镇")
    key = models.CharField("代号", max_length=60)
    name = models.CharField("名称", max_length=40)

    class Meta:
        verbose_name = verbose_name_plural = "流程"
        constraints = [
            models.UniqueConstraint(
                fields=["township", "key"], name="one_flow_of_a_key_per_township"
            )
        ]

    def __str__(self) -> str:
        return self.name


class FlowVersion(models.Model):
    """What a flow looked like from one publishing to the next; once published it never changes."""

    township_path = "flow__township"

    flow = models.ForeignKey(Flow, models.PROTECT, related_name="versions", verbose_name="流程")
    number = models.PositiveSmallIntegerField("版本")
    published_at = models.DateTimeField("发布时间", null=True, blank=True)
    published_by = models.CharField("发布人", max_length=40, blank=True)
    digest = models.CharField("摘要", max_length=64, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "流程版本"
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["flow", "number"], name="versions_of_a_flow_are_counted"
            )
        ]

    def __str__(self) -> str:
        return f"{self.flow} 第{self.number}版"


class Stage(models.Model):
    """One stage of a version (环节), e.g. 拟办; what it asks for is its kind."""

    township_path = "version__flow__township"

    version = models.ForeignKey(FlowVersion, models.PROTECT, related_name="stages")
    order = models.PositiveSmallIntegerField("次序")
    name = models.CharField("环节", max_length=20)
    kind = models.CharField("类型", max_length=40)
    limit = models.PositiveSmallIntegerField("时限（工作小时）", null=True, blank=True)
    phone_ok = models.BooleanField("可电话请示", default=False)
    clause = models.CharField("依据", max_length=80, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "环节"
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["version", "order"], name="one_stage_at_a_place")
        ]

    def __str__(self) -> str:
        return self.name


class Rule(models.Model):
    """Who decides at a stage, and when; the first rule that matches wins."""

    township_path = "stage__version__flow__township"

    stage = models.ForeignKey(Stage, models.PROTECT, related_name="rules")
    order = models.PositiveSmallIntegerField("次序")
    mode = models.CharField(
        "办理方式",
        max_length=5,
        choices=[(Mode.ALL, "全部"), (Mode.ANY, "任一"), (Mode.ORDER, "依次")],
        default=Mode.ALL,
    )

    class Meta:
        verbose_name = verbose_name_plural = "办理人规则"
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["stage", "order"], name="one_rule_at_a_place")
        ]

    def __str__(self) -> str:
        return f"{self.stage} 规则{self.order}"


class Signer(models.Model):
    """A role that a rule asks; ``instead_of`` names the role it stands behind as a fallback."""

    township_path = "rule__stage__version__flow__township"

    rule = models.ForeignKey(Rule, models.PROTECT, related_name="signers")
    order = models.PositiveSmallIntegerField("次序")
    role = models.CharField("岗位", max_length=40)
    instead_of = models.CharField("顶替", max_length=40, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "办理人"
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["rule", "order"], name="one_signer_at_a_place")
        ]

    def __str__(self) -> str:
        return self.role


class Condition(models.Model):
    """A fact compared with a value; all conditions of a rule must hold."""

    township_path = "rule__stage__version__flow__township"

    class Operator(models.TextChoices):
        IS = "is", "是"
        IS_NOT = "is_not", "不是"
        IN = "in", "属于"
        ABOVE = "above", "大于"
        AT_MOST = "at_most", "不超过"

    rule = models.ForeignKey(Rule, models.PROTECT, related_name="conditions")
    fact = models.CharField("事实", max_length=60)
    operator = models.CharField("比较", max_length=10, choices=Operator, default=Operator.IS)
    value = models.JSONField("值")

    class Meta:
        verbose_name = verbose_name_plural = "条件"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.fact} {self.get_operator_display()} {self.value}"


def place_of(lying: models.QuerySet[Task]) -> dict[str, Subquery]:
    """Annotations that say where something lies, from its open tasks: one look each, no join."""
    return {
        "lies_post": Subquery(lying.values("post")[:1]),
        "lies_with": Subquery(lying.values(seat=Coalesce("post__name", "officer__name"))[:1]),
        "lies_since": Subquery(lying.values("opened_at")[:1]),
        "due_at": Subquery(lying.values("due_at")[:1]),
    }


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

    def with_place(self) -> CaseQuerySet:
        """Where each lies, with whom, since when, until when; of several the first."""
        lying = Task.objects.open().filter(case=OuterRef("pk")).order_by("number")
        return self.annotate(**place_of(lying)).annotate(holder=holder_of("lies_post"))


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


class TaskQuerySet(models.QuerySet["Task"]):
    def open(self) -> TaskQuerySet:
        return self.filter(status=Status.OPEN)

    def lying_with(self, officer: Officer | int) -> TaskQuerySet:
        """What lies on this officer's desk: his own and his posts', not what waits for another."""
        posts = Appointment.objects.on().filter(officer=officer).values("post")
        return self.open().filter(Q(officer=officer) | Q(post__in=posts)).exclude(self._waiting())

    def pressing_first(self) -> TaskQuerySet:
        return self.order_by(F("due_at").asc(nulls_last=True), "id")

    def _waiting(self) -> Exists:
        before = Task.objects.filter(
            case=OuterRef("case"), number=OuterRef("waits_for"), status=Status.OPEN
        )
        return Exists(before)


class Task(models.Model):
    """What lies on a desk: with one post or with one named person, never both."""

    township_path = "township"

    class Reason(models.TextChoices):
        RULE = "rule", "按流程"
        FALLBACK = "fallback", "顺延"

    township = models.ForeignKey(Township, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="tasks")
    number = models.PositiveSmallIntegerField()
    stage = models.PositiveSmallIntegerField()
    stage_name = models.CharField("环节", max_length=20)
    kind = models.CharField(max_length=40)
    round = models.PositiveSmallIntegerField()
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="tasks")
    officer = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="tasks")
    reason = models.CharField(max_length=10, choices=Reason, default=Reason.RULE)
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
                fields=["post", "due_at"], condition=Q(status="open"), name="approvals_task_post"
            ),
            models.Index(
                fields=["officer", "due_at"],
                condition=Q(status="open"),
                name="approvals_task_officer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.stage_name}"

    @property
    def overdue(self) -> bool:
        return self.due_at is not None and self.due_at < (self.done_at or clock.now())


class Event(AppendOnly):
    """What somebody said or did in a case, word for word; the printed form is filled from these."""

    township_path = "case__township"

    class Verb(models.TextChoices):
        SUBMIT = "submit", "送出"
        AGREE = "agree", "办理"
        REFUSE = "refuse", "不同意"
        RETURN = "return", "退回"
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


__all__ = [
    "Case",
    "Condition",
    "Event",
    "Flow",
    "FlowVersion",
    "OUTCOMES",
    "Rule",
    "Signer",
    "Stage",
    "Task",
]
