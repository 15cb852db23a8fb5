"""移交: a seal goes from its keeper to the next before a witness; what waits for him goes with it."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet

from seals.keeping import rules
from seals.keeping.acts import Act
from seals.keeping.models import Custody, Handover, Seal
from township_office import clock
from township_office.approvals.actions import agree, intervene, open_case, resubmit, transfer
from township_office.approvals.core import Seat
from township_office.approvals.forms import OpinionForm
from township_office.approvals.models import Case, Task
from township_office.approvals.registry import matters
from township_office.approvals.stuck import stuck_in
from township_office.audit.capacity import Capacity
from township_office.audit.trail import record
from township_office.people.capacity import capacity_of
from township_office.people.models import Officer
from township_office.people.today import today_of
from township_office.web.once import together
from township_office.web.refusals import Refused, Stale

GIVE = "seals.give"  # the stage kind; approval.py declares it
KEEPERS_STAGES = ("seals.stamp", "seals.stamp_blank", "seals.hand_out", "seals.take_back")
TasksOf = Callable[[Seal], QuerySet[Task]]
_waiting: list[TasksOf] = []


def waits_for_the_keeper(tasks_of: TasksOf) -> TasksOf:
    """Enter which open tasks wait for whoever keeps a seal: they go with it when it is handed over."""
    _waiting.append(tasks_of)
    return tasks_of


@waits_for_the_keeper
def _asked_for_a_seal(seal: Seal) -> QuerySet[Task]:
    """Whatever names one seal and lies at a stage of its keeper's."""
    asking = Q(pk__in=())
    for each in matters().values():
        if any(field.name == "seal" for field in each.model._meta.get_fields()):
            kind = ContentType.objects.get_for_model(each.model)
            of_it = each.model._default_manager.filter(seal=seal).values("pk")
            asking |= Q(case__subject_type=kind, case__subject_id__in=of_it)
    return Task.objects.open().filter(asking, kind__in=KEEPERS_STAGES)


@together
def ask_handover(handover: Handover, *, by: Capacity) -> Case:
    """Propose that a seal goes to somebody else, for good or until a day.

    Raises Refused for others than its keeper and the office, for a seal that is out; Stale while
    another handover of it is under way.
    """
    handover.ends = rules.custody_of(handover.seal)
    rules.check_asks_handover(handover, by=by)
    handover.asked_by_id = by.person_id
    handover.save()
    record(Act.HANDOVER_ASKED, handover, by=by, words=handover.reason, after=_told(handover))
    case = open_case(handover, by=by)
    return _given_at_once(case, handover, by)


def _given_at_once(case: Case, handover: Handover, by: Capacity) -> Case:
    """Who keeps it and proposes to hand it over has given it by that; he is not asked once more."""
    mine = case.tasks.lying_with(by.person_id).filter(kind=GIVE).first()
    if mine is None:
        return case
    said = OpinionForm({"opinion": "提出时一并移交。"}, subject=handover, officer=None)
    said.full_clean()
    given: Case = agree(mine, by=by, form=said)
    return given


@together
def amend_handover(handover: Handover, *, by: Capacity) -> Case:
    """Mend what came back, and send it on again."""
    mine = rules.check_can_amend(handover, by=by)
    rules.check_asks_handover(handover, by=by)
    before = _told(Handover.objects.get(pk=handover.pk))
    handover.save()
    record(Act.HANDOVER_AMENDED, handover, by=by, before=before, after=_told(handover))
    return resubmit(mine, by=by)


def hand_back(seal: Seal, *, by: Capacity) -> Handover:
    """交还: the handover for a day in the other direction, to whom it came from; one tap.

    Raises Refused where the seal was not handed over for a time.
    """
    custody = rules.custody_of(seal)
    lent = custody.handover if custody is not None else None
    if lent is None or lent.until is None or lent.ends is None:
        raise Refused(f"{seal}不是临时移交的，不用交还。需要换保管人的，请提出移交。")
    back = Handover(
        seal=seal,
        receiver_id=lent.ends.officer_id,
        receiver_post_id=lent.ends.post_id,
        items=lent.items,
        reason="到期交还",
        returns=lent,
    )
    ask_handover(back, by=by)
    return back


@together
def give_seal(handover: Handover, *, by: Capacity) -> None:
    """移交: who keeps it gives it out of his hands, in person."""
    rules.check_handable(handover.seal)
    rules.check_gives(handover, by=by)
    handover.giver_id, handover.giver_post_id = by.person_id, by.post_id
    handover.save(update_fields=["giver", "giver_post"])
    record(Act.GIVEN, handover, by=by, after={"移交内容": handover.items})


