"""May X circulate, widen, circle, urge: each rule a sentence that says what to do; and by when."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import models

from township_office import clock
from township_office.approvals.circulation.models import Circulation, Reader
from township_office.audit.capacity import Capacity
from township_office.people.models import Officer, Post
from township_office.people.today import today_of
from township_office.townships.settings import declare, settings_of
from township_office.web.refusals import Refused, Stale
from township_office.workdays.hours import add_clock_hours, calendar_of

EACH = declare("circulation.hours_each", "传阅每人时限（工作小时）", default=4, clause="A3.1.5")
WHOLE = declare(
    "circulation.hours_whole", "传阅全部阅毕时限（工作小时，加急、特急昼夜计）", default=24
)
SOON, LATE = 0.8, 1.5  # of a reader's time: when he is reminded, when the director hears of it
URGED_ONCE_IN = timedelta(hours=1)
URGENT = {"特急": "approvals.hours.most_urgent", "加急": "approvals.hours.urgent"}
PRINCIPALS = ("party_secretary", "mayor")


Widens = Callable[[Any, int], bool]
_widens: dict[type[models.Model], Widens] = {}
_sends: dict[type[models.Model], Widens] = {}


@dataclass(frozen=True)
class Limits:
    """Of one reader: when he is reminded, when he is late, when the director hears of it."""

    warn_at: datetime
    due_at: datetime
    late_at: datetime
    due_provisional: bool


def limits(circulation: Circulation) -> Limits:
    """From now on; what is urgent runs day and night, as at every stage."""
    now, settings = clock.now(), settings_of(circulation.township_id)
    if circulation.urgency in URGENT:
        hours = settings[URGENT[circulation.urgency]]
        warn, due, late = (add_clock_hours(now, hours * part) for part in (SOON, 1, LATE))
    else:
        calendar, hours = calendar_of(circulation.township_id, now), settings[EACH.key]
        warn, due, late = (calendar.add(now, hours * part) for part in (SOON, 1, LATE))
    return Limits(warn.at, due.at, late.at, due.provisional)


def whole_until(township_id: int, urgency: str) -> datetime:
    """By when everybody should have read it; of what is urgent day and night count."""
    now, hours = clock.now(), settings_of(township_id)[WHOLE.key]
    if urgency in URGENT:
        return add_clock_hours(now, hours).at
    return calendar_of(township_id, now).add(now, hours).at


def widened_by(model: type[models.Model], rule: Widens) -> None:
    """Let a module say who else may widen the reading of its subjects: ``rule(subject, officer_id)``."""
    _widens[model] = rule


def sent_by(model: type[models.Model], rule: Widens) -> None:
    """Let a module say who may send its subjects round by hand: ``rule(subject, officer_id)``."""
    _sends[model] = rule


def may_widen(circulation: Circulation, officer: Officer | int) -> bool:
    """A5.3: within the range only the leader who set it, in person or by his post, widens it."""
    pk = officer if isinstance(officer, int) else officer.pk
    held = today_of(officer).post_ids
    if circulation.started_by_id == pk or circulation.started_post_id in held:
        return True
    rule = _widens.get(type(circulation.subject))
    return rule is not None and rule(circulation.subject, pk)


def may_send(subject: models.Model, officer_id: int) -> bool:
    """送传阅 by hand: whoever the module of the subject says, and nobody where it says nothing."""
    rule = _sends.get(type(subject))
    return rule is not None and rule(subject, officer_id)


def check_may_send(subject: models.Model, *, by: Capacity) -> None:
    if not may_send(subject, by.person_id):
        raise Refused("批示的领导都批示以后，由他们决定送传阅。需要传阅的，请报告他们（A5.3）。")


def check_may_widen(circulation: Circulation, *, by: Capacity) -> None:
    if not may_widen(circulation, by.person_id):
        raise Refused("传阅范围由批示的领导确定。需要增加的，请报告他来增加（A5.3）。")


def check_may_urge(circulation: Circulation, *, by: Capacity) -> None:
    """The office sees that nothing is held back (A3.1.5), and so may whoever set the readers."""
    in_office = today_of(by.person_id).in_office
    if not in_office and not may_widen(circulation, by.person_id):
        raise Refused("催阅由党政办公室或送传阅的领导办理。")
    if circulation.closed_at is not None:
        raise Stale("都已阅毕，不用再催。")
    just_now = clock.now() - URGED_ONCE_IN
    if circulation.urged_at is not None and circulation.urged_at > just_now:
        raise Stale("一小时内已经催过，请稍后再催。")


def check_enters(reader: Reader, *, on: date, by: Capacity) -> None:
    """代录: the office enters what a leader circled on paper or said by telephone."""
    if not today_of(by.person_id).in_office:
        raise Refused("纸上的圈阅由党政办公室代录。")
    check_unread(reader)
    opened = clock.local(reader.opened_at or clock.now()).date()
    if not opened <= on <= clock.today():
        raise Refused("圈阅日期要在送达之后、今天之前（含今天）。请核对日期。")


def check_unread(reader: Reader) -> None:
    if reader.read_at is not None:
        raise Stale("这件已经圈阅过了，不用再办。")
    if reader.opened_at is None:
        raise Refused("还没有传到这一位，请等前一位阅毕。")


def check_may_recall(reader: Reader, *, by: Capacity) -> None:
    """Who was asked by mistake is taken off the list, while he has not looked at it."""
    check_may_widen(reader.circulation, by=by)
    if reader.read_at is not None:
        raise Stale("他已经圈阅，不能再撤回。")
    if reader.seen_at is not None:
        raise Stale("他已经打开看过，不能再撤回。")


def check_circles_himself(reader: Reader, *, by: Capacity) -> None:
    """圈阅 is personal: the holder of the post, not who stands in for him."""
    if by.for_name:
        raise Refused(f"圈阅要由{by.for_name}本人办理，代理人可以看，不能代为圈阅。")
    check_unread(reader)
    if not Reader.objects.his(by.person_id).filter(pk=reader.pk).exists():
        raise Refused("传阅名单上没有您，不用圈阅。")


def check_asks_somebody(posts: list[Post], officers: list[Officer], township_id: int) -> None:
    if not posts and not officers:
        raise Refused("没有选传阅人。请至少选一位。")
    if {post.township_id for post in posts} | {one.township_id for one in officers} != {
        township_id
    }:
        raise Refused("选的传阅人里有本乡镇以外的，请刷新页面重新选择。")
