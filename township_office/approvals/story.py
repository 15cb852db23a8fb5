"""A case told readably: what was done, what is being done, what comes next and why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

from township_office.approvals.content import digest_of, facts_now
from township_office.approvals.core import Mode, Reason, Status, Verdict
from township_office.approvals.definition import published, version_in_force
from township_office.approvals.models import Case, Event, Task
from township_office.approvals.passing_over import passed_over_then
from township_office.approvals.rail import (
    MARK,
    REASONS,
    RailLine,
    by_whom,
    leg_line,
    legs_after,
    one_decision,
    title_of,
    whereto,
)
from township_office.approvals.registry import Kind, Matter, Subject, matter, verb_of
from township_office.approvals.run import Run, route_of, seat_of, value_of
from township_office.approvals.way import Leg, Route, Staff, route_for, staff_of
from township_office.audit.capacity import Capacity
from township_office.people.models import Officer
from township_office.townships.settings import settings_of


@dataclass(frozen=True)
class Decided:
    """One decision as it stands in a box of the paper form: 党委书记、镇长 陈志远."""

    event: Event
    posts: str


@dataclass
class Story:
    """Everything the case page tells about one case; reads its events and tasks once."""

    case: Case

    @classmethod
    def of_run(cls, run: Run) -> Self:
        """The story of a case that a transaction holds, with what it has read already."""
        story = cls(run.case)
        vars(story).update(tasks=list(run.rows.values()), route=run.route)
        return story

    @cached_property
    def matter(self) -> Matter:
        return matter(self.case.matter)

    @cached_property
    def events(self) -> list[Event]:
        return list(self.case.events.order_by("id"))

    @cached_property
    def tasks(self) -> list[Task]:
        return list(self.case.tasks.order_by("number"))

    @cached_property
    def open_tasks(self) -> list[Task]:
        return [task for task in self.tasks if task.status == Status.OPEN and task.blocks]

    @property
    def ready_tasks(self) -> list[Task]:
        """What can be done now: open, and waiting for nothing that is open."""
        numbers = {task.number for task in self.tasks if task.status == Status.OPEN}
        return [task for task in self.open_tasks if task.waits_for not in numbers]

    @cached_property
    def route(self) -> Route:
        return route_of(self.case, staff_of(self.case.township_id, self.case.matter))

    @property
    def staff(self) -> Staff:
        return self.route.staff

    @property
    def rail(self) -> list[RailLine]:
        return [*self.past, *self._present(), *self._future()]

    @property
    def past(self) -> list[RailLine]:
        """What was said and done, the oldest first; the printed form records its way from it."""
        return [
            RailLine(
                css=MARK.get(Event.Verb(event.verb), "done"),
                title=title_of(event),
                who=by_whom(event),
                words=event.opinion,
                at=event.at,
                note="；".join(self._beside(event)),
            )
            for event in self.events
        ]

    def _beside(self, event: Event) -> list[str]:
        """How it came about, and where it went: 电话同意，刘芳记录；退到 拟办."""
        passing = self._passing(event) if event.in_passing else ""
        here = (self.in_place_of(event), self.heard(event), whereto(event, self._names))
        parts = (*here, passing, self._spared(event))
        return [part for part in parts if part]

    def _passing(self, event: Event) -> str:
        """Why he was not asked once more: he holds two posts here, or has just said it all."""
        own = (each for each in self.events if not each.in_passing)
        here = one_decision(event) in map(one_decision, own)
        return "同一人兼任，一并办理" if here else "与前一环节同一人，一并办理"

    @cached_property
    def _names(self) -> dict[int, str]:
        return {each.order: each.name for each in published(self.case.version_id).stages}

    def heard(self, event: Event) -> str:
        """What a word that came by another's hand still needs said: 电话同意，刘芳记录，待补签."""
        if not event.heard:
            return ""
        by_phone, task = event.how == "phone", event.task_id or 0
        standing = self._consents.get(event.pk) if by_phone else self._vouched.get(task)
        return f"{event.heard}，{standing}" if standing else event.heard

    def added(self, event: Event) -> str:
        """加签 under the words of who was asked besides those whom the rule led to."""
        task = self._by_key.get(event.task_id or 0)
        return "加签" if task is not None and task.reason == Reason.ADDED else ""

    @cached_property
    def _by_key(self) -> dict[int, Task]:
        return {task.pk: task for task in self.tasks}

    def in_place_of(self, event: Event) -> str:
        """Whom the rule had asked for, where he decided as the one behind him."""
        task = self._by_key.get(event.task_id or 0)
        return self._passed_over(task) if task is not None and self._fell(task) else ""

    def _fell(self, task: Task) -> bool:
        """Whether it lies there by fallback, also where he is asked there once more."""
        if task.reason != Reason.DIFFERS:
            return task.reason == Reason.FALLBACK
        roots = (each for each in self.tasks if each.number == task.root)
        first = next(roots, task)
        return first.reason == Reason.FALLBACK and seat_of(first) == seat_of(task)

    def _passed_over(self, task: Task) -> str:
        stage = published(self.case.version_id).stage(task.stage)
        posts = {key: (post.role, post.name) for key, post in self.staff.posts.items()}
        return passed_over_then(self.case, stage, task, posts)

    def _passed_over_now(self, task: Task) -> str:
        """Why it lies with him today, where the way still leads past another."""
        if not self._fell(task):
            return ""
        leg = self.route.leg(task.stage)
        over = leg.fallen_back.get(seat_of(task)) if leg is not None else None
        return str(over) if over is not None else self._passed_over(task)

    @cached_property
    def _consents(self) -> dict[int, str]:
        """How each consent by telephone stands, by its event."""
        rows = self.case.confirmations.select_related("settled_by")
        return {row.event_id: row.standing for row in rows}

    @cached_property
    def _vouched(self) -> dict[int, str]:
        """Who confirmed each entry from paper, by its task."""
        confirmed = self.case.paper_decisions.filter(status="confirmed")
        rows = confirmed.values_list("task", "checked_by__name")
        return {task: f"{name}确认" for task, name in rows}

    def _spared(self, event: Event) -> str:
        """Where any of them sufficed: who need not act any more."""
        leg = self.route.leg(event.stage)
        if leg is None or leg.mode is not Mode.ANY or event.verb != Event.Verb.AGREE:
            return ""
        roots = {each.pk: each.root for each in self.tasks}
        others = [
            self.who(task)
            for task in self.tasks
            if (task.stage, task.round, task.status) == (event.stage, event.round, Status.DROPPED)
            and not task.verdict
            and task.root != roots.get(event.task_id or 0)
        ]
        return f"任一人办理即可，{'、'.join(others)} 不用再办" if others else ""

    def _present(self) -> list[RailLine]:
        """Who has it now, then who waits for them, then who still has to confirm."""
        ready = self.ready_tasks
        waiting = [task for task in self.open_tasks if task not in ready]
        return [*map(self._now, ready), *map(self._soon, waiting), *self._to_confirm()]

    def _now(self, task: Task) -> RailLine:
        return RailLine(
            css="now",
            title=task.stage_name,
            who=self.who(task),
            since=task.opened_at,
            due=task.due_at,
            provisional=task.due_provisional,
            late=task.overdue,
            read_at=task.read_at,
            note=self._why(task),
        )

    def _soon(self, task: Task) -> RailLine:
        words = (self._why(task), "等前一位先办")
        note = "，".join(each for each in words if each)
        return RailLine(css="next", title=task.stage_name, who=self.who(task), note=note)

    def _to_confirm(self) -> list[RailLine]:
        """Consents by telephone that are still owed, wherever the case stands now."""
        open_ones = [task for task in self.tasks if task.status == Status.OPEN and not task.blocks]
        if not open_ones:
            return []
        due = dict(self.case.confirmations.values_list("task", "due_at"))
        return [
            RailLine(
                "now",
                "补签",
                self.who(task),
                due=due.get(task.pk),
                note=f"补签 {task.stage_name} 的电话同意",
                read_at=task.read_at,
            )
            for task in open_ones
        ]

    def _future(self) -> list[RailLine]:
        if self.case.outcome:
            return []
        return [leg_line(self.route, leg) for leg in self.legs_ahead]

    @property
    def legs_ahead(self) -> Sequence[Leg]:
        """Where it goes from here; straight back to who returned it, where nothing has changed since."""
        case = self.case
        if case.resume_at is None or case.resume_digest != digest_of(case):
            return legs_after(self.route, case.stage)
        legs = legs_after(self.route, case.resume_at - 1)
        return [*map(self._still_asked, legs[:1]), *legs[1:]]

    def _still_asked(self, leg: Leg) -> Leg:
        """The leg with those alone who have not agreed to the very same content."""
        said = {
            seat_of(task)
            for task in self.tasks
            if (task.stage, task.verdict, task.digest)
            == (leg.stage.order, Verdict.AGREE, self.case.resume_digest)
        }
        left = tuple(seat for seat in leg.seats if seat not in said)
        return replace(leg, seats=left or leg.seats)

    def who(self, task: Task) -> str:
        names = "、".join(self.names(task))
        if task.post_id is None:
            return names or f"（已离任，请{'管理员重新指定' if task.blocks else '主任处置'}）"
        post = self.staff.posts.get(task.post_id)
        return f"{post.name if post else ''} {names or '（暂缺）'}".strip()

    def _why(self, task: Task) -> str:
        said = self._sent(task) or REASONS.get(Reason(task.reason), "")
        deputies = "、".join(self.stands_in(task))
        parts = (said, self._passed_over_now(task), f"{deputies}可代办" if deputies else "")
        return "，".join(part for part in parts if part)

    def _sent(self, task: Task) -> str:
        """由 王建国 转来; 陈志远 请加签."""
        event = self.sent_by(task)
        if event is None:
            return ""
        did = {Event.Verb.ADD: "请加签", Event.Verb.RETURN: "退回"}
        return f"{event.officer_name}{did.get(Event.Verb(event.verb), '转来')}"

    def stands_in(self, task: Task) -> list[str]:
        """Who may do it for its holders today, by name."""
        way, value = self.route.way, value_of(task)
        deputies = sorted(way.acting(value) - way.sitting(value.seat))
        return [self.staff.names[each] for each in deputies if each in self.staff.names]

    def box(self, name: str) -> list[Decided]:
        """What was said into a box of the paper form, yes or no, in order; not what was returned.

        One decision made for several posts stands there once, with all of them.
        """
        kinds = {kind.key for kind in self.matter.kinds if kind.box == name}
        said = (each for each in self.events if each.kind in kinds)
        decided: dict[tuple[object, ...], list[Event]] = {}
        for each in said:
            if each.verb in (Event.Verb.AGREE, Event.Verb.REFUSE):
                decided.setdefault(one_decision(each), []).append(each)
        return [Decided(each[0], _posts_of(each)) for each in decided.values()]

    def stage_of_box(self, name: str) -> str:
        """What this flow calls the stage whose words stand in the box; nothing where it has none."""
        kinds = {kind.key for kind in self.matter.kinds if kind.box == name}
        stages = published(self.case.version_id).stages
        return next((stage.name for stage in stages if stage.kind in kinds), "")

    def awaited(self, name: str) -> list[str]:
        """Whose words a box still waits for: 待 王建国 批示."""
        kinds = {kind.key for kind in self.matter.kinds if kind.box == name}
        waiting = [self.awaiting(task) for task in self.ready_tasks if task.kind in kinds]
        return list(dict.fromkeys(waiting))

    def awaiting(self, task: Task) -> str:
        return f"待 {'、'.join(self.names(task)) or self.who(task)} {verb_of(task)}"

    def names(self, task: Task) -> list[str]:
        return [holder.name for holder in self.staff.named(seat_of(task))]

    def task_of(self, officer: Officer) -> Task | None:
        """What this officer may do here now; the first, where he sits in several seats."""
        ready = self.ready_tasks
        return next((task for task in ready if self.acts_for(officer, task) is not None), None)

    def acts_for(self, officer: Officer, task: Task) -> int | None:
        """For whom this officer may do the task: himself, or one he stands in for."""
        return self.route.way.acts_for(value_of(task), officer.pk)

    def capacity(self, officer: Officer, task: Task) -> Capacity:
        """In which post, and for whom, he does the task."""
        principal = self.acts_for(officer, task)
        for_name = "" if principal in (None, officer.pk) else self.staff.names[principal]
        post = self.staff.posts.get(task.post_id or 0)
        return Capacity(
            township_id=officer.township_id,
            officer_id=officer.pk,
            officer_name=officer.name,
            post_id=post.pk if post else None,
            post_name=post.name if post else "",
            for_name=for_name,
        )

    def as_himself(self, officer: Officer) -> Capacity:
        """Where nothing lies with him here he acts in his own post, the highest of several."""
        held = (each for holders in self.staff.holders.values() for each in holders)
        own = next((each for each in held if each.officer_id == officer.pk), None)
        return Capacity(
            township_id=officer.township_id,
            officer_id=officer.pk,
            officer_name=officer.name,
            post_id=own.post_id if own else None,
            post_name=own.post_name if own else "",
        )

    def kind(self, task: Task) -> Kind:
        return self.matter.kind(task.kind)

    def sent_by(self, task: Task) -> Event | None:
        """Who passed a task on, asked for it as well, or sent it back here."""
        if task.reason not in (Reason.TRANSFERRED, Reason.ADDED):
            return self._returned_to(task)
        roots = {each.pk: each.root for each in self.tasks}
        said = (
            event
            for event in reversed(self.events)
            if event.verb in (Event.Verb.TRANSFER, Event.Verb.ADD)
            and (event.opinion, roots.get(event.task_id or 0)) == (task.note, task.root)
        )
        return next(said, None)

    def _returned_to(self, task: Task) -> Event | None:
        back = [each for each in self.events if each.verb == Event.Verb.RETURN]
        last = back[-1] if back and task.round == back[-1].round + 1 else None
        return last if last is not None and last.to_stage == task.stage else None

    def last_words_here(self) -> list[Event]:
        """What each of them last agreed to at this stage, in this round."""
        here = (self.case.stage, self.case.round, Event.Verb.AGREE)
        said = [each for each in self.events if (each.stage, each.round, each.verb) == here]
        return list({each.officer_id: each for each in said}.values())


def _posts_of(events: Iterable[Event]) -> str:
    return "、".join(dict.fromkeys(each.post_name for each in events if each.post_name))


def preview(matter: Matter, subject: Subject, officer: Officer) -> list[RailLine]:
    """The whole way before submitting: with names, limits and clauses, by the version in force."""
    version = version_in_force(matter.key, officer.township_id)
    facts = facts_now(matter, subject, settings_of(officer.township_id))
    route = route_for(
        published(version.pk),
        matter,
        subject,
        facts,
        applicant=officer.pk,
        staff=staff_of(officer.township_id, matter.key),
    )
    first = RailLine("now", route.legs[0].stage.name, officer.name)
    return [first, *(leg_line(route, leg) for leg in route.legs[1:])]
