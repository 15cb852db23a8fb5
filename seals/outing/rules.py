"""Who takes a seal out, for how long, who hands it out and takes it back; who is told when it is late."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from seals.keeping.models import Life, Seal, SealOf
from seals.keeping.rules import check_in_use, check_is_here, check_keeps, custody_of, keeper_seats
from seals.outing.models import Extension, Outing
from township_office import clock
from township_office.approvals.core import FIRST, Outcome, Seat, Verdict
from township_office.approvals.models import Case, Event, Task
from township_office.approvals.registry import case_of
from township_office.approvals.rules import DIRECTOR, PRINCIPAL_LEADERS
from township_office.approvals.way import staff_of
from township_office.audit.capacity import Capacity
from township_office.bookings import registry
from township_office.bookings.models import Booking
from township_office.bookings.rules import check_free, taken_during
from township_office.bookings.spans import Span
from township_office.people.models import Officer
from township_office.townships.settings import declare, settings_of
from township_office.web.refusals import Refused, Stale

APPROVE, HAND_OUT = "seals.approve_outing", "seals.hand_out"  # approval.py declares them
APPROVE_EXTENSION = "seals.approve_extension"
SEAL = registry.declare("seal", "印章", Seal, exclusive=True)
DAYS = declare("seals.outing.days", "印章外带、每次延期最长几天", default=1, clause="A4.5")
# Who hears that a seal is late, in this order; each so many hours after the one before.
LATE_HOURS = (
    declare("seals.outing.late.carrier", "外带逾期几小时后提醒带印人", default=0, clause="A4.5"),
    declare("seals.outing.late.keeper", "再过几小时提醒保管人", default=1, clause="A4.5"),
    declare("seals.outing.late.director", "再过几小时提醒办公室主任", default=1, clause="A4.5"),
    declare("seals.outing.late.leader", "再过几小时提醒批准的领导", default=2, clause="A4.5"),
)
ASKED_ALREADY = "已经申请过延期，正等审批人决定。"
AT_MOST = "印章外带最长{}天（A4.5）。请缩短时间，或分次申请。"


def check_two_people(carrier: Officer | None, escort: Officer | None) -> None:
    """SEAL-09: two take it out; one of them may be the keeper."""
    if carrier is not None and carrier == escort:
        raise Refused("带印人和随行人要是两个人（SEAL-09）。请另选随行人，也可以请保管人随行。")


def check_times(since: datetime, until: datetime, township_id: int) -> None:
    """A4.5: time strictly fixed, ahead, and no longer than the township allows."""
    if until <= since:
        raise Refused("归还时间要晚于带出时间。")
    if until <= clock.now():
        raise Refused("归还时间已经过了，请填现在以后的时间。")
    longest = days_allowed(township_id)
    if until - since > timedelta(days=longest):
        raise Refused(AT_MOST.format(longest))


def days_allowed(township_id: int) -> int:
    return int(settings_of(township_id)[DAYS.key])


def check_seal_free(seal: Seal, span: Span, *, but: Outing | None = None) -> None:
    """Nobody else has it in that time; what this outing itself has booked does not count."""
    own = Booking.objects.none() if but is None or but.pk is None else Booking.objects.by(but)
    check_free(str(seal), taken_during(seal, span).exclude(pk__in=own.values("pk")))


def check_request(outing: Outing) -> None:
    """Whether what is asked for could be agreed to at all."""
    ours = (outing.seal, outing.carrier, outing.escort)
    if any(each.township_id != outing.township_id for each in ours):
        raise Refused("只能由本乡镇的人外带本乡镇的印章。")
    check_two_people(outing.carrier, outing.escort)
    check_times(outing.since, outing.until, outing.township_id)
    check_in_use(outing.seal)
    if not keeper_seats(outing.seal):
        raise Refused(f"{outing.seal}还没有保管人，请先在「印章」里办理移交。")
    check_seal_free(outing.seal, outing.span, but=outing)


def check_can_amend(outing: Outing, *, by: Capacity) -> Case | None:
    """Its applicant, while it is a draft again or has come back to him; never while the seal is out."""
    case = case_of(outing)
    if outing.applicant_id != by.person_id:
        raise Refused("只有申请人可以修改。")
    if outing.is_out:
        raise Refused("印章已经交出，申请不能再改。要推迟归还的，请申请延期。")
    if case is None or case.outcome == Outcome.WITHDRAWN:
        return None
    came_back = case.stage == FIRST and not case.outcome
    if not came_back or not case.tasks.filter(blocks=True).lying_with(by.person_id).exists():
        raise Refused("申请已经送出，不能再改。需要更正的，请现在办理的人退回。")
    return case


def check_approves(outing: Outing, *, by: Capacity) -> None:
    """SEAL-11: nobody lets himself take a seal out; nor for a time that is over."""
    check_is_no_party(outing, by)
    check_request(outing)


def check_is_no_party(outing: Outing, by: Capacity) -> None:
    if by.person_id in (outing.carrier_id, outing.escort_id, outing.applicant_id):
        raise Refused("申请、带印、随行的人不能自己审批（SEAL-11）。请转办另一位领导。")


def check_hands_out(outing: Outing, *, by: Capacity) -> None:
    """The keeper, once it is approved, on the day, for as long as was approved, while it is here."""
    check_keeps(outing.seal, by=by)
    if not Task.objects.open().filter(case=case_of(outing), kind=HAND_OUT).exists():
        raise Refused("领导还没有同意，印章不能交出（A4.5）。")
    check_in_use(outing.seal)
    check_is_here(outing.seal)
    now = clock.now()
    if clock.local(outing.since).date() > clock.local(now).date():
        raise Refused(f"批准{outing.span}带出，没有到日子，还不能交出（A4.5）。")
    if outing.until <= now:
        raise Refused(f"批准的时间（{outing.span}）已经过了，不能再交出。请退回重新审批，或了结。")


def check_takes_back(outing: Outing, *, by: Capacity) -> None:
    """The keeper; of one that was lost outside nobody has the custody any more."""
    if outing.seal.status != Life.LOST:
        check_keeps(outing.seal, by=by)
    if not outing.is_out:
        raise Stale("印章已经收回，或没有交出。请刷新页面看现在的情况。")


def check_asks_longer(outing: Outing, until: datetime, *, by: Capacity) -> None:
    """延期: who carries, escorts or asked for it, while the seal is out."""
    if by.person_id not in (outing.carrier_id, outing.escort_id, outing.applicant_id):
        raise Refused("延期由带印人、随行人或申请人提出。")
    if not outing.is_out:
        raise Refused("印章不在外面，不用延期。")
    if outing.extensions.waiting().exists():
        raise Stale(ASKED_ALREADY)
    check_longer(outing, until)


def check_longer(outing: Outing, until: datetime) -> None:
    """Later than it stands, still ahead, by no more than an outing may last."""
    if until <= max(outing.until, clock.now()):
        raise Refused("延至的时间要晚于现在，也要晚于原定的归还时间。")
    longest = days_allowed(outing.township_id)
    if until - max(outing.until, clock.now()) > timedelta(days=longest):
        raise Refused(AT_MOST.format(longest))
    check_seal_free(outing.seal, Span(outing.since, until), but=outing)


def check_decides_longer(extension: Extension, *, by: Capacity) -> None:
    """About what nobody has decided yet, while the seal is out; none who has it with him (SEAL-11)."""
    outing = extension.outing
    if not extension.is_waiting:
        raise Stale("这次延期已经定了，请刷新页面看结果。")
    if not outing.is_out:
        raise Refused("印章已经收回，不用延期。")
    check_is_no_party(outing, by)


def approving_seats(outing: Outing) -> list[Seat]:
    """Where the outing was approved, as far as somebody sits there today who does not go with it."""
    asked = (
        Seat(post=task.post_id) if task.post_id else Seat(officer=task.officer_id)
        for task in decided(outing)
    )
    return _seats_of_others(outing, asked)


def leading_seats(outing: Outing) -> list[Seat]:
    """The principal leader whose seal it is, else the other; again none who goes with it."""
    order = PRINCIPAL_LEADERS if outing.seal.organ == SealOf.PARTY else PRINCIPAL_LEADERS[::-1]
    staff = staff_of(outing.township_id)
    return _seats_of_others(outing, (seat for role in order for seat in staff.of_role(role)))[:1]


def _seats_of_others(outing: Outing, seats: Iterable[Seat]) -> list[Seat]:
    staff = staff_of(outing.township_id)
    parties = {outing.carrier_id, outing.escort_id, outing.applicant_id}
    return [seat for seat in dict.fromkeys(seats) if staff.holding(seat) - parties]


def decided(outing: Outing) -> list[Task]:
    """The tasks in which it was approved, the last time it was."""
    agreed = Task.objects.filter(case=case_of(outing), kind=APPROVE, verdict=Verdict.AGREE)
    tasks = list(agreed.order_by("round", "number"))
    return [task for task in tasks if task.round == tasks[-1].round]


def approvers(outing: Outing) -> str:
    """By name, as the ledger has it: of a stand-in also for whom, of a call also who noted it."""
    said = Event.objects.filter(task__in=decided(outing), verb=Event.Verb.AGREE).order_by("id")
    return "、".join(each.in_ledger for each in said)


def deciders(outing: Outing) -> frozenset[int]:
    """Who approved it, and who holds today the post in which it was approved."""
    staff = staff_of(outing.township_id)
    found: set[int] = set()
    for task in decided(outing):
        holding = {each.officer_id for each in staff.holders.get(task.post_id or 0, ())}
        found |= holding | ({task.done_by_id or 0} & staff.names.keys())
    return frozenset(found)


def who_answers(outing: Outing) -> frozenset[int]:
    """Who hears of what went wrong outside: the director, and who approved it."""
    return staff_of(outing.township_id).in_roles(DIRECTOR) | deciders(outing)


def who_hears(outing: Outing, step: int) -> Sequence[int]:
    """Who is reminded at this step of being late; the first is 1."""
    custody, staff = custody_of(outing.seal), staff_of(outing.township_id)
    keeper = [custody.officer_id] if custody else []
    leaders = deciders(outing) or staff.in_roles(*PRINCIPAL_LEADERS)
    people: list[Iterable[int]] = [
        [outing.carrier_id, outing.escort_id],
        keeper,
        staff.in_roles(DIRECTOR),
        leaders,
    ]
    return sorted(set(people[step - 1]))


def late_at(outing: Outing, step: int) -> datetime:
    """When this step is due: so many hours after it was to be back, each after the one before."""
    hours = settings_of(outing.township_id)
    return outing.until + sum(
        (timedelta(hours=float(hours[each.key])) for each in LATE_HOURS[:step]), timedelta()
    )
