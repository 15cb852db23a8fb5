"""起草流程: what an administrator does to a version before it is published. Afterwards nobody changes it.

Each action takes as ``seen`` what the draft said when its page was shown: where another
administrator was faster, it is Stale.
"""

from typing import Any

from django.db import models, transaction
from django.db.models import F

from township_office.approvals import definition
from township_office.approvals.acts import Act
from township_office.approvals.core import FIRST
from township_office.approvals.definition import RuleSpec
from township_office.approvals.loader import publish
from township_office.approvals.models import Condition, Flow, FlowVersion, Rule, Signer, Stage
from township_office.approvals.publishing import faults_of, roles_of, unmanned_in, warnings_of
from township_office.approvals.registry import matters
from township_office.approvals.terms import own_role, terms_of
from township_office.audit.capacity import Capacity
from township_office.audit.trail import record
from township_office.people.actions import amend_post
from township_office.people.models import Post
from township_office.web.refusals import Refused, Stale

OUTDATED = "另一位管理员刚改过这份底稿，这次没有保存。请看现在的内容再改。"
_GONE = "这份底稿已经作废，没有改动。请从在用的版本重新起草。"
_PUBLISHED = "这一版已经发布，不再改动。要改，请以它为底稿起草新版本。"
_LABELS = {
    "name": "环节",
    "kind": "办什么",
    "limit": "时限（工作小时）",
    "phone_ok": "可电话请示",
    "clause": "依据",
}
_FIRST_STAYS = "第一个环节由送出时完成，要留在最前面。"


def draft_of(flow: Flow) -> FlowVersion | None:
    """The version of a flow that is being drafted; there is one at a time."""
    return flow.versions.filter(published_at__isnull=True).first()


def token_of(version: FlowVersion) -> str:
    """What stands for all that the version says now."""
    return definition.read(version).digest


def faults(version: FlowVersion) -> list[str]:
    """Why the draft cannot be published yet, in sentences."""
    matter = matters().get(version.flow.key)
    if matter is None:
        return ["这类事项还没有启用，启用后再发布"]
    spec, township = definition.read(version), version.flow.township
    roles = roles_of(township)
    faults = faults_of(spec, matter, roles, township.profile)
    return [*faults, *unmanned_in(spec, matter, roles)]


def warnings(version: FlowVersion) -> list[str]:
    """What does not stand in the way of publishing, and should be known."""
    matter = matters().get(version.flow.key)
    spec, roles = definition.read(version), roles_of(version.flow.township_id)
    if matter is None:
        return []
    in_the_way = unmanned_in(spec, matter, roles)
    return [each for each in warnings_of(spec, matter, roles) if each not in in_the_way]


def check_draft(version: FlowVersion) -> None:
    """Raises Refused where the version is published: cases run on it."""
    if version.published_at is not None:
        raise Refused(_PUBLISHED)


@transaction.atomic
def copy_version(version: FlowVersion, *, by: Capacity) -> FlowVersion:
    """Start a draft that says what this version says; where one is under way, that is it."""
    _check_own(by, version.flow)
    Flow.objects.filter(pk=version.flow_id).update(name=F("name"))  # two at once: one draft
    draft = draft_of(version.flow)
    if draft is not None:
        return draft
    draft = FlowVersion.objects.create(flow=version.flow, number=_next_number(version.flow))
    definition.write(draft, definition.read(version))
    record(Act.FLOW_COPIED, draft, by=by, after={"底稿": f"第{version.number}版"})
    return draft


@transaction.atomic
def discard_draft(draft: FlowVersion, *, by: Capacity, seen: str) -> None:
    """Give the draft up; what is in force stays as it is."""
    held = _held(draft, by, seen)
    record(Act.DRAFT_DISCARDED, held, by=by)
    for stage in held.stages.all():
        _erase_stage(stage)
    held.delete()


