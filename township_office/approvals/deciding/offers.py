"""What else than agreeing an officer may do with a case now; only what is lawful is offered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from township_office import clock
from township_office.approvals import rules
from township_office.approvals.actions.behalf import check_recorder
from township_office.approvals.clauses import wording
from township_office.approvals.deciding.forms import (
    AddForm,
    CopyForm,
    PaperForm,
    PassForm,
    PhoneForm,
    ReturnForm,
    UrgeForm,
)
from township_office.approvals.deciding.seats import Choices, askable, held_seats
from township_office.approvals.forms import OpinionForm
from township_office.approvals.limits import URGENT_HOURS
from township_office.approvals.models import Event, Task
from township_office.approvals.run import seat_of
from township_office.people.away import away_now
from township_office.people.fresh import password_form
from township_office.people.models import Officer
from township_office.people.today import today_of
from township_office.ui.forms import OfficeForm
from township_office.web.refusals import Stale, refusal_of

if TYPE_CHECKING:
    from township_office.approvals.deciding.panel import Decision

NOT_CALLED_FOR = f"{wording('B1.1u')}这件不是急件，领导也没有外出、请假；能等的，请等他本人办理。"
Heard = dict[str, tuple[Task, int]]


@dataclass(frozen=True)
class Offer:
    """A verb with its form; or, where it is not lawful though one would expect it, the reason."""

    act: str
    name: str
    icon: str
    form: OfficeForm | None = None
    note: str = ""
    button: str = ""
    stage_form: OpinionForm | None = None
    why: str = ""
    hint: str = ""
    password: OfficeForm | None = None

    @property
    def sends_files(self) -> bool:
        forms = [each for each in (self.form, self.stage_form) if each is not None]
        return any(form.is_multipart() for form in forms)

    @property
    def at_fault(self) -> bool:
        asked = (self.form, self.stage_form, self.password)
        return any(form.errors for form in asked if form is not None)


def returning(decision: Decision) -> Offer | None:
    task = decision.task if decision.form else None
    if task is None:
        return None
    form = ReturnForm(
        *decision.posted("return")[:1],
        prefix="return",
        stages=_earlier(decision, task),
        initial={"to": _first_offer(decision, task)},
    )
    note = "退回后，本轮还没有办的都收回，并告诉他们。"
    return Offer("return", "退回", "undo-2", form, note, "退回")


def passing(decision: Decision) -> Offer | None:
    seats = _askable(decision)
    if not seats:
        return None
    form = PassForm(*decision.posted("transfer")[:1], prefix="transfer", seats=seats)
    note = "转办后由对方办理，您不用再办；办理过程里写明由您转给谁。"
    return Offer("transfer", "转办", "forward", form, note, "转办")


def adding(decision: Decision) -> Offer | None:
    seats = _askable(decision)
    if not seats:
        return None
    form = AddForm(*decision.posted("add")[:1], prefix="add", seats=seats)
    note = "在您之前：等他签了再轮到您。在您之后：您办了以后，他也同意了才往下走。"
    return Offer("add", "加签", "user-plus", form, note, "请他加签")


def copying(decision: Decision) -> Offer | None:
    if refusal_of(lambda: rules.check_may_copy(decision.run, decision.by)):
        return None
    seats = held_seats(decision.run.staff, besides=decision.officer.pk)
    form = CopyForm(*decision.posted("copy")[:1], prefix="copy", seats=seats)
    note = "抄送的同志可以打开这件阅看，不用办理。"
    return Offer("copy", "抄送", "send", form, note, "抄送")


def urging(decision: Decision) -> Offer | None:
    if not _may_expect_to_urge(decision):
        return None
    why = refusal_of(lambda: rules.check_may_urge(decision.run, decision.by))
    if why:
        return Offer("urge", "催办", "bell-ring", why=why)
    form = UrgeForm(*decision.posted("urge")[:1], prefix="urge")
    lying = "、".join(decision.run.lies_with(decision.waiting))
    return Offer("urge", "催办", "bell-ring", form, f"将提醒 {lying} 尽快办理。", "催办")


def phoning(decision: Decision) -> Offer | None:
    heard = heard_from(decision)
    offer = _on_behalf(
        decision,
        "phone",
        PhoneForm,
        name="电话请示",
        icon="phone",
        button="记录并送出",
        note="把领导在电话里的意见记下来，马上往下走；领导返回后补签。",
        since=_since(decision, heard),
    )
    if offer is None or not isinstance(offer.form, PhoneForm):
        return offer
    away = away_now({officer for _, officer in heard.values()})
    offer.form.say_who_is_away(away)
    return offer if away or _urgent(decision) else replace(offer, hint=NOT_CALLED_FOR)


def papering(decision: Decision) -> Offer | None:
    heard = heard_from(decision)
    return _on_behalf(
        decision,
        "paper",
        PaperForm,
        name="代录",
        icon="file-pen-line",
        button="代录，请主任确认",
        note="领导在纸上签的意见，照原文录入并附扫描件；主任对照确认后生效。",
        township=decision.officer.township_id,
        since=_since(decision, heard),
    )


def _since(decision: Decision, heard: Heard) -> dict[str, datetime]:
    return {key: rules.heard_since(decision.run, task) for key, (task, _) in heard.items()}


MAKERS: dict[str, Callable[[Decision], Offer | None]] = {
    "return": returning,
    "transfer": passing,
    "add": adding,
    "copy": copying,
    "urge": urging,
    "phone": phoning,
    "paper": papering,
}


def heard_from(decision: Decision) -> Heard:
    """Whose word could be entered by somebody else: each holder of what lies open here."""
    way = decision.run.route.way
    found: Heard = {}
    for task in decision.waiting:
        for officer in sorted(way.able(seat_of(task), task.stage) - {decision.officer.pk}):
            found.setdefault(str(officer), (task, officer))
    return found


def leader_of(decision: Decision, chosen: str) -> tuple[Task, Officer]:
    task, officer = heard_from(decision)[chosen]
    return task, Officer.objects.get(pk=officer)


def _on_behalf(
    decision: Decision,
    act: str,
    form: type[Any],
    *,
    name: str,
    icon: str,
    button: str,
    note: str,
    **asked: Any,
) -> Offer | None:
    heard = heard_from(decision)
    if not heard or not _records(decision, heard):
        return None
    if why := refusal_of(lambda: _check(decision, act, heard)):
        return Offer(act, name, icon, why=why)
    leaders = [(key, decision.run.staff.names[officer]) for key, (_, officer) in heard.items()]
    own = form(*decision.posted(act), prefix=act, leaders=leaders, **asked)
    stage_form = decision.stage_form(act, heard)
    return Offer(act, name, icon, own, note, button, stage_form, password=_password(decision, act))


def _urgent(decision: Decision) -> bool:
    return decision.run.case.urgency in URGENT_HOURS


def _password(decision: Decision, act: str) -> OfficeForm | None:
    """A call takes effect at once; an entry from paper only when somebody vouches for it."""
    fresh = act == "phone" and any(decision.story.kind(task).fresh for task in decision.waiting)
    return password_form(decision.request) if fresh else None


def _records(decision: Decision, heard: Heard) -> bool:
    """The office enters what was decided; what is merely done is done by who does it."""
    kind = decision.story.kind(next(iter(heard.values()))[0])
    return kind.deciding and today_of(decision.officer).in_office


def _check(decision: Decision, act: str, heard: Heard) -> None:
    """Whether anybody's word may be entered here by this officer. Raises Refused."""
    task, officer = next(iter(heard.values()))
    leader = Officer(pk=officer)
    check_recorder(decision.run, task, leader, decision.by)
    if act == "phone":
        rules.check_may_phone(decision.run, task, called_at=clock.now(), by=decision.by)
    entered = {entry.decision.task_id for entry in decision.vouched}
    if {each.pk for each, _ in heard.values()} <= entered:
        raise Stale("已经代录，正等主任确认，不用再录。")


