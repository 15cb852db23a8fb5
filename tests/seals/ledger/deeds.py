"""How every action on the ledger is done, for the trail to be asked about (test_acts)."""

from collections.abc import Callable
from typing import Any

from seals.ledger import actions
from seals.using.models import Stamping
from tests.files.samples import PDF
from tests.house import House
from tests.seals.ledger.desk import CLERK, DIRECTOR, SIGNED, Desk, scan, upload
from township_office import clock

Told = Callable[[Desk], dict[str, Any]]


def held(desk: Desk) -> Stamping:
    """A line of a request, three copies of five."""
    return desk.line(3, desk.asked(5, signers=SIGNED), scan_required=True)


DEEDS: dict[Callable[..., Any], Told] = {
    actions.correct_line: lambda d: {
        "line": held(d),
        "copies": 4,
        "reason": "数错了。",
        "by": d.keeper,
    },
    actions.add_scans: lambda d: {"line": held(d), "scans": [scan()], "by": d.keeper},
    actions.open_year: lambda d: {"year": 2031, "first": 7, "by": d.who(DIRECTOR)},
    actions.read_paper: lambda d: {
        "sheet": upload(d.row(1)),
        "rows": d.read(d.row(1)).rows,
        "year": clock.today().year,
        "by": d.who(CLERK),
    },
    actions.enter_paper: lambda d: {"paper": d.read(d.row(1)), "by": d.who(CLERK)},
    actions.drop_paper: lambda d: {"paper": d.read(d.row(1)), "by": d.who(CLERK)},
    actions.ask_for_form: lambda d: {"request": d.asked(), "by": d.who(CLERK)},
    actions.keep_form: lambda d: {"request": d.asked(), "pdf": PDF, "by": d.who(CLERK)},
}

SILENT = {
    actions.next_number: "tells, and writes nothing",
}


def keys_of_ledger(house: House) -> dict[str, Any]:
    """What stands in the addresses of the ledger: a line of a request, a paper ledger that waits."""
    desk = Desk(house)
    paper = desk.read(desk.row(1), year=clock.today().year - 1)
    line = held(desk)
    return {"line": line.pk, "asked": line.request_id, "paper_ledger": paper.pk}
