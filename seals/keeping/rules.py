"""Who keeps a seal, where it is, whether it may be used now, and what may follow in its life."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Exists, OuterRef

from seals.keeping.models import (
    DIRECTOR,
    Custody,
    Handover,
    Life,
    Making,
    Seal,
    SealOf,
    Sort,
    What,
)
from township_office import clock
from township_office.approvals.core import FIRST, Seat, Status
from township_office.approvals.models import Case, Task
from township_office.approvals.registry import case_of
from township_office.audit.capacity import Capacity
from township_office.people.models import Appointment, Charge, Officer, Post
from township_office.people.today import today_of
from township_office.townships.settings import declare
from township_office.web.refusals import Refused, Stale

UPKEEP_DAYS = declare(
    "seals.upkeep_days", "印章多少天没有保养就提醒保管人（0 为不提醒）", default=90, clause="A4.9"
)
MARK = "印模，仅供比对，不具电子签章效力"
KEPT = (Life.MADE, Life.IN_USE, Life.SUSPENDED)  # what lies with a keeper

# Which status may follow which: the diagram in docs/seals.md is printed from it.
MOVES: Mapping[Life, tuple[Life, ...]] = {
    Life.MAKING: (Life.MADE, Life.DROPPED),
    Life.MADE: (Life.IN_USE, Life.RETURNED, Life.LOST),
    Life.IN_USE: (Life.SUSPENDED, Life.LOST),
    Life.SUSPENDED: (Life.IN_USE, Life.RETURNED, Life.LOST),
    Life.RETURNED: (),
    Life.LOST: (),
    Life.DROPPED: (),
}
LEADS_TO: Mapping[str, Life] = {
    What.MAKE: Life.MADE,
    What.ACTIVATE: Life.IN_USE,
    What.SUSPEND: Life.SUSPENDED,
    What.RETURN: Life.RETURNED,
}
WHAT_IS_NEXT: Mapping[Life, str] = {
    Life.MAKING: "等主要领导批准；批准后报县，到公安机关指定的单位刻制（SEAL-04）。",
    Life.MADE: "留存印模，办理首次接管，再申请启用；启用以前不能用印。",
    Life.IN_USE: "专人保管，定期保养；保管人有变动的，当天办移交（SEAL-07）。",
    Life.SUSPENDED: "封存在保管人处，不能用印；不再使用的，交回制发机关缴销（SEAL-06）。",
    Life.RETURNED: "已交回制发机关。移交和用印的登记继续保存。",
    Life.LOST: "从报告时起作废。下面各步逐项办完、记下日期（SEAL-15）。",
    Life.DROPPED: "没有批准刻制，不再办理。",
}


def custody_of(seal: Seal) -> Custody | None:
    """Who has it in his keeping at this moment; nobody before it was first received."""
    return seal.custodies.filter(until__isnull=True).select_related("officer", "post").first()


def keeper_seats(seal: Seal) -> Sequence[Seat]:
    """The keeper as the engine finds him: his post, or in person where it is not the keeper's own."""
    custody = custody_of(seal)
    if custody is None:
        return [Seat(post=seal.keeper_post_id)] if seal.keeper_post_id else []
    if custody.post_id == seal.keeper_post_id:
        return [Seat(post=custody.post_id)]
    return [Seat(officer=custody.officer_id)]


def check_keeps(seal: Seal, *, by: Capacity) -> Custody:
    """A4.1, B2.1: only who has received the seal stamps with it, and nobody for him."""
    custody = custody_of(seal)
    if custody is None:
        raise Refused(f"{seal.name}还没有保管人，请先在「印章」里办理移交。")
    if custody.officer_id != by.person_id or by.for_name:
        raise Refused(f"{seal.name}由{custody.officer.name}保管，只能由本人用印（A4.1、B2.1）。")
    return custody


