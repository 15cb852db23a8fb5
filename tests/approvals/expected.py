"""What must follow from each verb, told a second time and independently of the core."""

from tests.approvals.township import APPLICANT, Paper, Township, ready
from township_office.approvals.core import (
    FIRST,
    Agree,
    Annul,
    Mode,
    Outcome,
    Refuse,
    Return,
    Seat,
    State,
    Status,
    Step,
    Task,
    Verb,
    Withdraw,
    effects,
)


class Expected:
    """The course of one case as the office understands it.

    ``passed`` are the stages that stand as agreed; ``resting`` those that would stand again if
    the paper came straight back to the stage ``resume`` as it was when it was returned.
    """

    def __init__(self, township: Township, paper: Paper, state: State) -> None:
        self.township = township
        self.passed = {FIRST}
        self.resting: set[int] = set()
        self.resume: tuple[int, str] | None = None
        self._check_opened(township.way(paper).steps[1], State(), state, spared=set())

    def lawful(self, verb: Verb, state: State, paper: Paper) -> bool:
        """Whether somebody sits where it leads is another question: ``goal``."""
        if state.outcome is not None:
            return False
        match verb:
            case Annul():
                return True
            case Withdraw(by=by):
                ended_by = {task.done_by for task in state.tasks if task.round == state.round}
                sits = APPLICANT in self.township.holding(self.township.sender)
                return by == APPLICANT and sits and ended_by <= {None, APPLICANT}
            case Return(to=to) if to not in paper.stages or to >= state.stage:
                return False
            case _:
                tasks = [task for task in state.tasks if task.number == verb.task]
                return any(self.township.may_end(state, task, verb.by) for task in tasks)

    def goal(self, verb: Verb, state: State, paper: Paper) -> Step | None:
        """Where the verb leads: back to where it says, or on, or straight back to the returner."""
        at = verb.to if isinstance(verb, Return) else self._straight(paper) or state.stage + 1
        return next((step for step in self.township.way(paper).steps if step.stage >= at), None)

    def _straight(self, paper: Paper) -> int | None:
        if self.resume is not None and self.resume[1] == paper.digest:
            return self.resume[0]
        return None

    def follow(self, verb: Verb, before: State, after: State, paper: Paper) -> None:
        """Check all that the verb made of the case, and remember what comes next from it."""
        self._check_history(before, after)
        match verb:
            case Agree():
                self._agreed(verb, before, after, paper)
            case Return():
                self._returned(verb, before, after, paper)
            case Refuse():
                assert after.outcome is Outcome.REFUSED
            case Withdraw():
                assert after.outcome is Outcome.WITHDRAWN
            case Annul():
                assert after.outcome is Outcome.VOID

    def _check_history(self, before: State, after: State) -> None:
        """Tasks are only added, and what is closed stays as it was; rounds only grow."""
        kept = after.tasks[: len(before.tasks)]
        for was, now in zip(before.tasks, kept, strict=True):
            assert was == now or was.status is Status.OPEN
            assert (was.number, was.stage, was.round, was.seat) == (
                now.number,
                now.stage,
                now.round,
                now.seat,
            )
        assert after.round == before.round + (after.stage < before.stage)

    def _agreed(self, verb: Agree, before: State, after: State, paper: Paper) -> None:
        self._check_signed(verb, before, after)
        lay = {task.number for task in before.open_tasks()}
        here = [task for task in after.tasks if task.number in lay]
        left = [task for task in here if task.status is Status.OPEN]
        assert not any(ready(after, t) and verb.by in self.township.holding(t.seat) for t in left)
        if left:
            assert paper.mode(before.stage) is not Mode.ANY
            assert (after.stage, effects(before, after).opened) == (before.stage, ())
        else:
            self._check_passed(before, after, here, paper.mode(before.stage))
            self._onward(verb, before, after, paper)

    def _check_signed(self, verb: Agree, before: State, after: State) -> None:
        """He decided once, and it stands in every seat of his that was to be decided."""
        changed = effects(before, after).changed
        signed = [task for task in changed if task.status is Status.DONE]
        assert verb.task in {task.number for task in signed}
        for task in signed:
            assert (task.verdict, task.done_by, task.digest) == ("agree", verb.by, verb.digest)
            assert verb.by in self.township.holding(task.seat)
            assert ready(after, task)

    def _check_passed(self, before: State, after: State, here: list[Task], mode: Mode) -> None:
        """Nobody was left out: all agreed now or stood already, or any one did."""
        agreed = {
            task.seat
            for task in after.tasks
            if (task.stage, task.round, task.verdict) == (before.stage, before.round, "agree")
        }
        if mode is Mode.ANY:
            assert agreed & self.asked
        else:
            assert agreed | self.spared == self.asked
            assert all(task.status is Status.DONE for task in here)

    def _onward(self, verb: Agree, before: State, after: State, paper: Paper) -> None:
        goal, straight = self.goal(verb, before, paper), self._straight(paper)
        self.passed |= {before.stage} | (self.resting if straight else set())
        self.resting, self.resume = set(), None
        if goal is None:
            assert after.outcome is Outcome.CONCLUDED
        else:
            spared = standing(before, straight, paper.digest) if straight else set()
            self._check_opened(goal, before, after, spared)

    def _returned(self, verb: Return, before: State, after: State, paper: Paper) -> None:
        goal = self.goal(verb, before, paper)
        assert goal is not None and goal.stage == verb.to
        back = {stage for stage in self.passed if stage >= verb.to}
        self.passed -= back
        self.resting = back if verb.straight else set()
        self.resume = (before.stage, verb.digest) if verb.straight else None
        assert (after.resume_at, after.resume_digest) == (self.resume or (None, ""))
        assert after.open_tasks() == effects(before, after).opened
        self._check_opened(goal, before, after, spared=set())

    def _check_opened(self, step: Step, before: State, after: State, spared: set[Seat]) -> None:
        """Everybody of the stage is asked who does not stand there already; in order, if so ruled."""
        opened = effects(before, after).opened
        seats = [seat for seat in step.seats if seat not in spared] or list(step.seats)
        assert after.stage == step.stage
        assert [task.seat for task in opened] == seats
        before_each = [None, *(task.number for task in opened)]
        in_order = step.mode is Mode.ORDER
        assert all(
            task.waits_for == (earlier if in_order else None)
            for task, earlier in zip(opened, before_each, strict=False)
        )
        self.asked, self.spared = set(step.seats), set(step.seats) - set(seats)


def standing(state: State, stage: int, digest: str) -> set[Seat]:
    """Whose last word at the stage was to agree to this very paper."""
    last = {task.seat: task for task in state.tasks if task.stage == stage}
    return {seat for seat, task in last.items() if (task.verdict, task.digest) == ("agree", digest)}
