"""An outing walked through its stages the way people do it: with the forms, through the actions."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.datastructures import MultiValueDict

from seals.keeping.models import Seal, SealOf
from seals.outing.actions import Line, ask_longer, ask_outing
from seals.outing.models import Extension, Outing
from tests.documents.outgoing.desk import staffed
from tests.house import House
from township_office import clock
from township_office.approvals import actions
from township_office.approvals.models import Case, Task
from township_office.approvals.registry import case_of
from township_office.approvals.story import Story
from township_office.audit.capacity import Capacity
from township_office.people.capacity import capacity_of

THURSDAY = datetime.fromisoformat("2026-11-26T08:30:00+08:00")
HOUR = timedelta(hours=1)
KEEPERS = {SealOf.GOVERNMENT: "印章保管员", SealOf.PARTY: "党委印章保管员"}
LINES = [Line("土地流转合同", 4), Line("授权委托书", 1)]


def at(words: str) -> datetime:
    """26T09:00 in November 2026, on the wall of the office."""
    return clock.local(datetime.fromisoformat(f"2026-11-{words}:00+08:00"))


class NothingToDo(LookupError):
    """It does not lie with him."""


@dataclass
class Office:
    """The house with its seals in use, each with its keeper."""

    house: House

    def who(self, post: str) -> Capacity:
        return capacity_of(self.house[post], self.house.posts[post])

    def seal(self, organ: str = SealOf.GOVERNMENT) -> Seal:
        return Seal.objects.get(township=self.house.township, organ=organ)

    def blank(self, organ: str = SealOf.GOVERNMENT, **fields: Any) -> Outing:
        """What the form would leave: the station's clerk takes it to the county, her head goes along."""
        usual = {
            "seal": self.seal(organ),
            "purpose": "到县农商行办理贷款合同",
            "place": "县农商行",
            "since": clock.now() + HOUR,
            "until": clock.now() + 9 * HOUR,
            "carrier": self.house["应急办干事"],
            "escort": self.house["应急办主任"],
        }
        return Outing(**usual | fields)

    def ask(self, post: str = "应急办干事", lines: Any = None, **fields: Any) -> "Desk":
        outing = self.blank(**fields)
        ask_outing(outing, LINES if lines is None else lines, by=self.who(post))
        return Desk(self, outing)


def opened(house: House) -> Office:
    """Both organs' seals in use, in their keepers' hands."""
    if KEEPERS[SealOf.GOVERNMENT] not in house.posts:
        staffed(house)
    return Office(house)


@dataclass
class Desk:
    """One outing under way, and short words for what each person does with it."""

    office: Office
    outing: Outing

    def fresh(self) -> Outing:
        self.outing = Outing.objects.get(pk=self.outing.pk)
        return self.outing

    @property
    def seal(self) -> Seal:
        return Seal.objects.get(pk=self.outing.seal_id)

    @property
    def case(self) -> Case:
        case = case_of(self.fresh())
        assert case is not None
        return case

    @property
    def stage(self) -> str:
        return self.case.get_outcome_display() or self.case.stage_name

    def task(self, post: str) -> Task:
        task = Story(self.case).task_of(self.office.house[post])
        if task is None:
            raise NothingToDo(f"{post} 没有待办，现在在 {self.stage}")
        return task

    def agree(self, post: str, opinion: str = "同意。", **fields: Any) -> Case:
        task, officer = self.task(post), self.office.house[post]
        form_of = Story(self.case).kind(task).form
        blank = form_of(subject=task.case.subject, officer=officer)
        said = filled(blank) | {"opinion": opinion} | fields
        data = MultiValueDict({name: [str(value)] for name, value in said.items()})
        form = form_of(data, MultiValueDict(), subject=task.case.subject, officer=officer)
        assert form.is_valid(), form.errors
        return actions.agree(task, by=capacity_of(officer, task.post), form=form)

    def refuse(self, post: str, reason: str) -> Case:
        task = self.task(post)
        by = capacity_of(self.office.house[post], task.post)
        return actions.refuse(task, reason=reason, by=by)

    def return_to(self, post: str, to: int, reason: str) -> Case:
        task = self.task(post)
        by = capacity_of(self.office.house[post], task.post)
        return actions.return_to(task, to=to, straight=False, reason=reason, by=by)

    def approved(self) -> "Desk":
        self.agree("镇长")
        return self

    def out(self) -> "Desk":
        """Approved, and handed out when its time came."""
        self.approved()
        self.agree("印章保管员", "已交出。")
        return self

    def back(self, **found: Any) -> "Desk":
        self.agree("印章保管员", "已收回。", **found)
        return self

    def longer(self, until: datetime, post: str = "应急办干事") -> "Longer":
        """Somebody who goes with it asks to keep it longer."""
        by = capacity_of(self.office.house[post])
        case = ask_longer(self.fresh(), until=until, reason="银行还在审核。", by=by)
        return Longer(self.office, self.outing, case.subject_id)

    def count(self, *copies: int) -> dict[str, int]:
        """So many copies of each sheet, as the keeper's form asks."""
        sheets = self.outing.sheets.order_by("order", "id")
        return {f"stamped-{sheet.pk}": count for sheet, count in zip(sheets, copies, strict=True)}


@dataclass
class Longer(Desk):
    """An extension that somebody asked for, and what its decider does with it."""

    asked: int

    @property
    def extension(self) -> Extension:
        return Extension.objects.select_related("outing").get(pk=self.asked)

    @property
    def case(self) -> Case:
        case = case_of(self.extension)
        assert case is not None
        return case

    @property
    def lies_with(self) -> set[str]:
        """By post, who has it on his desk."""
        story = Story(self.case)
        return {post for post, each in self.office.house.officers.items() if story.task_of(each)}


def filled(form: Any) -> dict[str, Any]:
    """Every box ticked, every field as the page offers it."""
    answers: dict[str, Any] = {}
    for name, field in form.fields.items():
        standing = form.get_initial_for_field(field, name)
        if standing is None and field.__class__.__name__ == "BooleanField":
            standing = "on"
        if standing is None and getattr(field, "choices", None):
            standing = list(field.choices)[0][0]
        answers[name] = standing if standing is not None else ""
    return answers
