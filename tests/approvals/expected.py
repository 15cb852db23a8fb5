"""What must follow from each verb, told a second time and independently of the core."""

from collections.abc import Iterable

from tests.approvals.township import APPLICANT, Paper, Township, ready
from township_office.approvals.core import (
    FIRST,
    Add,
    Agree,
    Annul,
    Confirm,
    Disown,
    Intervene,
    Mode,
    Outcome,
    Phone,
    Reason,
    Refuse,
    Return,
    Seat,
    Settle,
    State,
    Status,
    Step,
    Task,
    Transfer,
    Verb,
    Withdraw,
    effects,
)
from township_office.approvals.core import Paper as OnPaper

Signing = Agree | Phone | OnPaper
BESIDE = ("added", "transferred")
ENDINGS = {Refuse: Outcome.REFUSED, Withdraw: Outcome.WITHDRAWN, Annul: Outcome.VOID}


class Expected:
    """The course of one case as the office understands it.

    ``passed`` are the stages that stand as agreed; ``resting`` those that would stand again if
    the paper came straight back to the stage ``resume`` as it was when it was returned. ``whole``
    is the first task of each stage since it was last asked as a whole. Every task belongs to the
    ``line`` of one whom the rule led to; those ``added`` are never that one's word.
    """

    def __init__(self, township: Township, paper: Paper, state: State) -> None:
        self.township = township
        self.passed = {FIRST}
        self.resting: set[int] = set()
        self.resume: tuple[int, str] | None = None
        self.whole: dict[int, int] = {}
        self.line: dict[int, int] = {}
        self.added: set[int] = set()
        self._check_forward(FIRST + 1, list(state.tasks), state, paper, frozenset(), "")

    # What is lawful

    def lawful(self, verb: Verb, state: State, paper: Paper) -> bool:
        """Whether somebody sits where it leads is another question: ``nobody_ahead``."""
        task = next((t for t in state.tasks if t.number == getattr(verb, "task", 0)), None)
        if isinstance(verb, Confirm | Disown):
            return self._owes(task, verb.by)
        if isinstance(verb, Settle):
            return self._owes_no_more(task) and not self._own(task, verb.by, paper)
        if state.outcome is not None:
            return False
        if isinstance(verb, Annul):
            return True
        if isinstance(verb, Withdraw):
            return self._may_withdraw(verb.by, state)
        return task is not None and self._may(verb, task, state, paper)

    def nobody_ahead(self, verb: Verb, state: State, paper: Paper) -> bool:
        steps = self.township.way(paper).steps
        return any(not step.seats for step in steps if step.stage != state.stage)

    def _owes(self, task: Task | None, officer: int) -> bool:
        if task is None or task.status is not Status.OPEN:
            return False
        return task.reason == "confirm" and task.seat == Seat(officer=officer)

    def _owes_no_more(self, task: Task | None) -> bool:
        """He agreed by telephone and has left before he confirmed it."""
        owner = task.seat.officer if task is not None else None
        return self._owes(task, owner or 0) and owner in self.township.gone

    def _own(self, task: Task | None, by: int, paper: Paper) -> bool:
        """Of a stage that the way has no longer nobody can say that it decided nothing."""
        if by != APPLICANT or task is None:
            return False
        return task.stage not in paper.plans or self.township.decides(task.stage)

    def _may_withdraw(self, by: int, state: State) -> bool:
        ended_by = {task.done_by for task in state.tasks if task.round == state.round}
        sits = APPLICANT in self.township.holding(self.township.sender)
        return by == APPLICANT and sits and ended_by <= {None, APPLICANT}

    def _may(self, verb: Verb, task: Task, state: State, paper: Paper) -> bool:
        may_end = self.township.may_end
        match verb:
            case Return(to=to):
                earlier = to in paper.stages and to < state.stage
                return earlier and may_end(state, task, verb.by)
            case Phone() | OnPaper():
                own = verb.by == APPLICANT and self.township.decides(task.stage)
                his = may_end(state, task, verb.owner) and task.stage > FIRST
                return his and not own and verb.by != verb.owner
            case Transfer(to=seat) | Add(seat=seat):
                asked = self._may_be_asked(seat, task, state, by=verb.by)
                return may_end(state, task, verb.by) and task.stage > FIRST and asked
            case Intervene():
                lies = task.status is Status.OPEN and task.blocks
                return lies and not self.township.able(task.seat, task.stage)
            case Agree() | Refuse():
                return may_end(state, task, verb.by)
        raise AssertionError(verb)

    def _may_be_asked(self, seat: Seat, task: Task, state: State, *, by: int) -> bool:
        """Somebody is there, and none of them sent it or has a part in this stage already."""
        people = self.township.holding(seat)
        parts: set[int | None] = {APPLICANT, by}
        for other in state.tasks:
            here = (other.stage, other.round) == (task.stage, state.round) and other.blocks
            if here and other.status is not Status.DROPPED:
                parts |= {*self.township.holding(other.seat), other.done_by}
        return bool(people) and not people & parts

    # What follows

    def follow(self, verb: Verb, before: State, after: State, paper: Paper) -> None:
        """Check all that the verb made of the case, and remember what comes next from it."""
        self._check_history(verb, before, after)
        match verb:
            case Agree() | Phone() | OnPaper():
                self._agreed(verb, before, after, paper)
            case Return():
                self._returned(verb, before, after, paper)
            case Transfer():
                self._transferred(verb, before, after)
            case Add():
                self._signer_added(verb, before, after, paper)
            case Intervene():
                self._intervened(verb, before, after, paper)
            case Confirm() | Disown() | Settle():
                self._answered(verb, before, after)
            case _:
                assert after.outcome is ENDINGS[type(verb)]

    def _check_history(self, verb: Verb, before: State, after: State) -> None:
        """Tasks are only added, and what is closed stays as it was; rounds grow by returns alone."""
        kept = after.tasks[: len(before.tasks)]
        for was, now in zip(before.tasks, kept, strict=True):
            assert was == now or was.status is Status.OPEN
            assert _place(was) == _place(now)
            answers = isinstance(verb, Confirm | Disown | Settle) and verb.task == was.number
            assert was == now or was.blocks or answers
        assert after.round == before.round + isinstance(verb, Return)
        ends = {Agree, Phone, OnPaper, Intervene, Refuse, Withdraw, Annul}
        assert after.outcome is before.outcome or type(verb) in ends

    # Agreeing, by oneself, on the telephone, on paper

    def _agreed(self, verb: Signing, before: State, after: State, paper: Paper) -> None:
        officer = verb.by if isinstance(verb, Agree) else verb.owner
        signed = self._check_signed(verb, officer, before, after)
        self._check_others_dropped(signed, before, after, paper)
        opened = self._without_confirmation(verb, officer, before, after)
        opened = self._check_asked_again(verb.digest, opened, before, paper, after)
        if self._left(before, after):
            assert (after.stage, opened) == (before.stage, [])
            assert after.resume_at == before.resume_at
        else:
            passing = isinstance(verb, Agree)
            self._left_forward(before, after, paper, opened, verb.digest, passing=passing)

    def _check_signed(self, verb: Signing, officer: int, before: State, after: State) -> list[Task]:
        """He decided once, and it stands in every seat of his own that was to be decided."""
        signed = [task for task in effects(before, after).changed if task.status is Status.DONE]
        mine = next(task for task in signed if task.number == verb.task)
        at_stage = lambda task: officer in self.township.able(task.seat, task.stage)  # noqa: E731
        for task in signed:
            assert (task.verdict, task.done_by, task.digest) == ("agree", officer, verb.digest)
            assert ready(after, task) and task.blocks
            assert task == mine or (at_stage(mine) and at_stage(task))
        lay = [task for task in after.tasks[: len(before.tasks)] if task.status is Status.OPEN]
        his = [task for task in lay if task.blocks and ready(after, task) and at_stage(task)]
        assert not his or not at_stage(mine)
        return signed

    def _check_others_dropped(
        self, signed: list[Task], before: State, after: State, paper: Paper
    ) -> None:
        """Where any suffices the others go home, with whoever was to sign for them besides."""
        dropped = {t.number for t in effects(before, after).changed if t.status is Status.DROPPED}
        lines = {self.line[task.number] for task in signed if task.number not in self.added}
        expected = set()
        if lines and paper.mode(before.stage) is Mode.ANY:
            left = set(_blocking(before)) - {task.number for task in signed}
            expected = {number for number in left if self.line[number] not in lines}
        assert dropped == expected

    def _without_confirmation(
        self, verb: Signing, officer: int, before: State, after: State
    ) -> list[Task]:
        """By telephone he owes a confirmation, which keeps nobody from going on."""
        opened = effects(before, after).opened
        owed = [task for task in opened if task.reason is Reason.CONFIRM]
        assert len(owed) == isinstance(verb, Phone)
        for task in owed:
            assert (task.seat, task.status) == (Seat(officer=officer), Status.OPEN)
            assert not task.blocks
        return [task for task in opened if task not in owed]

    def _check_asked_again(
        self, digest: str, opened: list[Task], before: State, paper: Paper, after: State
    ) -> list[Task]:
        """Where all must be of one mind, who agreed to another paper is asked again."""
        again = [task for task in opened if task.reason is Reason.DIFFERS]
        expected = []
        if before.stage > FIRST and self.township.united[before.stage]:
            words = self._words(before.stage, after.tasks[: len(before.tasks)])
            expected = [t for t in words if t.verdict == "agree" and t.digest != digest]
        expected = [] if paper.mode(before.stage) is Mode.ANY else expected
        assert {task.seat for task in again} == {task.seat for task in expected}
        assert len(again) == len(expected)
        for task in again:
            same = [other for other in expected if other.seat == task.seat]
            self._join(task, self.line[same[0].number])
            assert ready(after, task) and task.blocks
        return [task for task in opened if task not in again]

    def _words(self, stage: int, tasks: Iterable[Task]) -> list[Task]:
        """The last word of every line, of those whom the rule led to."""
        last: dict[int, Task] = {}
        for task in self._since_whole(stage, tasks):
            counts = task.status is not Status.DROPPED or task.verdict == "resolve"
            if task.number not in self.added and counts:
                last[self.line[task.number]] = task
        return list(last.values())

    def _since_whole(self, stage: int, tasks: Iterable[Task]) -> list[Task]:
        return [t for t in tasks if t.stage == stage and t.blocks and t.number >= self.whole[stage]]

    def _left(self, before: State, after: State) -> bool:
        """Whether somebody of this stage is still to be asked."""
        here = (before.stage, before.round)
        return any(task.blocks and (task.stage, task.round) == here for task in after.open_tasks())

    # Going on

    def _left_forward(
        self,
        before: State,
        after: State,
        paper: Paper,
        opened: list[Task],
        digest: str,
        *,
        passing: bool,
    ) -> None:
        if before.stage > FIRST:
            self._check_passed(before.stage, after, digest, paper)
        straight = self.resume[0] if self.resume and self.resume[1] == digest else None
        self.passed |= {before.stage} | (self.resting if straight else set())
        self.resting, self.resume = set(), None
        assert after.resume_at is None
        if straight:
            self._check_resumed(straight, opened, before, after, paper, digest)
            return
        agreed = self._who_agreed(before.stage, after, digest) if passing else frozenset()
        self._check_forward(before.stage + 1, opened, after, paper, agreed, digest)

    def _check_passed(self, stage: int, after: State, digest: str, paper: Paper) -> None:
        """Nobody was left out: all agreed now or stood already, or any one did."""
        asked = [task for task in after.tasks if task.number in self.line]
        words = self._words(stage, asked)
        agreed = [task for task in words if task.verdict == "agree"]
        assert any(task.verdict == "agree" for task in self._since_whole(stage, asked))
        if paper.mode(stage) is Mode.ANY:
            return
        now = {task.verdict for task in words if task.round == after.round}
        assert now <= {"agree", "resolve"}
        last = {task.seat: task for task in self._since_whole(stage, asked)}
        seats = {task.verdict for task in last.values() if task.round == after.round}
        assert seats <= {"agree", "transfer", "resolve"}
        assert not self.township.united[stage] or {task.digest for task in agreed} <= {digest}

    def _who_agreed(self, stage: int, after: State, digest: str) -> frozenset[int]:
        """From a seat of his own, to this very paper, in this round."""
        return frozenset(
            task.done_by
            for task in after.tasks
            if (task.stage, task.round, task.verdict) == (stage, after.round, "agree")
            and task.digest == digest
            and task.done_by in self.township.holding(task.seat)
        )

    def _check_forward(
        self,
        at: int,
        opened: list[Task],
        after: State,
        paper: Paper,
        agreed: frozenset[int],
        digest: str,
    ) -> None:
        """Stage after stage, until there is somebody who has not said it all one stage before."""
        for step in self.township.way(paper).steps:
            if step.stage < at:
                continue
            mine, opened = opened[: len(step.seats)], opened[len(step.seats) :]
            self._check_asked(step, mine, after)
            self._check_in_passing(step, mine, agreed, digest)
            if any(task.status is Status.OPEN for task in mine):
                assert (after.stage, opened, after.outcome) == (step.stage, [], None)
                return
            self.passed.add(step.stage)
            agreed = self._who_agreed(step.stage, after, digest)
        assert (after.outcome, opened) == (Outcome.CONCLUDED, [])

    def _check_asked(self, step: Step, mine: list[Task], after: State) -> None:
        """Everybody whom the rule leads to, and nobody else; one after another, if so ruled."""
        assert step.seats and [task.seat for task in mine] == list(step.seats)
        assert {(task.stage, task.round) for task in mine} == {(step.stage, after.round)}
        self.whole[step.stage] = mine[0].number
        for task, earlier in zip(mine, [None, *mine], strict=False):
            self._join(task, task.number)
            in_order = step.mode is Mode.ORDER and earlier is not None
            assert task.waits_for == (earlier.number if in_order and earlier else None)

    def _check_in_passing(
        self, step: Step, mine: list[Task], agreed: frozenset[int], digest: str
    ) -> None:
        """Where only agreement and an opinion is asked, nobody says the same twice on end."""
        before_all_done, some_done = True, False
        for task in mine:
            his = agreed & self.township.able(task.seat, step.stage) if step.plain else set()
            if his and (before_all_done or step.mode is not Mode.ORDER):
                assert (task.status, task.verdict, task.digest) == (Status.DONE, "agree", digest)
                assert task.done_by in his
                some_done = True
            else:
                before_all_done = False
                assert task.verdict is None
        rest = Status.DROPPED if some_done and step.mode is Mode.ANY else Status.OPEN
        assert {task.status for task in mine} <= {Status.DONE, rest}

    # Returning, and coming straight back

    def _returned(self, verb: Return, before: State, after: State, paper: Paper) -> None:
        back = {stage for stage in self.passed if stage >= verb.to}
        self.passed -= back
        self.resting = back if verb.straight else set()
        self.resume = (before.stage, verb.digest) if verb.straight else None
        assert (after.resume_at, after.resume_digest) == (self.resume or (None, ""))
        opened = effects(before, after).opened
        assert after.stage == verb.to
        assert set(_blocking(after)) == {task.number for task in opened}
        self._check_forward(verb.to, list(opened), after, paper, frozenset(), "")

    def _check_resumed(
        self,
        stage: int,
        opened: list[Task],
        before: State,
        after: State,
        paper: Paper,
        digest: str,
    ) -> None:
        """Only those are asked who have not agreed to this very paper, each as he was."""
        step = self.township.way(paper).step(stage)
        owed = self._owed(step, before.tasks, digest) if step is not None else []
        if step is None or not owed:
            self._check_forward(stage, opened, after, paper, frozenset(), digest)
            return
        assert (after.stage, after.outcome) == (stage, None)
        assert {task.seat for task in opened} == set(owed) and len(opened) == len(owed)
        last = self._last(stage, before.tasks)
        for task in opened:
            assert (task.status, task.round) == (Status.OPEN, after.round)
            old = last.get(task.seat)
            self._join(task, self.line[old.number] if old else task.number)
            by_rule = task.seat in step.seats
            if old is not None and old.number in self.added and not by_rule:
                self.added.add(task.number)
        self._check_same_order(step, opened, last, after, before)

    def _owed(self, step: Step, tasks: Iterable[Task], digest: str) -> list[Seat]:
        last = self._last(step.stage, tasks)
        said = [t for t in last.values() if (t.verdict, t.digest) == ("agree", digest)]
        gone = {seat for seat, task in last.items() if task.verdict in ("transfer", "resolve")}
        passed_on = {seat for seat in gone if last[seat].verdict == "transfer"}
        done = {task.seat for task in said}
        rule = [seat for seat in step.seats if seat not in done | passed_on]
        beside = [
            task
            for seat, task in last.items()
            if task.reason in BESIDE and seat not in {*step.seats, *done, *gone}
        ]
        enough = {self.line[task.number] for task in said if task.number not in self.added}
        if step.mode is Mode.ANY and enough:
            rule, beside = [], [task for task in beside if self.line[task.number] in enough]
        if not all(self.township.able(task.seat, step.stage) for task in beside):
            return []
        return [*rule, *(task.seat for task in beside)]

    def _last(self, stage: int, tasks: Iterable[Task]) -> dict[Seat, Task]:
        return {task.seat: task for task in self._since_whole(stage, tasks)}

    def _check_same_order(
        self, step: Step, opened: list[Task], last: dict[Seat, Task], after: State, before: State
    ) -> None:
        """Who waited for one asked besides waits for him again; by rule, the rule's order holds.

        Where the rule's order is another today, whoever was asked behind one who now comes later
        comes later with him.
        """
        waits = {task.seat: _before(after, task) for task in opened}
        for seat in waits:
            waited = _before(before, last[seat]) if seat in last else set()
            ruled = set(step.seats) if seat in step.seats else set()
            later = set(step.seats[step.seats.index(seat) + 1 :]) if ruled else set()
            moved = {
                each for each in waited if each in last and _before(before, last[each]) & later
            }
            assert waits[seat] >= waited & set(waits) - ruled - moved
        if step.mode is Mode.ORDER:
            row = [seat for seat in step.seats if seat in waits]
            assert all(a in waits[b] for a, b in zip(row, row[1:], strict=False))

    # Passing on, asking others besides, where nobody is left

    def _transferred(self, verb: Transfer, before: State, after: State) -> None:
        old, (new,) = _only(before, verb.task), effects(before, after).opened
        now = _only(after, verb.task)
        assert (now.status, now.verdict, now.done_by) == (Status.DROPPED, "transfer", verb.by)
        assert (new.seat, new.status, new.blocks) == (verb.to, Status.OPEN, True)
        assert ready(after, new) and (after.stage, after.outcome) == (before.stage, None)
        self._join(new, self.line[old.number])
        self.added |= {new.number} if old.number in self.added else set()
        self._check_waiting({old.number: new.number}, before, after)

    def _signer_added(self, verb: Add, before: State, after: State, paper: Paper) -> None:
        (new,) = effects(before, after).opened
        assert (new.seat, new.status, new.blocks) == (verb.seat, Status.OPEN, True)
        assert (new.reason, after.stage) == ("added", before.stage)
        self._join(new, self.line[verb.task])
        self.added.add(new.number)
        mine = _only(after, verb.task)
        assert mine.status is Status.OPEN
        first, second = (new, mine) if verb.before else (mine, new)
        assert second.waits_for == first.number and ready(after, first)
        behind = not verb.before and paper.mode(before.stage) is Mode.ORDER
        self._check_waiting({verb.task: new.number} if behind else {}, before, after, mine)

    def _check_waiting(
        self, instead: dict[int, int], before: State, after: State, besides: Task | None = None
    ) -> None:
        """Whoever waited for one waits for the other, and nothing else has changed."""
        for was in before.open_tasks():
            now = _only(after, was.number)
            if now == besides or now.status is Status.DROPPED:
                continue
            expected = instead.get(was.waits_for or 0, was.waits_for)
            assert (now.status, now.waits_for) == (Status.OPEN, expected)

    def _intervened(self, verb: Intervene, before: State, after: State, paper: Paper) -> None:
        """Whom the rule leads to today is asked, if he was not; and nobody's word is taken."""
        stuck, changed = _only(after, verb.task), effects(before, after).changed
        assert (stuck.status, stuck.verdict, stuck.done_by) == (Status.DROPPED, "resolve", None)
        assert all(t.status is Status.OPEN for t in changed if t.number != verb.task)
        opened = list(effects(before, after).opened)
        fresh = self._not_asked(stuck, before, paper)
        for task in opened[: len(fresh)]:
            first = task is opened[0]
            self._join(task, self.line[stuck.number] if first else task.number)
            assert (task.reason, task.status) == ("resolved", Status.OPEN)
        assert [task.seat for task in opened[: len(fresh)]] == fresh
        rest = opened[len(fresh) :]
        if set(_blocking(before)) == {verb.task} and not fresh:
            rest = self._check_asked_again(verb.digest, rest, before, paper, after)
        if self._left(before, after):
            assert (after.stage, rest) == (before.stage, [])
        else:
            self._left_forward(before, after, paper, rest, verb.digest, passing=False)

    def _not_asked(self, stuck: Task, before: State, paper: Paper) -> list[Seat]:
        step = self.township.way(paper).step(stuck.stage)
        if stuck.number in self.added or step is None:
            return []
        last = self._last(stuck.stage, before.tasks)
        last.pop(stuck.seat)
        now = [task for task in last.values() if task.round == before.round]
        counts = {task.seat for task in now if task.status is not Status.DROPPED}
        counts |= {task.seat for task in last.values() if task.verdict == "agree"}
        open_too = [seat for seat in step.seats if self.township.able(seat, step.stage)]
        return [seat for seat in open_too if seat not in counts]

    def _answered(self, verb: Confirm | Disown | Settle, before: State, after: State) -> None:
        (answered,) = effects(before, after).changed
        verdict = type(verb).__name__.lower()
        assert answered.number == verb.task
        assert (answered.status, answered.verdict) == (Status.DONE, verdict)
        assert (answered.done_by, effects(before, after).opened) == (verb.by, ())

    def _join(self, task: Task, line: int) -> None:
        self.line[task.number] = line


def _place(task: Task) -> tuple[object, ...]:
    return (task.number, task.stage, task.round, task.seat, task.reason, task.blocks, task.root)


def _blocking(state: State) -> list[int]:
    return [task.number for task in state.open_tasks() if task.blocks]


def _only(state: State, number: int) -> Task:
    (task,) = (task for task in state.tasks if task.number == number)
    return task


def _before(state: State, task: Task) -> set[Seat]:
    """Whom a task waits for, and whom those wait for."""
    seats: set[Seat] = set()
    while task.waits_for is not None:
        task = _only(state, task.waits_for)
        seats.add(task.seat)
    return seats