def check_in_use(seal: Seal) -> None:
    if seal.status != Life.IN_USE:
        raise Refused(f"{seal.name}{seal.get_status_display()}，不能用印。")


def check_is_here(seal: Seal) -> None:
    """A4.5: while it is out, nothing else is stamped with it."""
    if seal.is_out:
        raise Refused(f"{seal.name}正在外带，收回以前不能在办公室用印（A4.5）。")


# Where it is


def whereabouts(seal: Seal, keeper: str | None) -> str:
    """Where the seal is at this moment, in the words of the register."""
    if seal.status not in KEPT:
        return str(seal.get_status_display())
    if seal.is_out:
        return "外带中"
    if not keeper:
        return "待首次接管"
    return f"停用，封存在{keeper}处" if seal.status == Life.SUSPENDED else "在保管人处"


def is_director(by: Capacity | Officer) -> bool:
    who = by.person_id if isinstance(by, Capacity) else by
    return today_of(who).has_role(DIRECTOR)


def check_directs(by: Capacity) -> None:
    if not is_director(by):
        raise Refused("印章登记由办公室主任办理（B2.1）。")


def check_in_office(by: Capacity) -> None:
    if not today_of(by.person_id).in_office:
        raise Refused("这件事由党政办办理，请联系党政办。")


def keeps_or_in_office(seal: Seal, by: Capacity | Officer) -> bool:
    who = by.person_id if isinstance(by, Capacity) else by
    pk = who if isinstance(who, int) else who.pk
    custody = custody_of(seal)
    return today_of(who).in_office or (custody is not None and custody.officer_id == pk)


def check_answers_for(seal: Seal, *, by: Capacity) -> None:
    """What becomes of a seal is for its keeper and the office to say."""
    if not keeps_or_in_office(seal, by):
        raise Refused(f"{seal.name}的登记由保管人和党政办办理。")


# What is entered of it


def check_entry(seal: Seal) -> None:
    """SEAL-01 … SEAL-04, SEAL-12: the name is no other's, the size is as it must be."""
    check_diameter(seal)
    twins = Seal.objects.living().filter(township=seal.township_id, name=seal.name)
    if twins.exclude(pk=seal.pk).exists():
        raise Refused(f"已经有一枚「{seal.name}」。印文、形状要和别的印章有区别（SEAL-04）。")
    if seal.sort == Sort.NAME and seal.leader_id is None:
        raise Refused("名章要选名章本人的职务：只有本人可以同意使用。")
    _check_alone(seal)


def check_diameter(seal: Seal) -> None:
    """In millimetres: 42 for the Party's and the government's own, at most 45, steel 35 to 42."""
    organ = seal.organ in (SealOf.PARTY, SealOf.GOVERNMENT) and seal.sort == Sort.UNIT
    if organ and seal.diameter != Decimal("42.0"):
        raise Refused("党委、政府印章直径 42 毫米（SEAL-01、SEAL-03）。请核对。")
    if seal.sort == Sort.STEEL and not Decimal(35) <= seal.diameter <= Decimal(42):
        raise Refused("钢印直径 35 至 42 毫米（SEAL-02）。请核对。")
    if seal.diameter > Decimal(45) or seal.diameter <= 0:
        raise Refused("印章直径不超过 45 毫米（SEAL-02）。请核对。")


def _check_alone(seal: Seal) -> None:
    """One seal of an organ is in use; the next is taken into use when the last is no more."""
    others = Seal.objects.in_use().filter(township=seal.township_id, organ=seal.organ)
    other = others.exclude(pk=seal.pk).first()
    if seal.status == Life.IN_USE and seal.organ != SealOf.OTHER and other is not None:
        raise Refused(f"{seal.get_organ_display()}已有在用的印章「{other}」，请先办理停用。")


def check_past(on: date) -> None:
    """What is noted as done was done by today."""
    if on > clock.today():
        raise Refused("日期还没有到，请填实际办理的日期。")


