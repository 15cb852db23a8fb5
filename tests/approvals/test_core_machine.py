"""The procedure proved: whoever tries whatever in whatever order, these things stay true.

Quick by default. The thorough walk, 2,000 cases of 40 steps, takes about a minute:
``HYPOTHESIS_PROFILE=thorough python -m pytest tests/approvals/test_core_machine.py``
"""

from collections.abc import Mapping
from copy import deepcopy

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.approvals.expected import Expected
from tests.approvals.township import (
    APPLICANT,
    CLERK_POST,
    OFFICERS,
    OTHERS,
    POSTS,
    STAGES,
    Paper,
    Plan,
    Township,
    plans,
    some,
    townships,
)
from township_office.approvals.core import (
    FIRST,
    Agree,
    Annul,
    Outcome,
    Refuse,
    Return,
    Unlawful,
    Verb,
    Why,
    Withdraw,
    apply,
    begin,
)

ENOUGH = 4 * (len(STAGES) + 1) + 1  # agreements that bring any case to its end


class CaseWalk(RuleBasedStateMachine):
    """One case after another, with the people and the paper changing meanwhile."""

    @initialize(township=townships(), plans=plans())
    def a_township_sends_its_first_paper(self, township: Township, plans: dict[int, Plan]) -> None:
        self.township = township
        self.papers: list[Paper] = []
        self.submit(plans)

    def submit(self, plans: dict[int, Plan]) -> None:
        """Open a case; it does not begin before somebody is named for its next stage."""
        self.township.staff[CLERK_POST] |= {APPLICANT}
        self.write(plans)
        try:
            self.state = begin(self.township.way(self.paper))
        except Unlawful as unlawful:
            assert unlawful.why is Why.NOBODY
            assert not self.township.way(self.paper).steps[1].seats
            self.write(self.paper.named().plans)
            self.state = begin(self.township.way(self.paper))
        self.expected = Expected(self.township, self.paper, self.state)

    def write(self, plans: Mapping[int, Plan]) -> None:
        self.paper = Paper(len(self.papers), plans)
        self.papers.append(self.paper)

    def act(self, verb: Verb) -> None:
        """Try the verb: it acts exactly when it is lawful, and otherwise changes nothing."""
        before, copy = self.state, deepcopy(self.state)
        lawful = self.expected.lawful(verb, before, self.paper)
        try:
            after = apply(self.township.way(self.paper), before, verb)
        except Unlawful as unlawful:
            assert before == copy
            assert lawful == (unlawful.why is Why.NOBODY)
            goal = self.expected.goal(verb, before, self.paper)
            assert not lawful or (goal is not None and not goal.seats)
        else:
            assert lawful
            self.state = after
            self.expected.follow(verb, before, after, self.paper)

    @property
    def running(self) -> bool:
        return self.state.outcome is None

    @property
    def possible(self) -> list[tuple[int, int]]:
        return self.township.possible(self.state)

    # What people do

    @precondition(lambda self: self.running)
    @rule(data=st.data())
    def somebody_agrees(self, data: st.DataObject) -> None:
        task, officer = data.draw(st.sampled_from(self.possible))
        self.act(Agree(task, officer, self.paper.digest))

    @precondition(lambda self: self.running and self.state.stage > FIRST)
    @rule(data=st.data(), straight=st.booleans())
    def somebody_returns_it(self, data: st.DataObject, straight: bool) -> None:
        task, officer = data.draw(st.sampled_from(self.possible))
        earlier = [stage for stage in self.paper.stages if stage < self.state.stage]
        to = data.draw(st.sampled_from([*earlier, *STAGES, 0]))
        self.act(Return(task, officer, to, straight, self.paper.digest))

    @precondition(lambda self: self.running and self.state.stage > FIRST)
    @rule(
        data=st.data(),
        reworded=st.booleans(),
        answers=st.lists(st.booleans(), min_size=1, max_size=3),
    )
    def somebody_asks_the_applicant_who_answers(
        self, data: st.DataObject, reworded: bool, answers: list[bool]
    ) -> None:
        """Once or again and again, with another paper each time or with none."""
        if reworded:
            self.write(self.paper.plans)
        for another in answers:
            task, officer = data.draw(st.sampled_from(self.possible))
            self.act(Return(task, officer, FIRST, True, self.paper.digest))
            self.paper = data.draw(st.sampled_from(self.papers)) if another else self.paper
            self.act(Agree(*self.possible[0], self.paper.digest))

    @precondition(lambda self: self.running and self.state.round > 1)
    @rule()
    def everybody_agrees(self) -> None:
        """To the end, or to where nobody is named."""
        before = None
        while self.running and self.state is not before:
            before = self.state
            self.act(Agree(*self.possible[0], self.paper.digest))

    @rule(
        data=st.data(),
        officer=st.sampled_from(OFFICERS),
        to=st.integers(0, max(STAGES) + 1),
        straight=st.booleans(),
    )
    def anybody_tries_anything(
        self, data: st.DataObject, officer: int, to: int, straight: bool
    ) -> None:
        open_ones = [task.number for task in self.state.open_tasks()]
        all_of_them = [task.number for task in self.state.tasks]
        task = data.draw(st.sampled_from([*open_ones, 0, *all_of_them, 999]))
        verbs: list[Verb] = [
            Agree(task, officer, self.paper.digest),
            Refuse(task, officer, self.paper.digest),
            Return(task, officer, to, straight, self.paper.digest),
            Withdraw(officer),
        ]
        self.act(data.draw(st.sampled_from(verbs)))

    @precondition(lambda self: self.running)
    @rule(verb=st.sampled_from([Agree, Refuse]))
    def the_applicant_is_appointed_to_where_it_lies(self, verb: type[Agree | Refuse]) -> None:
        """And tries at once; the post is then his and another's."""
        task = self.state.open_tasks()[-1]
        if task.seat.post is not None:
            self.township.staff[task.seat.post] |= {APPLICANT}
        self.act(verb(task.number, APPLICANT, self.paper.digest))

    @precondition(lambda self: len(self.state.tasks) > 3)
    @rule(verb=st.sampled_from([Withdraw(APPLICANT), Annul(APPLICANT), Annul(OTHERS[0])]))
    def it_is_called_off(self, verb: Verb) -> None:
        self.act(verb)

    @precondition(lambda self: not self.running)
    @rule(plans=plans())
    def another_paper_is_sent(self, plans: dict[int, Plan]) -> None:
        self.submit(plans)

    # What changes meanwhile

    @precondition(lambda self: self.running)
    @rule(plans=st.none() | plans())
    def the_paper_changes(self, plans: dict[int, Plan] | None) -> None:
        """In its words alone, or in its way: with the applicant all of it, later what is ahead."""
        here = self.state.stage
        ahead = {stage: plan for stage, plan in (plans or {}).items() if stage > here}
        self.write(self.paper.plans if plans is None else self.paper.upto(here) | ahead)

    @precondition(lambda self: self.running)
    @rule(data=st.data())
    def the_paper_is_as_it_once_was(self, data: st.DataObject) -> None:
        here = self.state.stage
        fitting = [paper for paper in self.papers if paper.upto(here) == self.paper.upto(here)]
        self.paper = data.draw(st.sampled_from(fitting))

    @rule(post=st.sampled_from(POSTS), officers=some(OFFICERS))
    def people_come_and_go(self, post: int, officers: frozenset[int]) -> None:
        if self.township.may_fill(post, officers, self.state):
            self.township.staff[post] = officers

    # What stays true

    @invariant()
    def a_case_has_ended_exactly_when_nothing_blocks_it(self) -> None:
        assert any(task.blocks for task in self.state.open_tasks()) == self.running

    @invariant()
    def what_is_open_is_of_this_round_and_stage_and_someone_can_go_on(self) -> None:
        places = {(task.round, task.stage) for task in self.state.open_tasks()}
        assert places == ({(self.state.round, self.state.stage)} if self.running else set())
        assert bool(self.possible) == self.running

    @invariant()
    def what_is_to_be_decided_lies_with_somebody_other_than_the_applicant(self) -> None:
        for task in self.state.open_tasks():
            assert self.township.can_act(task.stage, self.township.holding(task.seat))

    @invariant()
    def the_applicant_never_decided_his_own_request(self) -> None:
        his = [task for task in self.state.tasks if task.done_by == APPLICANT]
        assert not any(self.township.decides(task.stage) for task in his)

    @invariant()
    def concluded_means_that_every_stage_of_the_way_was_agreed_to(self) -> None:
        if self.state.outcome is Outcome.CONCLUDED:
            assert self.expected.passed >= set(self.paper.stages)

    @invariant()
    def it_can_always_be_brought_to_its_end(self) -> None:
        way, state = self.township.way(self.paper.named()), self.state
        for _ in range(ENOUGH if self.running else 0):
            if state.outcome is None:
                task, officer = self.township.possible(state)[0]
                state = apply(way, state, Agree(task, officer, self.paper.digest))
        assert state.outcome is (Outcome.CONCLUDED if self.running else self.state.outcome)


TestCaseWalk = CaseWalk.TestCase
