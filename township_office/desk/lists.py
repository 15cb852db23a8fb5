"""What lies on a desk, in the order in which it presses."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from typing import Any, cast

from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from township_office import clock
from township_office.approvals.core import FIRST, Reason
from township_office.approvals.models import Task, holder_of, lying
from township_office.approvals.registry import matter, verb_of
from township_office.people.models import Officer
from township_office.people.today import today_of
from township_office.ui.lists import Column, Register
from township_office.ui.lists.totals import CAP
from township_office.ui.nav import Count
from township_office.ui.templatetags.ui import ago, state

AT_A_GLANCE = 200  # what one desk shows; who has more has another trouble
GROUPS = ("已超时", "今天办结", "明天以后", "不限时")


REASONS = {Reason.TRANSFERRED: "转办", Reason.ADDED: "加签", Reason.DIFFERS: "请再定"}


@dataclass(frozen=True)
class Item:
    """One line of 待办: the matter, what is asked, and by when; ``instead_of`` whom it lies with."""

    task: Task
    instead_of: str = ""

    @property
    def icon(self) -> str:
        return matter(self.task.case.matter).icon

    @property
    def matter_name(self) -> str:
        return matter(self.task.case.matter).name

    @property
    def url(self) -> str:
        return matter(self.task.case.matter).url_of(self.task.case)

    @property
    def ask(self) -> str:
        """请批示; what came back to its sender asks to be mended, what was said by telephone 补签."""
        if self.task.reason == Reason.CONFIRM:
            return "请补签"
        return "请修改后再送" if self.task.stage == FIRST else f"请{verb_of(self.task)}"

    @property
    def tags(self) -> list[str]:
        """Why it lies here, where it came by another way than its own; and for whom it is done."""
        came = [REASONS[Reason(self.task.reason)]] if self.task.reason in REASONS else []
        return came + ([f"代{self.instead_of}"] if self.instead_of else [])

    @property
    def group(self) -> int:
        """The place in GROUPS."""
        return _pressing(self.task.due_at, clock.now())


def _in_whose_place(task: Task, officer: Officer) -> str:
    """The name of the one he stands in for there; nothing where it lies with himself."""
    today = today_of(officer)
    if task.officer_id == officer.pk or task.post_id in today.post_ids:
        return ""
    lies = (task.officer_id, task.post_id)
    theirs = (
        who for who in today.principals if lies[0] == who.officer_id or lies[1] in who.post_ids
    )
    return next((who.name for who in theirs), "")


def _pressing(due: datetime | None, now: datetime) -> int:
    if due is None:
        return 3
    if due < now:
        return 0
    return 1 if clock.local(due).date() == clock.local(now).date() else 2


@dataclass(frozen=True)
class Mine:
    """A case as its applicant looks at it: where it lies, with whom, since when."""

    case: Any  # annotated by CaseQuerySet.with_place

    @property
    def url(self) -> str:
        return matter(self.case.matter).url_of(self.case)

    @property
    def title(self) -> str:
        return str(self.case.title)

    @property
    def label(self) -> str:
        return str(self.case.label)

    @property
    def lies(self) -> str:
        words = (self.case.stage_name, self.case.lies_with, self.case.holder)
        return " ".join(word for word in words if word)

    @property
    def since(self) -> datetime | None:
        return self.case.lies_since


def todo_groups(officer: Officer) -> list[tuple[str, list[Item]]]:
    """待办 of all his posts, the most pressing first; one query."""
    tasks = Task.objects.top_of(officer, AT_A_GLANCE).pressing_first()
    rows = tasks.select_related("case", "post")[:AT_A_GLANCE]
    items = [Item(task, _in_whose_place(task, officer)) for task in rows]
    return [(GROUPS[key], list(group)) for key, group in _by_group(items)]


def _by_group(items: list[Item]) -> Iterable[tuple[int, Iterable[Item]]]:
    return groupby(sorted(items, key=lambda item: item.group), key=lambda item: item.group)


def waiting(request: HttpRequest) -> Count:
    """How many lie on this desk, and whether one of them is overdue; one query.

    Counted no further than anybody reads; the first to be due is the first to be overdue.
    """
    number, first = lying(cast(Officer, request.user), CAP)
    return Count(number, late=first is not None and first < clock.now())


def _standing(case: Any) -> SafeString:
    if case.outcome:
        return state("done" if case.outcome == "concluded" else "", case.get_outcome_display())
    return state("waiting", f"{Mine(case).lies}{'　超时' if case.late else ''}")


def _last_words(case: Any) -> str:
    return str(case.last_words)


_COLUMNS = [
    Column("label", "编号", css="code"),
    Column("title", "事项", css="subject", link=lambda case: Mine(case).url, sub=_last_words),
    Column("opened_at", "送出", sort=("opened_at",), css="date", label="送出"),
    Column("lies_since", "到此", css="date", label="到此"),
    Column("standing", "现在", value=_standing, css="status"),
]

# served by approvals_case_applicant and approvals_event_officer
BEGUN = Register(
    title="我发起的", order="-opened_at", unit="件", empty="您还没有发起过事项", columns=_COLUMNS
)
DONE = Register(
    title="已办", order="-opened_at", unit="件", empty="您还没有办过事项", columns=_COLUMNS
)


def _lies_with(task: Any) -> str:
    """``holder`` is annotated by ``with_holder``."""
    if task.officer is not None:
        return str(task.officer)
    return f"{task.post} {task.holder or '职务空缺'}"


def _urging(task: Task) -> SafeString:
    address = reverse("desk:urge", args=[task.case_id])
    return format_html('<button class="button little" formaction="{}">催办</button>', address)


def with_holder(tasks: models.QuerySet[Task]) -> models.QuerySet[Any]:
    """Ready to be drawn in the list of what is overdue."""
    rows = tasks.select_related("case", "post", "officer")
    return rows.annotate(holder=holder_of("post"))


# sorted by approvals_task_overdue
OVERDUE = Register(
    title="超时",
    order="due_at",
    unit="件",
    empty="没有超时的件",
    paper_title="超时事项",
    columns=[
        Column("label", "编号", value="case.label", css="code"),
        Column(
            "title",
            "事项",
            value="case.title",
            css="subject",
            link=lambda task: Item(task).url,
            sub=lambda task: task.case.last_words,
            sub_title="最近",
        ),
        Column("stage", "环节", value="stage_name", label="环节"),
        Column("lies_with", "在谁处", value=_lies_with, label="在"),
        Column("opened_at", "到此", css="date", label="到此"),
        Column("due_at", "限办", sort=("due_at",), css="date", label="限"),
        Column("late", "超时", value=lambda task: ago(task.due_at), label="超时"),
    ],
)
# the same for whoever urges; a button is nothing for paper
URGED = replace(OVERDUE, columns=[*OVERDUE.columns, Column("urge", "催办", value=_urging)])
