"""The panel where one decides: the forms it shows, and what a POST to the case page does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.http import QueryDict

from township_office import clock
from township_office.approvals import actions
from township_office.approvals.clauses import worded
from township_office.approvals.core import FIRST, Mode
from township_office.approvals.forms import OpinionForm, ReturnForm
from township_office.approvals.models import Case, Task
from township_office.approvals.registry import Kind, matter
from township_office.approvals.story import Story, legs_after, whom
from township_office.people.capacity import capacity_of
from township_office.people.models import Officer
from township_office.people.requests import OfficerRequest
from township_office.web.refusals import Refused, Stale

NAMES_ON_A_BUTTON = 2
AT_A_GLANCE = 200


@dataclass(frozen=True)
class Neighbours:
    """Where one stands in one's own 待办: 第 1 件，共 7 件."""

    place: int
    total: int
    before: str
    after: str

    @classmethod
    def of(cls, case: Case, cases: list[Case]) -> Neighbours:
        urls = [matter(each.matter).url_of(each) for each in cases]
        at = cases.index(case) if case in cases else -1
        before = urls[at - 1] if at > 0 else ""
        return cls(at + 1, len(urls), before, urls[at + 1] if at + 1 < len(urls) else "")


@dataclass
class Decision:
    """What an officer may do with a case now, and, after a POST, what came of it."""

    story: Story
    officer: Officer
    task: Task | None
    kind: Kind | None = None
    form: OpinionForm | None = None
    return_form: ReturnForm | None = None
    may_withdraw: bool = False
    done: str = ""

    @property
    def today(self) -> date:
        """The day under an opinion written now."""
        return clock.today()

    @cached_property
    def version(self) -> str:
        """What this page was made from: the task and the content it showed."""
        asked = self.task.number if self.task else 0
        return f"{asked}.{self.story.matter.digest_of(self.story.case.subject)[:16]}"

    @property
    def next_leg(self) -> str:
        """Where it goes when all here have agreed: 承办　副镇长 张志强."""
        route, case = self.story.route, self.story.case
        if others := self._others():
            return f"{case.stage_name}　还有 {'、'.join(others)}"
        for leg in legs_after(route, case.stage):
            return f"{leg.stage.name}　{whom(route, leg)}"
        return "办理完毕"

    @property
    def send_words(self) -> str:
        """The red button says what is done and to whom it goes: 批示并送张志强."""
        names = self._next_names()
        verb = self.task.stage_name if self.task else ""
        if not names:
            return verb
        if len(names) > NAMES_ON_A_BUTTON:
            return f"{verb}并送{names[0]}等 {len(names)} 人"
        return f"{verb}并送{'、'.join(names)}"

    def _others(self) -> list[str]:
        """Who else must have decided at this stage before it goes on."""
        leg = self.story.route.leg(self.story.case.stage)
        if leg is None or leg.mode is Mode.ANY:
            return []
        people = (self.story.names(task) for task in self.story.open_tasks)
        return [name for names in people if self.officer.name not in names for name in names]

    def _next_names(self) -> list[str]:
        route, case = self.story.route, self.story.case
        if self._others():
            return []
        legs = legs_after(route, case.stage)[:1]
        seats = [seat for leg in legs for seat in leg.seats]
        people = [holder.name for seat in seats for holder in route.staff.named(seat)]
        return [] if self.officer.name in people else list(dict.fromkeys(people))

    @cached_property
    def neighbours(self) -> Neighbours:
        """The item before and after this one on the officer's desk, for J and K."""
        lying = Task.objects.lying_with(self.officer).pressing_first()
        cases = [task.case for task in lying.select_related("case")[:AT_A_GLANCE]]
        return Neighbours.of(self.story.case, list(dict.fromkeys(cases)))

    @property
    def clauses(self) -> list[tuple[str, str]]:
        """(id, wording) of what put this stage here."""
        leg = self.story.route.leg(self.story.case.stage)
        return worded(leg.stage.clause) if leg else []

    @property
    def refusal(self) -> str:
        """The words of the button that ends the matter here, where it may end here."""
        return self.kind.refusal(self.story.case.subject) if self.kind else ""

    @property
    def returned_to_me(self) -> bool:
        """Whether it lies with the applicant to be mended and sent again."""
        return self.task is not None and self.task.stage == FIRST


