"""What follows from every verb: who is told, what the module does, the line of the trail."""

from township_office import clock
from township_office.approvals import telling
from township_office.approvals.acts import Act
from township_office.approvals.core import Status, Verdict
from township_office.approvals.models import Event, PaperDecision, Task
from township_office.approvals.run import Run
from township_office.approvals.telling import message
from township_office.audit.capacity import Capacity
from township_office.audit.trail import record
from township_office.notices.actions import Message, tell_many
from township_office.people.grants import let_groups_read


def finish(
    run: Run,
    act: Act,
    by: Capacity,
    *,
    stage: str,
    words: str = "",
    messages: tuple[Message, ...] = (),
) -> None:
    """Write the case down, tell the module and the people, and add the line of the trail."""
    told = [*messages, *telling.of_what_became(run, by), *_papers_let_go(run, by)]
    run.keep()
    subject = run.subject
    if run.ended and run.matter.ended is not None:
        run.matter.ended(subject, run.case, by)
    if by.for_name and by.how == "online":
        let_groups_read(subject, officers=[by.person_id])  # what he decided he may look at later
    telling.read_by_the_others(run, by)
    tell_many(told)
    record(act, subject, by=by, words=words, before={"环节": stage}, after={"环节": where(run)})


def where(run: Run) -> str:
    return run.case.get_outcome_display() or run.case.stage_name


def _papers_let_go(run: Run, by: Capacity) -> list[Message]:
    """What was entered from paper for a task that is over waits for nobody any more."""
    closed = [row for row in run.touched if row.status != Status.OPEN]
    over = [row for row in closed if row.number in run.on_paper]
    if not over:
        return []
    waiting = PaperDecision.objects.filter(task__in=over, status=PaperDecision.Status.WAITING)
    clerks = sorted(set(waiting.values_list("entered_by", flat=True)))
    waiting.update(status=PaperDecision.Status.NEEDLESS, checked_at=clock.now())
    return [message(run, telling.PAPER, clerks, "这一步已另有处理，您的代录不用了。", by)]


def agreed_beside(run: Run, mine: Task, said: Event) -> None:
    """One decision is written into every seat it was made for: in the same stage, or in passing."""
    for row in run.touched:
        if row.verdict == Verdict.AGREE and row.number != mine.number:
            word = said if row.done_by_id == said.officer_id else _his_word(run, said, row)
            run.events.append(_same_again(word, run, row))


def _his_word(run: Run, said: Event, row: Task) -> Event:
    """What he said one stage before: whoever agreed there last does not speak for him."""
    his: Event = run.case.events.filter(officer=row.done_by_id, verb=Event.Verb.AGREE).latest("id")
    his.at, his.click = said.at, said.click
    return his


def _same_again(said: Event, run: Run, row: Task) -> Event:
    fields = {name: getattr(said, name) for name in _SAME}
    post = run.staff.posts.get(row.post_id or 0)
    return Event(
        **fields,
        stage=row.stage,
        stage_name=row.stage_name,
        kind=row.kind,
        task=row,
        post_name=post.name if post else said.post_name,
        in_passing=True,
    )


_SAME = (
    "case",
    "verb",
    "round",
    "opinion",
    "officer_id",
    "officer_name",
    "for_name",
    "how",
    "recorder_id",
    "recorder_name",
    "digest",
    "at",
    "click",
)


def settle_stages(run: Run, mine: Task, by: Capacity) -> None:
    """The stages the case has left for good: whoever was asked there has agreed."""
    passed = {row.stage: row.kind for row in run.touched if row.status == Status.DONE}
    passed[mine.stage] = mine.kind
    for stage, kind in sorted(passed.items()):
        left = stage != run.case.stage or bool(run.case.outcome)
        settled = run.matter.kind(kind).settled
        if left and settled is not None:
            settled(run.subject, by)
