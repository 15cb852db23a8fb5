"""A stage taken up where it was left: who had agreed stands, who had not is asked again."""

from dataclasses import replace

from township_office.approvals.core.changes import next_number
from township_office.approvals.core.state import (
    Mode,
    Reason,
    Seat,
    State,
    Status,
    Step,
    Task,
    Verdict,
    Way,
)

BESIDE_THE_RULE = (Reason.ADDED, Reason.TRANSFERRED)
BY_RULE = (Reason.RULE, Reason.FALLBACK)


def left_open(way: Way, state: State, step: Step, digest: str) -> tuple[Task, ...]:
    """The tasks to open again at this stage, numbered on; none where the stage starts afresh."""
    last = _last_of_each_seat(state, step)
    beside = [
        task
        for task in last.values()
        if task.reason in BESIDE_THE_RULE and _unsaid(task, digest) and task.seat not in step.seats
    ]
    seats = [seat for seat in step.seats if _asked_again(last.get(seat), digest)]
    if step.mode is Mode.ANY and (agreed := _agreed_branches(last, digest)):
        seats, beside = [], [task for task in beside if task.root in agreed]
    if not step.seats or not all(way.able(task.seat, step.stage) for task in beside):
        return ()
    return _numbered(state, step, seats, beside, last)


def standing(state: State, step: Step) -> list[Task]:
    """Agreements of earlier rounds that stand, because it came straight back here.

    Who was asked to look again and never did has said nothing new: his word of before is his last.
    """
    return [
        task
        for task in _last_of_each_seat(replace(state, tasks=_said(state)), step).values()
        if task.round < state.round
        and task.verdict is Verdict.AGREE
        and task.reason is not Reason.ADDED
    ]


def _said(state: State) -> tuple[Task, ...]:
    """Without what was dropped before anybody did anything with it."""
    idle = (Status.DROPPED, None)
    return tuple(task for task in state.tasks if (task.status, task.verdict) != idle)


def _agreed_branches(last: dict[Seat, Task], digest: str) -> set[int]:
    """Of any that suffices, who has said so: nobody else need be asked."""
    return {
        task.root
        for task in last.values()
        if task.verdict is Verdict.AGREE
        and task.digest == digest
        and task.reason is not Reason.ADDED
    }


def _last_of_each_seat(state: State, step: Step) -> dict[Seat, Task]:
    """What became of everybody asked since the stage was last entered as a whole."""
    last: dict[Seat, Task] = {}
    for round in range(state.round, 0, -1):
        there = [
            task
            for task in state.tasks
            if (task.stage, task.round) == (step.stage, round) and task.blocks
        ]
        for task in reversed(there):
            last.setdefault(task.seat, task)
        if any(task.root == task.number and task.reason in BY_RULE for task in there):
            break
    return dict(sorted(last.items(), key=lambda each: each[1].number))


def _asked_again(task: Task | None, digest: str) -> bool:
    return task is None or task.verdict is Verdict.RESOLVE or _unsaid(task, digest)


def _unsaid(task: Task, digest: str) -> bool:
    """Whether his word is still owed: not where he passed the task on, or agreed to this."""
    if task.status is Status.DROPPED:
        return task.verdict is None
    return task.verdict is not Verdict.AGREE or task.digest != digest


def _numbered(
    state: State, step: Step, seats: list[Seat], beside: list[Task], last: dict[Seat, Task]
) -> tuple[Task, ...]:
    """Everybody again as he was: after the same one, in the place of the same one."""
    first = next_number(state)
    every = [*seats, *(task.seat for task in beside)]
    number_of = {seat: first + place for place, seat in enumerate(every)}
    behind = {seat: _behind(state, last.get(seat), number_of) for seat in every}
    if step.mode is Mode.ORDER:
        behind = _one_after_another(_in_a_row(seats, beside, behind, number_of), number_of)
    asked = [_again(last.get(seat), seat, step.stage) for seat in seats]
    asked += [replace(task, verdict=None, done_by=None, digest="") for task in beside]
    return tuple(
        replace(
            task,
            number=number_of[task.seat],
            round=state.round,
            root=task.root or number_of[task.seat],
            waits_for=behind[task.seat],
            status=Status.OPEN,
        )
        for task in asked
    )


def _again(task: Task | None, seat: Seat, stage: int) -> Task:
    """Of the same branch as before; whom the rule did not lead to then is newly named.

    So a stage was asked as a whole where the rule's own tasks are roots.
    """
    if task is None:
        return Task(0, stage, 0, seat, reason=Reason.RESOLVED)
    return Task(0, stage, 0, seat, root=task.root)


def _behind(state: State, task: Task | None, number_of: dict[Seat, int]) -> int | None:
    """The new number of whom he waited for, or whom that one waited for."""
    while task is not None:
        task = state.task(task.waits_for) if task.waits_for is not None else None
        if task is not None and task.seat in number_of:
            return number_of[task.seat]
    return None


def _in_a_row(
    seats: list[Seat],
    beside: list[Task],
    behind: dict[Seat, int | None],
    number_of: dict[Seat, int],
) -> list[Seat]:
    """Who was asked besides stands in the row right after whom he waited for, or at its head."""
    row, left = list(seats), [task.seat for task in beside]
    while left:
        here = {number_of[seat] for seat in row}
        seat = next((each for each in left if behind[each] in here), left[0])
        left.remove(seat)
        place = next((at for at, each in enumerate(row) if number_of[each] == behind[seat]), None)
        before = [at for at, each in enumerate(row) if behind[each] == number_of[seat]]
        row.insert(place + 1 if place is not None else min(before, default=0), seat)
    return row


def _one_after_another(row: list[Seat], number_of: dict[Seat, int]) -> dict[Seat, int | None]:
    earlier = [None, *(number_of[seat] for seat in row)]
    return dict(zip(row, earlier, strict=False))
