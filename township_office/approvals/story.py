"""A case told readably: what was done, what is being done, what comes next and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from township_office.approvals.clauses import worded
from township_office.approvals.core import Seat, Status
from township_office.approvals.definition import published, version_in_force
from township_office.approvals.models import Case, Event, Task
from township_office.approvals.registry import Kind, Matter, Subject, matter
from township_office.approvals.run import facts_now
from township_office.approvals.way import Leg, Route, route_for, staff_of
from township_office.people.models import Officer
from township_office.townships.settings import settings_of

_MARK = {Event.Verb.RETURN: "back", Event.Verb.REFUSE: "back", Event.Verb.WITHDRAW: "back"}


@dataclass(frozen=True)
class RailLine:
    """One line of the rail: a stage, who, what he said, when, and how it stands."""

    css: str
    title: str
    who: str
    words: str = ""
    at: datetime | None = None
    due: datetime | None = None
    provisional: bool = False
    late: bool = False
    read_at: datetime | None = None
    note: str = ""
    clause: str = ""

    @property
    def clauses(self) -> list[tuple[str, str]]:
        return worded(self.clause)


@dataclass
class Story:
    """Everything the case page tells about one case; reads its events and tasks once."""

    case: Case

    @cached_property
    def matter(self) -> Matter:
        return matter(self.case.matter)

    @cached_property
    def events(self) -> list[Event]:
        return list(self.case.events.order_by("id"))

    @cached_property
    def tasks(self) -> list[Task]:
        return list(self.case.tasks.select_related("post", "officer", "done_by").order_by("number"))

    @cached_property
    def open_tasks(self) -> list[Task]:
        return [task for task in self.tasks if task.status == Status.OPEN]

    @cached_property
    def route(self) -> Route:
        return route_for(
            published(self.case.version),
            self.matter,
            self.case.subject,
            self.case.facts,
            applicant=self.case.applicant_id,
            staff=staff_of(self.case.township_id),
            applicant_post=self.case.applicant_post_id,
        )

    @property
    def rail(self) -> list[RailLine]:
        return [*self._past(), *self._present(), *self._future()]

    def _past(self) -> list[RailLine]:
        names = {leg.stage.order: leg.stage.name for leg in self.route.legs}
        return [
            RailLine(
                css=_MARK.get(Event.Verb(event.verb), "done"),
                title=_title(event),
                who=f"{event.post_name} {event.officer_name}".strip(),
                words=event.opinion,
                at=event.at,
                note=f"退到 {names.get(event.to_stage, '前一环节')}" if event.to_stage else "",
            )
            for event in self.events
        ]

    def _present(self) -> list[RailLine]:
        return [
            RailLine(
                css="now",
                title=task.stage_name,
                who=self.who(task),
                due=task.due_at,
                provisional=task.due_provisional,
                late=task.overdue,
                read_at=task.read_at,
                note=self._why(task),
            )
            for task in self.open_tasks
        ]

    def _future(self) -> list[RailLine]:
        if self.case.outcome:
            return []
        return [_leg_line(self.route, leg) for leg in legs_after(self.route, self.case.stage)]

    def who(self, task: Task) -> str:
        if task.officer is not None:
            return task.officer.name
        names = [holder.name for holder in self.route.staff.holders.get(task.post_id or 0, ())]
        return f"{task.post} {'、'.join(names) or '（暂缺）'}"

    def _why(self, task: Task) -> str:
        return "原办理人空缺或为经办人，按规定顺延" if task.reason == Task.Reason.FALLBACK else ""

    def box(self, name: str) -> list[Event]:
        """What was said into a box of the paper form, in order; not what was returned."""
        kinds = {kind.key for kind in self.matter.kinds if kind.box == name}
        return [
            event for event in self.events if event.kind in kinds and event.verb == Event.Verb.AGREE
        ]

    def stage_of_box(self, name: str) -> str:
        """What this flow calls the stage whose words stand in the box; nothing where it has none."""
        kinds = {kind.key for kind in self.matter.kinds if kind.box == name}
        stages = published(self.case.version).stages
        return next((stage.name for stage in stages if stage.kind in kinds), "")

    def awaited(self, name: str) -> list[str]:
        """Whose words a box still waits for: 待 王建国 批示."""
        kinds = {kind.key for kind in self.matter.kinds if kind.box == name}
        return [
            f"待 {'、'.join(self.names(task)) or task.post} {task.stage_name}"
            for task in self.open_tasks
            if task.kind in kinds
        ]

    def names(self, task: Task) -> list[str]:
        if task.officer is not None:
            return [task.officer.name]
        return [holder.name for holder in self.route.staff.holders.get(task.post_id or 0, ())]

    def task_of(self, officer: Officer) -> Task | None:
        """What this officer may do here now; the first, where he sits in several seats."""
        state_open = {task.number for task in self.open_tasks}
        return next(
            (
                task
                for task in self.open_tasks
                if task.waits_for not in state_open and self._may_end(officer, task)
            ),
            None,
        )

    def _may_end(self, officer: Officer, task: Task) -> bool:
        way, seat = self.route.way, Seat(post=task.post_id, officer=task.officer_id)
        own = officer.pk == way.applicant and way.decides(task.stage)
        return way.holds(seat, officer.pk) and not own

    def kind(self, task: Task) -> Kind:
        return self.matter.kind(task.kind)


def preview(matter: Matter, subject: Subject, officer: Officer) -> list[RailLine]:
    """The whole way before submitting: with names, limits and clauses, by the version in force."""
    version = version_in_force(matter.key, officer.township_id)
    facts = facts_now(matter, subject, settings_of(officer.township_id))
    route = route_for(
        published(version),
        matter,
        subject,
        facts,
        applicant=officer.pk,
        staff=staff_of(officer.township_id),
    )
    first = RailLine("now", route.legs[0].stage.name, officer.name)
    return [first, *(_leg_line(route, leg) for leg in route.legs[1:])]


def legs_after(route: Route, stage: int) -> Sequence[Leg]:
    return [leg for leg in route.legs if leg.stage.order > stage]


def whom(route: Route, leg: Leg) -> str:
    """Who a leg goes to, by post and name, or what will decide it: 按批示确定."""
    people = [holder for seat in leg.seats for holder in route.staff.named(seat)]
    words = [f"{holder.post_name} {holder.name}" for holder in people]
    return "、".join(words) or leg.pending or "（暂缺，请管理员补上任职）"


def _leg_line(route: Route, leg: Leg) -> RailLine:
    limit = f"限 {leg.stage.limit} 个工作小时" if leg.stage.limit else ""
    fallen = "原办理人空缺或为经办人，按规定顺延" if leg.fallen_back else ""
    return RailLine(
        css="next",
        title=leg.stage.name,
        who=whom(route, leg),
        note="，".join(part for part in (limit, fallen) if part),
        clause=leg.stage.clause,
    )


def _title(event: Event) -> str:
    if event.verb in (Event.Verb.AGREE, Event.Verb.SUBMIT):
        return event.stage_name
    return str(event.get_verb_display())
