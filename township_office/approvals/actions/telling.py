"""催办 and 抄送: they touch no task."""

from township_office.approvals.acts import Act
from township_office.approvals.core import Seat
from township_office.approvals.finishing import finish
from township_office.approvals.models import Case, Event
from township_office.approvals.rules import check_may_copy, check_may_urge
from township_office.approvals.run import Run
from township_office.approvals.telling import COPIED, URGED, message, to_holders
from township_office.audit.capacity import Capacity
from township_office.people.grants import let_groups_read
from township_office.web.once import together
from township_office.web.refusals import Refused


@together
def urge(case: Case, *, words: str = "", by: Capacity) -> Case:
    """催办: whoever has it on his desk hears that it is waited for.

    Raises Refused for others than the applicant and the director, and more than once an hour.
    """
    run = Run.locked(case.pk)
    check_may_urge(run, by)
    waiting = run.ready_rows()
    _say(run, Event.Verb.URGE, words, "、".join(run.lies_with(waiting)), by)
    told = to_holders(run, URGED, waiting, f"{by.officer_name}催办。{words}", by)
    finish(run, Act.URGED, by, stage=run.case.stage_name, words=words, messages=(told,))
    return run.case


@together
def copy_to(case: Case, *, seats: list[Seat], words: str = "", by: Capacity) -> Case:
    """抄送: let others know of the matter and read it; nothing is asked of them (A5.3)."""
    run = Run.locked(case.pk)
    check_may_copy(run, by)
    holders = [each for seat in seats for each in run.staff.named(seat)]
    if not holders:
        raise Refused("没有选抄送给谁，或所选职务现在没有人担任，请重新选择。")
    let_groups_read(
        run.subject,
        groups=[run.staff.posts[seat.post].groups[0] for seat in seats if seat.post is not None],
        officers=[seat.officer for seat in seats if seat.officer is not None],
    )
    names = "、".join(dict.fromkeys(each.name for each in holders))
    _say(run, Event.Verb.COPY, words, names, by)
    officers = [each.officer_id for each in holders]
    told = message(run, COPIED, officers, f"{by.officer_name}抄送您阅知。{words}", by)
    finish(run, Act.COPIED, by, stage=run.case.stage_name, words=words, messages=(told,))
    return run.case


def _say(run: Run, verb: Event.Verb, words: str, names: str, by: Capacity) -> None:
    run.say(verb, by=by, stage=run.case.stage, opinion=words, to_names=names)
