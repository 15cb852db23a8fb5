"""Every statement of one decision, in order, with the lines of ours that led to it."""

import textwrap

from django.db import connection

from benchmarks.parts.approvals import STAGES, laid
from benchmarks.parts.house import build
from benchmarks.parts.papers import give_room
from benchmarks.parts.raw import Deed, recorded

AROUND = 2_000  # papers that lie beside the one decided on


def main() -> None:
    house = build()
    give_room()
    for stage in STAGES:
        papers = laid(house, stage)
        papers.multiply(AROUND)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        tell(stage, recorded(house, stage, papers, place=1))


def tell(stage: str, deed: Deed) -> None:
    print(f"\n{stage}: {len(deed.statements)} statements, {len(deed.writes)} of them write\n")
    for number, each in enumerate(deed.statements, start=1):
        mark = "*" if each.writes else " "
        print(f"{number:3}{mark} {each.milliseconds:6.1f} {textwrap.shorten(each.sql, 150)}")
        print(f"            {each.origin}")


if __name__ == "__main__":
    main()
