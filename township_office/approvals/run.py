"""One case under way: locked, read into values, moved by the core, written back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F

from township_office import click, clock
from township_office.approvals import core
from township_office.approvals.core import Outcome, Seat, State, Status, Unlawful, Verb
from township_office.approvals.definition import FlowSpec, StageSpec, published
from township_office.approvals.models import Case, Event, Task
from township_office.approvals.registry import Kind, Matter, Subject, matter
from township_office.approvals.sentences import refusal
from township_office.approvals.way import Route, Staff, route_for, staff_of
from township_office.audit.capacity import Capacity
from township_office.people.grants import let_read
from township_office.townships.settings import declare, settings_of
from township_office.workdays.hours import Deadline, add_clock_hours, add_working_hours

URGENT_HOURS = {
    "特急": declare("approvals.hours.most_urgent", "特急件每环节时限（小时，昼夜计）", default=1),
    "加急": declare("approvals.hours.urgent", "加急件每环节时限（小时，昼夜计）", default=4),
}


@dataclass
class Run:
    """A case whose row this transaction holds, with everything a verb needs to act on it."""

    case: Case
    matter: Matter
    spec: FlowSpec
    staff: Staff
    rows: dict[int, Task]
    state: State

    @classmethod
    def locked(cls, case_id: int) -> "Run":
        """Take the case for this transaction: the update locks its row on both databases."""
        Case.objects.filter(pk=case_id).update(revision=F("revision") + 1)
        case = Case.objects.select_related("version", "applicant", "applicant_post").get(pk=case_id)
        rows = {task.number: task for task in case.tasks.select_related("done_by", "post")}
        return cls(
            case,
            matter(case.matter),
            published(case.version),
            staff_of(case.township_id),
            rows,
            _state(case, rows),
        )

    @property
    def subject(self) -> Subject:
        return self.case.subject

    @property
    def route(self) -> Route:
        return route_for(
            self.spec,
            self.matter,
            self.subject,
            self.case.facts,
            applicant=self.case.applicant_id,
            staff=self.staff,
            applicant_post=self.case.applicant_post_id,
        )

    def kind(self, task: Task) -> Kind:
        return self.matter.kind(task.kind)

    def check(self, task: Task, by: Capacity) -> None:
        """May this officer end this task now? Raises Refused or Stale."""
        try:
            core.actable(self.route.way, self.state, task.number, by.person_id)
        except Unlawful as unlawful:
            raise refusal(unlawful, self.case, self.rows.get(task.number)) from unlawful

    def decide_facts(self, kind: Kind) -> None:
        """Freeze anew the facts that this kind of stage decides, and no others."""
        if kind.decides:
            self.case.facts |= self.matter.facts_of(self.subject, kind.decides)

    def freeze_facts(self) -> None:
        """Take what the subject says now: the case goes on by these facts until submitted again."""
        vars(self.case).update(frozen(self.matter, self.subject, self.case.township_id))

    def move(self, verb: Verb, task: Task | None = None) -> None:
        """Let the verb act, and write down what it made of the case. Raises Refused or Stale."""
        route = self.route
        try:
            after = core.apply(route.way, self.state, verb)
        except Unlawful as unlawful:
            row = self.rows.get(task.number) if task else None
            raise refusal(unlawful, self.case, row) from unlawful
        self.write(route, after)

    def begin(self) -> None:
        route = self.route
        try:
            after = core.begin(route.way)
        except Unlawful as unlawful:
            raise refusal(unlawful, self.case) from unlawful
        self.write(route, after)

    def write(self, route: Route, after: State) -> None:
        changes = core.effects(self.state, after)
        for task in changes.changed:
            _close(self.rows[task.number], task)
        changed = [self.rows[task.number] for task in changes.changed]
        Task.objects.bulk_update(changed, ["status", "verdict", "digest", "done_at", "done_by"])
        self._open(route, changes.opened)
        self._save(after)
        self.state = after

    def _open(self, route: Route, opened: tuple[core.Task, ...]) -> None:
        if not opened:
            return
        rows = [self._row(route, task) for task in opened]
        Task.objects.bulk_create(rows)
        self.rows |= {row.number: row for row in rows}
        posts = [self.staff.posts[task.seat.post] for task in opened if task.seat.post is not None]
        let_read(
            self.subject,
            posts=posts,
            departments=[post.department for post in posts if post.department is not None],
            officers=[task.seat.officer for task in opened if task.seat.officer is not None],
        )

    def _row(self, route: Route, task: core.Task) -> Task:
        stage = self.spec.stage(task.stage)
        leg = route.leg(task.stage)
        due = self._due(stage)
        fallen = leg is not None and task.seat in leg.fallen_back
        return Task(
            township_id=self.case.township_id,
            case=self.case,
            number=task.number,
            stage=task.stage,
            stage_name=stage.name,
            kind=stage.kind,
            round=task.round,
            post_id=task.seat.post,
            officer_id=task.seat.officer,
            reason=Task.Reason.FALLBACK if fallen else Task.Reason.RULE,
            waits_for=task.waits_for,
            due_at=due.at if due else None,
            due_provisional=bool(due and due.provisional),
        )

    def _due(self, stage: StageSpec) -> Deadline | None:
        if stage.kind in self.matter.due_of:
            return _agreed_date(self.matter.due_of[stage.kind](self.subject))
        if stage.limit is None:
            return None
        if self.case.urgency in URGENT_HOURS:
            hours = settings_of(self.case.township_id)[URGENT_HOURS[self.case.urgency].key]
            return add_clock_hours(clock.now(), hours)
        return add_working_hours(clock.now(), stage.limit, self.case.township_id)

    def _save(self, after: State) -> None:
        case = self.case
        case.stage, case.round = after.stage, after.round
        case.stage_name = self.spec.stage(after.stage).name
        case.resume_at, case.resume_digest = after.resume_at, after.resume_digest
        if after.outcome is not None and not case.outcome:
            case.outcome, case.ended_at = after.outcome.value, clock.now()
        case.save()

    def say(
        self,
        verb: Event.Verb,
        *,
        by: Capacity,
        task: Task | None = None,
        stage: int | None = None,
        to_stage: int | None = None,
        opinion: str = "",
        form: dict[str, Any] | None = None,
        digest: str = "",
        round: int | None = None,
    ) -> Event:
        """Add what was said to the case, word for word."""
        at = self.spec.stage(stage or (task.stage if task else self.case.stage))
        self.case.last_words = f"{by.officer_name}{_did(verb, at)}{opinion and f'：{opinion}'}"[
            :200
        ]
        return Event.objects.create(
            case=self.case,
            verb=verb,
            stage=at.order,
            stage_name=at.name,
            kind=at.kind,
            round=round or self.case.round,
            task=task,
            to_stage=to_stage,
            opinion=opinion,
            form=form or {},
            officer_id=by.officer_id,
            officer_name=by.officer_name,
            post_name=by.post_name,
            for_name=by.for_name,
            how=by.how,
            digest=digest,
            at=clock.now(),
            click=click.current(),
        )


def frozen(matter: Matter, subject: Subject, township_id: int) -> dict[str, Any]:
    """What a case keeps of its subject from one submission to the next."""
    settings = settings_of(township_id)
    return {
        "title": str(subject)[:300],
        "label": matter.label_of(subject),
        "urgency": matter.urgency_of(subject),
        "facts": facts_now(matter, subject, settings),
    }


def facts_now(matter: Matter, subject: Subject, settings: dict[str, Any]) -> dict[str, Any]:
    """The subject's facts, and the township's switches as facts."""
    return matter.facts_of(subject) | {f"setting.{key}": each for key, each in settings.items()}


def _did(verb: Event.Verb, stage: StageSpec) -> str:
    spoken = verb in (Event.Verb.AGREE, Event.Verb.SUBMIT)
    return stage.name if spoken else str(verb.label)


def _agreed_date(at: datetime | None) -> Deadline | None:
    return Deadline(at, provisional=False) if at is not None else None


def _state(case: Case, rows: dict[int, Task]) -> State:
    return State(
        stage=case.stage,
        round=case.round,
        resume_at=case.resume_at,
        resume_digest=case.resume_digest,
        outcome=Outcome(case.outcome) if case.outcome else None,
        tasks=tuple(_value(rows[number]) for number in sorted(rows)),
    )


def _value(row: Task) -> core.Task:
    return core.Task(
        number=row.number,
        stage=row.stage,
        round=row.round,
        seat=Seat(post=row.post_id, officer=row.officer_id),
        waits_for=row.waits_for,
        blocks=row.blocks,
        status=Status(row.status),
        verdict=row.verdict,
        done_by=row.done_by_id,
        digest=row.digest,
    )


def _close(row: Task, value: core.Task) -> None:
    row.status, row.verdict, row.digest = value.status.value, value.verdict, value.digest
    row.done_by_id, row.done_at = value.done_by, clock.now()
