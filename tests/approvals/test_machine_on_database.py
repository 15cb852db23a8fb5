"""The same procedure on the database: after each verb the rows say what the pure state says."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.approvals import joint
from tests.files.samples import PDF
from tests.house import LONG_AGO, House
from township_office import clock
from township_office.approvals import actions, core
from township_office.approvals.content import digest_of
from township_office.approvals.core import Seat, State, Unlawful, Verb
from township_office.approvals.forms import OpinionForm
from township_office.approvals.models import Case, Confirmation, Event, Task
from township_office.approvals.run import route_of, value_of
from township_office.approvals.way import staff_of
from township_office.people.capacity import capacity_of
from township_office.people.models import Appointment, Officer, StandIn
from township_office.web.refusals import Refused

PEOPLE = ["文书", "办公室主任", "镇长", "党委书记", "机要员", "应急办主任", "副镇长（农业）"]
OFFICE = ["办公室主任", "机要员"]
LEADERS = ["镇长", "党委书记"]
STEPS = 14


class Undone(Exception):
    """Takes an example back out of the database."""


@pytest.fixture
def settled() -> list[str]:
    return []


@pytest.fixture
def office(house: House, settled: list[str]) -> Any:
    with joint.alone(settled):
        joint.in_force(house)
        yield house


class Walk:
    """One case twice: as rows, through the actions, and as a value, through the core alone."""

    def __init__(self, house: House, settled: list[str]) -> None:
        self.house, self.settled = house, settled
        settled.clear()
        self.paper = joint.paper(house)
        self.case = actions.open_case(self.paper, by=self.by("文书"))
        self.state = core.begin(self.way)
        self.told: list[tuple[Any, ...]] = [("submit", 1, None, house["文书"].pk, False)]
        self.stages_left: list[str] = []

    def by(self, post: str) -> Any:
        return capacity_of(self.house[post], self.house.posts[post])

    @property
    def way(self) -> core.Way:
        case = Case.objects.get(pk=self.case.pk)
        return route_of(case, staff_of(case.township_id, case.matter)).way

    @property
    def digest(self) -> str:
        return digest_of(Case.objects.get(pk=self.case.pk))

    def task(self, number: int) -> Task:
        return Task.objects.select_related("case", "post", "officer").get(
            case=self.case, number=number
        )

    def form(self, officer: Officer, words: str) -> OpinionForm:
        form = OpinionForm({"opinion": words}, subject=self.paper, officer=officer)
        assert form.is_valid()
        return form

    def act(self, verb: Verb, event: str, number: int, officer: int, do: Callable[[], Any]) -> None:
        """Do it both ways: both refuse, or both agree on what became of it."""
        before = self.state
        try:
            after = core.apply(self.way, before, verb)
        except Unlawful:
            with pytest.raises(Refused), transaction.atomic():
                do()
        else:
            do()
            self.state = after
            self._expect(verb, event, number, officer, before, after)
        self.agrees()

    def _expect(
        self, verb: Verb, event: str, number: int, officer: int, before: State, after: State
    ) -> None:
        task = before.task(number)
        stage = task.stage if task else before.stage
        verb_name = "submit" if event == "agree" and stage == core.FIRST else event
        self.told.append((verb_name, stage, number or None, officer, False))
        changes = core.effects(before, after)
        for each in (*changes.changed, *changes.opened):
            if each.verdict == "agree" and each.number != number:
                self.told.append((verb_name, each.stage, each.number, each.done_by, True))
        if event in ("agree", "intervene"):
            self._expect_stages_left(before, after)

    def _expect_stages_left(self, before: State, after: State) -> None:
        names = [stage["name"] for stage in joint.STAGES]
        passed = [t.stage for t in after.tasks[len(before.tasks) :] if t.verdict == "agree"]
        here = before.stage if before.stage > core.FIRST else 0
        left = sorted({here, *passed} - {0, 0 if after.outcome else after.stage})
        heard = {"会签", "审核", "阅办"}
        self.stages_left += [names[at - 1] for at in left if names[at - 1] in heard]

    def agrees(self) -> None:
        case = Case.objects.get(pk=self.case.pk)
        rows = tuple(value_of(row) for row in case.tasks.order_by("number"))
        assert tuple(_plain(row) for row in rows) == tuple(map(_plain, self.state.tasks))
        now = (case.stage, case.round, case.resume_at, case.resume_digest, case.outcome)
        pure = self.state
        outcome = pure.outcome.value if pure.outcome else ""
        assert now == (pure.stage, pure.round, pure.resume_at, pure.resume_digest, outcome)
        events = Event.objects.filter(case=case).order_by("id").select_related("task")
        said = [
            (
                each.verb,
                each.stage,
                each.task and each.task.number,
                each.officer_id,
                each.in_passing,
            )
            for each in events
        ]
        assert said == self.told
        assert self.settled == self.stages_left
        for row in case.tasks.all():
            assert (row.done_at is None) == (row.status == "open")
            assert row.status != "open" or not row.due_at or not self.state.waiting(value_of(row))

    def desks_agree(self) -> None:
        """What the query finds on each desk is what the procedure would let him do."""
        way, state = self.way, self.state
        for post in PEOPLE:
            officer = self.house[post]
            lying = Task.objects.lying_with(officer).filter(case=self.case, blocks=True)
            may = {
                task.number
                for task in state.open_tasks()
                if task.blocks and way.acts_for(task, officer.pk) and not state.waiting(task)
            }
            assert set(lying.values_list("number", flat=True)) == may, post

    # What people do

    def agree(self, number: int, who: str) -> None:
        officer = self.house[who]
        verb = core.Agree(number, officer.pk, self.digest)
        task = self.task(number)
        if task.stage == core.FIRST:
            do: Callable[[], Any] = lambda: actions.resubmit(task, by=self.by(who))  # noqa: E731
        else:
            form = self.form(officer, f"{who}同意。")
            do = lambda: actions.agree(task, by=self.by(who), form=form)  # noqa: E731
        self.act(verb, "agree", number, officer.pk, do)

    def return_to(self, number: int, who: str, to: int, straight: bool) -> None:
        officer, task = self.house[who], self.task(number)
        verb = core.Return(number, officer.pk, to, straight, self.digest)
        said = {"to": to, "straight": straight, "reason": "请核实。"}
        self.act(
            verb,
            "return",
            number,
            officer.pk,
            lambda: actions.return_to(task, by=self.by(who), **said),
        )

    def transfer(self, number: int, who: str, seat: Seat) -> None:
        officer, task = self.house[who], self.task(number)
        self.act(
            core.Transfer(number, officer.pk, seat),
            "transfer",
            number,
            officer.pk,
            lambda: actions.transfer(task, to=seat, note="请办。", by=self.by(who)),
        )

    def add(self, number: int, who: str, seat: Seat, before: bool) -> None:
        officer, task = self.house[who], self.task(number)
        said = {"seat": seat, "before": before, "note": "请看。"}
        self.act(
            core.Add(number, officer.pk, seat, before),
            "add",
            number,
            officer.pk,
            lambda: actions.add_signer(task, by=self.by(who), **said),
        )

    def phone(self, number: int, who: str, recorder: str) -> None:
        owner, task = self.house[who], self.task(number)
        form, call = self.form(owner, "电话同意。"), actions.Call(clock.now())
        self.act(
            core.Phone(number, self.house[recorder].pk, owner.pk, self.digest),
            "agree",
            number,
            owner.pk,
            lambda: actions.agree_by_phone(
                task, leader=owner, call=call, form=form, by=self.by(recorder)
            ),
        )

    def on_paper(self, number: int, who: str) -> None:
        owner, task = self.house[who], self.task(number)
        form = self.form(owner, "纸上同意。")

        def recorded() -> None:
            decision = actions.record_paper(
                task,
                leader=owner,
                written_on=clock.today(),
                form=form,
                scan=ContentFile(PDF, name="scan.pdf"),
                by=self.by("机要员"),
            )
            actions.confirm_paper(decision, by=self.by("办公室主任"))

        clerk, digest = self.house["机要员"].pk, self.digest
        self.act(core.Paper(number, clerk, owner.pk, digest), "agree", number, owner.pk, recorded)

    def answer(self, number: int, who: str, confirmed: bool) -> None:
        officer = self.house[who]
        owed = Confirmation.objects.get(task=self.task(number))
        verb, name = (core.Confirm, "confirm") if confirmed else (core.Disown, "disown")
        do = actions.confirm if confirmed else actions.disown
        self.act(
            verb(number, officer.pk),
            name,
            number,
            officer.pk,
            lambda: do(owed, words="属实。", by=self.by(who)),
        )

    def refuse(self, number: int, who: str) -> None:
        """Only where the stage's kind may end the matter; elsewhere the office has no such word."""
        officer, task = self.house[who], self.task(number)
        self.act(
            core.Refuse(number, officer.pk, self.digest),
            "refuse",
            number,
            officer.pk,
            lambda: actions.refuse(task, reason="不办。", by=self.by(who)),
        )

    def settle(self, number: int) -> None:
        """What a leader who has left owes; the director says what became of it."""
        owed = Confirmation.objects.get(task=self.task(number))
        director = self.house["办公室主任"]
        self.act(
            core.Settle(number, director.pk),
            "settle",
            number,
            director.pk,
            lambda: actions.settle(owed, words="已核对。", by=self.by("办公室主任")),
        )

    def intervene(self, number: int) -> None:
        task, who = self.task(number), self.house["应急办干事"]
        self.act(
            core.Intervene(number, self.digest),
            "intervene",
            number,
            who.pk,
            lambda: actions.intervene(task, reason="职务空缺。", by=self.by("应急办干事")),
        )

    def withdraw(self, who: str) -> None:
        officer = self.house[who]
        self.act(
            core.Withdraw(officer.pk),
            "withdraw",
            0,
            officer.pk,
            lambda: actions.withdraw(self.case, by=self.by(who)),
        )

    def reworded(self, words: str) -> None:
        type(self.paper).objects.filter(pk=self.paper.pk).update(title=words)
        self.paper.refresh_from_db()

    def vacated(self, post: str, whom: str) -> None:
        """Another holds the post from now on, or nobody does."""
        Appointment.objects.filter(post=self.house.posts[post]).delete()
        if whom != post:
            Appointment.objects.create(
                officer=self.house[whom], post=self.house.posts[post], valid_from=LONG_AGO
            )

    def stands_in(self, principal: str, deputy: str) -> None:
        StandIn.objects.create(
            principal=self.house[principal],
            deputy=self.house[deputy],
            valid_from=LONG_AGO,
            valid_until=clock.today(),
            matters=["joint"],
            reason="出差",
            made_by=self.house[principal],
        )