def decide(request: OfficerRequest, case: Case) -> Decision:
    """Show the panel, or do what was posted; ``done`` says in a sentence what became of it.

    Raises Refused or Stale; a form with errors comes back bound, with everything typed.
    """
    decision = _panel(request, Story(case))
    if request.method == "POST":
        _act(request, decision)
    elif decision.task is not None and decision.task.read_at is None:
        Task.objects.filter(pk=decision.task.pk).update(read_at=clock.now())
    return decision


def _panel(request: OfficerRequest, story: Story) -> Decision:
    officer = request.user
    task = story.task_of(officer)
    decision = Decision(story, officer, task, may_withdraw=_may_withdraw(story, officer))
    if task is not None and task.stage > FIRST:
        decision.kind = story.kind(task)
        bound = _posted(request, "agree", "refuse", "quick")
        if bound and request.POST["act"] == "quick":
            bound = (_with_opinion(bound[0], decision.kind.quick), *bound[1:])
        decision.form = decision.kind.form(*bound, subject=story.case.subject, officer=officer)
        decision.return_form = _return_form(request, story, task)
    return decision


def _posted(request: OfficerRequest, *acts: str) -> tuple[Any, ...]:
    """Data and files for the form that was posted, and nothing for the others on the page."""
    if request.method == "POST" and request.POST.get("act") in acts:
        return (request.POST, request.FILES)
    return ()


def _with_opinion(data: QueryDict, words: str) -> QueryDict:
    """The two taps of a phone: everything as it stands, with the words that were shown."""
    data = data.copy()
    data["opinion"] = words
    return data


def _return_form(request: OfficerRequest, story: Story, task: Task) -> ReturnForm:
    earlier = [leg.stage for leg in story.route.legs if leg.stage.order < task.stage]
    first_offer = story.kind(task).sends_back_to
    offered = [stage for stage in earlier if stage.kind == first_offer] or earlier[-1:]
    return ReturnForm(
        *_posted(request, "return")[:1],
        prefix="return",
        stages=[(stage.order, stage.name) for stage in earlier],
        initial={"to": offered[0].order},
    )


def _may_withdraw(story: Story, officer: Officer) -> bool:
    case = story.case
    acted = {
        task.done_by_id for task in story.tasks if task.round == case.round and task.done_by_id
    }
    his = story.route.way.may_take_back(officer.pk)
    return not case.outcome and his and acted <= {officer.pk}


def _act(request: OfficerRequest, decision: Decision) -> None:
    act = request.POST.get("act")
    if act == "withdraw":
        _withdraw(decision)
        return
    if decision.task is None or decision.form is None:
        raise Stale("这一步已经不在您这里了，没有再办。请刷新页面看现在到了哪里。")
    if request.POST.get("version") != decision.version:
        raise Stale("您打开以后这件有了变化，没有送出。请刷新看过最新内容再办。")
    _ACTS.get(act or "", _unknown)(decision)


def _withdraw(decision: Decision) -> None:
    by = capacity_of(decision.officer, decision.story.case.applicant_post)
    actions.withdraw(decision.story.case, by=by)
    decision.done = "已撤回，可以修改后再送。"


def _agree(decision: Decision) -> None:
    task, form = decision.task, decision.form
    if task is not None and form is not None and form.is_valid():
        case = actions.agree(task, by=capacity_of(decision.officer, task.post), form=form)
        decision.done = whither(case)


def _refuse(decision: Decision) -> None:
    task, form = decision.task, decision.form
    if task is None or form is None:
        return
    if reason := form.reason():
        actions.refuse(task, by=capacity_of(decision.officer, task.post), reason=reason)
        decision.done = "已了结，理由已记录。"


def _return(decision: Decision) -> None:
    task, form = decision.task, decision.return_form
    if task is None or form is None or not form.is_valid():
        return
    case = actions.return_to(
        task,
        to=form.cleaned_data["to"],
        straight=form.cleaned_data["straight"],
        reason=form.cleaned_data["reason"],
        by=capacity_of(decision.officer, task.post),
    )
    decision.done = f"已退回，{whither(case)}"


def _unknown(decision: Decision) -> None:
    raise Refused("没有看懂要办什么，没有送出。请刷新页面再办。")


_ACTS = {"agree": _agree, "quick": _agree, "refuse": _refuse, "return": _return}


def whither(case: Case) -> str:
    """Where it went, by name: 已送张志强承办。"""
    story = Story(case)
    if case.outcome:
        return f"{case.label} {case.get_outcome_display()}。"
    names = "、".join(
        dict.fromkeys(name for task in story.open_tasks for name in story.names(task))
    )
    return f"已送{names}{case.stage_name}。" if names else "已办。"