def check_happened(at: datetime) -> None:
    if at > clock.now():
        raise Refused("时间还没有到，请填实际的时间。")


# Handing over


def appointments(seal: Seal) -> list[Appointment]:
    """Who could receive it, each in his post: everybody here but who keeps it already."""
    held = Appointment.objects.on().filter(post__township=seal.township_id, officer__is_active=True)
    custody = custody_of(seal)
    others = held.exclude(officer=custody.officer_id) if custody else held
    return list(others.select_related("officer", "post").order_by("post__rank", "post", "id"))


def is_here(custody: Custody) -> bool:
    """Whether who keeps it still holds the post he keeps it in."""
    held = Appointment.objects.on().filter(officer=custody.officer_id, officer__is_active=True)
    return held.filter(post=custody.post_id).exists()


def giver_seats(handover: Handover) -> Sequence[Seat]:
    """Who gives it: who keeps it; where nobody does yet, or the keeper has left, the director.

    What the director himself receives so, the leader in charge of the office gives him.
    """
    custody = handover.ends
    if custody is not None and in_any_post(custody.officer_id):
        return [Seat(officer=custody.officer_id)]
    directors = Post.objects.of_role(handover.seal.township_id, DIRECTOR)
    others = _besides([handover.receiver_id], list(directors.values_list("pk", flat=True)))
    return others or [Seat(post=pk) for pk in in_charge_of_the_office(handover.seal)]


def in_charge_of_the_office(seal: Seal) -> list[int]:
    """The post of the leader in charge of the office itself (分管办公室的领导)."""
    charges = Charge.objects.on().filter(
        department__township_id=seal.township_id, department__is_office=True
    )
    return list(charges.values_list("post", flat=True))


def in_any_post(officer_id: int) -> bool:
    return Appointment.objects.on().filter(officer=officer_id, officer__is_active=True).exists()


def check_asks_handover(handover: Handover, *, by: Capacity) -> None:
    """Its keeper or the office; the seal is in the house, and nothing else is under way with it."""
    check_answers_for(handover.seal, by=by)
    check_handable(handover.seal)
    if handover.seal.handovers.open().exclude(pk=handover.pk).exists():
        raise Stale(f"{handover.seal}已经在办移交，请在「印章」里看办到哪里。")
    if handover.until is not None and handover.until < clock.today():
        raise Refused("到期交还的日期已过，请填今天以后的日期。")
    check_receiver(handover)


def check_handable(seal: Seal) -> None:
    """SEAL-07: what is handed over lies in the house at that moment."""
    if seal.status not in KEPT:
        raise Refused(f"{seal.name}{seal.get_status_display()}，不能移交。")
    if seal.is_out:
        raise Refused(f"{seal.name}正在外带，收回以后才能移交（A4.5）。")


def check_receiver(handover: Handover) -> None:
    held = Appointment.objects.on().filter(
        officer=handover.receiver_id, post=handover.receiver_post_id, officer__is_active=True
    )
    if not held.exists():
        raise Refused(f"{handover.receiver.name}现在不任{handover.receiver_post}，请另选接收人。")
    if handover.ends is not None and handover.ends.officer_id == handover.receiver_id:
        raise Refused(f"{handover.seal}已经由{handover.receiver.name}保管，不用移交。")


def check_gives(handover: Handover, *, by: Capacity) -> None:
    """B2.1: in person; only who keeps it, or the director where he may."""
    _check_in_person(by, "移交")
    for seat in giver_seats(handover):
        post, officer = seat.post, seat.officer
        if officer == by.person_id or (post and post in today_of(by.person_id).post_ids):
            break
    else:
        raise Refused("移交要由现在的保管人本人办理。")
    if by.person_id == handover.receiver_id:
        raise Refused("移交人和接收人不能是同一人，请分管办公室的领导移交。")


