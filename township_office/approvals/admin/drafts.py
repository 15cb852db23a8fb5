"""The pages of a draft: the whole way, one stage, one rule, a trial. Each POST is one action."""

from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import AdminForm
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from township_office.approvals import drafting
from township_office.approvals.admin.forms import NewStageForm, StageForm, TrialForm
from township_office.approvals.admin.rules import RuleSheet
from township_office.approvals.clauses import worded
from township_office.approvals.core import FIRST
from township_office.approvals.definition import read, rule_spec
from township_office.approvals.models import Case, FlowVersion, Rule, Stage
from township_office.approvals.terms import Terms, facts_used, terms_of
from township_office.approvals.trial import try_out, usual_facts
from township_office.approvals.way import staff_of
from township_office.audit.capacity import Capacity, administrator
from township_office.people.configuration import officer_of, within
from township_office.web.refusals import Stale

_GONE = "要改的内容已被另一位管理员去掉，没有保存。请回到流程版本看现在的情况。"


@dataclass(frozen=True)
class Line:
    """A rule as it reads, and whether it could stand earlier or later."""

    row: Rule
    words: str
    may_rise: bool
    may_sink: bool

    @property
    def called(self) -> str:
        return f"第 {self.row.order} 条"


@dataclass(frozen=True)
class Card:
    """A stage as the draft's page shows it; the first one stays where it is."""

    stage: Stage
    kind: str
    clauses: list[tuple[str, str]]
    lines: list[Line]
    last: bool = False

    @property
    def first(self) -> bool:
        return self.stage.order == FIRST

    @property
    def may_rise(self) -> bool:
        return self.stage.order > FIRST + 1

    @property
    def may_sink(self) -> bool:
        return not self.last


@require_POST
def copy(request: HttpRequest, version: int) -> HttpResponse:
    draft = drafting.copy_version(_own(request, FlowVersion, version), by=_by(request))
    return redirect("admin:approvals_draft", draft.pk)


@require_safe
def draft(request: HttpRequest, version: int) -> HttpResponse:
    row = _own(request, FlowVersion, version)
    if row.published_at is not None:
        return redirect("admin:approvals_flowversion_change", row.pk)
    context = {
        "cards": _cards(row),
        "faults": drafting.faults(row),
        "warnings": drafting.warnings(row),
        "running": Case.objects.open().filter(version__flow=row.flow_id).count(),
    }
    return _page(request, "draft", row, f"{row.flow} 新版本底稿", **context)


@require_POST
def publish(request: HttpRequest, version: int) -> HttpResponse:
    row = _own(request, FlowVersion, version)
    row = drafting.publish_draft(row, by=_by(request), seen=_seen(request))
    messages.success(request, f"{row}已发布。从现在起新送的件走这一版，正在办理的仍走原来的版本。")
    return redirect("admin:approvals_flowversion_change", row.pk)


def discard(request: HttpRequest, version: int) -> HttpResponse:
    row = _own(request, FlowVersion, version)
    drafting.check_draft(row)
    if request.method != "POST":
        return _page(request, "discard", row, f"作废{row.flow}底稿")
    drafting.discard_draft(row, by=_by(request), seen=_seen(request))
    messages.success(request, f"{row.flow}的底稿已作废，在用的版本没有改动。")
    return redirect("admin:approvals_flowversion_changelist")


def add_stage(request: HttpRequest, version: int) -> HttpResponse:
    row = _own(request, FlowVersion, version)
    drafting.check_draft(row)
    form = NewStageForm(
        request.POST or None,
        terms=terms_of(row.flow),
        stages=list(row.stages.all()),
        initial={"after": request.GET.get("after")},
        outdated=_outdated(request, row),
    )
    if not form.is_valid():
        return _page(request, "stage", row, "增加环节", **_filled(form))
    after, fields = form.cleaned_data["after"], form.stage_fields()
    made = drafting.add_stage(row, after=after, by=_by(request), seen=_seen(request), **fields)
    messages.success(request, f"已增加「{made.name}」。请再定由谁办理。")
    return redirect("admin:approvals_stage", made.pk)