def _plain(task: core.Task) -> core.Task:
    """A row also remembers that the rule led to somebody's fallback."""
    return replace(task, reason=core.Reason.RULE) if task.reason == "fallback" else task


@dataclass
class Step:
    """One thing that somebody does, mostly somebody who may."""

    walk: Walk
    draw: Callable[[Any], Any]

    @cached_property
    def chosen(self) -> tuple[int, str]:
        walk, state, way = self.walk, self.walk.state, self.walk.way
        able = [
            (task.number, post)
            for task in state.open_tasks()
            for post in PEOPLE
            if task.blocks and way.acts_for(task, walk.house[post].pk) and not state.waiting(task)
        ]
        anybody = [(task.number, post) for task in state.tasks for post in PEOPLE]
        return tuple(self.draw(st.sampled_from(able * 8 + anybody)))  # type: ignore[return-value]

    @property
    def seat(self) -> Seat:
        house, post = self.walk.house, self.draw(st.sampled_from(PEOPLE))
        by_name = self.draw(st.booleans())
        return Seat(officer=house[post].pk) if by_name else Seat(post=house.posts[post].pk)

    def one(self, choices: list[Any]) -> Any:
        return self.draw(st.sampled_from(choices))

    def agree(self) -> None:
        self.walk.agree(*self.chosen)

    def return_to(self) -> None:
        self.walk.return_to(*self.chosen, self.draw(st.integers(1, 4)), self.draw(st.booleans()))

    def transfer(self) -> None:
        self.walk.transfer(*self.chosen, self.seat)

    def add(self) -> None:
        self.walk.add(*self.chosen, self.seat, self.draw(st.booleans()))

    def phone(self) -> None:
        if self.walk.task(self.chosen[0]).stage in (2, 3, 4):
            self.walk.phone(*self.chosen, self.one(OFFICE))

    def on_paper(self) -> None:
        if self.chosen[1] not in OFFICE:  # they enter it and vouch for it
            self.walk.on_paper(*self.chosen)

    def answer(self) -> None:
        """Mostly by the leader himself; with nothing owed there is nothing to be asked."""
        for task in self.walk.state.open_tasks():
            if not task.blocks:
                house = self.walk.house
                mine = next(post for post in house.officers if house[post].pk == task.seat.officer)
                who = self.one([mine, mine, self.chosen[1]])
                self.walk.answer(task.number, who, self.draw(st.booleans()))
                return

    def refuse(self) -> None:
        if self.walk.task(self.chosen[0]).stage in (2, 4):
            self.walk.refuse(*self.chosen)

    def settle(self) -> None:
        """Mostly after he has gone; the office stays, and the director settles no word he entered."""
        house, case = self.walk.house, self.walk.case
        owed = Confirmation.objects.filter(case=case, task__status="open")
        office = [house[post] for post in OFFICE]
        lying = owed.exclude(leader__in=office).exclude(called_by=house["办公室主任"]).first()
        if lying is None:
            return
        if self.one([True, True, False]):
            Appointment.objects.filter(officer=lying.leader).delete()
        self.walk.settle(lying.task.number)

    def intervene(self) -> None:
        way = self.walk.way
        lying = [task for task in self.walk.state.open_tasks() if task.blocks]
        stuck = [task.number for task in lying if not way.able(task.seat, task.stage)]
        self.walk.intervene(self.one(stuck or [self.chosen[0]]))

    def withdraw(self) -> None:
        self.walk.withdraw(self.one(["文书", self.chosen[1]]))

    def reworded(self) -> None:
        self.walk.reworded(self.one(["v1", "v2"]))

    def vacated(self) -> None:
        self.walk.vacated(self.one(LEADERS), self.one(PEOPLE[1:]))

    def stands_in(self) -> None:
        principal, deputy = self.draw(st.permutations(PEOPLE[1:]))[:2]
        self.walk.stands_in(principal, deputy)


OFTEN = [Step.agree] * 7 + [Step.return_to, Step.transfer, Step.add, Step.phone] * 2
SELDOM = [Step.on_paper, Step.answer, Step.settle, Step.intervene, Step.reworded] * 2
VERBS = [*OFTEN, *SELDOM, Step.refuse, Step.withdraw, Step.vacated, Step.stands_in]


@settings(
    max_examples=settings().max_examples // 8,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # rows are too slow to shrink
    suppress_health_check=list(HealthCheck),
)
@given(data=st.data())
def test_rows_and_state_are_told_the_same(
    office: House, settled: list[str], data: st.DataObject
) -> None:
    try:
        with transaction.atomic():
            walk = Walk(office, settled)
            walk.agrees()
            for _ in range(STEPS):
                data.draw(st.sampled_from(VERBS))(Step(walk, data.draw))
            walk.desks_agree()
            raise Undone
    except Undone:
        pass
