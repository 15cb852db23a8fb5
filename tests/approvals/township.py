"""Made-up townships, papers and ways for the machine that proves the core."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from hypothesis import strategies as st

from township_office.approvals.core import FIRST, Mode, Seat, State, Status, Step, Task, Way

APPLICANT, *OTHERS = OFFICERS = range(1, 7)
MAYOR_POST, CLERK_POST, *OTHER_POSTS = POSTS = range(11, 17)
STAGES = range(FIRST + 1, FIRST + 6)
SEATS = [*(Seat(post=post) for post in POSTS), *(Seat(officer=officer) for officer in OFFICERS)]
SENDERS = [Seat(officer=APPLICANT), Seat(post=CLERK_POST)]  # as himself, or in his post
LAST_RESORT = Seat(post=MAYOR_POST)  # never without somebody other than the applicant


@dataclass(frozen=True)
class Plan:
    """What the rules ask of one stage: whom, and how. An empty plan waits for names."""

    asked: tuple[Seat, ...]
    mode: Mode


@dataclass(frozen=True)
class Paper:
    """What is being decided upon, with the way that it takes; its number is its digest."""

    number: int
    plans: Mapping[int, Plan]

    @property
    def digest(self) -> str:
        return f"v{self.number}"

    @property
    def stages(self) -> list[int]:
        return [FIRST, *sorted(self.plans)]

    def mode(self, stage: int) -> Mode:
        return self.plans[stage].mode if stage > FIRST else Mode.ALL

    def upto(self, stage: int) -> dict[int, Plan]:
        return {order: plan for order, plan in self.plans.items() if order <= stage}

    def named(self) -> "Paper":
        """The same paper with the mayor named wherever nobody was."""
        plans = {
            stage: replace(plan, asked=plan.asked or (LAST_RESORT,))
            for stage, plan in self.plans.items()
        }
        return replace(self, plans=plans)


@dataclass
class Township:
    """Who holds which post today, who stands in for whom, and what is asked at which stage."""

    staff: dict[int, frozenset[int]]
    deciding: dict[int, bool]
    plain: dict[int, bool]
    united: dict[int, bool]
    sender: Seat
    stand_ins: dict[int, frozenset[int]]
    in_person: frozenset[int]
    gone: set[int] = field(default_factory=set)

    def way(self, paper: Paper) -> Way:
        first = Step(FIRST, (self.sender,), deciding=False)
        steps = (self._step(stage, plan) for stage, plan in sorted(paper.plans.items()))
        return Way(
            APPLICANT,
            (first, *steps),
            {post: self.holding(Seat(post=post)) for post in self.staff},
            {principal: each - self.gone for principal, each in self.stand_ins.items()},
            self.in_person,
            frozenset(OFFICERS) - self.gone,
        )

    def _step(self, stage: int, plan: Plan) -> Step:
        """As the office finds its people: who may not or cannot act is stood in for."""
        found = (seat if self.able(seat, stage) else LAST_RESORT for seat in plan.asked)
        return Step(
            stage,
            tuple(dict.fromkeys(found)),
            plan.mode,
            self.decides(stage),
            self.plain[stage],
            self.united[stage],
        )

    def decides(self, stage: int) -> bool:
        return stage > FIRST and self.deciding[stage]

    def holding(self, seat: Seat) -> frozenset[int]:
        if seat.officer is not None:
            return frozenset({seat.officer}) - self.gone
        return self.staff[seat.post or 0] - self.gone

    def able(self, seat: Seat, stage: int) -> frozenset[int]:
        return self.holding(seat) - ({APPLICANT} if self.decides(stage) else set())

    def may_fill(self, post: int, officers: frozenset[int]) -> bool:
        """Any post may fall vacant, wherever a case lies, but two of them never."""
        here = officers - self.gone
        never = {MAYOR_POST: here - {APPLICANT}, CLERK_POST: here}
        return bool(never.get(post, True))

    def may_leave(self, officer: int) -> bool:
        still = {post: held - self.gone - {officer} for post, held in self.staff.items()}
        return bool(still[MAYOR_POST] - {APPLICANT}) and bool(still[CLERK_POST])

    def in_whose_place(self, task: Task, officer: int) -> set[int]:
        """For whom he may act there: himself, or whom he stands in for; not for his own request."""
        able = self.able(task.seat, task.stage)
        if officer in able:
            return {officer}
        if task.stage == FIRST or task.seat.post in self.in_person or officer in self.gone:
            return set()
        if officer == APPLICANT and self.decides(task.stage):
            return set()
        return {each for each in able if officer in self.stand_ins.get(each, ())}

    def may_end(self, state: State, task: Task, officer: int) -> bool:
        lies = task.status is Status.OPEN and task.blocks and ready(state, task)
        return lies and bool(self.in_whose_place(task, officer))

    def possible(self, state: State) -> list[tuple[int, int]]:
        """Who could end which task now."""
        return [
            (task.number, officer)
            for task in state.tasks
            for officer in OFFICERS
            if self.may_end(state, task, officer)
        ]

    def nowhere(self, state: State) -> list[int]:
        """What lies where nobody can do it, though nobody need do anything else before."""
        return [
            task.number
            for task in state.open_tasks()
            if task.blocks and ready(state, task) and not self.able(task.seat, task.stage)
        ]


def ready(state: State, task: Task) -> bool:
    """In order, a task waits while the one before it is open."""
    before = [other for other in state.tasks if other.number == task.waits_for]
    return all(other.status is not Status.OPEN for other in before)


def some(officers: Sequence[int], *, least: int = 0) -> st.SearchStrategy[frozenset[int]]:
    return st.frozensets(st.sampled_from(officers), min_size=least, max_size=3)


def plans() -> st.SearchStrategy[dict[int, Plan]]:
    """One to five stages of one to four seats; now and then one where nobody is named."""
    asked = st.sampled_from([1, 2, 3, 4] * 6 + [0]).flatmap(_seats)
    plan = st.builds(Plan, asked, st.sampled_from(Mode))
    return st.dictionaries(st.sampled_from(STAGES), plan, min_size=1, max_size=len(STAGES))


def _seats(number: int) -> st.SearchStrategy[tuple[Seat, ...]]:
    chosen = st.lists(st.sampled_from(SEATS), min_size=number, max_size=number, unique=True)
    return chosen.map(tuple)


def townships() -> st.SearchStrategy[Township]:
    """Posts of nobody, of several, of one person who holds another post too; a few stand-ins."""
    others = {post: some(OFFICERS) for post in OTHER_POSTS}
    never_vacant = {MAYOR_POST: some(OTHERS, least=1), CLERK_POST: some(OFFICERS, least=1)}
    each_stage = st.fixed_dictionaries({stage: st.booleans() for stage in STAGES})
    return st.builds(
        Township,
        staff=st.fixed_dictionaries({**never_vacant, **others}),
        sender=st.sampled_from(SENDERS),
        deciding=each_stage,
        plain=each_stage,
        united=each_stage,
        stand_ins=st.dictionaries(st.sampled_from(OFFICERS), some(OFFICERS, least=1), max_size=3),
        in_person=st.frozensets(st.sampled_from(POSTS), max_size=1),
    )
