"""Who keeps the seals in the demonstration: received on the first day, lent for a day and handed back."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Any

from seals.keeping.actions import ask_handover, enter_seal, hand_back, keep_imprint
from seals.keeping.models import Handover, Seal, SealOf, Sort
from township_office import clock
from township_office.approvals.models import Case
from township_office.approvals.registry import case_of
from township_office.audit.capacity import Capacity
from township_office.demo.cast import Cast
from township_office.demo.imprints import drawn_imprint
from township_office.demo.span import Span, opening_day
from township_office.demo.steps import agree, next_task
from township_office.people.capacity import capacity_of
from township_office.people.models import Line

SOON = timedelta(minutes=20)  # after the office has opened
KEEPERS = {
    "party": "党委印章管理员",
    "government": "政府印章管理员",
    "office": "党政办印章管理员",
    "other": "政府印章管理员",
}
DIRECTOR = "党政办主任"
STEP = (0.1, 0.3)  # working hours until the next of the three has the seal in hand


def seal_of(cast: Cast, organ: str) -> Seal:
    return Seal.objects.get(township=cast.township, organ=organ)


def receiving_life(cast: Cast, contracts: dict[str, str]) -> Iterator[datetime]:
    """On the first day each keeper takes his seal over, before a witness (SEAL-07), and keeps an imprint."""
    yield opening_day() + SOON
    director = capacity_of(cast.holder(DIRECTOR), cast.posts[DIRECTOR])
    _enter(cast, contracts, director)
    for organ, keeper in KEEPERS.items():
        seal = seal_of(cast, organ)
        handover = _handover(cast, seal, keeper, reason="启用系统，登记保管人。")
        case = ask_handover(handover, by=director)
        while task := next_task(case):
            agree(cast, task)
        if picture := drawn_imprint(seal.name):
            by = capacity_of(cast.holder(keeper), cast.posts[keeper])
            keep_imprint(seal, picture, note="启用系统时留存。", by=by)


def lending_life(told: dict[str, Any], cast: Cast, span: Span, dice: Random) -> Iterator[datetime]:
    """For some hours somebody else keeps it, which is a handover there and one back (A4.1)."""
    yield span.ago(told["begun"])
    seal, back = seal_of(cast, SealOf.OTHER), span.ago(told["begun"] - told["hours"])
    lent = _handover(cast, seal, told["to"], reason=told["reason"], until=back.date())
    yield from _walked(ask_handover(lent, by=_keeper(seal)), cast, span, dice)
    yield back
    returned = hand_back(seal, by=_keeper(seal))
    yield from _walked(case_of(returned), cast, span, dice)


def _walked(case: Case | None, cast: Cast, span: Span, dice: Random) -> Iterator[datetime]:
    while case is not None and (task := next_task(case)):
        yield span.after(clock.now(), dice.uniform(*STEP))
        agree(cast, task)


def _enter(cast: Cast, contracts: dict[str, str], director: Capacity) -> None:
    keeper = cast.posts[KEEPERS["other"]]
    seal = Seal(organ=SealOf.OTHER, sort=Sort.SPECIAL, side=Line.GOVERNMENT, **contracts)
    seal.keeper_post = keeper
    enter_seal(seal, by=director)


def _handover(cast: Cast, seal: Seal, to: str, **more: Any) -> Handover:
    return Handover(seal=seal, receiver=cast.holder(to), receiver_post=cast.posts[to], **more)


def _keeper(seal: Seal) -> Capacity:
    custody = seal.custodies.get(until__isnull=True)
    return capacity_of(custody.officer, custody.post)
