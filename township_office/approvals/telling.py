"""Who hears of what was done: those who need not act any more, and those who must look again."""

from collections.abc import Iterable

from township_office.approvals.core import Outcome, Reason, Seat, Status
from township_office.approvals.models import Event, Task
from township_office.approvals.registry import verb_of
from township_office.approvals.run import Run, value_of
from township_office.audit.capacity import Capacity
from township_office.notices.actions import Message, read_kind
from township_office.notices.registry import declare

ARRIVED = declare("approvals.arrived", "待办")
TAKEN_OFF = declare("approvals.taken_off", "不用再办")
RETURNED = declare("approvals.returned", "退回")
DIFFERS = declare("approvals.differs", "待统一意见")
ENDED = declare("approvals.ended", "办结")
PASSED_ON = declare("approvals.passed_on", "转办加签")
TO_CONFIRM = declare("approvals.to_confirm", "补签")
DISOWNED = declare("approvals.disowned", "电话同意被否认")
PAPER = declare("approvals.paper", "代录")
URGED = declare("approvals.urged", "催办")
COPIED = declare("approvals.copied", "抄送")
REMINDED = declare("approvals.reminded", "时限")

_ENDINGS = {Outcome.CONCLUDED: "已办结。", Outcome.REFUSED: "未获同意"}


def group_of(run: Run) -> str:
    return f"{run.matter.key}:{run.case.subject_id}"


def message(
    run: Run, kind: str, officers: Iterable[int], words: str, by: Capacity | None
) -> Message:
    return Message(
        kind=kind,
        township_id=run.case.township_id,
        officers=officers,
        words=words,
        url=run.matter.url_of(run.case),
        about=run.case.title,
        group=group_of(run),
        by=by,
    )


def to_holders(
    run: Run, kind: str, tasks: Iterable[Task], words: str, by: Capacity | None
) -> Message:
    """To whoever has these tasks on his desk today, stand-ins as well."""
    way = run.route.way
    officers = {officer for task in tasks for officer in way.acting(value_of(task))}
    return message(run, kind, sorted(officers), words, by)


def of_what_became(run: Run, by: Capacity) -> list[Message]:
    """What follows by itself from the events of this run."""
    said = run.events[0]
    differs = f"{said.officer_name}的意见与您不同，请再定。"
    told = [
        (TAKEN_OFF, _taken_off(run), f"{_did(said)}，您不用再办。"),
        (DIFFERS, _asked_again(run), differs),
        (RETURNED, _sent_back(run), f"{_did(said)}：{said.opinion}"),
    ]
    if arrived := _arrived(run):
        told.append((ARRIVED, arrived, f"{_did(said)}，请您{verb_of(arrived[0])}。"))
    messages = [to_holders(run, kind, tasks, words, by) for kind, tasks, words in told if tasks]
    end = _of_the_end(run, said, by)
    return messages if end is None else [*messages, end]


def read_by_the_others(run: Run, by: Capacity) -> None:
    """What was done for them need not be looked after: that it had arrived is read by now."""
    done = [row for row in run.touched if row.blocks and not _is_open(row)]
    asked = {officer for row in done for officer in run.route.way.acting(value_of(row))}
    if others := asked - {by.person_id}:
        read_kind(ARRIVED, officers=sorted(others), group=group_of(run))


def _did(said: Event) -> str:
    did = "办理" if said.verb == Event.Verb.AGREE else said.get_verb_display()
    return f"已由{said.officer_name}{did}"


def _taken_off(run: Run) -> list[Task]:
    return [row for row in run.touched if row.status == Status.DROPPED and not row.verdict]


def _arrived(run: Run) -> list[Task]:
    """What one can begin with from now on; what was passed on, or sent back, is told in other words."""
    by_itself = run.events[0].verb in (Event.Verb.AGREE, Event.Verb.SUBMIT)
    opened = [row for row in run.touched if row.reason != Reason.DIFFERS] if by_itself else []
    begins = (row for row in (*opened, *run.released) if row.blocks and _is_open(row))
    return [row for row in begins if not run.state.waiting(value_of(row))]


def _asked_again(run: Run) -> list[Task]:
    return [row for row in run.touched if row.reason == Reason.DIFFERS and _is_open(row)]


def _sent_back(run: Run) -> list[Task]:
    if run.events[0].verb != Event.Verb.RETURN:
        return []
    return [row for row in run.touched if _is_open(row)]


def _is_open(row: Task) -> bool:
    return row.status == Status.OPEN


def _of_the_end(run: Run, said: Event, by: Capacity) -> Message | None:
    """The applicant, or whoever sits in the post it was sent in, hears how it ended."""
    ending = _ENDINGS.get(Outcome(run.case.outcome)) if run.ended else None
    if ending is None:
        return None
    case, refused = run.case, run.case.outcome == Outcome.REFUSED
    sender = Seat(post=case.applicant_post_id) if case.applicant_post_id else None
    officers = run.staff.holding(sender) if sender else {case.applicant_id}
    words = f"{ending}：{said.opinion}" if refused else ending
    return message(run, ENDED, sorted(officers), words, by)
