"""延期: who has the seal asks to keep it longer; until it is decided the old time stands."""

from datetime import datetime

from django.db import IntegrityError, transaction

from seals.outing import rules
from seals.outing.actions.asking import booking_of
from seals.outing.actions.moving import remind_when_late
from seals.outing.actions.telling import LONGER, tell_of
from seals.outing.acts import Act
from seals.outing.models import Extension, Outing
from township_office import clock
from township_office.approvals.actions import open_case
from township_office.approvals.models import Case
from township_office.audit.capacity import Capacity
from township_office.audit.trail import record
from township_office.bookings.actions import move
from township_office.web.once import together
from township_office.web.refusals import Stale


@together
def ask_longer(outing: Outing, *, until: datetime, reason: str, by: Capacity) -> Case:
    """申请延期: who has it with him asks the leader who approved the outing (A4.5).

    Raises Refused for who does not go with it, for a time too long or promised to another, Stale
    where it was asked for already.
    """
    rules.check_asks_longer(outing, until, by=by)
    asked = Extension(outing=outing, before=outing.until, until=until, reason=reason)
    asked.asked_by_id, asked.asked_at = by.person_id, clock.now()
    _put_down(asked)
    wanted = {"归还时间": _moment(until)}
    record(Act.EXTENSION_ASKED, outing, by=by, words=reason, after=wanted)
    return open_case(asked, by=by)


@together
def grant_longer(extension: Extension, *, words: str = "", by: Capacity) -> Outing:
    """同意延期: the return is due later, and the reminders begin anew from then.

    Raises Refused where another has the seal by then, Stale where it came back meanwhile.
    """
    rules.check_decides_longer(extension, by=by)
    outing, until = extension.outing, extension.until
    rules.check_longer(outing, until)
    if not Outing.objects.out().filter(pk=outing.pk).update(until=until, late_steps=0):
        raise Stale("印章已经收回，不用延期。")
    before = {"归还时间": _moment(outing.until)}
    outing.until, outing.late_steps = until, 0
    outing.save(update_fields=["until", "late_steps"])
    _decide(extension, granted=True, words=words, by=by)
    booking = booking_of(outing)
    if booking is not None:
        move(booking, outing.span, by=by)
    remind_when_late(outing, step=1)
    after = {"归还时间": _moment(until)}
    record(Act.EXTENDED, outing, by=by, words=words, before=before, after=after)
    return outing


@together
def refuse_longer(extension: Extension, *, words: str, by: Capacity) -> None:
    """不同意延期: it is to be back when it was to be back, and who goes with it hears why."""
    rules.check_decides_longer(extension, by=by)
    _decide(extension, granted=False, words=words, by=by)
    record(Act.EXTENSION_REFUSED, extension.outing, by=by, words=words)


@together
def drop_longer(extension: Extension, *, by: Capacity) -> None:
    """Nobody decides it any more: it was taken back, or the seal came back first."""
    extension.ended_on = clock.today()
    extension.save(update_fields=["ended_on"])
    record(Act.EXTENSION_DROPPED, extension.outing, by=by)


def _put_down(asked: Extension) -> None:
    """One at a time; who comes second at the same moment hears it as if he had come later."""
    try:
        with transaction.atomic():
            asked.save(force_insert=True)
    except IntegrityError as taken:
        raise Stale(rules.ASKED_ALREADY) from taken


def _decide(extension: Extension, *, granted: bool, words: str, by: Capacity) -> None:
    """Who asked hears it from the engine, who else goes with the seal from here."""
    extension.granted, extension.words = granted, words[:200]
    extension.decided_by_id, extension.decided_at = by.person_id, clock.now()
    extension.save(update_fields=["granted", "words", "decided_by", "decided_at"])
    outing, verdict = extension.outing, "同意" if granted else "不同意"
    told = {outing.carrier_id, outing.escort_id} - {extension.asked_by_id}
    reason = f"：{words}" if words else "。"
    said = f"{by.speaker}{verdict}延到{_moment(extension.until)}{reason}"
    tell_of(LONGER, outing, told, said, by=by, page="seals:outing_longer")


def _moment(moment: datetime) -> str:
    return f"{clock.local(moment):%Y-%m-%d %H:%M}"
