"""A leave walked through its stages the way people do it: with the forms, through the actions."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils.datastructures import MultiValueDict

from leave import actions as leave_actions
from leave.models import (
    Entitlement,
    Extension,
    Leave,
    LeaveKind,
    Lengthening,
    Return,
    Service,
    Trip,
)
from tests.documents.walk import published
from tests.house import House
from township_office import clock
from township_office.approvals import actions
from township_office.approvals.models import Case, Task
from township_office.approvals.registry import case_of
from township_office.approvals.story import Story
from township_office.audit.capacity import Capacity, system
from township_office.people.capacity import capacity_of
from township_office.workdays.actions import seed_calendar

MONDAY = date(2026, 11, 30)  # a week of five days of work, and no holiday near it
STAFF, HEAD, DIRECTOR = "应急办干事", "应急办主任", "办公室主任"
LEAD, MAYOR, SECRETARY, CLERK = "副镇长（农业）", "镇长", "党委书记", "文书"


def at_work(house: House) -> House:
    """The house with its calendar, its flows and its kinds of leave."""
    seed_calendar()
    published(house)
    leave_actions.make_usual_kinds(house.township, system(house.township.pk))
    return house


def kind(house: House, name: str) -> LeaveKind:
    return LeaveKind.objects.get(township=house.township, name=name)


def who(house: House, post: str) -> Capacity:
    return capacity_of(house[post], house.posts[post])


def works_since(house: House, post: str, year: int, **brought: Any) -> None:
    """Since when somebody works, and what he brings along."""
    Service.objects.create(officer=house[post], began_on=date(year, 7, 1))
    if brought:
        annual = kind(house, "年休假")
        Entitlement.objects.create(officer=house[post], kind=annual, year=2026, **brought)


def slip(
    house: House, post: str = STAFF, days: float = 1, name: str = "事假", **more: Any
) -> Leave:
    """A slip for so many days from a Monday on, as the form would leave it."""
    halves = int(days * 2)
    last = MONDAY + timedelta(days=(halves - 1) // 2)
    usual: dict[str, Any] = {
        "township": house.township,
        "officer": house[post],
        "kind": kind(house, name),
        "first_day": MONDAY,
        "last_day": last,
        "last_half": "am" if halves % 2 else "pm",
        "reason": "家中有事",
    }
    return Leave(**usual | more)


def outing(house: House, post: str = STAFF, **more: Any) -> Trip:
    usual: dict[str, Any] = {
        "township": house.township,
        "officer": house[post],
        "first_day": MONDAY,
        "last_day": MONDAY,
        "purpose": "到县里开会",
        "place": "县政府",
    }
    return Trip(**usual | more)


@dataclass
class Desk:
    """One record under way, and short words for what each person does with it."""

    house: House
    subject: Any

    def fresh(self) -> Any:
        self.subject = type(self.subject).objects.get(pk=self.subject.pk)
        return self.subject

    @property
    def case(self) -> Case:
        case = case_of(self.fresh())
        assert case is not None
        return case

    @property
    def stage(self) -> str:
        return self.case.get_outcome_display() or self.case.stage_name

    @property
    def way(self) -> list[str]:
        """Who is asked, stage by stage: 审批 王建国."""
        story = Story(self.case)
        return [
            f"{leg.stage.name} {'、'.join(h.name for seat in leg.seats for h in story.staff.named(seat))}"
            for leg in story.route.legs
        ]

    def task(self, post: str) -> Task:
        task = Story(self.case).task_of(self.house[post])
        assert task is not None, f"{post} 没有待办，现在在 {self.stage}"
        return task

    def form(self, post: str, **said: Any) -> Any:
        task = self.task(post)
        data = MultiValueDict({name: [str(value)] for name, value in said.items()})
        kind = Story(self.case).kind(task)
        return kind.form(
            data, MultiValueDict(), subject=task.case.subject, officer=self.house[post]
        )

    def agree(self, post: str, opinion: str = "同意。", **said: Any) -> "Desk":
        form = self.form(post, opinion=opinion, **said)
        assert form.is_valid(), form.errors
        task = self.task(post)
        actions.agree(task, by=capacity_of(self.house[post], task.post), form=form)
        return self

    def refuse(self, post: str, reason: str, **said: Any) -> "Desk":
        form = self.form(post, opinion=reason, **said)
        form.is_valid()
        words = form.reason()
        assert words, form.errors
        task = self.task(post)
        actions.refuse(task, by=capacity_of(self.house[post], task.post), reason=words)
        return self

    def granted(self) -> "Desk":
        """Agreed to by whoever is asked, as far as the office's own copy."""
        people = {officer.name: post for post, officer in self.house.officers.items()}
        while self.stage not in ("报备", "办公室登记"):
            names = [name for name in people if Story(self.case).task_of(self.house[people[name]])]
            self.agree(people[names[0]])
        return self

    def filed(self) -> "Desk":
        return self.granted().agree(CLERK, "已登记。")


def asked(
    house: House, post: str = STAFF, days: float = 1, name: str = "事假", **more: Any
) -> Desk:
    leave = slip(house, post, days, name, **more)
    leave_actions.ask_leave(leave, by=who(house, post))
    return Desk(house, leave)


def travelling(house: House, post: str = STAFF, **more: Any) -> Desk:
    trip = outing(house, post, **more)
    leave_actions.ask_trip(trip, by=who(house, post))
    return Desk(house, trip)


def longer(desk: Desk, until: date, half: str = "pm") -> Desk:
    """An extension of this leave, asked for by who is away."""
    leave = desk.fresh()
    extension = Extension(leave=leave, until=until, until_half=half, reason="事情没有办完")
    leave_actions.ask_extension(extension, by=capacity_of(leave.officer, leave.post))
    return Desk(desk.house, extension)


def lengthened(desk: Desk, until: date, half: str = "pm") -> Desk:
    """A trip that is to be longer, asked for by who is out."""
    trip = desk.fresh()
    lengthening = Lengthening(trip=trip, until=until, until_half=half, reason="会议延期")
    leave_actions.ask_lengthening(lengthening, by=capacity_of(trip.officer, trip.post))
    return Desk(desk.house, lengthening)


def back(desk: Desk, on: date, half: str = "am", **more: Any) -> Desk:
    leave = desk.fresh()
    given = Return(leave=leave, back_on=on, back_half=half, **more)
    leave_actions.ask_return(given, by=capacity_of(leave.officer, leave.post))
    return Desk(desk.house, given)


def on(day: date) -> Any:
    """Let it be that day, nine in the morning or so."""
    return clock.moved_to(clock.midnight(day) + timedelta(hours=9))


HALF, ONE = Decimal("0.5"), Decimal(1)