def _askable(decision: Decision) -> Choices:
    task = decision.task if decision.form else None
    return askable(decision.run, task, decision.officer.pk) if task is not None else []


def _may_expect_to_urge(decision: Decision) -> bool:
    """Whoever sent it and the director; nobody urges himself."""
    run, officer = decision.run, decision.officer.pk
    if not decision.waiting:
        return False
    sent = officer == run.case.applicant_id or _sits_where_sent(decision)
    mine = all(decision.story.acts_for(decision.officer, task) for task in decision.waiting)
    return not mine and (sent or rules.holds_role(run, officer, rules.DIRECTOR))


def _sits_where_sent(decision: Decision) -> bool:
    post = decision.run.case.applicant_post_id
    held = decision.run.staff.holders.get(post or 0, ())
    return any(each.officer_id == decision.officer.pk for each in held)


def _earlier(decision: Decision, task: Task) -> Choices:
    """Every earlier stage by name, with who did it."""
    stages = [leg.stage for leg in decision.story.route.legs if leg.stage.order < task.stage]
    return [(str(each.order), f"{each.name}　{_who_did(decision, each.order)}") for each in stages]


def _who_did(decision: Decision, stage: int) -> str:
    said = [
        event.signed
        for event in decision.story.events
        if event.stage == stage and event.verb in (Event.Verb.AGREE, Event.Verb.SUBMIT)
    ]
    return said[-1] if said else ""


def _first_offer(decision: Decision, task: Task) -> int:
    earlier = [leg.stage for leg in decision.story.route.legs if leg.stage.order < task.stage]
    wanted = decision.story.kind(task).sends_back_to
    offered = [stage for stage in earlier if stage.kind == wanted] or earlier[-1:]
    return offered[0].order
