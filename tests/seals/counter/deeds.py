"""How a citizen's paper is entered at the counter, for the trail to be asked about (test_acts)."""

from collections.abc import Callable
from typing import Any

from seals.counter import actions
from tests.house import House
from tests.seals.using.desk import Desk, blank, paper, staffed
from township_office.people.capacity import capacity_of

CLERK, CITIZEN = "文书", "张桂兰"


def row(house: House, matter: str = "常规表格", post: str = CLERK, **fields: Any) -> dict[str, Any]:
    """What stands in the row, as the action asks for it."""
    organ = fields.pop("organ", "government")
    usual = {"on_behalf": CITIZEN, "title": "低保申请表", "copies": 1}
    return {
        "request": blank(house, organ, matter, **usual | fields),
        "content": [paper("申请人张桂兰。", "低保申请表.txt")],
        "by": capacity_of(house[post], house.posts[post]),
    }


def entered(house: House, *told: Any, **fields: Any) -> Desk:
    """A row that was sent a moment ago."""
    said = row(house, *told, **fields)
    actions.enter_at_counter(**said)
    return Desk(house, said["request"])


DEEDS: dict[Callable[..., Any], Callable[[House], dict[str, Any]]] = {
    actions.enter_at_counter: lambda house: row(staffed(house)),
}