@transaction.atomic
def publish_draft(draft: FlowVersion, *, by: Capacity, seen: str) -> FlowVersion:
    """From now on new cases go this way. Raises Refused with every fault it has."""
    held = _held(draft, by, seen)
    if held.flow.versions.filter(number__gt=held.number).exists():
        held.number = _next_number(held.flow)  # the newest is the one in force
        held.save(update_fields=["number"])
    if found := faults(held):
        raise Refused(f"还不能发布：{'；'.join(found)}。")
    return publish(held, by=by)


@transaction.atomic
def add_stage(draft: FlowVersion, *, after: int, by: Capacity, seen: str, **fields: Any) -> Stage:
    """A new stage behind the one at ``after``; whom it asks its rules will say."""
    held = _held(draft, by, seen)
    stages = list(held.stages.all())
    stage = Stage.objects.create(version=held, order=len(stages) + 1, **fields)
    stages.insert(max(after, FIRST), stage)
    _count(stages)
    record(Act.STAGE_ADDED, held, by=by, after={"环节": stage.name, "次序": stage.order})
    return stage


@transaction.atomic
def amend_stage(stage: Stage, *, by: Capacity, seen: str, **fields: Any) -> Stage:
    """Change what a stage is called, asks for, or how long it may take."""
    held = _held(stage.version, by, seen)
    before = {name: getattr(stage, name) for name in fields}
    for name, value in fields.items():
        setattr(stage, name, value)
    stage.save(update_fields=list(fields))
    record(Act.STAGE_AMENDED, held, by=by, words=stage.name, **_changes(stage, before, fields))
    return stage


@transaction.atomic
def move_stage(stage: Stage, *, up: bool, by: Capacity, seen: str) -> None:
    """One place earlier or later; the first stage stays where it is."""
    held = _held(stage.version, by, seen)
    stages = list(held.stages.all())
    here, there = _swapped(stages, stage, up)
    if FIRST - 1 in (here, there):
        raise Refused(_FIRST_STAYS)
    _count(stages)
    order = "、".join(each.name for each in stages)
    record(Act.STAGE_MOVED, held, by=by, words=stage.name, after={"次序": order})


@transaction.atomic
def remove_stage(stage: Stage, *, by: Capacity, seen: str) -> None:
    """Take a stage out with its rules; whether the flow can do without, publishing will say."""
    held = _held(stage.version, by, seen)
    if stage.order == FIRST:
        raise Refused(_FIRST_STAYS)
    record(Act.STAGE_REMOVED, held, by=by, before={"环节": stage.name})
    _erase_stage(stage)
    _count(list(held.stages.all()))


@transaction.atomic
def add_rule(stage: Stage, rule: RuleSpec, *, by: Capacity, seen: str) -> Rule:
    """Who is asked, and when, behind the rules that stand already."""
    held = _held(stage.version, by, seen)
    row = Rule(stage=stage, order=stage.rules.count() + 1)
    _write(row, rule, by=by)
    record(Act.RULE_ADDED, held, by=by, words=stage.name, after={"办理人": _said(held, rule)})
    return row


@transaction.atomic
def amend_rule(row: Rule, rule: RuleSpec, *, by: Capacity, seen: str) -> None:
    """Ask somebody else, or at another time."""
    held = _held(row.stage.version, by, seen)
    before = _said(held, definition.rule_spec(row))
    _empty_rules(row.stage.rules.filter(pk=row.pk))
    _write(row, rule, by=by)
    change = {"before": {"办理人": before}, "after": {"办理人": _said(held, rule)}}
    record(Act.RULE_AMENDED, held, by=by, words=row.stage.name, **change)


@transaction.atomic
def move_rule(row: Rule, *, up: bool, by: Capacity, seen: str) -> None:
    """The first rule that matches wins, so that their order says who is asked."""
    held = _held(row.stage.version, by, seen)
    rules = list(row.stage.rules.all())
    _swapped(rules, row, up)
    _count(rules)
    said = _said(held, definition.rule_spec(row))
    record(Act.RULE_MOVED, held, by=by, words=row.stage.name, after={said: f"第{row.order}条"})


