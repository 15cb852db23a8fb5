"""How every action on a seal is done, for the trail to be asked about (test_acts)."""

from collections.abc import Callable
from typing import Any

from seals.keeping import actions
from seals.keeping.actions import custody, entering, life
from seals.keeping.models import (
    Handover,
    Life,
    Loss,
    LossStep,
    Making,
    Upkeep,
    What,
)
from seals.keeping.rules import custody_of
from tests.seals.keeping.desk import (
    CLERK,
    DEPUTY,
    DIRECTOR,
    KEEPER,
    OTHER_KEEPER,
    Seals,
    picture,
)
from township_office import clock
from township_office.approvals.actions import return_to

Told = Callable[[Seals], dict[str, Any]]


def wanted(seals: Seals, to: str = OTHER_KEEPER) -> Handover:
    """A handover as the form leaves it."""
    return Handover(
        seal=seals.kept(),
        receiver=seals.house[to],
        receiver_post=seals.house.posts[to],
        reason="工作调整。",
    )


def received(seals: Seals) -> Handover:
    """Given by the director, received by its first keeper; the witness is next."""
    walk = seals.handover(KEEPER).receive()
    return Handover.objects.get(pk=walk.subject.pk)


def given(seals: Seals, by: str = DIRECTOR) -> Handover:
    seals.kept()
    return Handover.objects.get(pk=seals.handover(OTHER_KEEPER, by=by).subject.pk)


def handover_back(seals: Seals) -> Handover:
    """Sent back to who proposed it."""
    seals.kept()
    walk = seals.handover(OTHER_KEEPER)
    task, by = walk.task(KEEPER), seals.who(KEEPER)
    return_to(task, to=1, straight=False, reason="请另选接收人。", by=by)
    return Handover.objects.get(pk=walk.subject.pk)


def making_back(seals: Seals) -> Making:
    walk = seals.making(What.SUSPEND, seals.government)
    task, by = walk.task(DIRECTOR), seals.who(DIRECTOR)
    return_to(task, to=1, straight=False, reason="请写明理由。", by=by)
    return Making.objects.get(pk=walk.subject.pk)


def approved(seals: Seals) -> Making:
    """Approved, and not yet reported to the county."""
    walk = seals.making(What.SUSPEND, seals.government).agree(DIRECTOR).agree("镇长")
    return Making.objects.get(pk=walk.subject.pk)


def reported(seals: Seals) -> Making:
    making = approved(seals)
    actions.report_making(making, life.Report(clock.today()), by=seals.who(CLERK))
    return making


def loss(seals: Seals) -> Loss:
    return Loss(
        seal=seals.kept(), noticed_at=clock.now(), place="镇政府", circumstances="清点时不见。"
    )


def lose_it(seals: Seals) -> Loss:
    return actions.report_loss(loss(seals), by=seals.who(KEEPER))


DEEDS: dict[Callable[..., Any], Told] = {
    actions.enter_seal: lambda s: {"seal": s.seal(), "by": s.who(DIRECTOR)},
    actions.amend_seal: lambda s: {"seal": s.government, "by": s.who(DIRECTOR)},
    actions.keep_imprint: lambda s: {
        "seal": s.government,
        "picture": picture(),
        "by": s.who(CLERK),
    },
    actions.note_upkeep: lambda s: {
        "upkeep": Upkeep(seal=s.kept(), kind="ink"),
        "by": s.who(KEEPER),
    },
    actions.ask_handover: lambda s: {"handover": wanted(s), "by": s.who(KEEPER)},
    actions.amend_handover: lambda s: {"handover": handover_back(s), "by": s.who(DIRECTOR)},
    actions.give_seal: lambda s: {"handover": given(s), "by": s.who(KEEPER)},
    actions.receive_seal: lambda s: {
        "handover": given(s, KEEPER),
        "condition": "完好",
        "by": s.who(OTHER_KEEPER),
    },
    actions.hand_over: lambda s: {"handover": received(s), "by": s.who(DEPUTY)},
    actions.end_handover: lambda s: {
        "handover": received(s),
        "outcome": "已撤回",
        "by": s.who(DIRECTOR),
    },
    actions.move: lambda s: {"seal": s.government, "to": Life.SUSPENDED, "by": s.who(DIRECTOR)},
    actions.ask_making: lambda s: {
        "making": Making(seal=s.seal(), what=What.MAKE, reason="工作需要。"),
        "by": s.who(CLERK),
    },
    actions.amend_making: lambda s: {"making": making_back(s), "by": s.who(CLERK)},
    actions.report_making: lambda s: {
        "making": approved(s),
        "report": life.Report(clock.today()),
        "by": s.who(CLERK),
    },
    actions.complete_making: lambda s: {"making": reported(s), "by": s.who(CLERK)},
    actions.end_making: lambda s: {"making": approved(s), "outcome": "办结", "by": s.who(CLERK)},
    actions.report_loss: lambda s: {"loss": loss(s), "by": s.who(KEEPER)},
    actions.tick_step: lambda s: {
        "step": LossStep(loss=lose_it(s), step="police"),
        "by": s.who(CLERK),
    },
}

SILENT = {
    actions.hand_back: "a handover, which records itself",
    actions.make_usual_seals: "each of the seals records itself",
    custody.waits_for_the_keeper: "entered at start-up, and writes nothing",
    entering.last_day_of_care: "tells, and writes nothing",
    life.end_custody: "a part of giving back and of a loss, which record it",
}


def keys_of_keeping(seals: Seals) -> dict[str, Any]:
    """A seal that is kept and is on its way to another keeper; another that goes out of use."""
    seal = seals.office if custody_of(seals.office) else seals.kept(seals.office)
    actions.keep_imprint(seal, picture(), by=seals.who(CLERK))
    handover = seals.handover(KEEPER, seal=seal).subject
    making = seals.making(What.SUSPEND, seals.party).subject
    keys = {"seal": seal.pk, "handover": handover.pk, "making": making.pk}
    return keys | {"what": What.SUSPEND.value}
