"""How each action on an outing is done, for what is asked of all actions alike (test_acts)."""

from collections.abc import Callable
from typing import Any

from seals.outing import actions as outing
from seals.outing.actions import asking, telling
from seals.outing.models import Extension, Outing
from tests.seals.outing.desk import HOUR, LINES, Desk, Office
from township_office import clock
from township_office.approvals.actions import withdraw

CLERK, KEEPER, MAYOR = "应急办干事", "印章保管员", "镇长"


def asked(office: Office) -> Desk:
    """It begins at once, so that it may be handed out whatever the hour."""
    now = clock.now()
    return office.ask(since=now, until=now + 2 * HOUR)


def out(office: Office) -> Outing:
    return asked(office).out().fresh()


def draft(office: Office) -> Outing:
    desk = asked(office)
    withdraw(desk.case, by=office.who(CLERK))
    return desk.fresh()


def longer(office: Office) -> Extension:
    desk = asked(office).out()
    return desk.longer(desk.fresh().until + HOUR).extension


DEEDS: dict[Callable[..., Any], Callable[[Office], dict[str, Any]]] = {
    outing.ask_outing: lambda o: {"outing": o.blank(), "lines": LINES, "by": o.who(CLERK)},
    outing.amend_outing: lambda o: {"outing": draft(o), "lines": LINES, "by": o.who(CLERK)},
    outing.send_outing: lambda o: {"outing": draft(o), "by": o.who(CLERK)},
    outing.approve_outing: lambda o: {"outing": asked(o).fresh(), "by": o.who(MAYOR)},
    outing.hand_out: lambda o: {"outing": asked(o).approved().fresh(), "by": o.who(KEEPER)},
    outing.take_back: lambda o: {
        "outing": (found := out(o)),
        "found": outing.Return("intact", {sheet.pk: 1 for sheet in found.sheets.all()}),
        "by": o.who(KEEPER),
    },
    outing.ask_longer: lambda o: {
        "outing": (found := out(o)),
        "until": found.until + HOUR,
        "reason": "还在审核。",
        "by": o.who(CLERK),
    },
    outing.grant_longer: lambda o: {"extension": longer(o), "words": "同意。", "by": o.who(MAYOR)},
    outing.drop_longer: lambda o: {"extension": longer(o), "by": o.who(CLERK)},
    outing.refuse_longer: lambda o: {"extension": longer(o), "words": "收回。", "by": o.who(MAYOR)},
}

SILENT = {
    outing.let_go: "lets a booking go, which records it",
    outing.remind_when_late: "enqueues; what it tells of stands on the trail already",
    outing.upcoming_label: "tells, and writes nothing",
    asking.booking_of: "tells, and writes nothing",
    telling.tell_of: "what it tells of stands on the trail already",
}


def keys_of_outing(office: Office) -> dict[str, Any]:
    """What stands in the addresses of an outing that is out, and is to stay out longer."""
    waiting = longer(office)
    return {"outing": waiting.outing_id, "longer": waiting.pk}
