"""The rail of a case, line by line: what each line says of a stage, in office words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from township_office.approvals.clauses import worded
from township_office.approvals.core import Reason
from township_office.approvals.models import Event
from township_office.approvals.way import Leg, Route

REASONS = {
    Reason.ADDED: "加签",
    Reason.TRANSFERRED: "转办",
    Reason.RESOLVED: "原办理人不能办理，重新指定",
    Reason.DIFFERS: "意见不一致，请再定",
}
MARK = {
    Event.Verb.RETURN: "back",
    Event.Verb.REFUSE: "back",
    Event.Verb.WITHDRAW: "back",
    Event.Verb.DISOWN: "back",
    Event.Verb.ANNUL: "back",
}
_TO = {
    Event.Verb.TRANSFER: "转给 {}",
    Event.Verb.ADD: "请 {} 加签",
    Event.Verb.URGE: "提醒 {}",
    Event.Verb.COPY: "抄送 {}",
    Event.Verb.INTERVENE: "改由 {} 办理",
}
STRAIGHT = "直接送回"


@dataclass(frozen=True)
class RailLine:
    """One line of the rail: a stage, who, what he said, when, and how it stands."""

    css: str
    title: str
    who: str
    words: str = ""
    at: datetime | None = None
    since: datetime | None = None
    due: datetime | None = None
    provisional: bool = False
    late: bool = False
    read_at: datetime | None = None
    note: str = ""
    clause: str = ""

    @property
    def clauses(self) -> list[tuple[str, str]]:
        return worded(self.clause)


def legs_after(route: Route, stage: int) -> Sequence[Leg]:
    return [leg for leg in route.legs if leg.stage.order > stage]


def whom(route: Route, leg: Leg) -> str:
    """Who a leg goes to, by post and name, or what will decide it: 按批示确定."""
    people = [holder for seat in leg.seats for holder in route.staff.named(seat)]
    words = [f"{holder.post_name} {holder.name}" for holder in people]
    return "、".join(words) or leg.pending or "（暂缺，请管理员补上任职）"


def leg_line(route: Route, leg: Leg) -> RailLine:
    limit = f"限 {leg.stage.limit} 个工作小时" if leg.stage.limit else ""
    fallen = dict.fromkeys(map(str, leg.fallen_back.values()))
    return RailLine(
        css="next",
        title=leg.stage.name,
        who=whom(route, leg),
        note="，".join(part for part in (limit, *fallen) if part),
        clause=leg.stage.clause,
    )


def one_decision(event: Event) -> tuple[object, ...]:
    """What makes two lines one decision: one click of one person in one stage, with one opinion."""
    return event.click, event.stage, event.round, event.officer_id, event.opinion


def by_whom(event: Event) -> str:
    return f"{event.post_name} {event.signed}".strip()


def whereto(event: Event, names: dict[int, str]) -> str:
    """退到 拟办，改好后直接送回; 转给 副镇长 张志强."""
    if event.to_stage:
        straight = event.form.get("方式") == STRAIGHT
        manner = "改好后直接送回" if straight else "按流程再走"
        return f"退到 {names.get(event.to_stage, '前一环节')}，{manner}"
    if not event.to_names:
        return ""
    order = event.form.get("次序", "")
    words = _TO.get(Event.Verb(event.verb), "{}").format(event.to_names)
    return f"{words}，{order}" if order else words


def title_of(event: Event) -> str:
    if event.verb in (Event.Verb.AGREE, Event.Verb.SUBMIT):
        return event.stage_name
    return str(event.get_verb_display())
