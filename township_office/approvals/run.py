"""One case under way: locked, read into values, moved by the core, written back."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef

from township_office import click, clock
from township_office.approvals import core
from township_office.approvals.content import digest_of, frozen
from township_office.approvals.core import Outcome, Reason, Seat, State, Status, Unlawful, Verb
from township_office.approvals.definition import FlowSpec, published
from township_office.approvals.limits import Limit, limit_of, remind_later
from township_office.approvals.models import Case, Event, PaperDecision, Task
from township_office.approvals.registry import Kind, Matter, Subject, case_of, matter, verb_of
from township_office.approvals.sentences import refusal
from township_office.approvals.way import Route, Staff, route_for, staff_of
from township_office.audit.capacity import Capacity
from township_office.people.grants import let_groups_read
from township_office.people.models import Officer
from township_office.people.today import today_of
from township_office.townships.prepared import prepared_records


@dataclass
class Run:
    """A case whose row this transaction holds, with everything a verb needs to act on it."""

    case: Case
    matter: Matter
    spec: FlowSpec
    staff: Staff
    rows: dict[int, Task]
    state: State
    was_open: bool
    on_paper: frozenset[int]  # whose entry from paper waits to be vouched for
    events: list[Event] = field(default_factory=list)
    touched: list[Task] = field(default_factory=list)
    released: list[Task] = field(default_factory=list)

    @classmethod
    def locked(cls, case_id: int) -> Self:
        """Take the case for this transaction: the update locks its row on both databases."""
        case = hold(id=case_id)
        if case is None:
            raise Case.DoesNotExist(case_id)
        return cls.held(case)

    @classmethod
    def held(cls, case: Case) -> Self:
        """The same for a case that was read after this transaction had taken it."""
        tasks = _tasks_of(case.pk)
        rows = {task.number: task for task in tasks}
        for task in tasks:
            task.case = case
        return cls(
            case,
            matter(case.matter),
            published(case.version_id),
            staff_of(case.township_id, case.matter),
            rows,
            _state(case, rows),
            was_open=not case.outcome,
            on_paper=frozenset(task.number for task in tasks if task.entered),
        )

    def asks(self, officer: Officer) -> bool:
        """Whether a task lies open with him or one of his posts: the record was opened to him with it."""
        posts = today_of(officer).post_ids
        lying = (row for row in self.rows.values() if row.status == Status.OPEN)
        return any(row.officer_id == officer.pk or row.post_id in posts for row in lying)

    @property
    def ended(self) -> bool:
        """Whether the case has come to its end in this transaction."""
        return self.was_open and bool(self.case.outcome)

    @property
    def subject(self) -> Subject:
        return self.case.subject

    @cached_property
    def route(self) -> Route:
        return route_of(self.case, self.staff)

    @cached_property
    def digest(self) -> str:
        """Stands for the content that is decided on and for the facts that lead its way."""
        return digest_of(self.case)

    def kind(self, task: Task) -> Kind:
        return self.matter.kind(task.kind)

    def check(self, task: Task, officer_id: int) -> Task:
        """The task as it stands now, if this officer may end it. Raises Refused or Stale."""
        try:
            core.actable(self.route.way, self.state, task.number, officer_id)
        except Unlawful as unlawful:
            raise self.refusal(unlawful, task) from unlawful
        return self.rows[task.number]

    def has_changed(self, kind: Kind) -> None:
        """The subject may say something else now: freeze what this kind decides, and look again."""
        if kind.decides:
            self.case.facts |= self.matter.facts_of(self.subject, kind.decides)
        self._look_again()

    def freeze_facts(self) -> None:
        """Take what the subject says now: the case goes on by these facts until submitted again."""
        vars(self.case).update(frozen(self.matter, self.subject, self.case.township_id))
        self._look_again()

    def move(self, verb: Verb, task: Task | None = None) -> None:
        """Let the verb act, and write down what it made of the tasks. Raises Refused or Stale."""
        try:
            after = core.apply(self.route.way, self.state, verb)
        except Unlawful as unlawful:
            raise self.refusal(unlawful, task) from unlawful
        self._write(after)

    def begin(self) -> None:
        try:
            after = core.begin(self.route.way)
        except Unlawful as unlawful:
            raise self.refusal(unlawful) from unlawful
        self._write(after)

    def refusal(self, unlawful: Unlawful, task: Task | None = None) -> Exception:
        row = self.rows.get(task.number) if task is not None else None
        return refusal(unlawful, self.case, self.staff, row)

    def say(self, verb: Event.Verb, *, by: Capacity, stage: int, **fields: Any) -> Event:
        """Add what was said to the case, word for word; ``finish`` of the actions writes it down."""
        at = self.spec.stage(stage)
        said = {"round": self.case.round, "digest": self.digest, "officer_id": by.officer_id}
        spoken = {"officer_name": by.officer_name, "post_name": by.post_name, "how": by.how}
        principal = {"for_name": by.for_name}
        event = Event(
            case=self.case,
            verb=verb,
            stage=at.order,
            stage_name=at.name,
            kind=at.kind,
            at=clock.now(),
            click=click.current(),
            **(said | spoken | principal | fields),
        )
        self.events.append(event)
        return event

    def keep(self) -> None:
        """Write down the events and where the case stands: one insert, one update."""
        Event.objects.bulk_create(self.events)
        self.case.last_words = last_words(self.events[0])
        self.case.save(update_fields=_CHANGING)
        self.events = []

    def lies_with(self, tasks: Iterable[Task]) -> list[str]:
        """Who has these tasks on his desk, by name."""
        holders = (each for task in tasks for each in self.staff.named(seat_of(task)))
        return list(dict.fromkeys(each.name for each in holders))

    def open_rows(self) -> list[Task]:
        return [row for row in self.rows.values() if row.status == Status.OPEN and row.blocks]

    def ready_rows(self) -> list[Task]:
        """What can be done now: open, and waiting for nothing that is open."""
        return [row for row in self.open_rows() if not self.state.waiting(value_of(row))]

    def _look_again(self) -> None:
        vars(self).pop("route", None)
        vars(self).pop("digest", None)

    def _write(self, after: State) -> None:
        before, self.state = self.state, after
        changes = core.effects(before, after)
        changed = [self._changed(task) for task in changes.changed]
        released = self._released(before)
        limit = self._limit(after) if changes.opened or released else None
        for row in released:
            _start(row, limit)
        _update(changed + [row for row in released if row not in changed])
        opened = [self._row(task, limit) for task in changes.opened]
        self._open(opened)
        self.touched += changed + opened
        self.released += released
        if limit is not None:
            going = [row for row in (*opened, *released) if row.due_at is not None]
            remind_later(going, limit, self.case.township_id)
        self._stand_at(after)

    def _released(self, before: State) -> list[Task]:
        """Tasks that waited and no longer do: their time begins now."""
        freed = (
            task
            for task in self.state.open_tasks()
            if (was := before.task(task.number)) is not None
            and before.waiting(was)
            and not self.state.waiting(task)
        )
        return [self.rows[task.number] for task in freed]

    def _limit(self, after: State) -> Limit | None:
        if after.outcome is not None or after.stage == core.FIRST:
            return None  # the clock stops while it lies with the applicant
        return limit_of(self.spec.stage(after.stage), self.matter, self.subject, self.case)

    def _changed(self, task: core.Task) -> Task:
        row = self.rows[task.number]
        if task.status is not Status.OPEN:
            row.done_at = clock.now()
        elif self.state.waiting(task):
            row.due_at = None  # who waits for another is not pressed
        row.status, row.verdict = task.status.value, task.verdict.value if task.verdict else ""
        row.done_by_id, row.digest, row.waits_for = task.done_by, task.digest, task.waits_for
        return row

    def _row(self, task: core.Task, limit: Limit | None) -> Task:
        stage, leg = self.spec.stage(task.stage), self.route.leg(task.stage)
        fallen = leg is not None and task.seat in leg.fallen_back and task.reason is Reason.RULE
        row = Task(
            township_id=self.case.township_id,
            case=self.case,
            number=task.number,
            root=task.root,
            stage=task.stage,
            stage_name=stage.name,
            kind=stage.kind,
            round=task.round,
            post_id=task.seat.post,
            officer_id=task.seat.officer,
            reason=Reason.FALLBACK if fallen else task.reason,
            waits_for=task.waits_for,
            blocks=task.blocks,
            status=task.status.value,
            verdict=task.verdict.value if task.verdict else "",
            done_by_id=task.done_by,
            done_at=clock.now() if task.done_by else None,
            digest=task.digest,
        )
        if task.blocks and task.status is Status.OPEN and not self.state.waiting(task):
            _start(row, limit)
        return row

    def _open(self, rows: list[Task]) -> None:
        if not rows:
            return
        Task.objects.bulk_create(rows)
        self.rows |= {row.number: row for row in rows}
        posts = [self.staff.posts[row.post_id] for row in rows if row.post_id is not None]
        let_groups_read(
            self.subject,
            groups=[group for post in posts for group in post.groups],
            officers=[row.officer_id for row in rows if row.officer_id is not None],
        )

    def _stand_at(self, after: State) -> None:
        case = self.case
        case.stage, case.round = after.stage, after.round
        case.stage_name = self.spec.stage(after.stage).name
        case.resume_at, case.resume_digest = after.resume_at, after.resume_digest
        if after.outcome is not None and not case.outcome:
            case.outcome, case.ended_at = after.outcome.value, clock.now()


@prepared_records
def _tasks_of(case: int) -> Any:
    """With whether what was entered from paper for it waits to be vouched for."""
    entered = PaperDecision.objects.filter(task=OuterRef("pk"), status="waiting")
    return Task.objects.filter(case=case).annotate(entered=Exists(entered))


_CHANGING = [
    "stage",
    "stage_name",
    "round",
    "resume_at",
    "resume_digest",
    "outcome",
    "ended_at",
    "last_words",
    "title",
    "label",
    "urgency",
    "facts",
]
_TASK_CHANGES = [
    "status",
    "verdict",
    "digest",
    "done_at",
    "done_by",
    "waits_for",
    "opened_at",
    "due_at",
    "due_provisional",
]


def hold(**which: Any) -> Case | None:
    """Take a case for this transaction and read it as it stands then, if there is such a one.

    The update locks its row on both databases and gives it back, which Django's own does not: every
    decision begins with this, and one statement is half as dear as two.
    """
    table, those = Case._meta.db_table, " AND ".join(f"{column} = %s" for column in which)
    sql = f'UPDATE "{table}" SET revision = revision + 1 WHERE {those} RETURNING *'  # noqa: S608
    return next(iter(Case.objects.raw(sql, list(which.values()))), None)


def run_of(subject: models.Model, held: Run | None = None) -> Run | None:
    """The newest case of a record, as it stands; ``held`` is the open one, if this transaction has it."""
    if held is not None:
        held.case.subject = subject
        return held
    case = case_of(subject)
    return Run.held(case) if case is not None else None


def route_of(case: Case, staff: Staff) -> Route:
    """The whole way of a case as it stands today."""
    return route_for(
        published(case.version_id),
        matter(case.matter),
        case.subject,
        case.facts,
        applicant=case.applicant_id,
        staff=staff,
        applicant_post=case.applicant_post_id,
    )


def seat_of(task: Task) -> Seat:
    return Seat(post=task.post_id, officer=task.officer_id)


def last_words(event: Event) -> str:
    spoken = event.verb in (Event.Verb.AGREE, Event.Verb.SUBMIT)
    did = verb_of(event) if spoken else str(event.get_verb_display())
    words = f"：{event.opinion}" if event.opinion else ""
    return f"{event.officer_name}{did}{words}"[:200]


def _start(row: Task, limit: Limit | None) -> None:
    row.opened_at = clock.now()
    row.due_at = limit.due.at if limit else None
    row.due_provisional = bool(limit and limit.due.provisional)


def _update(rows: list[Task]) -> None:
    """One row is saved more cheaply by itself."""
    if len(rows) == 1:
        rows[0].save(update_fields=_TASK_CHANGES)
    elif rows:
        Task.objects.bulk_update(rows, _TASK_CHANGES)


def _state(case: Case, rows: dict[int, Task]) -> State:
    return State(
        stage=case.stage,
        round=case.round,
        resume_at=case.resume_at,
        resume_digest=case.resume_digest,
        outcome=Outcome(case.outcome) if case.outcome else None,
        tasks=tuple(value_of(rows[number]) for number in sorted(rows)),
    )


def value_of(row: Task) -> core.Task:
    """The row as the core knows it."""
    return core.Task(
        number=row.number,
        stage=row.stage,
        round=row.round,
        seat=seat_of(row),
        root=row.root,
        reason=Reason(row.reason),
        waits_for=row.waits_for,
        blocks=row.blocks,
        status=Status(row.status),
        verdict=core.Verdict(row.verdict) if row.verdict else None,
        done_by=row.done_by_id,
        digest=row.digest,
    )
