"""How each action on a request for blank sheets is done, for the trail to be asked about (test_acts)."""

from collections.abc import Callable
from typing import Any

from seals.blank import actions
from seals.blank.models import BlankRequest
from tests.house import House
from tests.seals.blank.desk import KEEPER, Desk, allow, asked, by, unsent
from tests.seals.using.desk import staffed
from township_office.approvals.actions import withdraw


def opened(house: House) -> House:
    return allow(staffed(house))


def draft(house: House) -> BlankRequest:
    desk = asked(house)
    withdraw(desk.case, by=by(house))
    return desk.fresh()


def accounted(house: House) -> Desk:
    desk = asked(house).stamped()
    desk.account(_1=("used", "到县水务局联系"))
    return desk


def approved(house: House) -> BlankRequest:
    desk = asked(house)
    desk.agree("镇长")
    return desk.fresh()


DEEDS: dict[Callable[..., Any], Callable[[House], dict[str, Any]]] = {
    actions.ask_blank: lambda h: {"request": unsent(h), "by": by(h)},
    actions.amend_blank: lambda h: {"request": draft(h), "by": by(h)},
    actions.send_blank: lambda h: {"request": draft(h), "by": by(h)},
    actions.stamp_blank: lambda h: {"request": approved(h), "sheets": 2, "by": by(h, KEEPER)},
    actions.account_for: lambda h: {
        "request": asked(h).stamped().request,
        "fates": {1: actions.Fate("returned")},
        "by": by(h),
    },
    actions.confirm_sheets: lambda h: {"request": accounted(h).fresh(), "by": by(h, KEEPER)},
}

SILENT = {actions.remind_later: "enqueues; what it tells of stands on the trail already"}


def keys_of_blank(house: House) -> dict[str, Any]:
    """What stands in the addresses of sheets that were stamped and wait for the keeper."""
    return {"blank": accounted(opened(house)).request.pk}
