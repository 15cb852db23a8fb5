"""What lies on a desk, in the order in which it presses."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, cast

from django.db import models
from django.http import HttpRequest
from django.utils.safestring import SafeString

from township_office import clock
from township_office.approvals.core import FIRST
from township_office.approvals.models import Task
from township_office.approvals.registry import matter
from township_office.people.models import Officer
from township_office.ui.lists import Column, Register
from township_office.ui.nav import Count
from township_office.ui.templatetags.ui import state

AT_A_GLANCE = 200  # what one desk shows; who has more has another trouble
GROUPS = ("已超时", "今天办结", "明天以后", "不限时")


@dataclass(frozen=True)
class Item:
    """One line of 待办: the matter, what is asked, and by when."""

    task: Task

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
        """请批示; what came back to its sender asks to be mended."""
        return "请修改后再送" if self.task.stage == FIRST else f"请{self.task.stage_name}"

    @property
    def group(self) -> int:
        """The place in GROUPS."""
        return _pressing(self.task.due_at, clock.now())


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
    tasks = Task.objects.lying_with(officer).pressing_first()
    items = [Item(task) for task in tasks.select_related("case", "post")[:AT_A_GLANCE]]
    return [(GROUPS[key], list(group)) for key, group in _by_group(items)]


def _by_group(items: list[Item]) -> Iterable[tuple[int, Iterable[Item]]]:
    return groupby(sorted(items, key=lambda item: item.group), key=lambda item: item.group)


def waiting(request: HttpRequest) -> Count:
    """How many lie on this desk, and whether one of them is overdue; one query."""
    overdue = models.Count("pk", filter=models.Q(due_at__lt=clock.now()))
    lying = Task.objects.lying_with(cast(Officer, request.user))
    found = lying.aggregate(number=models.Count("pk"), late=overdue)
    return Count(found["number"], late=bool(found["late"]))


def _standing(case: Any) -> SafeString:
    if case.outcome:
        return state("done" if case.outcome == "concluded" else "", case.get_outcome_display())
    late = case.due_at is not None and case.due_at < clock.now()
    return state("waiting", f"{Mine(case).lies}{'　超时' if late else ''}")


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