@together
def receive_seal(handover: Handover, *, condition: str, by: Capacity) -> None:
    """接收: the receiver has the seal in hand, has held its imprint against the register's."""
    rules.check_handable(handover.seal)
    rules.check_receives(handover, by=by)
    handover.condition = condition
    handover.save(update_fields=["condition"])
    record(Act.RECEIVED, handover, by=by, after={"印章状况": condition})


@together
def hand_over(handover: Handover, *, by: Capacity) -> Custody:
    """The witness has agreed: at one instant the old custody ends and the new one begins (SEAL-07).

    Raises Refused where the seal is out by now, Stale where its keeper is another already.
    """
    rules.check_witnesses(handover, by=by)
    rules.check_receiver(handover)
    _take_tasks_along(handover)
    _hold(handover)
    custody = _next_custody(handover, by)
    _let_follow(handover, by)
    handover.done_at = custody.since
    handover.save(update_fields=["done_at"])
    before = {"保管人": handover.ends.officer.name if handover.ends else "无"}
    after = {"保管人": handover.receiver.name, "监交人": by.officer_name}
    record(Act.HANDED_OVER, handover.seal, by=by, before=before, after=after)
    return custody


@together
def end_handover(handover: Handover, outcome: str, *, by: Capacity) -> None:
    """Its way has come to an end, whichever: another handover of the seal may be proposed."""
    handover.ended_at = clock.now()
    handover.save(update_fields=["ended_at"])
    record(Act.HANDOVER_ENDED, handover, by=by, after={"结果": outcome})


def _hold(handover: Handover) -> None:
    """Take the seal's row as stamping and taking it out do: only what lies here is handed over."""
    post = {} if handover.until else {"keeper_post": handover.receiver_post_id}
    kept = Seal.objects.filter(pk=handover.seal_id, out_since__isnull=True, status__in=rules.KEPT)
    if not kept.update(out_since=None, **post):
        handover.seal.refresh_from_db()
        rules.check_handable(handover.seal)
        raise Stale(f"{handover.seal}有了变化，没有移交。请刷新再看。")
    handover.seal.refresh_from_db()
    handover.seal.save(update_fields=["keeper_post"])  # for its row of history


def _next_custody(handover: Handover, by: Capacity) -> Custody:
    now = clock.now()
    faster = Stale(f"{handover.seal}的保管人已经变了，没有移交。请刷新看现在由谁保管。")
    if handover.ends_id is None:
        if handover.seal.custodies.exists():
            raise faster
    elif not Custody.objects.filter(pk=handover.ends_id, until__isnull=True).update(until=now):
        raise faster
    return Custody.objects.create(
        seal=handover.seal,
        officer_id=handover.receiver_id,
        post_id=handover.receiver_post_id,
        since=now,
        witness_id=by.person_id,
        handover=handover,
    )


def _take_tasks_along(handover: Handover) -> None:
    """What waits for the old keeper at this seal waits for the new one: cases before the seal's row,
    in the order in which stamping takes them."""
    if handover.ends is None or not rules.in_any_post(handover.ends.officer_id):
        return
    old = handover.ends.officer
    his = Task.objects.lying_with(old).filter(pk__in=_waiting_for(handover.seal))
    for task in his.select_related("post", "case").order_by("case", "number"):
        if _may_be_given(task, handover.receiver):
            note = f"{handover.seal}已移交{handover.receiver.name}。"
            to = Seat(officer=handover.receiver_id)
            transfer(task, to=to, note=note, by=capacity_of(old, task.post))


def _waiting_for(seal: Seal) -> set[int]:
    return {pk for tasks_of in _waiting for pk in tasks_of(seal).values_list("pk", flat=True)}


def _may_be_given(task: Task, receiver: Officer) -> bool:
    """Not what he finds on his own desk anyway, what he asked for himself, or where he has a part."""
    here = task.case.tasks.filter(stage=task.stage, round=task.round).exclude(status="dropped")
    has_part = here.filter(
        Q(officer=receiver) | Q(done_by=receiver) | Q(post__in=today_of(receiver.pk).post_ids)
    )
    return task.case.applicant_id != receiver.pk and not has_part.exists()


def _let_follow(handover: Handover, by: Capacity) -> None:
    """What lies where nobody sits any more goes to the new keeper, as its rule says today."""
    stuck = stuck_in(handover.seal.township_id).filter(pk__in=_waiting_for(handover.seal))
    for task in stuck.order_by("case", "number"):
        intervene(task, reason=f"{handover.seal}已移交{handover.receiver.name}。", by=by)


def _told(handover: Handover) -> dict[str, str]:
    words = {
        "接收人": f"{handover.receiver_post} {handover.receiver.name}",
        "移交内容": handover.items,
        "到期交还": f"{handover.until:%Y-%m-%d}" if handover.until else "",
    }
    return {label: value for label, value in words.items() if value}