@transaction.atomic
def remove_rule(row: Rule, *, by: Capacity, seen: str) -> None:
    held = _held(row.stage.version, by, seen)
    said = _said(held, definition.rule_spec(row))
    record(Act.RULE_REMOVED, held, by=by, words=row.stage.name, before={"办理人": said})
    _erase_rules(row.stage.rules.filter(pk=row.pk))
    _count(list(row.stage.rules.all()))


def _held(draft: FlowVersion, by: Capacity, seen: str) -> FlowVersion:
    """The draft, held for this transaction. Raises Refused once published, Stale where changed."""
    FlowVersion.objects.filter(pk=draft.pk).update(number=F("number"))
    held = FlowVersion.objects.select_related("flow").filter(pk=draft.pk).first()
    if held is None:
        raise Stale(_GONE)
    _check_own(by, held.flow)
    check_draft(held)
    if token_of(held) != seen:
        raise Stale(OUTDATED)
    return held


def _check_own(by: Capacity, flow: Flow) -> None:
    if flow.township_id != by.township_id:
        raise Refused("只能改本乡镇的流程。")


def _next_number(flow: Flow) -> int:
    newest = flow.versions.order_by("-number").first()
    return newest.number + 1 if newest else 1


def _changes(
    stage: Stage, before: dict[str, Any], after: dict[str, Any]
) -> dict[str, dict[str, Any]]:
    """What is different now, before and after, as the trail tells it."""
    changed = [name for name in after if before[name] != after[name]]
    return {
        "before": _told(stage, {name: before[name] for name in changed}),
        "after": _told(stage, {name: after[name] for name in changed}),
    }


def _told(stage: Stage, fields: dict[str, Any]) -> dict[str, Any]:
    """The fields as the trail tells them."""
    told = dict(fields)
    if "kind" in told:
        told["kind"] = terms_of(stage.version.flow).kind(told["kind"])
    if "phone_ok" in told:
        told["phone_ok"] = "是" if told["phone_ok"] else "否"
    return {_LABELS[name]: value for name, value in told.items()}


def _said(version: FlowVersion, rule: RuleSpec) -> str:
    return terms_of(version.flow).rule(rule)


def _swapped(rows: list[Any], row: models.Model, up: bool) -> tuple[int, int]:
    """Change places with the neighbour."""
    here = rows.index(row)
    there = here + (-1 if up else 1)
    if not 0 <= there < len(rows):
        raise Refused("已经排到头了，不用再移。")
    rows[here], rows[there] = rows[there], rows[here]
    return here, there


def _count(rows: list[Any]) -> None:
    """Number the rows from one; by way of high numbers, so that no place is taken twice."""
    for offset in (1000, 0):
        for place, row in enumerate(rows, start=1):
            row.order = place + offset
            row.save(update_fields=["order"])


def _write(row: Rule, rule: RuleSpec, *, by: Capacity) -> None:
    for name, value in vars(rule).items():
        if name not in ("signers", "conditions"):
            setattr(row, name, value)
    row.save()
    definition.write_rule(row, rule)
    _give_roles(rule, by=by)


def _give_roles(rule: RuleSpec, *, by: Capacity) -> None:
    """A post without a role gets one when a rule names it: the flow finds it by that."""
    named = {role for signer in rule.signers for role in (signer.role, *signer.fallbacks)}
    for post in Post.objects.filter(township=by.township_id, role=""):
        if own_role(post) in named:
            amend_post(post, by=by, role=own_role(post))


def _erase_stage(stage: Stage) -> None:
    _erase_rules(stage.rules.all())
    stage.delete()


def _erase_rules(rules: models.QuerySet[Rule]) -> None:
    _empty_rules(rules)
    rules.delete()


def _empty_rules(rules: models.QuerySet[Rule]) -> None:
    Signer.objects.filter(rule__in=rules).delete()
    Condition.objects.filter(rule__in=rules).delete()