def stage(request: HttpRequest, stage: int) -> HttpResponse:
    row = _own(request, Stage, stage)
    drafting.check_draft(row.version)
    form = StageForm(
        request.POST or None,
        terms=terms_of(row.version.flow),
        stage=row,
        outdated=_outdated(request, row.version),
    )
    if not form.is_valid():
        card = _card(row, terms_of(row.version.flow))
        return _page(request, "stage", row.version, f"环节：{row}", card=card, **_filled(form))
    drafting.amend_stage(row, by=_by(request), seen=_seen(request), **form.stage_fields())
    messages.success(request, f"「{row.name}」已保存。")
    return _to_draft(row)


@require_POST
def move_stage(request: HttpRequest, stage: int) -> HttpResponse:
    row = _own(request, Stage, stage)
    drafting.move_stage(row, up=_up(request), by=_by(request), seen=_seen(request))
    return _to_draft(row)


@require_POST
def remove_stage(request: HttpRequest, stage: int) -> HttpResponse:
    row = _own(request, Stage, stage)
    drafting.remove_stage(row, by=_by(request), seen=_seen(request))
    messages.success(request, f"已去掉「{row.name}」。")
    return redirect("admin:approvals_draft", row.version_id)


def add_rule(request: HttpRequest, stage: int) -> HttpResponse:
    row = _own(request, Stage, stage)
    drafting.check_draft(row.version)
    sheet = _sheet(request, row.version, None)
    if not sheet.is_valid():
        return _page(request, "rule", row.version, "增加办理人规则", stage=row, sheet=sheet)
    drafting.add_rule(row, sheet.spec(), by=_by(request), seen=_seen(request))
    messages.success(request, f"「{row}」的办理人已增加。")
    return redirect("admin:approvals_stage", row.pk)


def rule(request: HttpRequest, rule: int) -> HttpResponse:
    row = _own(request, Rule, rule)
    stage, version = row.stage, row.stage.version
    drafting.check_draft(version)
    sheet = _sheet(request, version, row)
    if not sheet.is_valid():
        context = {"stage": stage, "sheet": sheet, "rule": row}
        return _page(request, "rule", version, f"{stage}：第 {row.order} 条", **context)
    drafting.amend_rule(row, sheet.spec(), by=_by(request), seen=_seen(request))
    messages.success(request, f"「{stage}」的办理人已保存。")
    return redirect("admin:approvals_stage", stage.pk)


@require_POST
def move_rule(request: HttpRequest, rule: int) -> HttpResponse:
    row = _own(request, Rule, rule)
    drafting.move_rule(row, up=_up(request), by=_by(request), seen=_seen(request))
    return redirect("admin:approvals_stage", row.stage_id)


@require_POST
def remove_rule(request: HttpRequest, rule: int) -> HttpResponse:
    row = _own(request, Rule, rule)
    drafting.remove_rule(row, by=_by(request), seen=_seen(request))
    messages.success(request, "这一条已去掉。")
    return redirect("admin:approvals_stage", row.stage_id)


@require_safe
def trial(request: HttpRequest, version: int) -> HttpResponse:
    """试一试: the whole way for chosen facts, with today's names."""
    row = _own(request, FlowVersion, version)
    spec, terms = read(row), terms_of(row.flow)
    facts = usual_facts(spec, terms, row.flow.township_id)
    asked = [terms.term(key) for key in facts_used(spec)]
    form = TrialForm(request.GET or None, asked=asked, facts=facts)
    if form.is_valid():
        facts |= form.facts()
    way = [] if form.errors else try_out(spec, terms, facts, staff_of(row.flow.township_id))
    return _page(request, "trial", row, f"试一试：{row}", form=form, way=way)


