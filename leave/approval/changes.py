"""leave.extend 续假, leave.cancel 取消, leave.return 销假, leave.backfill 补假, leave.lengthen 延长外出."""

from typing import Any

from leave import actions, forms
from leave.approval.ladder import (
    APPLICANT,
    OF_OFFICE,
    ROLES,
    SIDE,
    YES_NO,
    decision,
    digest,
    filing,
    no_copy,
    note,
    reporting,
    said_by,
    trip_ladder,
)
from leave.models import Backfill, Cancellation, Extension, Lengthening, OfLeave, Return, absence_of
from township_office import clock
from township_office.approvals.core import Outcome
from township_office.approvals.models import Case
from township_office.approvals.registry import Fact, Kind, Matter, register
from township_office.audit.capacity import Capacity

NOT_WANTED = (Outcome.REFUSED, Outcome.WITHDRAWN, Outcome.VOID)


def _label(change: Any) -> str:
    return f"{change.name}{absence_of(change).label}"


def _ended(change: Any, case: Case, by: Capacity) -> None:
    """Not granted, or taken back: the leave is as it was, and may be asked about anew."""
    if case.outcome not in NOT_WANTED:
        return
    _ungrant(change, by)
    if change.settled_on is None:
        change.ended_on = clock.today()
        change.save(update_fields=["ended_on"])


def _ungrant(change: Any, by: Capacity) -> None:
    """What was granted and came back does not stand until it is granted anew."""
    if isinstance(change, Backfill):
        actions.ungrant_backfill(change, by=by)
    elif isinstance(change, Extension | Lengthening):
        actions.ungrant_longer(change, by=by)


def _extend(extension: Extension, by: Capacity) -> None:
    _ungrant(extension, by)
    actions.extend(extension, by=by)


def _lengthen(lengthening: Lengthening, by: Capacity) -> None:
    _ungrant(lengthening, by)
    actions.lengthen(lengthening, by=by)


def _backfill(backfill: Backfill, by: Capacity) -> None:
    _ungrant(backfill, by)
    actions.backfill(backfill, by=by)


def _cancel(cancellation: Cancellation, form: forms.OpinionForm, by: Capacity) -> None:
    actions.cancel(cancellation, by=by)


def _come_back(given: Return, form: forms.OpinionForm, by: Capacity) -> None:
    actions.come_back(given, by=by)


def _ladder(granted: Any) -> list[Kind]:
    """The stages of a leave, which an extension and a backfill take as well."""
    return [
        Kind("leave.apply", "申请", forms.OpinionForm, deciding=False, mandatory=True),
        note(),
        decision("leave.approve", granted, applied="leave.apply"),
        reporting(granted, decided="leave.approve"),
        filing(decided="leave.approve"),
    ]


def _of_a_change(change: OfLeave) -> str:
    return digest(*said_by(change.leave), change.reason)


EXTEND = register(
    Matter(
        key="leave.extend",
        name="续假",
        icon="calendar-plus",
        url_name="leave:extension",
        model=Extension,
        facts=[
            APPLICANT,
            Fact("days", "连同原假的天数", lambda extension: float(extension.total)),
            OF_OFFICE,
            SIDE,
        ],
        roles=ROLES,
        kinds=_ladder(_extend),
        label_of=_label,
        digest_of=lambda each: digest(each.until, each.until_half, each.total, each.reason),
        ended=_ended,
        no_copy=no_copy,
    )
)

BACKFILL = register(
    Matter(
        key="leave.backfill",
        name="补假",
        icon="calendar-clock",
        url_name="leave:backfill",
        model=Backfill,
        facts=[
            APPLICANT,
            Fact("days", "天数", lambda backfill: float(backfill.leave.days)),
            OF_OFFICE,
            SIDE,
        ],
        roles=ROLES,
        kinds=_ladder(_backfill),
        label_of=_label,
        digest_of=_of_a_change,
        ended=_ended,
        no_copy=no_copy,
    )
)

CANCEL = register(
    Matter(
        key="leave.cancel",
        name="取消请假",
        icon="calendar-x",
        url_name="leave:cancellation",
        model=Cancellation,
        facts=[],
        roles=[],
        kinds=[
            Kind("leave.give_up", "取消", forms.OpinionForm, deciding=False, mandatory=True),
            Kind(
                "leave.note_cancelled",
                "登记",
                forms.FileForm,
                _cancel,
                deciding=False,
                mandatory=True,
                follows=["leave.give_up"],
                quick="已登记。",
            ),
        ],
        label_of=_label,
        digest_of=_of_a_change,
        ended=_ended,
        no_copy=no_copy,
    )
)

RETURN = register(
    Matter(
        key="leave.return",
        name="销假",
        icon="calendar-check",
        url_name="leave:return",
        model=Return,
        facts=[],
        roles=[],
        kinds=[
            Kind("leave.come_back", "销假", forms.OpinionForm, deciding=False, mandatory=True),
            Kind(
                "leave.note_return",
                "登记",
                forms.FileForm,
                _come_back,
                deciding=False,
                mandatory=True,
                follows=["leave.come_back"],
                quick="已登记。",
                archives=True,
            ),
        ],
        label_of=_label,
        digest_of=lambda each: digest(each.back_on, each.back_half, each.late_reason),
        ended=_ended,
        no_copy=no_copy,
    )
)

LENGTHEN = register(
    Matter(
        key="leave.lengthen",
        name="延长外出",
        icon="map-pin-plus",
        url_name="leave:lengthening",
        model=Lengthening,
        facts=[
            APPLICANT,
            Fact("outside_county", "出县", lambda longer: longer.trip.outside_county, YES_NO),
            SIDE,
        ],
        roles=ROLES,
        kinds=trip_ladder(_lengthen),
        label_of=_label,
        digest_of=lambda each: digest(each.until, each.until_half, each.reason),
        ended=_ended,
        no_copy=no_copy,
    )
)