def check_receives(handover: Handover, *, by: Capacity) -> None:
    _check_in_person(by, "接收")
    if by.person_id != handover.receiver_id:
        raise Refused(f"接收要由{handover.receiver.name}本人办理。")


def check_witnesses(handover: Handover, *, by: Capacity) -> None:
    """SEAL-07: the witness is a third person."""
    if by.person_id in (handover.giver_id, handover.receiver_id):
        raise Refused("监交人不能是移交人或接收人。请转分管办公室的领导监交。")


def _check_in_person(by: Capacity, verb: str) -> None:
    if by.for_name:
        raise Refused(f"印章不得转接、代管：{verb}要由本人办理（B2.1）。")


def third_persons(handover: Handover, posts: Sequence[int]) -> list[Seat]:
    """Of these posts those where somebody sits who neither gives nor receives."""
    parties = [each for each in (handover.giver_id, handover.receiver_id) if each]
    if handover.giver_id is None and handover.ends is not None:
        parties.append(handover.ends.officer_id)
    return _besides(parties, posts)


def _besides(parties: Sequence[int], posts: Sequence[int]) -> list[Seat]:
    """Of these posts those where somebody else sits."""
    others = Appointment.objects.on().filter(post=OuterRef("pk"), officer__is_active=True)
    free = Post.objects.filter(pk__in=posts).filter(Exists(others.exclude(officer__in=parties)))
    return [Seat(post=pk) for pk in free.values_list("pk", flat=True)]


# Its life


def check_can_move(seal: Seal, to: Life) -> None:
    """Whether this status may follow the one it has."""
    if to not in MOVES[Life(seal.status)]:
        raise Refused(f"{seal.name}{seal.get_status_display()}，不能改为{to.label}。")
    if to == Life.IN_USE:
        _check_ready(seal)
    if to in (Life.SUSPENDED, Life.RETURNED) and seal.is_out:
        raise Refused(f"{seal.name}正在外带，收回以后才能办理。")


def lacks(seal: Seal) -> list[str]:
    """What a seal needs before it is taken into use and does not have yet."""
    needed = (
        ("留存印模", seal.imprints.exists()),
        ("办理首次接管", custody_of(seal) is not None),
    )
    return [words for words, there in needed if not there]


def _check_ready(seal: Seal) -> None:
    missing = lacks(seal)
    if missing:
        raise Refused(f"{seal.name}启用以前要先{'、'.join(missing)}。")
    _check_alone(Seal(pk=seal.pk, township_id=seal.township_id, organ=seal.organ, status="in_use"))


def check_asks_making(making: Making, *, by: Capacity) -> None:
    """Asked for by the office or the keeper; what it leads to may follow where the seal stands."""
    seal = making.seal
    check_answers_for(seal, by=by)
    check_can_move(seal, LEADS_TO[making.what])
    if seal.pk and seal.makings.open().exclude(pk=making.pk).exists():
        raise Refused(f"{seal}已经有申请在办，请在「印章」里看办到哪里。")


def may_ask(seal: Seal) -> list[What]:
    """What may be asked for now, by where the seal stands in its life."""
    follows = MOVES[Life(seal.status)]
    return [what for what in What if what != What.MAKE and LEADS_TO[what] in follows]


def check_may_be_lost(seal: Seal, *, by: Capacity) -> None:
    check_answers_for(seal, by=by)
    check_can_move(seal, Life.LOST)


# A request that came back


def check_can_amend(request: Handover | Making, *, by: Capacity) -> Task:
    """It lies with who sent it, to be mended and sent again. Answers with his task."""
    case = case_of(request)
    mine = _to_mend(case, by) if case is not None else None
    if mine is None:
        raise Refused("这件已经送出，不能再改。需要改的，请现在办理的人退回。")
    return mine


def _to_mend(case: Case, by: Capacity) -> Task | None:
    lying = case.tasks.filter(stage=FIRST, status=Status.OPEN).lying_with(by.person_id)
    found: Task | None = lying.first()
    return found