VIEWS = [
    ("<int:version>/copy/", copy, "approvals_copy"),
    ("<int:version>/draft/", draft, "approvals_draft"),
    ("<int:version>/publish/", publish, "approvals_publish"),
    ("<int:version>/discard/", discard, "approvals_discard"),
    ("<int:version>/stage/", add_stage, "approvals_add_stage"),
    ("<int:version>/trial/", trial, "approvals_trial"),
    ("stage/<int:stage>/", stage, "approvals_stage"),
    ("stage/<int:stage>/move/", move_stage, "approvals_move_stage"),
    ("stage/<int:stage>/remove/", remove_stage, "approvals_remove_stage"),
    ("stage/<int:stage>/rule/", add_rule, "approvals_add_rule"),
    ("rule/<int:rule>/", rule, "approvals_rule"),
    ("rule/<int:rule>/move/", move_rule, "approvals_move_rule"),
    ("rule/<int:rule>/remove/", remove_rule, "approvals_remove_rule"),
]

_WITH_FLOW: dict[type[models.Model], str] = {
    FlowVersion: "flow",
    Stage: "version__flow",
    Rule: "stage__version__flow",
}


def _own(request: HttpRequest, model: type[models.Model], pk: int) -> Any:
    """A row of one's own township, for whoever may look after flows."""
    if not officer_of(request).has_perm("approvals.change_flowversion"):
        raise PermissionDenied
    rows = model._default_manager.select_related(_WITH_FLOW[model])
    row = within(rows, officer_of(request).township_id).filter(pk=pk).first()
    if row is None:
        raise Stale(_GONE) if request.method == "POST" else Http404
    return row


def _by(request: HttpRequest) -> Capacity:
    return administrator(officer_of(request))


def _seen(request: HttpRequest) -> str:
    """What the draft said when the page was shown."""
    return request.POST.get("version", "")


def _up(request: HttpRequest) -> bool:
    return request.POST.get("to") == "up"


def _outdated(request: HttpRequest, version: FlowVersion) -> bool:
    return request.method == "POST" and _seen(request) != drafting.token_of(version)


def _sheet(request: HttpRequest, version: FlowVersion, row: Rule | None) -> RuleSheet:
    return RuleSheet(
        request.POST or None,
        terms=terms_of(version.flow),
        rule=rule_spec(row) if row else None,
        outdated=_outdated(request, version),
    )


def _filled(form: StageForm) -> dict[str, Any]:
    """The form as the admin lays its fields out."""
    fields: Any = AdminForm(form, [(None, {"fields": form.rows()})], {})  # type: ignore[arg-type]
    return {"form": form, "fields": fields}


def _cards(version: FlowVersion) -> list[Card]:
    terms = terms_of(version.flow)
    stages = list(version.stages.prefetch_related("rules__signers", "rules__conditions"))
    return [_card(stage, terms, last=stage is stages[-1]) for stage in stages]


def _card(stage: Stage, terms: Terms, *, last: bool = False) -> Card:
    rows = list(stage.rules.all())
    lines = [
        Line(row, terms.rule(rule_spec(row)), row is not rows[0], row is not rows[-1])
        for row in rows
    ]
    return Card(stage, terms.kind(stage.kind), worded(stage.clause), lines, last)


def _to_draft(stage: Stage) -> HttpResponse:
    """Back to the whole way, at this stage."""
    return redirect(f"{reverse('admin:approvals_draft', args=[stage.version_id])}#stage-{stage.pk}")


def _page(
    request: HttpRequest, name: str, version: FlowVersion, title: str, **context: Any
) -> HttpResponse:
    shown = {
        **admin.site.each_context(request),
        "title": title,
        "opts": FlowVersion._meta,
        "version": version,
        "token": drafting.token_of(version),
        **context,
    }
    return TemplateResponse(request, f"admin/approvals/{name}.html", shown)
