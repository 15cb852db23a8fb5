"""A leader's word that reached the system by another's hand: by telephone or on paper."""

from dataclasses import replace

from township_office.approvals import core
from township_office.approvals.actions.deciding import effect
from township_office.approvals.core import FIRST, Unlawful, Why
from township_office.approvals.finishing import agreed_beside, settle_stages
from township_office.approvals.forms import OpinionForm
from township_office.approvals.models import Event, Task
from township_office.approvals.run import Run, value_of
from township_office.audit.capacity import Capacity, How
from township_office.people.models import Officer
from township_office.web.refusals import Refused

Heard = type[core.Phone] | type[core.Paper]
_WAYS: dict[Heard, How] = {core.Phone: "phone", core.Paper: "paper"}


def on_behalf(
    run: Run,
    mine: Task,
    leader: Officer,
    form: OpinionForm,
    verb: Heard,
    *,
    recorder: Officer | Capacity,
    by: Capacity,
) -> Event:
    """Let the leader's word take effect; the event is his, with who entered it beside his name."""
    how = _WAYS[verb]
    effect(run, mine, form, replace(by, how=how, for_name=leader.name))
    run.move(verb(mine.number, by.person_id, leader.pk, run.digest), mine)
    post = run.staff.posts.get(mine.post_id or 0)
    said = run.say(
        Event.Verb.AGREE,
        by=by,
        stage=mine.stage,
        round=mine.round,
        task=mine,
        opinion=form.words(),
        form=form.said(),
        officer_id=leader.pk,
        officer_name=leader.name,
        post_name=post.name if post else "",
        for_name=_for_whom(run, mine, leader),
        how=how,
        recorder_id=recorder.person_id if isinstance(recorder, Capacity) else recorder.pk,
        recorder_name=recorder.officer_name if isinstance(recorder, Capacity) else recorder.name,
    )
    agreed_beside(run, mine, said)
    settle_stages(run, mine, by)
    return said


def check_recorder(run: Run, mine: Task, leader: Officer, by: Capacity) -> None:
    """The applicant never enters the decision on his own request, nor a leader his own."""
    own = by.person_id == run.case.applicant_id and run.route.way.decides(mine.stage)
    if own and mine.stage > FIRST:
        raise Refused("您是经办人，领导的意见要由办公室其他同志代记。")
    if by.person_id == leader.pk:
        raise run.refusal(Unlawful(Why.FOR_HIMSELF), mine)


def _for_whom(run: Run, mine: Task, leader: Officer) -> str:
    principal = run.route.way.acts_for(value_of(mine), leader.pk)
    return "" if principal in (None, leader.pk) else run.staff.names.get(principal or 0, "")
