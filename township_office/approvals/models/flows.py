from __future__ import annotations

from django.db import models

from township_office.approvals.core import Mode
from township_office.townships.models import Township


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
    watched = ("digest",)

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
    distinct = models.BooleanField("须为不同的人", default=False)

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
