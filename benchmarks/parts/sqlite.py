"""All clients decide at once on one SQLite file, as a township without PostgreSQL would."""

import sys
from pathlib import Path

from benchmarks.parts.approvals import laid, shares
from benchmarks.parts.crew import Tally, crew
from benchmarks.parts.house import build
from benchmarks.parts.web import LOG, deciders, served

A_SECOND = 800  # papers, more than can be done: SQLite lets one client in much oftener than another


def main(clients: int, seconds: float, rounds: int) -> None:
    house = build()
    papers = laid(house, "初审")
    each = int(A_SECOND * seconds * rounds / clients) + 20
    papers.multiply(clients * each - 1)
    with (
        served() as address,
        crew(deciders(house, "初审", papers, shares(0, each, clients), address)) as web,
    ):
        tally = sum((web(seconds) for _ in range(rounds)), Tally())
    locked = Path(LOG).read_text().count("locked")
    print(f"\nSQLite, {clients} clients: {tally.done} approvals, {tally.rate:.1f} a second")
    print(f"refused or failed {tally.failed}, log lines with 'locked' {locked}", flush=True)
    if tally.failed or locked:
        raise SystemExit(1)


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3]))
